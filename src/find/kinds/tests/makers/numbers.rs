//! Numbers that offices give to people.

use super::super::Row;
use super::super::dice::{Dice, confused, spaced};

const NINO: &[&str] = &[
    "NI number {}.",
    "His National Insurance number is {} and he works.",
    "NINO: {}",
    "National Insurance No.\n{}\n",
    "N.I. No: {}, DOB unknown",
    "Nat Ins no {}",
    "({}, National Insurance)",
    "NI\t{}\tEnd",
];
const NHS: &[&str] = &[
    "NHS number {}.",
    "NHS No. {} was given",
    "NHS number\n{}\n",
    "NHS no:{}",
    "her NHS number, which is {}, was",
    "{} (NHS number)",
    "NHS\t{}\tEnd",
    "CHI number: {}",
];
const UTR: &[&str] = &[
    "UTR {}.",
    "Unique Taxpayer Reference: {}",
    "his UTR is {} now",
    "UTR\n{}\n",
    "tax reference {}",
    "{} (UTR)",
    "U.T.R. number {}",
    "self assessment UTR no. {}",
];
const LICENCE: &[&str] = &[
    "Driving licence {}.",
    "driver number: {} seen",
    "licence no {}",
    "Driving licence number\n{}\n",
    "shown ({}) as proof, a driving licence",
    "DVLA licence number {}",
];
const PASSPORT: &[&str] = &[
    "Passport {}.",
    "passport no. {} was seen",
    "Passport number\n{}\n",
    "Passport number: {}",
    "her passport ({}) expired",
    "a British passport, number {}, issued",
    "PASSPORT NO\t{}\tEnd",
    "{} (passport)",
];
const CODE: &[&str] = &[
    "sort code {}.",
    "Sort code: {}, account 12345678",
    "Sort Code\n{}\n",
    "s/c {} a/c 12345678",
    "{} 12345678",
    "sort-code is {} and",
    "SORT CODE\t{}\tEnd",
];
const ACCOUNT: &[&str] = &[
    "account {}.",
    "Account number: {}",
    "a/c no. {} at the bank",
    "Account Number\n{}\n",
    "acc no {}",
    "sort code 20-00-00 account {}",
    "20-00-00 {}",
    "her bank account number is {} and",
    "Sort code and account number: 20-00-00, {}",
];
const IBAN: &[&str] = &["IBAN {}.", "pay to {} now", "IBAN:\n{}\n", "iban is {}", "({})"];
const CARD: &[&str] =
    &["card {}.", "paid by {} on Friday", "Visa card number: {}", "debit card no {} exp 12/27", "Card\n{}\n"];
const PLATE: &[&str] = &[
    "Vehicle {} seen.",
    "a red Ford, reg {}, outside",
    "registration number {}",
    "Reg no: {}",
    "his car ({}) blocks the gate",
    "VRM\n{}\n",
    "the van, {}, was",
];
const TAX: &[&str] = &[
    "Council tax account {}.",
    "council tax ref: {}",
    "Council Tax reference number {}",
    "Council tax account number\n{}\n",
    "CTAX account no. {}",
    "council tax number is {} and",
];
const TENANCY: &[&str] = &[
    "Tenancy reference {}.",
    "rent account number: {}",
    "Tenancy ref\n{}\n",
    "Rent account {} is in arrears",
    "UPRN {}",
    "tenancy number {}",
    "payment reference: {}",
    "Rent ref. {}",
];
const CASES: &[&str] = &[
    "Our ref: {}",
    "Case reference {}.",
    "complaint reference\n{}\n",
    "ombudsman case {}",
    "case number {}",
];

/// The rows of these identifiers.
pub(super) const ROWS: &[Row] = &[
    Row { kind: "nino", form: "as written", frames: NINO, make: nino },
    Row { kind: "nino", form: "obfuscated", frames: NINO, make: nino_bent },
    Row { kind: "nhs-number", form: "as written", frames: NHS, make: nhs },
    Row { kind: "nhs-number", form: "obfuscated", frames: NHS, make: |d| bent(d, 10, "") },
    Row { kind: "utr", form: "as written", frames: UTR, make: utr },
    Row { kind: "utr", form: "obfuscated", frames: UTR, make: |d| bent(d, 10, "") },
    Row { kind: "driving-licence", form: "as written", frames: LICENCE, make: licence },
    Row { kind: "driving-licence", form: "obfuscated", frames: LICENCE, make: licence_bent },
    Row { kind: "passport", form: "as written", frames: PASSPORT, make: passport },
    Row { kind: "passport", form: "obfuscated", frames: PASSPORT, make: |d| bent(d, 9, "") },
    Row { kind: "sort-code", form: "as written", frames: CODE, make: sort_code },
    Row { kind: "account", form: "as written", frames: ACCOUNT, make: account },
    Row { kind: "account", form: "obfuscated", frames: ACCOUNT, make: |d| bent(d, 8, "") },
    Row { kind: "iban", form: "as written", frames: IBAN, make: iban },
    Row { kind: "card", form: "as written", frames: CARD, make: card },
    Row { kind: "vehicle", form: "current", frames: PLATE, make: plate },
    Row { kind: "vehicle", form: "older and Northern Ireland", frames: PLATE, make: old_plate },
    Row { kind: "council-tax", form: "as written", frames: TAX, make: council_tax },
    Row { kind: "council-tax", form: "obfuscated", frames: TAX, make: |d| bent(d, 7, "7") },
    Row { kind: "reference", form: "tenancy, rent, UPRN", frames: TENANCY, make: tenancy },
    Row { kind: "reference", form: "case", frames: CASES, make: case },
];

/// A number with its digits apart, with letters for digits, with odd marks, or broken over a line.
fn bent(d: &mut Dice, length: usize, lead: &str) -> String {
    let number = format!("{lead}{}", d.digits(length));
    match d.number(0, 3) {
        0 => spaced(&number),
        1 => confused(d, &number),
        2 => d.grouped(&number, &[3, 3, 2], &[" - ", ".", " . ", "\u{2013}"]),
        _ => {
            let (a, b) = number.split_at(d.number(2, number.len() as u64 - 2) as usize);
            format!("{a}\n{b}")
        }
    }
}

fn nino(d: &mut Dice) -> String {
    let prefix = d.of(&["AB", "JS", "RY", "TS", "LS", "PA", "WK", "EH"]);
    let plain = format!("{prefix}{}{}", d.digits(6), d.letters("ABCD", 1));
    let sizes: &[usize] = if d.number(0, 1) == 0 { &[2, 2, 2, 2, 1] } else { &[2, 6, 1] };
    let text = d.grouped(&plain, sizes, &["", "", " ", "-", ".", "\n"]);
    if d.number(0, 3) == 0 { text.to_lowercase() } else { text }
}

fn nino_bent(d: &mut Dice) -> String {
    let (prefix, digits) = (d.of(&["AB", "JS", "RY", "TS"]), d.digits(6));
    let suffix = d.letters("ABCD", 1);
    match d.number(0, 2) {
        0 => spaced(&format!("{prefix}{digits}{suffix}")),
        1 => format!("{prefix}{}{suffix}", confused(d, &digits)),
        _ => format!("{prefix} {}\n{} {suffix}", &digits[..2], &digits[2..]),
    }
}

fn nhs(d: &mut Dice) -> String {
    let body = format!("{}{}", d.number(4, 7), d.digits(8));
    let sum: u32 = body.bytes().zip((2..=10).rev()).map(|(b, w)| u32::from(b - b'0') * w).sum();
    let check = match 11 - sum % 11 {
        10 => return nhs(d),
        11 => 0,
        c => c,
    };
    d.grouped(&format!("{body}{check}"), &[3, 3, 4], &["", " ", "-", ".", "\n"])
}

fn utr(d: &mut Dice) -> String {
    let number = d.digits(10);
    let text = d.grouped(&number, &[5, 5], &["", " ", "-"]);
    if d.number(0, 4) == 0 { text + "K" } else { text }
}

fn licence_plain(d: &mut Dice) -> String {
    let name = d.of(&["MORGA", "SMITH", "KHAN9", "LEE99", "OKONK"]);
    let (ten, month) = (d.number(0, 1) * 5, d.number(1, 9));
    let dates = format!("{}{ten}{month}{:02}{}", d.digits(1), d.number(1, 28), d.digits(1));
    let initials = format!("{}{}", d.letters("ABJMS", 1), d.of(&["9", "A", "T"]));
    format!("{name}{dates}{initials}{}{}", d.number(2, 9), d.letters("ABDEHJLNPRSVX", 2))
}

fn licence(d: &mut Dice) -> String {
    let plain = licence_plain(d);
    d.grouped(&plain, &[5, 6, 5], &["", " ", "", "-"])
}

fn licence_bent(d: &mut Dice) -> String {
    let plain = licence_plain(d);
    match d.number(0, 2) {
        0 => spaced(&plain),
        1 => format!("{}{}{}", &plain[..5], confused(d, &plain[5..11]), &plain[11..]),
        _ => format!("{}\n{}", &plain[..8], &plain[8..]),
    }
}

fn passport(d: &mut Dice) -> String {
    let number = d.digits(9);
    match d.number(0, 3) {
        0 => d.grouped(&number, &[3, 3, 3], &[" ", "-"]),
        1 => format!("{}{}", d.letters("ABCELPXY", 2), d.digits(7)),
        _ => number,
    }
}

fn sort_code(d: &mut Dice) -> String {
    let number = format!("{}{}", d.of(&["20", "30", "40", "60", "77", "09", "11"]), d.digits(4));
    d.grouped(&number, &[2, 2, 2], &["-", " ", "-", " - ", "\u{2013}"])
}

fn account(d: &mut Dice) -> String {
    let number = d.digits(8);
    d.grouped(&number, &[4, 4], &["", "", " "])
}

fn iban(d: &mut Dice) -> String {
    let (bank, digits) = (d.of(&["WEST", "BARC", "LOYD", "NWBK", "MIDL"]), d.digits(14));
    let rest = bank.bytes().map(|b| (b - b'A' + 10).to_string()).collect::<String>() + &digits + "161100";
    let rem = rest.bytes().fold(0, |r, b| (r * 10 + u32::from(b - b'0')) % 97);
    d.grouped(&format!("GB{:02}{bank}{digits}", 98 - rem), &[4, 4, 4, 4, 4, 2], &["", " ", " ", "-"])
}

fn card(d: &mut Dice) -> String {
    let body = format!("{}{}", d.of(&["4", "51", "55", "4539"]), d.digits(15));
    let body = &body[..15];
    let value = |i: usize, n: u32| match (i % 2, n * 2) {
        (0, twice) => twice / 10 + twice % 10,
        _ => n,
    };
    let sum: u32 = body.bytes().rev().enumerate().map(|(i, b)| value(i, u32::from(b - b'0'))).sum();
    d.grouped(&format!("{body}{}", (10 - sum % 10) % 10), &[4, 4, 4, 4], &["", " ", " ", "-"])
}

fn plate(d: &mut Dice) -> String {
    let area = d.letters("ABCDEFGHKLMNPRSVWXY", 2);
    let age = d.of(&["02", "52", "09", "59", "13", "66", "71", "24"]);
    let gap = d.of(&["", " ", "  "]);
    format!("{area}{age}{gap}{}", d.letters("ABCDEFGHJKLMNPRSTUVWXYZ", 3))
}

fn old_plate(d: &mut Dice) -> String {
    let (three, one) = (d.letters("ABCDEFGHJKLMNPRSTVWXY", 3), d.letters("ABCDEFGHJKLMNPRSTVWXY", 1));
    let (gap, number) = (d.of(&["", " "]), d.number(10, 999));
    match d.number(0, 2) {
        0 => format!("{one}{number}{gap}{three}"),
        1 => format!("{three}{gap}{number}{one}"),
        _ => format!("{}{gap}{}", d.of(&["ABZ", "KIW", "SIL"]), d.number(1000, 9999)),
    }
}

fn council_tax(d: &mut Dice) -> String {
    let number = d.digits(8);
    match d.number(0, 3) {
        0 => d.grouped(&number, &[4, 4], &[" ", "-"]),
        1 => format!("{number}{}", d.letters("ABX", 1)),
        2 => format!("7{number}"),
        _ => number,
    }
}

fn tenancy(d: &mut Dice) -> String {
    let number = d.digits(8);
    match d.number(0, 3) {
        0 => format!("T{number}"),
        1 => format!("{}/{}/{}", &number[..3], &number[3..6], &number[6..]),
        2 => format!("{}-{number}", d.letters("RTLH", 2)),
        _ => number,
    }
}

fn case(d: &mut Dice) -> String {
    match d.number(0, 3) {
        0 => format!("20{}", d.digits(7)),
        1 => format!("{} {} {}", d.digits(2), d.digits(3), d.digits(3)),
        2 => format!("HOS/{}/{}", d.digits(4), d.digits(4)),
        _ => format!("ASB-{}", d.digits(6)),
    }
}
