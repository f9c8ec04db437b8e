//! The exemptions register: under what a panel or a withheld document can stand.
//!
//! The entries are data (`exemptions.toml` beside this file). Each is found by its id (`S2P3-16`),
//! its mark (`TP`) or an alias (`third-party`), whatever the case of the letters; outputs write the
//! id. Paragraph 17 of Schedule 2 is no entry: it is a bar to withholding, not a ground for it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The register as shipped; the tests prove that it can be read.
static SHIPPED: LazyLock<Register> =
    LazyLock::new(|| toml::from_str(include_str!("exemptions.toml")).unwrap_or_default());

/// All exemptions, in the order of the Act.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    #[serde(rename = "exemption")]
    entries: Vec<Exemption>,
}

/// One exemption.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Stable id, as outputs write it.
    pub id: String,
    /// What is drawn on a panel: unique, at most four letters.
    pub mark: String,
    /// Further names for `case.toml` and the command line.
    pub aliases: Vec<String>,
    /// Where the law says it; empty for "outside your request" and "duplicate".
    pub citation: String,
    /// A few words for keys and lists.
    pub label: String,
    /// A sentence for the requester.
    pub reason: String,
    /// Whether the letter names it.
    pub mode: Mode,
    /// Who may rely on it.
    pub who: Who,
    /// What to mind, for the officer; without a full stop.
    #[serde(default)]
    pub notes: String,
}

/// Whether the letter names an exemption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// It does.
    Cite,
    /// A person decides.
    Ask,
    /// It does not: naming it would itself tell.
    Silent,
}

/// Who may rely on an exemption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Any officer.
    Yes,
    /// A manager only.
    Manager,
    /// Nobody at an ombudsman-type body.
    No,
}

impl Mode {
    /// As `codes` says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Cite => "named",
            Self::Ask => "ask",
            Self::Silent => "silent",
        }
    }
}

impl Who {
    /// As `codes` says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "any officer",
            Self::Manager => "a manager",
            Self::No => "not an ombudsman",
        }
    }
}

impl Register {
    /// The register as shipped.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// All entries, in the order of the Act.
    #[must_use]
    pub fn entries(&self) -> &[Exemption] {
        &self.entries
    }

    /// The entry of an id, mark or alias, whatever the case of its letters.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Exemption> {
        let name = name.trim();
        self.entries.iter().find(|e| e.names().any(|n| n.eq_ignore_ascii_case(name)))
    }

    /// What to do about a name that is not in the register: the nearest one, or where to look.
    #[must_use]
    pub fn hint(&self, name: &str) -> String {
        if name.trim().eq_ignore_ascii_case("S2P3-17") {
            return "paragraph 17 speaks for disclosing; to withhold, name another exemption".into();
        }
        if super::traps::cites_53(name) {
            return "section 53 belongs to law enforcement; for a manifestly unfounded or excessive request \
                    it is A12-5"
                .into();
        }
        let all = self.entries.iter().flat_map(|e| e.names().map(move |n| (n, e)));
        match super::nearest::nearest_by(name, all, |(n, _)| n) {
            Some((found, e)) => {
                format!("did you mean \"{found}\" ({})? `blackpanel codes` lists all", e.label)
            }
            None => "`blackpanel codes` lists all exemptions".into(),
        }
    }
}

impl Exemption {
    /// Everything it is called: id, mark, aliases.
    fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.as_str(), self.mark.as_str()].into_iter().chain(self.aliases.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_is_whole_and_every_name_unique() {
        let register = Register::shipped();
        assert!(register.entries().len() > 40, "the register was not read");
        let mut seen = BTreeSet::new();
        for e in register.entries() {
            assert!(!e.label.is_empty() && e.reason.ends_with('.'), "{}", e.id);
            assert!((1..=4).contains(&e.mark.len()), "{}", e.id);
            assert!(e.mark.chars().all(|c| c.is_ascii_uppercase()), "{}", e.id);
            let names: BTreeSet<String> = e.names().map(str::to_ascii_lowercase).collect();
            assert!(names.iter().all(|n| seen.insert(n.clone())), "{} shares a name", e.id);
        }
    }

    #[test]
    fn id_mark_and_alias_name_the_same_exemption() {
        for name in ["S2P3-16", "s2p3-16", "TP", "tp", "third-party", " Third-Party "] {
            assert_eq!(Register::shipped().get(name).map(|e| e.id.as_str()), Some("S2P3-16"), "{name}");
        }
        for id in ["NPD", "OOS", "DUP", "A15-1A", "A12-5", "S4-4+"] {
            assert!(Register::shipped().get(id).is_some(), "{id}");
        }
    }

    #[test]
    fn r17_silent_exemptions_are_never_named_and_no_entry_cites_section_53() {
        let register = Register::shipped();
        for id in ["S2P1-2", "S2P4-20", "S2P4-22", "S3P2-5", "S3P5-21", "S26"] {
            assert_eq!(register.get(id).map(|e| e.mode), Some(Mode::Silent), "{id}");
        }
        for e in register.entries() {
            let said = [&e.id, &e.mark, &e.citation, &e.label, &e.reason];
            assert!(!said.into_iter().any(|t| super::super::traps::cites_53(t)), "{}", e.id);
        }
        assert!(register.hint("S53").contains("A12-5"));
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_and_paragraph_17_a_word_of_its_own() {
        let register = Register::shipped();
        assert!(register.get("third-praty").is_none());
        assert!(register.hint("third-praty").contains("third-party"));
        assert!(register.hint("S2P3-61").contains("S2P3-16"));
        assert!(register.hint("S2P3-17").contains("disclosing"));
        assert!(register.hint("zzzzzzzzzzzzzz").contains("blackpanel codes"));
    }
}
