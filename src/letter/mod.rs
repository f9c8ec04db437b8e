//! Letters of a request's life: from facts and templates to words, and the linter that holds them to the law.
//!
//! ```text
//! templates + facts → render → markup → Written → lint → blocks (PDF) | text | HTML | e-mail
//! ```
//!
//! A template is plain text that a team can copy and change; a value of a case can never act as markup
//! or as a mark. The linter reads the words that came out, so that a changed template that drops a
//! mandatory part is refused, with what to add. No letter holds a password.

mod email;
mod facts;
mod html;
mod kind;
mod lint;
mod markup;
mod plain;
mod render;
mod templates;
#[cfg(test)]
mod tests;
mod written;

pub use email::{Attachment, Covering, draft};
pub use facts::{Consultation, Facts, Fee, Life, Refusal, Times};
pub use html::html;
pub use kind::Kind;
pub use lint::lint;
pub use plain::plain;
pub use render::{Reason, Response, Told, WithheldWhole, write};
pub use templates::Templates;
pub use written::{Part, Written};

use jiff::civil::Date;

/// "22 November 2026", kept on one line.
#[must_use]
pub fn long_date(date: Date) -> String {
    date.strftime("%-d\u{a0}%B\u{a0}%Y").to_string()
}

/// "1 panel", "2 panels".
#[must_use]
pub fn counted(count: u32, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
