//! References of files and cases: the Housing Ombudsman's (20 and seven digits), the Local Government
//! and Social Care Ombudsman's (99 999 999), application numbers of courts (99999/99), tenancy and
//! crime references. They identify a person only through the body's records: "check this".
//! Without a cue it refuses, and a job number is no reference to a person.

use super::scan::{cue_before, pattern};
use super::{Hit, Kind, Source, Tier};

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    let shape = pattern!(
        r"(?x)(?-u:\b)(?:(?:our|your|my|case|payment|policy|membership|member|visa|brp|household|applicant|referral|mortgage|loan|insurance|complaint|crime|tenancy|rent|application|claim|tenant|customer|client|patient|hospital|payroll|staff|employee|incident|crn|urn|uprn|nhs)\s
        (?:(?:ref(?:erence|s)?|numbers?|nos?|id|account|a/c)\.?\s?){1,3}|ombudsman\scase|ref(?:erence)?\.?(?:\s(?:no|number))?|uprn|nos?\.)(?-u:\b)?(?:\sis\s)?[\s.:\#]{0,4}
        ((?:[a-z]{1,6}[/-]?)?[0-9][0-9a-z]*(?:[/-][0-9a-z]+)*(?:\s[0-9]{3,}){0,3})"
    );
    let body =
        pattern!(r"(?-u:\b)(?:society|company|charity|vat|registered|registration|part|item|drawing)\s$");
    for near in source.near_long(shape, 44) {
        let (Some((_, whole)), Some((text, number))) = (near.group(0), near.group(1)) else { continue };
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 5 && !cue_before(source.text, whole.start, 16, body) {
            out.push(Hit::new(Kind::Reference, number, Tier::Check, "a number beside ‘reference’"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_needs_its_cue() {
        super::super::check(
            find,
            &[
                ("Our ref: HOS/202512345", &["HOS/202512345"]),
                ("rent account number: RL-48765601; Rent ref. 885/238/79", &["RL-48765601", "885/238/79"]),
                ("application (no. 42552/98)", &["42552/98"]),
                ("crime reference 4212345/23 issued", &["4212345/23"]),
                ("Registered Society No. 30211R; part no. 07780-12345", &[]),
                ("job 4471920; reference to 12 houses", &[]),
            ],
        );
    }
}
