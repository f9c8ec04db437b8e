//! What each control word of RTF does here; one that is not listed changes nothing but looks.

use super::charset;
use super::reader::{End, Place, Reader};

/// Destinations that hold looks, lists and twins of what is shown elsewhere.
pub(super) const NOWHERE: [&str; 43] = [
    "colortbl",
    "stylesheet",
    "listtable",
    "listoverridetable",
    "listpicture",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "xmlnstbl",
    "filetbl",
    "pgptbl",
    "mmathPr",
    "wgrffmtfilter",
    "bkmkstart",
    "bkmkend",
    "pnseclvl",
    "pn",
    "pntxta",
    "pntxtb",
    "nonshppict",
    "objclass",
    "objname",
    "blipuid",
    "blipfilter",
    "panose",
    "falt",
    "fontemb",
    "fname",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "atrfstart",
    "atrfend",
    "atnref",
    "atndate",
    "upr",
    "nesttableprops",
];

/// Destinations that are hidden matter.
pub(super) const HIDDEN: [(&str, &str); 16] = [
    ("annotation", "comment"),
    ("info", "document property"),
    ("userprops", "document property"),
    ("docvar", "document variable"),
    ("xe", "index entry"),
    ("tc", "index entry"),
    ("objdata", "embedded file, not read"),
    ("passwordhash", "password of the document"),
    ("private", "private data of a program"),
    ("mailmerge", "link of a mail merge, not followed"),
    ("template", "link to a template, not followed"),
    ("headeri", "header or footer that no page shows"),
    ("oldcprops", "earlier looks of the text"),
    ("oldpprops", "earlier looks of the text"),
    ("xmlattrname", "custom XML"),
    ("xmlattrvalue", "custom XML"),
];

impl Reader<'_> {
    /// Takes a control word.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        let optional = self.optional;
        if self.destination(word) {
            return;
        }
        let on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(20),
            "f" | "af" if word == "f" || self.state.place == Place::Fonts => {
                self.state.font = number.unwrap_or(0);
            }
            "fcharset" if self.state.place == Place::Fonts => self.font_charset(number.unwrap_or(0)),
            "ansicpg" => self.default = charset::page(number.unwrap_or(1252)),
            "mac" => self.default = encoding_rs::MACINTOSH,
            "deff" if self.state.font < 0 => self.state.font = number.unwrap_or(0),
            "b" => self.state.bold = on,
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "revised" if on => self.hidden.count("tracked insertion, shown as text", 1),
            "plain" => (self.state.bold, self.state.hidden) = (false, false),
            "pard" => (self.heading, self.table.inside) = (0, false),
            "outlinelevel" => self.heading = heading(number),
            "intbl" => self.enter_table(),
            "par" | "sect" => self.paragraph(),
            "line" | "softline" | "nestrow" => self.put("\n"),
            "page" => {
                self.paragraph();
                self.page.page_break();
            }
            "tab" | "nestcell" => self.put("\t"),
            "cell" => {
                self.enter_table();
                self.end_cell();
            }
            "row" => self.end_row(),
            _ => self.character_or_picture(word, number, optional),
        }
    }

    fn paragraph(&mut self) {
        self.leave_table();
        self.end_paragraph();
    }

    fn character_or_picture(&mut self, word: &str, number: Option<i32>, optional: bool) {
        if let Some(text) = character(word) {
            self.put(text);
        } else if self.state.place == Place::Picture {
            self.picture.word(word, number.unwrap_or(0));
        } else if optional && self.state.place == Place::Page {
            // RTF 1.9.1: a reader that does not know a destination behind `\*` passes over it
            self.begin(Place::Hidden("part of the file that is not understood"));
        }
    }

    /// Begins a destination; false where the word is none.
    fn destination(&mut self, word: &str) -> bool {
        if word == "ud" {
            self.state.place = self.place_outside();
            return true;
        }
        if self.state.place != Place::Page {
            // inside of another destination only what is to be passed over counts
            let nowhere = NOWHERE.contains(&word);
            if nowhere {
                self.state.place = Place::Nowhere;
            }
            return nowhere;
        }
        if let Some((_, kind)) = HIDDEN.iter().find(|(name, _)| *name == word) {
            self.begin(Place::Hidden(kind));
            return true;
        }
        if NOWHERE.contains(&word) || word.starts_with("pnseclvl") {
            self.begin(Place::Nowhere);
            return true;
        }
        match word {
            "fonttbl" => self.begin(Place::Fonts),
            "pict" => self.begin(Place::Picture),
            "fldinst" | "datafield" => self.begin(Place::Code),
            "revtbl" | "atnauthor" | "atnid" => self.begin(Place::Authors),
            "footnote" => self.apart(End::Note),
            "header" | "headerl" | "headerr" | "headerf" => self.apart(|s| End::Running(s, "header")),
            "footer" | "footerl" | "footerr" | "footerf" => self.apart(|s| End::Running(s, "footer")),
            "shptxt" => self.apart(End::Boxed),
            "sp" => self.begin(Place::Nowhere),
            // shown, although `\*` may stand before them
            "shppict" | "shpinst" | "fldrslt" | "listtext" | "pntext" | "result" | "objattph" | "field"
            | "shp" | "object" | "shprslt" | "do" | "dptxbxtext" | "formfield" | "ffname" => {
                if word == "shprslt" || word == "formfield" {
                    self.begin(Place::Nowhere);
                }
                if word == "object" {
                    self.hidden.count("embedded object, shown as its picture", 1);
                }
            }
            _ => return false,
        }
        true
    }
}

fn heading(number: Option<i32>) -> u8 {
    number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9).map_or(0, |l| (l + 2).min(6))
}

/// A character that has a word of its own.
pub(in crate::load) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "emdash" => "—",
        "endash" => "–",
        "emspace" | "enspace" | "qmspace" => " ",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        _ => return None,
    })
}
