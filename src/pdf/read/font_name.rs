//! Names of fonts and of their encodings: those that viewers know, and no other.
//!
//! A font that is not embedded is substituted by its name, so a name made of founders' words stays;
//! any other becomes the standard font that its flags ask for (ISO 32000-2, 9.6.2.2, table 121).

use lopdf::{Dictionary, Object as Made};

use super::rebuild::name;

/// Families and style words, lower case, longest first where one begins another.
const WORDS: [&str; 130] = [
    "helveticaneue",
    "helvetica",
    "arialunicode",
    "arial",
    "timesnewroman",
    "times",
    "couriernew",
    "courier",
    "symbol",
    "zapfdingbats",
    "dingbats",
    "wingdings",
    "webdings",
    "verdana",
    "georgia",
    "tahoma",
    "trebuchet",
    "trebuc",
    "calibri",
    "cambria",
    "candara",
    "consolas",
    "constantia",
    "corbel",
    "segoeui",
    "segoe",
    "garamond",
    "palatino",
    "linotype",
    "bookantiqua",
    "bookman",
    "oldstyle",
    "centurygothic",
    "centuryschoolbook",
    "century",
    "schoolbook",
    "gothic",
    "franklin",
    "gillsans",
    "gill",
    "sans",
    "serif",
    "impact",
    "lucida",
    "console",
    "typewriter",
    "comic",
    "avantgarde",
    "optima",
    "futura",
    "univers",
    "frutiger",
    "myriad",
    "minion",
    "rockwell",
    "bodoni",
    "baskerville",
    "didot",
    "perpetua",
    "liberation",
    "dejavu",
    "bitstream",
    "vera",
    "freesans",
    "freeserif",
    "freemono",
    "nimbus",
    "noto",
    "roboto",
    "opensans",
    "lato",
    "ubuntu",
    "carlito",
    "caladea",
    "monaco",
    "menlo",
    "geneva",
    "chicago",
    "newyork",
    "simsun",
    "simhei",
    "nsimsun",
    "mingliu",
    "pmingliu",
    "microsoft",
    "yahei",
    "jhenghei",
    "mincho",
    "kozmin",
    "kozgo",
    "hysmyeongjo",
    "hygothic",
    "hygo",
    "hysm",
    "stsong",
    "mhei",
    "msung",
    "ryumin",
    "batang",
    "gulim",
    "dotum",
    "malgun",
    "meiryo",
    "heisei",
    "kaku",
    "condensed",
    "extended",
    "expanded",
    "narrow",
    "black",
    "heavy",
    "light",
    "thin",
    "medium",
    "semibold",
    "demibold",
    "extrabold",
    "demi",
    "semi",
    "bolditalic",
    "boldoblique",
    "bold",
    "italic",
    "oblique",
    "regular",
    "roman",
    "normal",
    "book",
    "unicode",
    "itc",
];

/// Short marks after a family: makers, formats, weights.
const MARKS: [&str; 22] = [
    "psmt", "ps", "mt", "ms", "std", "pro", "lt", "bt", "ui", "mono", "new", "itcby", "w3", "w5", "w6", "h",
    "v", "l", "r", "regul", "acro", "cn",
];

/// Whether a name is made of founders' words only.
pub(super) fn is_known(foreign: &[u8]) -> bool {
    let folded: String = foreign
        .iter()
        .filter(|b| b.is_ascii_alphanumeric())
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    let ascii = foreign.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b',' | b' ' | b'_'));
    let mut rest = folded.as_str();
    let mut family = false;
    while !rest.is_empty() {
        let longest = |words: &[&'static str]| {
            words.iter().filter(|w| rest.starts_with(**w)).max_by_key(|w| w.len()).copied()
        };
        let word = longest(&WORDS)
            .or_else(|| if family { longest(&MARKS) } else { longest(&["ms", "hy", "st", "acro"]) });
        let Some(word) = word else { return false };
        family = true;
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    ascii && family && foreign.len() <= 60
}

/// The name under which a font that is not embedded crosses.
pub(super) fn substitute(foreign: &[u8], flags: i64) -> String {
    let bare = match foreign.iter().position(|b| *b == b'+') {
        Some(6) => foreign.get(7..).unwrap_or_default(),
        _ => foreign,
    };
    if is_known(bare) {
        return String::from_utf8_lossy(bare).into_owned();
    }
    let folded = String::from_utf8_lossy(bare).to_lowercase();
    let bold = flags & (1 << 18) != 0 || ["bold", "black", "heavy"].iter().any(|w| folded.contains(w));
    let italic = flags & (1 << 6) != 0 || folded.contains("italic") || folded.contains("oblique");
    let style = |plain: &str, b: &str, i: &str, bi: &str| match (bold, italic) {
        (false, false) => plain.to_owned(),
        (true, false) => b.to_owned(),
        (false, true) => i.to_owned(),
        (true, true) => bi.to_owned(),
    };
    if flags & 1 != 0 {
        style("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique")
    } else if flags & 2 != 0 {
        style("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic")
    } else {
        style("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique")
    }
}

/// The predefined `CMaps` (table 116).
const CMAPS: [&str; 62] = [
    "Identity-H",
    "Identity-V",
    "GB-EUC-H",
    "GB-EUC-V",
    "GBpc-EUC-H",
    "GBpc-EUC-V",
    "GBK-EUC-H",
    "GBK-EUC-V",
    "GBKp-EUC-H",
    "GBKp-EUC-V",
    "GBK2K-H",
    "GBK2K-V",
    "UniGB-UCS2-H",
    "UniGB-UCS2-V",
    "UniGB-UTF16-H",
    "UniGB-UTF16-V",
    "B5pc-H",
    "B5pc-V",
    "HKscs-B5-H",
    "HKscs-B5-V",
    "ETen-B5-H",
    "ETen-B5-V",
    "ETenms-B5-H",
    "ETenms-B5-V",
    "CNS-EUC-H",
    "CNS-EUC-V",
    "UniCNS-UCS2-H",
    "UniCNS-UCS2-V",
    "UniCNS-UTF16-H",
    "UniCNS-UTF16-V",
    "83pv-RKSJ-H",
    "90ms-RKSJ-H",
    "90ms-RKSJ-V",
    "90msp-RKSJ-H",
    "90msp-RKSJ-V",
    "90pv-RKSJ-H",
    "Add-RKSJ-H",
    "Add-RKSJ-V",
    "EUC-H",
    "EUC-V",
    "Ext-RKSJ-H",
    "Ext-RKSJ-V",
    "H",
    "V",
    "UniJIS-UCS2-H",
    "UniJIS-UCS2-V",
    "UniJIS-UCS2-HW-H",
    "UniJIS-UCS2-HW-V",
    "UniJIS-UTF16-H",
    "UniJIS-UTF16-V",
    "KSC-EUC-H",
    "KSC-EUC-V",
    "KSCms-UHC-H",
    "KSCms-UHC-V",
    "KSCms-UHC-HW-H",
    "KSCms-UHC-HW-V",
    "KSCpc-EUC-H",
    "UniKS-UCS2-H",
    "UniKS-UCS2-V",
    "UniKS-UTF16-H",
    "UniKS-UTF16-V",
    "UniJIS2004-UTF16-H",
];

/// A predefined `CMap` of this name.
pub(super) fn predefined(foreign: &[u8]) -> Option<&'static str> {
    CMAPS.iter().find(|c| c.as_bytes() == foreign).copied()
}

/// A predefined `CMap`'s name; an unknown one is read as `Identity`, as the common viewers do.
pub(super) fn predefined_cmap(foreign: &[u8]) -> Made {
    let vertical = foreign.ends_with(b"V");
    name(predefined(foreign).unwrap_or(if vertical { "Identity-V" } else { "Identity-H" }))
}

/// `CIDSystemInfo` (9.7.3) of one of Adobe's collections.
pub(super) fn system_info(ordering: &[u8], supplement: i64) -> Made {
    const ORDERINGS: [&str; 8] = ["GB1", "CNS1", "Japan1", "Japan2", "Korea1", "KR", "UCS", "Identity"];
    let known = ORDERINGS.iter().find(|o| o.as_bytes() == ordering).copied().unwrap_or("Identity");
    let mut info = Dictionary::new();
    info.set("Registry", Made::string_literal("Adobe"));
    info.set("Ordering", Made::string_literal(known));
    info.set("Supplement", supplement);
    Made::Dictionary(info)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_viewers_know_stay_and_others_become_what_their_flags_ask_for() {
        for known in [
            "Arial-BoldMT",
            "TimesNewRomanPSMT",
            "CourierNew,Bold",
            "ABCDEF+Verdana",
            "Helvetica",
            "ZapfDingbats",
        ] {
            assert_eq!(substitute(known.as_bytes(), 0), known.trim_start_matches("ABCDEF+"));
        }
        for (foreign, flags, ours) in [
            ("JaneDoe-Bold", 2, "Times-Bold"),
            ("JaneDoe", 1, "Courier"),
            ("", 0, "Helvetica"),
            ("Doe Italic", 0, "Helvetica-Oblique"),
        ] {
            assert_eq!(substitute(foreign.as_bytes(), flags), ours);
        }
    }
}
