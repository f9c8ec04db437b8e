//! Special category and criminal-offence data: UK GDPR Art 9(1) and 10. Only marked for a person to
//! look at, never proposed for removal: what is said may be about the requester.

use super::scan::pattern;
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let words = pattern!(
        r"(?-u:\b)(?:depress(?:ion|ed)|anxiety|schizophreni[ac]|bipolar|autis(?:m|tic)|dementia|cancer|hiv|diabet(?:es|ic)|epilep(?:sy|tic)|pregnan(?:t|cy)|disabilit(?:y|ies)|mental\shealth|self[\s-]harm|suicid(?:e|al)|overdose|diagnos(?:is|ed)|medication|sexual\sorientation|transgender|ethnic(?:ity)?|asylum|trade\sunion|convict(?:ed|ion|ions)|arrest(?:ed)?|caution(?:ed)?|domestic\s(?:abuse|violence)|safeguarding|rehab|alcoholi[cs]m?|drug\s(?:use|abuse|addict(?:ion)?))(?-u:\b)"
    );
    for m in words.find_iter(source.text) {
        out.push(Hit::new(
            Kind::Special,
            m.range(),
            Tier::Check,
            "may be health, belief, origin or offence data",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sensitive_words_are_marked() {
        super::super::check(
            find,
            &[
                ("He has depression and was arrested.", &["depression", "arrested"]),
                ("The boiler rests.", &[]),
            ],
        );
    }
}
