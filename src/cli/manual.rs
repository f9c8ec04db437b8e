//! The manual page: one page for all commands, so that `man blackpanel` answers every flag.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::Cli;

/// The page in the language of `man(7)`; `None` when it cannot be written.
pub(super) fn page() -> Option<String> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page).ok()?;
    let mut page = String::from_utf8(page).ok()?;
    for sub in shown(&command) {
        add(&mut page, sub, "blackpanel")?;
    }
    Some(page)
}

/// A command with its flags, and those below it.
fn add(page: &mut String, command: &Command, above: &str) -> Option<()> {
    let name = format!("{above} {}", command.get_name());
    let man = Man::new(command.clone());
    let mut section = Vec::new();
    man.render_description_section(&mut section).ok()?;
    man.render_options_section(&mut section).ok()?;
    let section = String::from_utf8(section).ok()?;
    page.push_str(&format!(".SH \"{}\"\n", name.to_uppercase()));
    // its parts are parts of this section
    for line in section.lines().filter(|line| *line != ".SH DESCRIPTION" && !line.contains("Aq ")) {
        page.push_str(&line.replacen(".SH ", ".SS ", 1));
        page.push('\n');
    }
    shown(command).try_for_each(|sub| add(page, sub, &name))
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(command: &Command, above: &str, out: &mut Vec<(String, String)>) {
        let name = format!("{above}{}", command.get_name());
        let seen = command.get_arguments().filter(|arg| !arg.is_hide_set());
        out.extend(seen.filter_map(|arg| Some((name.clone(), arg.get_long()?.to_owned()))));
        shown(command).for_each(|sub| flags(sub, &format!("{name} "), out));
    }

    #[test]
    fn the_manual_page_holds_every_flag_of_every_command() {
        let page = page().expect("a page").replace('\\', "");
        let mut command = Cli::command();
        command.build();
        let mut all = Vec::new();
        flags(&command, "", &mut all);
        assert!(all.len() > 50, "{} flags", all.len());
        for (name, flag) in all {
            let own =
                page.split(".SH ").find(|part| part.starts_with(&format!("\"{}\"", name.to_uppercase())));
            let section = own.unwrap_or(&page);
            assert!(name == "blackpanel" || own.is_some(), "no section for {name}");
            assert!(section.contains(&format!("--{flag}fR")), "{name} --{flag} is not in the manual page");
        }
        assert!(!page.contains("in-batch"), "what is only for ourselves is in the manual page");
    }
}
