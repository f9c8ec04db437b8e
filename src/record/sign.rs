//! The second person: how far a case is with them, and which cases they see under `second_person = "sample"`.
//!
//! Names are asserted, not authenticated: the program compares what people call themselves, and no more.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::request::{History, Told};

/// Under `sample` every so manieth case is checked.
const ONE_IN: u64 = 5;

/// How far a case is with its second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignState {
    /// Nobody has said that it is ready.
    Open,
    /// It waits to be checked.
    Ready,
    /// It was sent back.
    Returned,
    /// A second person signed what lies there.
    Signed,
    /// Sources or decisions changed after it was ready or signed.
    Void,
}

/// The last word of the two people about a case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sign {
    /// How far it is.
    pub state: SignState,
    /// Who said so, as they named themselves; empty while it is open.
    pub by: String,
    /// On which day; empty while it is open.
    pub at: String,
    /// Why it was sent back.
    pub comment: String,
}

/// How far a case is, `seal` being that of sources and decisions as they are now.
#[must_use]
pub fn sign_state(history: &History, seal: &str) -> Sign {
    let last = history.told.iter().rev().find(|t| matches!(t.kind.as_str(), "ready" | "signed" | "returned"));
    let Some(told) = last else {
        let none = String::new;
        return Sign { state: SignState::Open, by: none(), at: none(), comment: none() };
    };
    let state = match told.kind.as_str() {
        "returned" => SignState::Returned,
        _ if told.text("seal") != seal => SignState::Void,
        "signed" => SignState::Signed,
        _ => SignState::Ready,
    };
    Sign { state, by: told.actor.clone(), at: told.on.to_string(), comment: told.text("reason").to_owned() }
}

/// Whether a name is one of those who decided something in the case, or said that it is ready.
#[must_use]
pub fn is_reviewer(history: &History, name: &str) -> bool {
    let ready = history.waiting("ready", &["returned"]).map(|t: &Told| t.actor.as_str());
    history.deciders.iter().map(String::as_str).chain(ready).any(|other| same(other, name))
}

/// Whether two names are written alike, case and blanks apart.
pub(super) fn same(a: &str, b: &str) -> bool {
    let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

/// Whether a case is one of those that a second person checks under `second_person = "sample"`: every fifth,
/// by the case's own key, so that nobody can tell before the folder is made, and nobody can draw again.
#[must_use]
pub fn is_drawn(key: &[u8; 32], reference: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return true };
    mac.update(b"second person\n");
    mac.update(reference.as_bytes());
    let digest = mac.finalize().into_bytes();
    let number = digest.iter().take(8).fold(0_u64, |n, b| (n << 8) | u64::from(*b));
    number.is_multiple_of(ONE_IN)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::history;
    use super::*;

    #[test]
    fn a_signature_holds_for_what_was_signed_and_nothing_else() {
        let ready = ("ready", "2026-09-10", json!({"seal": "a"}));
        let signed = ("signed", "2026-09-11", json!({"seal": "a"}));
        let back = ("returned", "2026-09-11", json!({"reason": "page 3"}));
        for (events, seal, want) in [
            (vec![], "a", SignState::Open),
            (vec![ready.clone()], "a", SignState::Ready),
            (vec![ready.clone()], "b", SignState::Void),
            (vec![ready.clone(), signed.clone()], "a", SignState::Signed),
            (vec![ready.clone(), signed], "b", SignState::Void),
            (vec![ready.clone(), back.clone()], "b", SignState::Returned),
            (vec![ready.clone(), back, ready], "a", SignState::Ready),
        ] {
            assert_eq!(sign_state(&history(&events), seal).state, want, "{events:?}");
        }
    }

    #[test]
    fn about_every_fifth_case_is_drawn_and_always_the_same_ones() {
        let drawn = |n: u8| is_drawn(&[n; 32], "SAR-1");
        let count = (0..=255).filter(|n| drawn(*n)).count();
        assert!((30..=75).contains(&count), "{count} of 256");
        assert!((0..=255).all(|n| drawn(n) == drawn(n)));
        let by_reference = (0..256).filter(|n| is_drawn(&[1; 32], &format!("SAR-{n}"))).count();
        assert!((30..=75).contains(&by_reference), "{by_reference} of 256");
    }
}
