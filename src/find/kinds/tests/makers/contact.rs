//! Ways to reach somebody, and what tells one person of a name from another.

use super::super::Row;
use super::super::dice::{Dice, confused, spaced};

const RING: &[&str] = &[
    "Ring {} after six.",
    "Tel: {}",
    "Mobile {}, please",
    "her phone ({}) is off",
    "Phone\n{}\n",
    "M\t{}\tEnd",
    "call him on {} or write",
    "Contact number: {}.",
];
const WRITE: &[&str] = &[
    "E-mail {} please.",
    "From: {}",
    "<{}>",
    "write to {}, or ring",
    "Email\n{}\n",
    "my address is {} now",
    "(e-mail: {})",
];
const BORN: &[&str] = &[
    "born {} in Leeds",
    "DOB {}.",
    "D.O.B: {}",
    "date of birth {}, NI",
    "Date of birth\n{}\n",
    "was born on {} and",
    "d.o.b {}",
    "Birth date: {}",
    "her date of birth is {}",
    "DOB\t{}\tEnd",
    "whose date of birth is recorded as {}.",
    "({}, date of birth)",
];
const OLD: &[&str] = &["a boy, {}, was", "she is {}.", "their son ({}) cries", "He is {} and well"];
const NET: &[&str] = &["from {} at noon", "IP address: {}", "logged in from {}.", "({})"];
const WEB: &[&str] = &["see {} for it", "Profile: {}.", "({})", "she posted on {}"];
const SOCIAL: &[&str] = &[
    "Twitter: {}",
    "her Instagram is {}",
    "on Facebook as {} she",
    "Instagram handle {}",
    "TikTok user {} posted",
];

/// The rows of these identifiers.
pub(super) const ROWS: &[Row] = &[
    Row { kind: "phone", form: "as written", frames: RING, make: phone },
    Row { kind: "phone", form: "international", frames: RING, make: abroad },
    Row { kind: "phone", form: "obfuscated", frames: RING, make: phone_bent },
    Row { kind: "email", form: "as written", frames: WRITE, make: email },
    Row { kind: "email", form: "obfuscated", frames: WRITE, make: email_bent },
    Row { kind: "date-of-birth", form: "in numbers", frames: BORN, make: birth_numbers },
    Row { kind: "date-of-birth", form: "in words", frames: BORN, make: birth_words },
    Row { kind: "date-of-birth", form: "obfuscated", frames: BORN, make: birth_bent },
    Row { kind: "age", form: "as written", frames: OLD, make: age },
    Row { kind: "ip", form: "as written", frames: NET, make: ip },
    Row { kind: "url", form: "social media", frames: WEB, make: url },
    Row { kind: "handle", form: "beside its service", frames: SOCIAL, make: handle },
];

fn phone(d: &mut Dice) -> String {
    let (number, sizes): (String, &[usize]) = match d.number(0, 6) {
        0 | 1 => (format!("07{}", d.digits(9)), &[5, 6]),
        2 => (format!("07{}", d.digits(9)), &[5, 3, 3]),
        3 => (format!("020{}", d.digits(8)), &[3, 4, 4]),
        4 => (format!("0161{}", d.digits(7)), &[4, 3, 4]),
        5 => (format!("01632{}", d.digits(6)), &[5, 6]),
        _ => (format!("016973{}", d.digits(5)), &[6, 5]),
    };
    let text = d.grouped(&number, sizes, &["", " ", " ", "-", ".", " - "]);
    match d.number(0, 5) {
        0 => format!("({}) {}", &number[..sizes[0]], &number[sizes[0]..]),
        1 => text + " ext 12",
        _ => text,
    }
}

fn abroad(d: &mut Dice) -> String {
    let rest = d.digits(9);
    let number = d.grouped(&format!("7{rest}"), &[4, 3, 3], &["", " ", "-"]);
    match d.number(0, 4) {
        0 => format!("+44{number}"),
        1 => format!("+44 {number}"),
        2 => format!("+44 (0){number}"),
        3 => format!("0044 {number}"),
        _ => format!("+353 {} {} {}", d.number(80, 89), d.digits(3), d.digits(4)),
    }
}

const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

fn phone_bent(d: &mut Dice) -> String {
    let number = format!("07{}", d.digits(9));
    match d.number(0, 4) {
        0 => spaced(&number),
        1 => confused(d, &number),
        2 => format!("{}\n{}", &number[..5], &number[5..]),
        3 => d.grouped(&number, &[2, 3, 2, 2, 2], &[" ", ".", "-"]),
        _ => number.bytes().map(|c| DIGITS[usize::from(c - b'0')]).collect::<Vec<_>>().join(" "),
    }
}

fn local(d: &mut Dice) -> String {
    let a = d.of(&["ann", "tariq", "j", "chiamaka", "siobhan"]);
    let b = d.of(&["lee", "okonkwo", "o'neill", "smith-jones"]);
    match d.number(0, 3) {
        0 => format!("{a}.{b}"),
        1 => format!("{a}_{b}{}", d.number(1, 99)),
        2 => format!("{a}{b}"),
        _ => format!("{a}.{b}+home"),
    }
}

fn email(d: &mut Dice) -> String {
    let hosts =
        ["gmail.com", "hotmail.co.uk", "example.org", "nhs.net", "btinternet.com", "mail.example.ac.uk"];
    let text = format!("{}@{}", local(d), d.of(&hosts));
    if d.number(0, 3) == 0 { text.to_uppercase() } else { text }
}

fn email_bent(d: &mut Dice) -> String {
    let (name, host) = (local(d), d.of(&["gmail", "hotmail", "yahoo"]));
    match d.number(0, 8) {
        0 => format!("{name} at {host} dot com"),
        1 => format!("{name} @ {host}.com"),
        2 => format!("{name}[at]{host}.com"),
        3 => format!("{name} (at) {host} (dot) co (dot) uk"),
        4 => format!("{name}@\n{host}.com"),
        5 => format!("{name}@{host}.\nco.uk"),
        6 => format!("{name} AT {host} DOT COM"),
        7 => format!("{name}@{host}. com"),
        _ => format!("{name}\n@{host}.com"),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn birth_numbers(d: &mut Dice) -> String {
    let (day, month, year) = (d.number(1, 28), d.number(1, 12), d.number(1930, 2020));
    let mark = d.of(&["/", "/", ".", "-", " "]);
    match d.number(0, 3) {
        0 => format!("{day}{mark}{month}{mark}{:02}", year % 100),
        1 => format!("{year}-{month:02}-{day:02}"),
        _ => format!("{day:02}{mark}{month:02}{mark}{year}"),
    }
}

fn birth_words(d: &mut Dice) -> String {
    let (day, year, month) = (d.number(4, 20), d.number(1930, 2020), d.of(&MONTHS));
    match d.number(0, 6) {
        0 => format!("{day}th of {month} {year}"),
        1 => format!("{day} {} {year}", &month[..3]),
        2 => format!("{month} {day}, {year}"),
        3 => format!("{day}-{}-{:02}", &month[..3], year % 100),
        4 => format!("{day} {month}\n{year}"),
        5 => format!("{day}th {month}, {year}"),
        _ => format!("{day} {month} {year}"),
    }
}

fn birth_bent(d: &mut Dice) -> String {
    let (day, month, year) = (d.number(10, 28), d.number(10, 12), d.number(1950, 2019));
    match d.number(0, 3) {
        0 => spaced(&format!("{day}/{month}/{year}")),
        1 => confused(d, &format!("{day}/{month}/{year}")),
        2 => format!("{day} /{month}/ {year}"),
        _ => format!("{day}{month}{year}"),
    }
}

fn age(d: &mut Dice) -> String {
    let n = d.number(1, 99);
    let word = d.of(&["six", "nine", "twelve", "fourteen", "thirty-four", "eighty two"]);
    match d.number(0, 7) {
        0 => format!("aged {n}"),
        1 => format!("{n} years old"),
        2 => format!("{n}-year-old"),
        3 => format!("{n} y/o"),
        4 => format!("aged {word}"),
        5 => format!("{word} years old"),
        6 => format!("{n} years of age"),
        _ => format!("age {n}"),
    }
}

fn ip(d: &mut Dice) -> String {
    match d.number(0, 2) {
        0 => format!("2001:db8::{}:{}", d.digits(3), d.digits(4)),
        1 => {
            let pairs: Vec<String> =
                (0..6).map(|_| format!("{}{}", d.letters("abcdef", 1), d.digits(1))).collect();
            pairs.join(d.of(&[":", "-"]))
        }
        _ => {
            format!("{}.{}.{}.{}", d.number(11, 223), d.number(0, 255), d.number(10, 255), d.number(10, 254))
        }
    }
}

fn url(d: &mut Dice) -> String {
    let sites =
        ["facebook.com", "www.instagram.com", "x.com", "twitter.com", "www.linkedin.com/in", "tiktok.com"];
    let site = d.of(&sites);
    let scheme = if site.starts_with("www") { d.of(&["", "https://"]) } else { "https://" };
    format!("{scheme}{site}/{}{}", d.of(&["ann.lee", "tariq_o", "j-smith"]), d.digits(2))
}

fn handle(d: &mut Dice) -> String {
    let name = d.of(&["ann_lee", "tariq.okonkwo", "jsmith", "leeds_girl"]);
    format!("{}{name}{}", d.of(&["@", "@", ""]), d.number(1, 99))
}
