//! What a pack is made from: plain data that the pipeline fills in.
//!
//! Whatever comes from a case (titles, the summary) has been through the finder before it comes
//! here: no third party's name may stand in it.

use jiff::civil::Date;

use crate::case::body::Body;
use crate::letter::{Facts, Templates};
use crate::pdf::typeset::Tag;
use crate::sanitise::Sanitised;

/// Everything a pack is made from.
#[derive(Debug)]
pub struct PackRequest<'a> {
    /// What the letter says of the request.
    pub facts: Facts,
    /// Who answers it.
    pub body: &'a Body,
    /// The templates of the letter.
    pub templates: &'a Templates,
    /// The documents disclosed, in order.
    pub documents: Vec<PackDocument>,
    /// The documents withheld whole.
    pub withheld: Vec<WithheldDocument>,
    /// What is held as well and no page can show.
    pub held: Vec<HeldFile>,
    /// Every exemption used, for a panel or for a document, in the order of the letter.
    pub exemptions: Vec<ExemptionUse>,
    /// What stands on every page besides reference and number.
    pub stamp: Stamp,
    /// Whether the pack will need a password.
    pub protected: bool,
    /// The most that a file may take, in 10⁶ bytes; 0 for one file of any size.
    pub max_mb: u32,
}

/// A disclosed document.
#[derive(Debug)]
pub struct PackDocument {
    /// Its title, redacted.
    pub title: String,
    /// What each of its pages and the schedule say of it ("Extract: pages 2–3 of 9", "Added by us"); empty
    /// for a document that is here whole.
    pub notice: String,
    /// Whether its pages have margins; the box of an extract has none, and no stamp stands on top of it.
    pub margins: bool,
    /// What it is, for the schedule ("Letter", "E-mail").
    pub kind: String,
    /// Place in the list of the document it was attached to or lay in, where that is disclosed too.
    pub inside: Option<usize>,
    /// How many more copies of it are held, which are not repeated.
    pub copies: u32,
    /// Its own date, when it is known.
    pub date: Option<Date>,
    /// What is left out of it besides panels, in a few words; empty for nothing.
    pub left_out: String,
    /// Its pages.
    pub sanitised: Sanitised,
    /// How a screen reader follows its pages, as [`super::tag`] gives it.
    pub tags: Vec<Tag>,
    /// What is said of each of its panels ("Redacted: information about another person").
    pub said: Vec<String>,
    /// For each page whether its foot is known to be free for the stamp; see [`super::foot_is_free`].
    /// Where it is not, the page is made a little longer, so that the stamp hides nothing.
    pub foot_free: Vec<bool>,
}

/// A document withheld whole.
#[derive(Debug, Clone)]
pub struct WithheldDocument {
    /// Its title, redacted.
    pub title: String,
    /// Its pages, when they may be told.
    pub pages: Option<u32>,
    /// Id of the exemption it is withheld under; one of [`PackRequest::exemptions`].
    pub exemption: String,
    /// Why, as a sentence to the requester; empty for the exemption's own.
    pub reason: String,
    /// What it is ("sound and film"), where no page could show it.
    pub held: Option<String>,
}

/// Something that is held and not in the file, because no page can show it.
#[derive(Debug, Clone)]
pub struct HeldFile {
    /// Its title, redacted.
    pub title: String,
    /// What it is ("Recording").
    pub kind: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// An exemption that was used.
#[derive(Debug, Clone)]
pub struct ExemptionUse {
    /// Its id ("S2P3-16").
    pub id: String,
    /// What is drawn on the panels ("TP").
    pub mark: String,
    /// A few words ("Other people").
    pub label: String,
    /// What it means, as a sentence to the requester.
    pub reason: String,
    /// Where the law says it; empty where no law is needed ("outside your request").
    pub citation: String,
    /// Panels that carry it; 0 when only whole documents are withheld under it.
    pub count: u32,
    /// Whether the letter may name it. One that may not is silent: it is named nowhere in the pack,
    /// and when a panel rests on it the letter gives its reasons without marks and counts.
    pub stated: bool,
}

/// What stands on every page besides reference and number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stamp {
    /// NOT REVIEWED – NOT FOR RELEASE.
    pub unreviewed: bool,
    /// DRAFT.
    pub draft: bool,
}
