//! What LibreOffice may open of a document: a file of our own making, with what a reader sees and
//! nothing else.
//!
//! Tracked deletions, comments, hidden matter, notes of speakers, properties, custom XML, macros,
//! embedded objects, everything that leads outside, and fields that fetch are not taken out of the
//! source: they are never written. Old formats, which cannot be cleaned, are handed over as they came,
//! only to be turned into new ones that come round again. A document of which this program does not
//! know how to write what is seen is not handed over at all.

use serde::{Deserialize, Serialize};

use super::convert::{Member, NotConverted};
use super::package;
use super::relations::Target;
use super::{LeftOut, SourceKind, paged};

/// The kind of a file that is handed to LibreOffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Word 97 to 2003; turned into [`Self::Docx`].
    Doc,
    /// Excel 97 to 2003; turned into [`Self::Xlsx`].
    Xls,
    /// Binary Excel; turned into [`Self::Xlsx`].
    Xlsb,
    /// Word; cleaned.
    Docx,
    /// Excel; cleaned.
    Xlsx,
}

impl Format {
    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// What an old format is turned into; none for one that was cleaned and becomes pages.
    #[must_use]
    pub fn turned(self) -> Option<Self> {
        match self {
            Self::Doc => Some(Self::Docx),
            Self::Xls | Self::Xlsb => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// A cleaned file.
#[derive(Debug, Clone)]
pub(super) struct Clean {
    /// What it is.
    pub(super) format: Format,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Words that its pages may show more often than the document says them: running lines, header rows.
    pub(super) repeated: String,
    /// What of an old file no page shows, as far as its directory tells.
    pub(super) left_out: Vec<LeftOut>,
}

/// Why a document is not handed over: a refusal of the source, or what cannot be written of it.
#[derive(Debug)]
pub(super) enum Unclean {
    /// The source is damaged or above the limits; its converter says so.
    Refused,
    /// In plain words, after "the document".
    Because(&'static str),
}

impl From<NotConverted> for Unclean {
    fn from(_: NotConverted) -> Self {
        Self::Refused
    }
}

/// Whether documents of a kind are set by LibreOffice where it is there.
pub(super) fn is_set(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Word)
}

/// A cleaned file of a document, where it has one.
///
/// # Errors
/// Why it has none.
pub(super) fn of(kind: SourceKind, member: &Member<'_>) -> Result<Clean, Unclean> {
    match kind {
        SourceKind::Word => super::word::clean(member),
        _ => Err(Unclean::Because("is of a kind that is always set in a plain layout")),
    }
}

/// The parts of a cleaned Office Open XML file, in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Parts {
    parts: Vec<(String, Vec<u8>)>,
    /// Part and content type.
    types: Vec<(String, String)>,
}

/// The relationships of one part that is written: id, type, target.
#[derive(Debug, Default, Clone)]
pub(super) struct Kept(Vec<(String, String, String)>);

/// Beginning of the names of relationship types (ECMA-376-1, 22.8).
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

impl Kept {
    /// Keeps a relationship to a part of ours, whose name begins with `/`.
    pub(super) fn add(&mut self, id: &str, kind: &str, to: &str) {
        if !self.0.iter().any(|(known, _, _)| known == id) {
            self.0.push((id.to_owned(), kind.to_owned(), to.to_owned()));
        }
    }

    fn write(&self) -> Vec<u8> {
        let mut list = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        );
        for (id, kind, to) in &self.0 {
            // ids come from the source: letters, figures and marks that need no escaping
            let id: String = id.chars().filter(|c| c.is_alphanumeric() || "._-".contains(*c)).collect();
            list.push_str(&format!("<Relationship Id=\"{id}\" Type=\"{TYPE}{kind}\" Target=\"{to}\"/>"));
        }
        list.push_str("</Relationships>");
        list.into_bytes()
    }
}

impl Parts {
    /// Adds a part with its type; `name` has no leading `/`.
    pub(super) fn add(&mut self, name: &str, kind: &str, bytes: Vec<u8>, kept: &Kept) {
        self.parts.push((name.to_owned(), bytes));
        self.types.push((name.to_owned(), kind.to_owned()));
        if !kept.0.is_empty() {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            self.parts.push((format!("{folder}/_rels/{file}.rels"), kept.write()));
        }
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.types.iter().any(|(known, _)| known == name)
    }

    /// Adds a picture under a name of ours; the name, from the root.
    pub(super) fn picture(&mut self, bytes: Vec<u8>) -> String {
        if let Some((known, _)) = self.parts.iter().find(|(n, b)| n.starts_with("media/") && *b == bytes) {
            return format!("/{known}");
        }
        let png = bytes.starts_with(b"\x89PNG");
        let (ending, kind) = if png { ("png", "image/png") } else { ("jpeg", "image/jpeg") };
        let name = format!("media/image{}.{ending}", self.parts.len());
        self.add(&name, kind, bytes, &Kept::default());
        format!("/{name}")
    }

    /// The file, with its list of types and the way to its main part.
    pub(super) fn finish(mut self, main: &str) -> Option<Vec<u8>> {
        let mut types = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
             Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        );
        for (name, kind) in &self.types {
            types.push_str(&format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"));
        }
        types.push_str("</Types>");
        let mut kept = Kept::default();
        kept.add("main", "officeDocument", &format!("/{main}"));
        let mut all = vec![("[Content_Types].xml".to_owned(), types.into_bytes())];
        all.push(("_rels/.rels".to_owned(), kept.write()));
        all.append(&mut self.parts);
        package::write(&all)
    }
}

/// Whether a picture is one that pages of ours can show: the others are not handed over either.
///
/// # Errors
/// What it is that is not shown, as the plain layout says it.
pub(super) fn shown(bytes: &[u8], member: &Member<'_>) -> Result<(), &'static str> {
    paged::picture::block(bytes, paged::picture::Frame::default(), member.limits)?;
    let kind = bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff");
    kind.then_some(()).ok_or("picture of another kind")
}

/// A part inside the file that a relationship leads to; none for one that leads outside.
pub(super) fn inside(target: Option<&Target>) -> Option<&Target> {
    target.filter(|target| !target.external)
}

/// An attribute that says something about people or leads outside, and shows nothing.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(name, "descr" | "title" | "alt" | "href" | "name" | "w:author" | "w:date" | "w:initials")
        || name.starts_with("w:rsid")
        || name.starts_with("mc:")
        || name.starts_with("o:")
}
