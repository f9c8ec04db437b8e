//! Who was once taken for somebody else, and what was once found twice or not at all.

use super::*;

/// Owner and text of the people found, with the data subject and the parties of `more`.
fn people(name: &str, more: &str, texts: &[&str]) -> Vec<(Owner, String)> {
    let case = format!(
        "schema = 1\n[request]\nreference = \"T-1\"\nreceived = \"2026-09-28\"\nsummary = \"all\"\n\
         [data_subject]\nname = \"{name}\"\n{more}"
    );
    let found = found(&case, texts);
    let people = found.findings.iter().filter(|f| f.kind == Kind::Person);
    people.map(|f| (f.owner, f.text.expose().to_owned())).collect()
}

fn owner(name: &str, more: &str, text: &str, part: &str) -> Option<Owner> {
    people(name, more, &[text]).into_iter().find(|(_, t)| t == part).map(|(owner, _)| owner)
}

#[test]
fn abdirahman_is_not_taken_for_the_requester_abdi() {
    let text = "Even Abdirahman asked. Abdi was there, and both Abdis knew.";
    assert_eq!(owner("Hodan Abdi", "", text, "Abdirahman"), Some(Owner::Discovered));
    assert_eq!(owner("Hodan Abdi", "", text, "Abdi"), Some(Owner::Subject));
    assert_eq!(owner("Hodan Abdi", "", text, "Abdis"), Some(Owner::Subject));
}

#[test]
fn a_title_of_the_other_sex_is_somebody_else() {
    let text = "Mr A Khan rang. Then A Khan wrote.";
    assert_eq!(owner("Ann Khan", "title = \"Mrs\"\n", text, "Mr A Khan"), Some(Owner::Discovered));
    assert_eq!(owner("Ann Khan", "title = \"Mrs\"\n", text, "A Khan"), Some(Owner::Subject));
}

#[test]
fn the_requesters_forename_is_not_that_of_somebody_known_by_an_initial() {
    let text = "Dionne wrote to us. Mrs D. Broughton came.";
    assert_eq!(owner("Dionne Achebe", "", text, "Dionne"), Some(Owner::Subject));
}

#[test]
fn a_slip_in_forename_and_surname_is_still_the_person() {
    let more = "[[party]]\nname = \"Marc Poirier\"\nrole = \"third-party\"\n";
    let text = "Marck Poirrier rang, and Lywia Maksimovicz was out.";
    assert_eq!(owner("Liwia Maksimowicz", more, text, "Marck Poirrier"), Some(Owner::Party(0)));
    assert_eq!(owner("Liwia Maksimowicz", more, text, "Lywia Maksimovicz"), Some(Owner::Subject));
}

#[test]
fn two_wrong_letters_in_the_requesters_name_do_not_remove_it() {
    let text = "Then Maksimovitz stayed.";
    assert_eq!(owner("Liwia Maksimowicz", "[find]\nfuzzy = 2\n", text, "Maksimovitz"), Some(Owner::Subject));
}

#[test]
fn a_pet_name_of_the_requester_is_theirs() {
    let text = "He called Nads that. Nadia Haddad left.";
    assert_eq!(owner("Nadia Haddad", "", text, "Nads"), Some(Owner::Subject));
}

#[test]
fn letters_of_a_double_surname_in_a_mailbox_are_the_requesters() {
    let text = "To: Nia Llewelyn-Hughes <nia.lh@talktalk.net>\n\nHi Nia";
    let found = people("Nia Llewelyn-Hughes", "", &[text]);
    assert!(found.iter().all(|(owner, _)| *owner == Owner::Subject), "{found:?}");
}

#[test]
fn another_number_of_an_ex_partner_is_flagged_behind_an_address() {
    let text = "Imran now lives at 9 Beech Grove, Lancaster LA1 4ZZ and his new number is 07700 900999.";
    let found = found(CASE, &[text]);
    let phone = found.findings.iter().find(|f| f.kind == Kind::Phone).expect("a number");
    assert!(phone.tier == Tier::Check && phone.reason.contains("household"), "{}", phone.reason);
}

#[test]
fn a_colleague_by_the_domain_of_the_mail_is_perhaps_staff() {
    let more =
        "[[party]]\nname = \"Priya Raman\"\nrole = \"professional\"\nemails = [\"priya@homes.example\"]\n";
    let case = format!("{}{more}", CASE.split("[find]").next().unwrap_or_default());
    let text = "Cc: Sam Oduya <sam.oduya@homes.example>, Tom Reed <tom.reed@gmail.com>";
    let found = found(&case, &[text]);
    let office = |name: &str| found.people.iter().find(|p| p.name.expose() == name).map(|p| p.office);
    assert_eq!((office("Sam Oduya"), office("Tom Reed")), (Some(true), Some(false)));
}

#[test]
fn an_absence_of_a_colleague_is_told_once() {
    let more = "[[party]]\nname = \"Priya Raman\"\nrole = \"professional\"\n";
    let case = format!("{}{more}", CASE.split("[find]").next().unwrap_or_default());
    let found = found(&case, &["Priya Raman was off sick in March."]);
    assert_eq!(found.findings.iter().filter(|f| f.kind == Kind::Special).count(), 1);
}

#[test]
fn a_number_made_as_the_requesters_is_marked_as_somebody_elses() {
    let seen = seen(&["case 202522017, see also 202522099 there"]);
    assert_eq!(seen, [(Owner::Subject, "202522017".to_owned()), (Owner::Discovered, "202522099".to_owned())]);
}
