//! The settings under which LibreOffice runs: a profile made for one call, nothing of the user's.
//!
//! Macros never run, links are never updated, Java is off, nothing is looked for on a network. Names of
//! the settings are those of the program's own schema (`officecfg`).

use std::ffi::OsString;
use std::path::Path;

use crate::error::Result;
use crate::sys::scratch::Scratch;

/// Path, property, value.
const SETTINGS: [(&str, &str, &str); 13] = [
    // 3: only macros from trusted places, of which there are none
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Save/Document", "AutoSave", "false"),
    // 2: never
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.WriterWeb/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    // 1: never calculate anew on loading
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
];

/// Writes the profile.
///
/// # Errors
/// Exit 2 when it cannot be written.
pub(super) fn write(scratch: &Scratch) -> Result<()> {
    scratch.folder("profile/user")?;
    let item = |(path, property, value): &(&str, &str, &str)| {
        format!(
            "<item oor:path=\"/org.openoffice.{path}\"><prop oor:name=\"{property}\" oor:op=\"fuse\">\
             <value>{value}</value></prop></item>"
        )
    };
    let items: String = SETTINGS.iter().map(item).collect();
    let all = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items \
         xmlns:oor=\"http://openoffice.org/2001/registry\">{items}</oor:items>\n"
    );
    scratch.write("profile/user/registrymodifications.xcu", all.as_bytes()).map(drop)
}

/// The program's arguments before what it is to do.
pub(super) fn arguments(folder: &Path) -> Vec<OsString> {
    let mut profile = OsString::from("-env:UserInstallation=file://");
    profile.push(address(&folder.join("profile")));
    let flags =
        ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard", "--nologo"];
    std::iter::once(profile).chain(flags.map(OsString::from)).collect()
}

/// Variables besides those that every helper keeps: no screen, one language, one zone of time.
pub(super) fn environment() -> Vec<(String, String)> {
    let fixed = [("SAL_USE_VCLPLUGIN", "svp"), ("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC")];
    fixed.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// A path as the part of a URL (RFC 3986, 2.1).
fn address(path: &Path) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~".contains(&b);
    let text = path.to_string_lossy();
    let escape = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_spaces_is_still_one_address() {
        assert_eq!(address(Path::new("/home/a b/é")), "/home/a%20b/%C3%A9");
    }
}
