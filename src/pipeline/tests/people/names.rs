//! One person is written in many ways, and two people can be written alike.

use super::*;

const SUBJECT: &str = "[data_subject]\nname = \"Liwia Maksimowicz\"\ntitle = \"Miss\"\n\
    addresses = [\"31 Harbour Road, Preston, PR2 8TU\"]\nemails = [\"lmaksimowicz@example.org\"]\n\
    phones = [\"07700 900852\"]\n";

fn with(parties: &str) -> Case {
    case(&format!("{SUBJECT}{parties}"))
}

fn one(parties: &str, marked: &str) -> Told {
    check(&with(parties), &[("a.txt", marked)])
}

/// The numbers of the people in the order of the findings.
fn people(told: &Told) -> Vec<u32> {
    told.found.findings.iter().filter_map(|f| f.person).map(|p| p.0).collect()
}

const KHAN: &str = "[[party]]\nname = \"Amina Khan\"\ntitle = \"Mrs\"\nrole = \"third-party\"\n";

#[test]
fn every_form_of_a_listed_name_goes_and_is_one_person() {
    let told = one(
        KHAN,
        "We saw [Mrs Khan], [Amina Khan], [A. Khan], [A Khan]; [Amina] and [AMINA KHAN].\n\
         On the list: [KHAN, Amina]; [Khan, A].; user [akhan], [amina.khan].\n\
         From [akhan@example.org] and [?amina@example.org] and [a.khan.1979@example.com].\n\
         Then [Amina]’s dog and [Mrs Khan]’s cat; the [Khans] left. See photo_[amina_khan].jpg.",
    );
    let numbers = people(&told);
    assert!(numbers.iter().all(|n| *n == 1), "{numbers:?}");
}

#[test]
fn nicknames_and_short_forms_are_the_same_person() {
    let party =
        "[[party]]\nname = \"Margaret Elizabeth Okonkwo\"\nrole = \"third-party\"\naliases = [\"Mags\"]\n";
    let told = one(
        party,
        "[Maggie Okonkwo] rang, [Peggy] too; [Mags] left. [Margaret E. Okonkwo] and [M. E. Okonkwo]\nand [M E Okonkwo] and [Elizabeth Okonkwo].",
    );
    assert!(people(&told).iter().all(|n| *n == 1), "{:?}", people(&told));
}

#[test]
fn halves_of_a_hyphened_name_and_misspellings_are_the_same_person() {
    let party = "[[party]]\nname = \"Jean Kowalczyk-Price\"\nrole = \"third-party\"\n";
    let told = one(
        party,
        "[Ms Kowalczyk], [Mrs Price], [Jean Price], [Jean Kowalczyk Price] and [Kowalczyk-Price].\n\
         [Kowalcyzk] and [Kowalzcyk] and [Mrs Kowalczik] are slips of the pen.",
    );
    assert!(people(&told).iter().all(|n| *n == 1), "{:?}", people(&told));
}

#[test]
fn accents_are_folded_both_ways() {
    one(
        "[[party]]\nname = \"Zoë Müller\"\nrole = \"third-party\"\n[[party]]\nname = \"Lukasz Wojcik\"\nrole = \"third-party\"\n",
        "[Zoe Muller] and [ZOË MÜLLER] met [Łukasz Wójcik] and [Mr WÓJCIK].",
    );
}

#[test]
fn names_over_lines_and_page_ends_go_whole() {
    one(
        KHAN,
        "It was agreed that [Amina\nKhan] would call. Then [Mrs\nKhan] left the house of [Amina]\u{c}[Khan] as before.",
    );
}

#[test]
fn a_name_that_only_a_page_end_breaks_is_found_on_both_sides() {
    one("", "The keys were handed over to [Mr Tariq]\u{c}[Okonkwo] the next day.");
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let told = one(
        "",
        "[Mr Tariq Okonkwo] shouted. [Mrs Grace Okonkwo] did not.\n[Mr Okonkwo] left; [Grace] stayed. [T. Okonkwo] and [G. Okonkwo].",
    );
    assert_eq!(people(&told), [1, 2, 1, 2, 1, 2]);
}

#[test]
fn a_bare_surname_of_two_people_is_joined_to_neither() {
    let told = one("", "[Tariq Okonkwo] shouted. [Grace Okonkwo] did not. The [?Okonkwo] flat is loud.");
    let last = told.found.findings.last().expect("a finding");
    assert_eq!(last.person, None, "either could be meant");
}

#[test]
fn a_listed_and_an_unlisted_person_of_one_surname_stay_two() {
    let told = one(KHAN, "[Amina Khan] rang. [Bilal Khan] rang. [Mr Khan] came.");
    assert_eq!(people(&told), [1, 2, 2]);
}

#[test]
fn the_requester_stays_in_every_form() {
    one(
        KHAN,
        "Miss Maksimowicz, Liwia Maksimowicz, L. Maksimowicz, LIWIA MAKSIMOWICZ, Maksimowicz, Liwia and\n\
         Liwia’s flat; lmaksimowicz@example.org, 07700 900852, 31 Harbour Road, Preston, PR2 8TU;\n\
         user lmaksimowicz; Ms Maksimowicz; (?Maksimovicz).",
    );
}

#[test]
fn bodies_and_streets_are_not_people() {
    one(
        "",
        "Patel Lettings Ltd, Marks & Spencer, Barratt Homes and Wilson & Sons Roofing Ltd came to Victoria\n\
         Road. Preston City Council wrote.",
    );
}

#[test]
fn an_alias_of_one_word_is_another_forename_or_surname() {
    let told = check(
        &case("[data_subject]\nname = \"Oluwaseun Adeyemi\"\naliases = [\"Seun\", \"Balogun\"]\n"),
        &[(
            "a.txt",
            "Seun rang. Seun Adeyemi, Oluwaseun Balogun and Mr Balogun are one. [Femi Adeyemi] is not.",
        )],
    );
    assert_eq!(people(&told), [0, 0, 0, 0, 1]);
}

#[test]
fn a_run_that_goes_on_after_a_listed_name_is_cut() {
    let told = check(
        &case(
            "[data_subject]\nname = \"Joy Adeyemi-Banks\"\ntitle = \"Mrs\"\n\
             [[party]]\nname = \"Grace Young\"\ntitle = \"Miss\"\nrole = \"third-party\"\n\
             [[party]]\nname = \"Will Price\"\nrole = \"professional\"\n",
        ),
        &[(
            "a.txt",
            "MRS ADEYEMI-BANKS WILL NEED A HOME VISIT. [MISS YOUNG] WILL NOT.\n\nDear Will, Mrs Adeyemi-Banks NI QQ came.",
        )],
    );
    assert_eq!(told.found.people.len(), 3, "nobody is made of the words after a name");
}

#[test]
fn a_body_whose_name_is_broken_over_lines_was_taken_for_a_signature() {
    one(
        KHAN,
        "The lift will be renewed in November. Larkspur\nHomes will write to each flat with the dates.\n\
         Dear Larkspur Homes,\nI live in [?Larkspur House].",
    );
}
