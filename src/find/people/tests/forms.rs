//! A score with floors by form of name and by origin: invented people of ten origins in every form that
//! `docs/finding.md` lists, behind several cues. A change that finds fewer of them than it says fails here.

use std::collections::BTreeMap;

use super::floors::cut;
use crate::find::Kind;
use crate::find::plain::plain;

const DOC: &str = include_str!("../../../../docs/finding.md");

/// Forenames and surnames of invented people, by origin.
const PEOPLE: [(&str, [(&str, &str); 6]); 10] = [
    (
        "English",
        [
            ("Gary", "Pickles"),
            ("Janet", "Thorpe"),
            ("Kieron", "Ashdown"),
            ("Maureen", "Tattersall"),
            ("Colin", "Hargreaves"),
            ("Debbie", "Whitlock"),
        ],
    ),
    (
        "Irish",
        [
            ("Niamh", "Gallagher"),
            ("Declan", "O'Shea"),
            ("Siobhán", "Ní Bhriain"),
            ("Padraig", "Mac Giolla"),
            ("Bridie", "Connors"),
            ("Oonagh", "Doherty"),
        ],
    ),
    (
        "Welsh",
        [
            ("Rhiannon", "Llwyd"),
            ("Dafydd", "Pugh"),
            ("Eirlys", "Bowen"),
            ("Llewelyn", "ap Gwilym"),
            ("Gethin", "Prosser"),
            ("Angharad", "Beynon"),
        ],
    ),
    (
        "Polish",
        [
            ("Agnieszka", "Wójcik"),
            ("Zbigniew", "Kowalski"),
            ("Justyna", "Pietrzyk"),
            ("Krzysztof", "Szczepański"),
            ("Mirosław", "Kędziora"),
            ("Halina", "Nowak"),
        ],
    ),
    (
        "South Asian",
        [
            ("Parveen", "Akhtar"),
            ("Rajesh", "Patel"),
            ("Harpreet", "Dhillon"),
            ("Imran", "Qureshi"),
            ("Sukhwinder", "Kaur"),
            ("Nasreen", "Begum"),
        ],
    ),
    (
        "African",
        [
            ("Ngozi", "Okonkwo"),
            ("Babatunde", "Adebayo"),
            ("Kwame", "Boateng"),
            ("Folasade", "Ogunleye"),
            ("Ikechukwu", "Nwosu"),
            ("Chiamaka", "Eze"),
        ],
    ),
    (
        "Caribbean",
        [
            ("Shanice", "Campbell-Reid"),
            ("Delroy", "Facey"),
            ("Keisha", "Lindo"),
            ("Tyrell", "Grant"),
            ("Marcia", "Bogle"),
            ("Leroy", "Pinnock"),
        ],
    ),
    (
        "Arabic and Somali",
        [
            ("Mustafa", "el-Sayed"),
            ("Hanan", "Al-Khatib"),
            ("Abdirahman", "Warsame"),
            ("Khaled", "bin Saleh"),
            ("Fadumo", "Hassan"),
            ("Tarek", "Mansour"),
        ],
    ),
    (
        "Chinese and Vietnamese",
        [
            ("Zhihao", "Ouyang"),
            ("Mei", "Zhang"),
            ("Wei", "Xu"),
            ("Lan", "Nguyen"),
            ("Thi Hoa", "Tran"),
            ("Xiu Ying", "Zhao"),
        ],
    ),
    (
        "Portuguese and Dutch",
        [
            ("Thiago", "Nascimento"),
            ("Fátima", "de Sousa"),
            ("Beatriz", "Magalhães"),
            ("Annelies", "van der Merwe"),
            ("Carmen", "de la Cruz"),
            ("Pieter", "de Vries"),
        ],
    ),
];

/// A form: its name in the table and sentences, with F for the forename, S for the surname, I and J for
/// their first letters, between braces what must be found whole.
const FORMS: [(&str, &[&str]); 14] = [
    ("title and surname", &["We told {Mr S} so.", "{Mrs S} rang at nine.", "Letter to {Ms S}, of Flat 2"]),
    (
        "forename and surname",
        &[
            "Statement of {F S}: I live below.",
            "spoke to {F S} about it",
            "Tenant: {F S}",
            "the car of {F S} was there",
        ],
    ),
    ("initial and surname", &["It was {I. S} again.", "signed by {I. S}, officer"]),
    ("surname first", &["Tenant: {S, F}\nRent: weekly", "NAME\tAGE\n{S, F}\t41"]),
    ("capitals", &["Statement of {FF SS}\nAged over 18", "NAME: {FF SS}"]),
    (
        "forename after a cue",
        &[
            "My neighbour {F} shouted.",
            "Dear {F},\n\nthank you.",
            "I spoke to {F} yesterday.",
            "her son {F} is seven",
        ],
    ),
    ("forename before a verb", &["{F} said the lift was broken.", "Then {F} rang the council."]),
    (
        "forename of somebody named in full elsewhere",
        &["{F S} lives there. The noise is loud and {F} knows it."],
    ),
    ("surname of somebody named in full elsewhere", &["{F S} lives there. The flat of {S} is below."]),
    ("possessive", &["{Mr S}'s dog bit me.", "{F S}'s van blocks the gate."]),
    ("over a line", &["I spoke to {Mrs\nS} about it.", "I spoke to {F\nS} about it."]),
    ("small letters, known from elsewhere", &["{F S} lives there. i told {ff} again"]),
    ("initials of somebody named in full", &["{F S} (chair) was there. Proposed {IJ}. ACTION: {IJ}"]),
    ("other name in quotes", &["{F S} (\"{Gaz}\") came.", "{F S} aka \"{JJ}\" came."]),
];

/// Share found by form and by origin.
fn shares() -> (BTreeMap<&'static str, f64>, BTreeMap<&'static str, f64>, Vec<String>) {
    let (mut forms, mut origins, mut missed) = (BTreeMap::new(), BTreeMap::new(), vec![]);
    let count = |map: &mut BTreeMap<&'static str, (u32, u32)>, key, hit: bool| {
        let (hits, all) = map.entry(key).or_insert((0, 0));
        *hits += u32::from(hit);
        *all += 1;
    };
    for (form, frames) in FORMS {
        for (origin, people) in PEOPLE {
            for (frame, (forename, surname)) in frames.iter().flat_map(|f| people.map(|p| (f, p))) {
                let (text, spans) = written(frame, forename, surname);
                let found = plain(&[("text", &text)]).concat();
                let people: Vec<_> = found.iter().filter(|f| f.kind == Kind::Person).collect();
                for (start, end) in spans {
                    let hit = people.iter().any(|f| f.start <= start && end <= f.end);
                    count(&mut forms, form, hit);
                    count(&mut origins, origin, hit);
                    if !hit {
                        missed.push(format!("{form}: {} in {text}", cut(&text, start, end)));
                    }
                }
            }
        }
    }
    let share = |map: BTreeMap<&'static str, (u32, u32)>| {
        map.into_iter().map(|(k, (hits, all))| (k, f64::from(hits) / f64::from(all))).collect()
    };
    (share(forms), share(origins), missed)
}

/// The sentence with a name in it, and where the marked pieces lie, in characters.
fn written(frame: &str, forename: &str, surname: &str) -> (String, Vec<(u32, u32)>) {
    let letter = |name: &str| name.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let (mut text, mut spans, mut open, mut inside) = (String::new(), vec![], 0, String::new());
    let mut braces = false;
    for c in frame.chars() {
        match c {
            '{' => {
                braces = true;
                open = text.chars().count() as u32;
            }
            '}' => {
                let piece = match inside.as_str() {
                    "ff" => forename.to_lowercase(),
                    "IJ" => letter(forename) + &letter(surname),
                    "Gaz" | "JJ" => inside.clone(),
                    _ => inside
                        .replace("FF", "\u{1}")
                        .replace("SS", "\u{2}")
                        .replace("I.", "\u{3}")
                        .replace('F', "\u{4}")
                        .replace('S', "\u{5}")
                        .replace('\u{1}', &forename.to_uppercase())
                        .replace('\u{2}', &surname.to_uppercase())
                        .replace('\u{3}', &(letter(forename) + "."))
                        .replace('\u{4}', forename)
                        .replace('\u{5}', surname),
                };
                text.push_str(&piece);
                spans.push((open, text.chars().count() as u32));
                inside.clear();
                braces = false;
            }
            c if braces => inside.push(c),
            c => text.push(c),
        }
    }
    (text, spans)
}

/// The floors of the table in the docs.
fn floors() -> BTreeMap<String, f64> {
    let section = DOC.split("## Forms of names").nth(1).expect("the section");
    let rows =
        section.lines().skip_while(|l| !l.starts_with("| Form")).skip(2).take_while(|l| l.starts_with('|'));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        (cells.next().unwrap().to_owned(), cells.next().unwrap().parse().expect("a floor"))
    })
    .collect()
}

#[test]
fn every_form_of_a_name_is_found_as_often_as_the_table_says() {
    let (forms, _, missed) = shares();
    let floors = floors();
    assert_eq!(floors.len(), forms.len(), "each form has a row and each row a form");
    for (form, share) in &forms {
        let floor = floors[*form];
        let some: Vec<_> = missed.iter().filter(|m| m.starts_with(form)).take(12).collect();
        assert!(*share >= floor, "{form}: {share:.3} of at least {floor}; {some:#?}");
    }
}

#[test]
fn no_origin_of_names_is_found_much_less_often_than_another() {
    let (_, origins, missed) = shares();
    let (low, high) = origins.values().fold((1.0_f64, 0.0_f64), |(l, h), s| (l.min(*s), h.max(*s)));
    assert!(high - low <= 0.05, "{origins:#?} {missed:#?}");
}
