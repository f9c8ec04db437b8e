//! Why it exists: the names of kinds are a contract with scripts and flags (`--kind`), so they are
//! written once. An unknown name is refused with the list of known ones.

use std::fmt;
use std::str::FromStr;

use super::Kind;

const NAMES: [(Kind, &str); 25] = [
    (Kind::Person, "person"),
    (Kind::Address, "address"),
    (Kind::Postcode, "postcode"),
    (Kind::Phone, "phone"),
    (Kind::Email, "email"),
    (Kind::Nino, "nino"),
    (Kind::NhsNumber, "nhs-number"),
    (Kind::DateOfBirth, "date-of-birth"),
    (Kind::Age, "age"),
    (Kind::SortCode, "sort-code"),
    (Kind::Account, "account"),
    (Kind::Iban, "iban"),
    (Kind::Card, "card"),
    (Kind::Passport, "passport"),
    (Kind::DrivingLicence, "driving-licence"),
    (Kind::Vehicle, "vehicle"),
    (Kind::Utr, "utr"),
    (Kind::CouncilTax, "council-tax"),
    (Kind::Reference, "reference"),
    (Kind::Ip, "ip"),
    (Kind::Url, "url"),
    (Kind::Handle, "handle"),
    (Kind::Special, "special"),
    (Kind::Operational, "operational"),
    (Kind::Custom, "custom"),
];

/// The names of all kinds, in the order of the design.
#[must_use]
pub fn kind_names() -> Vec<&'static str> {
    NAMES.iter().map(|(_, name)| *name).collect()
}

impl Kind {
    /// The kind's name in flags, files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(kind, _)| *kind == self).map_or("custom", |(_, name)| name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name is that of no kind; its text lists the names there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKind;

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no such kind; the kinds are {}", kind_names().join(", "))
    }
}

impl std::error::Error for UnknownKind {}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        let name = name.trim().to_ascii_lowercase().replace('_', "-");
        NAMES.iter().find(|(_, n)| *n == name).map(|(kind, _)| *kind).ok_or(UnknownKind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_name_in_flags_and_in_json() {
        for (kind, name) in NAMES {
            assert_eq!(serde_json::to_string(&kind).expect("a name"), format!("\"{name}\""));
            assert_eq!(name.parse(), Ok(kind));
            assert_eq!(kind.to_string(), name);
        }
        assert_eq!("colour".parse::<Kind>(), Err(UnknownKind));
    }
}
