//! Why it exists: a telephone number or an address is the requester's own, a party's, or a stranger's,
//! and the requester's own stays. Compared is what the number means (digits, postcode and house
//! number), not how it is written. What two people share is ambiguous.

use super::fold::fold_term;
use super::kinds::digits;
use super::{Kind, Owner};
use crate::case::schema::{CaseFile, Role};
use jiff::civil::Date;

/// What the case file says belongs to somebody.
#[derive(Debug)]
struct Belongings {
    owner: Owner,
    household: bool,
    emails: Vec<String>,
    phones: Vec<Vec<u8>>,
    identifiers: Vec<String>,
    addresses: Vec<Address>,
    birth: Option<Date>,
}

/// An address by what tells it from its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    numbers: Vec<String>,
    words: Vec<String>,
    /// First word of the block between the flat's number and the house's: `Larkfield` of "Flat 8, Larkfield
    /// Court, 40 Mossbank Road".
    block: Option<String>,
    postcode: Option<String>,
    /// House and street, letters and digits only; empty where they are too short to be told.
    begin: String,
    /// The name of a house that has no number, in the same way: `primrosevilla`.
    house: String,
}

/// Tells whose an identifier is.
#[derive(Debug, Default)]
pub(crate) struct Owners {
    all: Vec<Belongings>,
}

impl Owners {
    /// From the case file: the data subject first.
    pub(crate) fn of_case(case: Option<&CaseFile>) -> Self {
        let Some(case) = case else { return Self::default() };
        let me = &case.data_subject;
        let mut all = vec![belongings(
            Owner::Subject,
            true,
            [&me.emails, &me.phones, &me.identifiers, &me.addresses],
            me.date_of_birth,
        )];
        if let Some(requester) = &case.requester {
            let addresses: Vec<String> = requester.address.iter().cloned().collect();
            all.push(belongings(Owner::Subject, true, [&vec![], &vec![], &vec![], &addresses], None));
        }
        for (i, p) in case.parties.iter().enumerate() {
            let home = matches!(p.role, Role::Household | Role::Child);
            all.push(belongings(
                Owner::Party(i),
                home,
                [&p.emails, &p.phones, &p.identifiers, &p.addresses],
                p.date_of_birth,
            ));
        }
        Self { all }
    }

    /// Whose the identifier is, when the case file knows it.
    pub(crate) fn whose(&self, kind: Kind, text: &str) -> Option<Owner> {
        let folded = fold_term(text);
        let holders: Vec<&Belongings> = self.all.iter().filter(|b| b.holds(kind, &folded)).collect();
        let first = holders.first()?;
        let mine = first.owner == Owner::Subject;
        let stranger = holders.iter().any(|b| b.owner != Owner::Subject && !b.household);
        let outsider = holders.iter().any(|b| b.owner != Owner::Subject);
        let private = kind != Kind::Address && kind != Kind::Postcode;
        Some(if mine && (stranger || private && outsider) { Owner::Ambiguous } else { first.owner })
    }

    /// What the case file names, folded to letters and digits, to be looked for whatever it looks like:
    /// identifiers, e-mail addresses, telephone numbers and the beginnings of addresses.
    pub(crate) fn literals(&self) -> Vec<(String, Kind, Owner)> {
        let mut out = vec![];
        for b in &self.all {
            out.extend(b.identifiers.iter().map(|i| (i.clone(), Kind::Reference, b.owner)));
            out.extend(b.emails.iter().map(|e| (squeeze(e), Kind::Email, b.owner)));
            for phone in b.phones.iter().filter(|p| p.len() == 9) {
                let digits: String = phone.iter().map(|d| char::from(b'0' + d)).collect();
                let national = ["0", "44", "440", "0044", "00440"];
                out.extend(national.map(|before| (format!("{before}{digits}"), Kind::Phone, b.owner)));
            }
            let begins = b.addresses.iter().flat_map(|a| [&a.begin, &a.house]);
            out.extend(begins.map(|begin| (begin.clone(), Kind::Address, b.owner)));
        }
        out.retain(|(text, ..)| text.len() >= 5);
        out
    }

    /// The identifiers the case file names, folded to letters and digits.
    pub(crate) fn identifiers(&self) -> Vec<String> {
        self.all.iter().flat_map(|b| b.identifiers.iter().cloned()).collect()
    }

    /// Whether the case file has a birth date.
    pub(crate) fn know_births(&self) -> bool {
        self.all.iter().any(|b| b.birth.is_some())
    }

    /// Who was born on a day (year, month, day).
    pub(crate) fn born(&self, day: (u16, u8, u8)) -> Option<Owner> {
        let on = |b: &&Belongings| {
            b.birth.is_some_and(|d| (d.year() as u16, d.month() as u8, d.day() as u8) == day)
        };
        let mut born = self.all.iter().filter(on).map(|b| b.owner);
        let first = born.next()?;
        Some(if born.all(|o| o == first) { first } else { Owner::Ambiguous })
    }
}

impl Belongings {
    fn holds(&self, kind: Kind, folded: &str) -> bool {
        match kind {
            Kind::Email => self.emails.contains(&mailbox(folded)),
            Kind::Phone => self.phones.contains(&subscriber(folded)),
            Kind::DateOfBirth => self.birth.is_some_and(|b| {
                let day = (b.year() as u16, b.month() as u8, b.day() as u8);
                super::kinds::dates::all(folded).first().is_some_and(|f| f.date == day)
            }),
            Kind::Address => {
                let found = address(folded);
                self.addresses.iter().any(|own| own.is(&found))
            }
            Kind::Postcode => {
                let code = Some(squeeze(folded));
                self.addresses.iter().any(|own| own.postcode == code)
            }
            Kind::Reference => {
                // "PR771204/2" is a part of the file "PR771204", and "PR7712042" is another's
                let parts = folded.match_indices(['/', '-']).filter_map(|(at, _)| folded.get(..at));
                let files: Vec<String> = parts.map(squeeze).filter(|file| file.len() >= 6).collect();
                let found = squeeze(folded);
                self.identifiers.iter().any(|i| *i == found || files.contains(i))
            }
            _ => self.identifiers.contains(&squeeze(folded)),
        }
    }
}

impl Address {
    /// The same home: no other house number, and the same postcode or street.
    fn is(&self, found: &Self) -> bool {
        let numbers = !found.numbers.is_empty() && found.numbers.iter().all(|n| self.numbers.contains(n));
        let house = self.numbers.is_empty() || found.numbers.last() == self.numbers.last();
        let codes = match (&self.postcode, &found.postcode) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let street = self.words.is_empty() || found.words.iter().any(|w| self.words.contains(w));
        let unnumbered = self.numbers.is_empty() && found.numbers.is_empty();
        // "flat 14" alone: the number is all there is to go by
        let bare = found.words.is_empty() && found.postcode.is_none();
        // "8 Larkfield Court" is flat 8 there, and "8 Mossbank Road" another house
        let blocked = found.numbers.len() == 1
            && found.numbers.first() == self.numbers.first()
            && self.block.is_some()
            && found.words.first() == self.block.as_ref();
        // "Larkfield Court" alone is the building
        let building = found.numbers.is_empty()
            && found.postcode.is_none()
            && self.block.is_some()
            && found.words.first() == self.block.as_ref();
        (numbers && (house || bare) || unnumbered || blocked || building) && codes && (street || bare)
    }
}

fn belongings(owner: Owner, household: bool, lists: [&Vec<String>; 4], birth: Option<Date>) -> Belongings {
    let [emails, phones, identifiers, addresses] = lists;
    Belongings {
        owner,
        household,
        emails: emails.iter().map(|e| mailbox(&fold_term(e))).collect(),
        phones: phones.iter().map(|p| subscriber(p)).collect(),
        identifiers: identifiers.iter().map(|i| squeeze(&fold_term(i))).collect(),
        addresses: addresses.iter().map(|a| address(&fold_term(a))).collect(),
        birth,
    }
}

/// Letters and digits only.
pub(crate) fn squeeze(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn mailbox(folded: &str) -> String {
    // "ann dot lee at x dot org"
    let spelled = if folded.contains('@') { folded.to_owned() } else { folded.replace(" at ", "@") };
    let mut plain = spelled.replace(" dot ", ".").replace([' ', '\n'], "");
    for at in ["[at]", "(at)", "{at}", "<at>"] {
        plain = plain.replace(at, "@");
    }
    for dot in ["[dot]", "(dot)", "{dot}"] {
        plain = plain.replace(dot, ".");
    }
    plain
}

/// The last nine digits: the same for 07…, +44 7… and 0044 (0)7….
fn subscriber(text: &str) -> Vec<u8> {
    let all = digits(text);
    let from = all.len().saturating_sub(9);
    all.get(from..).unwrap_or_default().to_vec()
}

fn address(folded: &str) -> Address {
    let code = super::scan_postcodes(folded).last().cloned();
    let (body, postcode) = match code {
        Some(range) => (folded.get(..range.start).unwrap_or_default(), folded.get(range).map(squeeze)),
        None => (folded, None),
    };
    let parts: Vec<&str> = body.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    // "31", "14b"; not the halves of a postcode that was mistyped
    let is_number = |p: &&str| {
        let digits = p.chars().take_while(char::is_ascii_digit).count();
        digits > 0 && p.chars().count() <= digits + 1
    };
    let units = ["flat", "apartment", "apt", "unit", "room", "number", "no", "house", "the"];
    let first = parts.iter().position(&is_number);
    let block = first.and_then(|at| {
        let block = parts.get(at + 1).filter(|p| !is_number(p) && p.len() > 2)?;
        parts.get(at + 2..)?.iter().any(&is_number).then(|| (*block).to_owned())
    });
    Address {
        block,
        numbers: parts.iter().filter(|p| is_number(p)).map(|p| (*p).to_owned()).collect(),
        words: parts
            .iter()
            .filter(|p| !is_number(p) && !units.contains(p) && p.len() > 1)
            .take(2)
            .chain(street(&parts, &is_number))
            .map(|p| (*p).to_owned())
            .collect(),
        postcode,
        begin: begin(body),
        house: house(body),
    }
}

/// The two words behind the last number: "Well Lane" of "The Old Forge, 3 Well Lane, Mold".
fn street<'p>(parts: &'p [&'p str], is_number: &impl Fn(&&str) -> bool) -> impl Iterator<Item = &'p &'p str> {
    let at = parts.iter().rposition(is_number).map_or(parts.len(), |at| at + 1);
    parts.iter().skip(at).filter(|p| p.len() > 1).take(2)
}

/// The first part of an address that has a number and a street: `24 mill lane`, `flat 18, larkspur house`.
fn begin(body: &str) -> String {
    let mut out = String::new();
    for part in body.split([',', '\n']) {
        out.push_str(&squeeze(part));
        let letters = out.chars().filter(|c| c.is_alphabetic()).count();
        if out.chars().any(|c| c.is_ascii_digit()) && letters >= 8 {
            return out;
        }
    }
    String::new()
}

/// The first part of an address when it is two words or more and holds no number: `Primrose Villa, Back Lane`.
fn house(body: &str) -> String {
    let first = body.split([',', '\n']).next().unwrap_or_default().trim();
    let named = first.split_whitespace().count() > 1 && !first.bytes().any(|b| b.is_ascii_digit());
    let name = if named { squeeze(first) } else { String::new() };
    if name.len() >= 8 { name } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_told_from_the_neighbours_on_the_same_street() {
        let own = address("31 harbour exchange square, preston, pr2 8tu");
        for (found, want) in [
            ("31 harbour exchange square\npreston\npr2 8tu", true),
            ("31 harbour exchange square", true),
            ("33 harbour exchange square, preston, pr2 8tu", false),
            ("flat 2, 31 harbour exchange square, preston, pr2 8tu", false),
            ("31 mill lane, preston, pr2 8tu", false),
            ("number 31", true),
            ("flat 2", false),
        ] {
            assert_eq!(own.is(&address(found)), want, "{found}");
        }
    }

    #[test]
    fn a_home_with_a_name_and_a_number_is_known_by_either() {
        let own = address("the old forge, 3 well lane, mold, ch7 1aa");
        for (found, want) in
            [("3 well lane", true), ("3 well lane, mold ch7 1aa", true), ("5 well lane", false)]
        {
            assert_eq!(own.is(&address(found)), want, "{found}");
        }
        assert_eq!((own.house.as_str(), address("5 mill lane, mold").house.as_str()), ("theoldforge", ""));
    }

    #[test]
    fn a_longer_number_that_begins_as_the_own_one_was_taken_for_the_own_one() {
        let own = Belongings {
            owner: Owner::Subject,
            household: false,
            emails: vec![],
            phones: vec![],
            identifiers: vec!["pr771204".to_owned()],
            addresses: vec![],
            birth: None,
        };
        for (found, want) in
            [("pr771204", true), ("pr771204/2", true), ("pr 771204-2b", true), ("pr7712042", false)]
        {
            assert_eq!(own.holds(Kind::Reference, found), want, "{found}");
        }
    }

    #[test]
    fn numbers_are_compared_by_what_they_mean() {
        assert_eq!(subscriber("+44 (0)7700 900852"), subscriber("07700 900852"));
        assert_eq!(mailbox("ann.lee [at] x.org"), "ann.lee@x.org");
        assert_eq!(mailbox("ann dot lee at x dot org"), "ann.lee@x.org");
    }
}
