//! What LibreOffice may open of a document: a file of our own making, with what a reader sees and
//! nothing else.
//!
//! Tracked deletions, comments, hidden matter, notes of speakers, properties, custom XML, macros,
//! embedded objects, everything that leads outside, and fields that fetch are not taken out of the
//! source: they are never written. Old formats, which cannot be cleaned, are handed over as they came,
//! only to be turned into new ones that come round again. A document of which this program does not
//! know how to write what is seen is not handed over at all.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use super::convert::{Conversion, Member, NotConverted};
use super::kind::Recognised;
use super::relations::Target;
use super::{LeftOut, SourceKind, old, paged};

mod parts;

pub(super) use parts::{Kept, Parts};

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
    /// `PowerPoint` 97 to 2003; turned into [`Self::Pptx`].
    Ppt,
    /// Word; cleaned.
    Docx,
    /// Excel; cleaned.
    Xlsx,
    /// `PowerPoint`, as an old one is turned into it.
    Pptx,
    /// `OpenDocument` text; cleaned.
    Odt,
    /// Rich Text Format; cleaned.
    Rtf,
    /// A photograph of a phone; turned into [`Self::Png`] by a helper of its own.
    Heic,
    /// A picture, as a photograph is turned into it.
    Png,
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
            Self::Ppt => "ppt",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Heic => "heic",
            Self::Png => "png",
        }
    }

    /// What an old format is turned into; none for one that was cleaned and becomes pages.
    #[must_use]
    pub fn turned(self) -> Option<Self> {
        match self {
            Self::Doc => Some(Self::Docx),
            Self::Xls | Self::Xlsb => Some(Self::Xlsx),
            Self::Ppt => Some(Self::Pptx),
            Self::Heic => Some(Self::Png),
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
    /// It is of a kind that our own layout sets better: sheets and presentations.
    Plain,
    /// In plain words, after "the document".
    Because(&'static str),
}

impl From<NotConverted> for Unclean {
    fn from(_: NotConverted) -> Self {
        Self::Refused
    }
}

/// What LibreOffice may open of a file: the cleaned document, or the old one that is to be turned.
pub(super) fn for_office(
    kind: Recognised,
    member: &Member<'_>,
    result: &Conversion,
) -> (Option<Clean>, Option<&'static str>) {
    let kind = match kind {
        Recognised::Old(format) if result.is_err() => return (Some(as_it_came(format, member)), None),
        Recognised::Read(kind) if result.is_ok() && is_set(kind) => kind,
        _ => return (None, None),
    };
    match catch_unwind(AssertUnwindSafe(|| of(kind, member))) {
        Ok(Ok(_)) if member.show_hidden => {
            (None, Some("shows hidden matter, which only the plain layout has"))
        }
        Ok(Ok(clean)) => (Some(clean), None),
        Ok(Err(Unclean::Because(why))) => (None, Some(why)),
        Ok(Err(Unclean::Plain)) => (None, None),
        Ok(Err(Unclean::Refused)) | Err(_) => (None, Some("could not be written anew for LibreOffice")),
    }
}

/// A file that cannot be cleaned, only turned.
fn as_it_came(format: Format, member: &Member<'_>) -> Clean {
    let bytes = member.bytes.to_vec();
    let left_out = old::beside(&bytes);
    Clean { format, bytes, repeated: String::new(), left_out }
}

/// A photograph of a phone, for its helper: wanted also where there is no LibreOffice.
pub(super) fn for_photo(kind: Recognised, member: &Member<'_>) -> Option<Clean> {
    (kind == Recognised::Old(Format::Heic)).then(|| as_it_came(Format::Heic, member))
}

/// An old or foreign format: nothing of ours reads it.
pub(super) fn only_a_helper(member: &Member<'_>, format: Format) -> Conversion {
    if format == Format::Heic {
        let hint = "install heif-convert (on Debian the package libheif-examples; `blackpanel doctor` says whether \
            it can be used), or save the photograph as JPEG and put that in its place";
        return Err(paged::refuse(
            member,
            "is a photograph of a phone (HEIC), which no helper here reads",
            hint,
        ));
    }
    let what = format!("is an old or foreign Office file ({}) that only LibreOffice reads", format.ending());
    let hint = "install LibreOffice (`blackpanel doctor` says whether it can be used), or save the file as \
        .docx, .xlsx or PDF and put that in its place";
    Err(paged::refuse(member, what, hint))
}

/// Whether documents of a kind are set by LibreOffice where it is there. Sheets are not: it cuts them into
/// pages by the width of the paper, with a row on several sheets of paper and no heading on most of them,
/// where our own layout repeats the headings and the first column with every group of columns.
fn is_set(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Word | SourceKind::OpenDocument | SourceKind::Rtf)
}

/// A cleaned file of a document, where it has one.
///
/// # Errors
/// Why it has none.
fn of(kind: SourceKind, member: &Member<'_>) -> Result<Clean, Unclean> {
    match kind {
        SourceKind::Word => super::word::clean(member),
        SourceKind::OpenDocument => super::opendocument::clean(member),
        SourceKind::Rtf => super::rtf::clean(member),
        _ => Err(Unclean::Because("is of a kind that is always set in a plain layout")),
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
