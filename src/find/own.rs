//! Why it exists: bank details, numbers and telephones that `case.toml` does not name may still be the data
//! subject's own: "Mrs Banks, sort code 40-22-11 a/c 31926819", and "your NI number is …" in a letter to
//! them. They are kept and marked to be checked, never removed unasked. It refuses where any other word
//! stands between: "Mrs Banks paid 40-22-11" is somebody else's account.

use std::ops::Range;

use super::place::Draft;
use super::{Kind, Owner, Tier};

/// Words that may stand between a name and what belongs to it.
const LABELS: &str = " s sort code account acc acct ac a c no number nos is are the of and bank details building society \
    ni nino national insurance nhs utr tax payer taxpayer reference ref council rent tenancy tenant customer payment payroll \
    iban card passport driving licence tel telephone phone mobile mob contact home dob born reg registration \
    vehicle car current new on file we hold hold have here as follows for ";

/// Most words between.
const FAR: usize = 16;

/// Marks what seems to be the data subject's own.
pub(crate) fn mark(text: &str, drafts: &mut [Draft]) {
    let names: Vec<(u32, u32, Owner)> = drafts
        .iter()
        .filter(|d| d.kind == Kind::Person)
        .map(|d| (d.chars.start, d.chars.end, d.owner))
        .collect();
    if !names.iter().any(|(.., owner)| *owner == Owner::Subject) {
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let letter =
        names.iter().any(|(start, _, owner)| *owner == Owner::Subject && is_addressed(&chars, *start));
    for draft in drafts.iter_mut().filter(|d| d.owner == Owner::Discovered && is_number(d.kind)) {
        let reason = match before(&chars, draft.chars.start as usize, &names) {
            Some(true) => "; it stands with the data subject's name: perhaps their own",
            Some(false) if letter => "; a letter to the data subject calls it theirs: perhaps their own",
            _ if draft.reason == COLUMN && is_own_row(&chars, &draft.chars, &names) => {
                "; the data subject's name stands in the row: perhaps their own"
            }
            _ => continue,
        };
        (draft.owner, draft.tier) = (Owner::Ambiguous, Tier::Check);
        draft.reason.push_str(reason);
    }
}

fn is_number(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SortCode
            | Kind::Account
            | Kind::Iban
            | Kind::Card
            | Kind::Nino
            | Kind::NhsNumber
            | Kind::Utr
            | Kind::CouncilTax
            | Kind::Reference
            | Kind::Passport
            | Kind::DrivingLicence
            | Kind::Phone
    )
}

/// The reason of what the head of a column calls a number.
const COLUMN: &str = super::kinds::COLUMN;

/// Whether the row names the data subject and nobody else.
fn is_own_row(chars: &[char], number: &Range<u32>, names: &[(u32, u32, Owner)]) -> bool {
    let line = |i: &u32| chars.get(*i as usize).is_some_and(|c| *c != '\n');
    let start = (0..number.start).rev().take_while(line).last().unwrap_or(number.start);
    let end = (number.end..chars.len() as u32).find(|i| !line(i)).unwrap_or(chars.len() as u32);
    let mut owners = names.iter().filter(|(from, ..)| (start..end).contains(from)).map(|(.., owner)| *owner);
    owners.clone().any(|o| o == Owner::Subject) && owners.all(|o| o == Owner::Subject)
}

/// "Dear" right before a name.
fn is_addressed(chars: &[char], start: u32) -> bool {
    let before = chars.get((start as usize).saturating_sub(5)..start as usize).unwrap_or_default();
    before.iter().collect::<String>().eq_ignore_ascii_case("dear ")
}

/// What stands before a number, over labels and other numbers: the data subject's name (`true`), "your"
/// (`false`), or something else.
fn before(chars: &[char], start: usize, names: &[(u32, u32, Owner)]) -> Option<bool> {
    let mut at = start;
    for _ in 0..FAR {
        let end = skip_back(chars, at)?;
        if let Some((.., owner)) = names.iter().find(|(from, to, _)| (*from..*to).contains(&(end as u32 - 1)))
        {
            return (*owner == Owner::Subject).then_some(true);
        }
        let from =
            (0..end).rev().take_while(|i| chars.get(*i).is_some_and(|c| c.is_alphanumeric())).last()?;
        let word: String = chars.get(from..end)?.iter().collect::<String>().to_lowercase();
        if word == "your" {
            return Some(false);
        }
        let number = word.chars().any(|c| c.is_ascii_digit());
        if !number && !LABELS.split_whitespace().any(|label| label == word) {
            return None;
        }
        at = from;
    }
    None
}

/// The end of the word before, unless a paragraph or a sentence ends between.
fn skip_back(chars: &[char], at: usize) -> Option<usize> {
    let mut breaks = 0;
    for i in (0..at).rev() {
        let c = *chars.get(i)?;
        breaks += usize::from(c == '\n');
        let stop = matches!(c, '.' | '!' | '?') && chars.get(i + 1).is_some_and(|n| n.is_whitespace());
        if breaks > 1 || stop {
            return None;
        }
        if c.is_alphanumeric() {
            return Some(i + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: Kind, owner: Owner, text: &str, part: &str) -> Draft {
        let start = text.find(part).expect(part) as u32;
        let chars = start..start + part.len() as u32;
        let reason = String::new();
        Draft { kind, tier: Tier::Certain, reason, owner, person: None, exemption: None, chars }
    }

    #[test]
    fn bank_details_of_the_data_subject_are_kept_and_those_of_others_are_not() {
        for (text, want) in [
            ("seen for Joy Banks,\nsort code 40-22-11 a/c 31926819", Owner::Ambiguous),
            ("Joy Banks's NI number is 31926819", Owner::Ambiguous),
            ("Dear Joy Banks\n\nYour bank account: 31926819", Owner::Ambiguous),
            ("Dear Joy Banks\n\nYour husband's account: 31926819", Owner::Discovered),
            ("Joy Banks paid Ann, account 31926819", Owner::Discovered),
            ("Joy Banks. Account 31926819", Owner::Discovered),
        ] {
            let mut all = vec![
                draft(Kind::Person, Owner::Subject, text, "Joy Banks"),
                draft(Kind::Account, Owner::Discovered, text, "31926819"),
            ];
            mark(text, &mut all);
            assert_eq!(all.last().map(|d| d.owner), Some(want), "{text}");
        }
    }
}
