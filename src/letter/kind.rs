//! The kinds of letter, by the names that the command line and the templates use.

/// A letter of a request's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request came in (S2 5.3.2).
    Acknowledgement,
    /// Proof of identity is asked for (UK GDPR, Article 12(6)).
    Identity,
    /// A question; the clock pauses (Article 12A(5)).
    Clarification,
    /// Two more months (Article 12A(3) and (4)).
    Extension,
    /// The response: granted, granted in part, nothing held, or withheld whole (Article 15).
    Response,
    /// A manifestly unfounded or excessive request is refused (Article 12(5)).
    Refusal,
    /// A reasonable fee (Articles 12(5) and 15(3)).
    Fee,
    /// Somebody else is asked about what concerns them (DPA 2018, Sch 2, para 16).
    Consultation,
    /// The e-mail to which the pack is attached.
    Email,
}

impl Kind {
    /// All kinds, in the order of a request's life.
    pub const ALL: [Self; 9] = [
        Self::Acknowledgement,
        Self::Identity,
        Self::Clarification,
        Self::Extension,
        Self::Fee,
        Self::Consultation,
        Self::Response,
        Self::Refusal,
        Self::Email,
    ];

    /// Its name, which is also that of its template and of the file that is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Acknowledgement => "acknowledgement",
            Self::Identity => "identity",
            Self::Clarification => "clarification",
            Self::Extension => "extension",
            Self::Response => "response",
            Self::Refusal => "refusal",
            Self::Fee => "fee",
            Self::Consultation => "consultation",
            Self::Email => "email",
        }
    }

    /// As messages call it.
    #[must_use]
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Identity => "letter about identity",
            Self::Clarification => "question",
            Self::Extension => "letter about more time",
            Self::Fee => "letter about a fee",
            Self::Email => "covering e-mail",
            other => other.name(),
        }
    }
}
