//! Mistakes of law that `case.toml` can hold and that look right: each is refused with what is meant.

use std::sync::LazyLock;

use regex::Regex;

use super::schema::CaseFile;

/// The refusal of a whole request (UK GDPR Art 12(5)).
const UNFOUNDED: &str = "A12-5";

/// Functions that protect the public (DPA 2018, Sch 2, para 7).
const PUBLIC: &str = "S2P2-7";

/// The path of a key, what is wrong, and what to do.
pub(super) type Trap = (String, &'static str, &'static str);

/// What is wrong in law. Exemptions are written as ids already.
pub(super) fn traps(case: &CaseFile) -> Vec<Trap> {
    let mut found = Vec::new();
    for (i, party) in case.parties.iter().enumerate() {
        let path = format!("party[{i}]");
        used(&mut found, &path, party.exemption.as_deref(), party.reason.as_deref());
    }
    for (i, rule) in case.documents.iter().enumerate() {
        used(&mut found, &format!("document[{i}]"), rule.exemption.as_deref(), rule.reason.as_deref());
    }
    for (i, pattern) in case.find.patterns.iter().enumerate() {
        if pattern.exemption.as_deref() == Some(UNFOUNDED) {
            found.push(whole_request(&format!("find.patterns[{i}]")));
        }
    }
    found
}

/// One use of an exemption with its reason.
fn used(found: &mut Vec<Trap>, path: &str, exemption: Option<&str>, reason: Option<&str>) {
    let reason = reason.map(str::trim).unwrap_or_default();
    if exemption == Some(UNFOUNDED) {
        found.push(whole_request(path));
    }
    if exemption == Some(PUBLIC) && reason.split_whitespace().count() < 3 {
        let hint = "add reason = \"…\": the row of the table relied on and the harm expected; a manager \
                    applies it";
        found.push((format!("{path}.exemption"), "para 7 needs a note of the harm expected", hint));
    }
    if cites_53(reason) {
        let hint = "for a manifestly unfounded or excessive request it is UK GDPR Art 12(5)";
        found.push((format!("{path}.reason"), "section 53 of the Act belongs to law enforcement", hint));
    }
}

fn whole_request(path: &str) -> Trap {
    let hint = "write outcome = \"refused\" under [request]; a part is withheld under another exemption";
    (format!("{path}.exemption"), "A12-5 refuses a request, not a part of the answer", hint)
}

/// Section 53, however it is written; the test proves that the pattern can be compiled.
static SECTION_53: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:section|sect?\.?|s\.?)\s*53\b").ok());

/// Whether a text cites section 53 of the Data Protection Act 2018, which is Part 3 (law enforcement). The
/// section 53 of another Act that is named is none.
#[must_use]
pub fn cites_53(text: &str) -> bool {
    let Some(found) = SECTION_53.as_ref().and_then(|r| r.find(text)) else { return false };
    let after = text.get(found.end()..).unwrap_or_default().to_lowercase();
    !after.contains(" act") || after.contains("data protection act")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(more: &str) -> Vec<&'static str> {
        let toml = format!(
            "schema = 1\n[request]\nreference = \"R\"\nreceived = \"2026-09-01\"\nsummary = \"s\"\n\
             [data_subject]\nname = \"A\"\n{more}"
        );
        let case: CaseFile = toml::from_str(&toml).expect("a case");
        traps(&case).into_iter().map(|(_, what, _)| what).collect()
    }

    fn document(exemption: &str, reason: &str) -> Vec<&'static str> {
        found(&format!(
            "[[document]]\nfile = \"a\"\ndecision = \"withhold\"\nexemption = \"{exemption}\"\nreason = \"{reason}\"\n"
        ))
    }

    #[test]
    fn r25_section_53_is_never_cited_and_a_refusal_is_not_a_part() {
        for cite in
            ["s.53", "section 53 DPA", "under S 53(1)", "Section\u{a0}53", "s53 of the Data Protection Act"]
        {
            assert_eq!(document("S2P3-16", &format!("refused {cite}")).len(), 1, "{cite}");
        }
        for other in ["section 530", "flats 53 and 54", "s.5.3", "case S2026-53", "s.53 Housing Act 1985"] {
            assert_eq!(document("S2P3-16", other), [""; 0], "{other}");
        }
        assert_eq!(document("A12-5", "they ask every week").len(), 1);
    }

    #[test]
    fn paragraph_7_needs_a_note_of_the_harm() {
        assert_eq!(document("S2P2-7", "row 3: the landlord would learn what we look for"), [""; 0]);
        assert_eq!(document("S2P2-7", "para 7").len(), 1);
        assert_eq!(
            found("[[party]]\nname = \"B\"\nrole = \"third-party\"\nexemption = \"S2P2-7\"\n").len(),
            1
        );
    }
}
