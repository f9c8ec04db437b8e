//! How people write of each other outside letters: in texts, logs, minutes, tables and transcripts. Names
//! between braces must be found whole, and nothing else; each line is a text of its own.

use super::floors::{cut, overlaps, unmarked};
use crate::find::Kind;
use crate::find::plain::{PlainRules, plain, plain_with};

pub(super) fn promise(texts: &[&str]) {
    for marked in texts {
        let (text, spans) = unmarked(marked);
        let found = plain(&[("text", &text)]).concat();
        let people: Vec<_> = found.iter().filter(|f| f.kind == Kind::Person).collect();
        for (start, end) in &spans {
            let whole = people.iter().any(|f| f.start <= *start && *end <= f.end);
            assert!(whole, "missed {} in: {text}", cut(&text, *start, *end));
        }
        for f in &people {
            assert!(overlaps(f, &spans), "took {} in: {text}", cut(&text, f.start, f.end));
        }
    }
}

#[test]
fn names_in_small_letters_are_found_by_the_words_beside_them() {
    promise(&[
        "hi there\n\nits {annelies van der merwe} from 108 again",
        "hiya {justyna} its {fatima} frm no 8, tap still drippin",
        "0940 boiler rang hollow\n1005 {savage} rang again about the leak",
        "my little one {mark} is coughing all night, mark my words",
        "i spoke to {janet} and he was rude",
        "my brother {zhihao} and his wife {bridie} are staying",
        "it was {zhihao} who broke the window",
        "says {xiu ying} told him so",
        "thanks\n{bridie}",
        "i will be home and may need joy in my life, hope is all",
        "inter alia, the price is a bill for the mark",
    ]);
}

#[test]
fn words_that_are_names_too_are_names_where_only_a_person_can_stand() {
    promise(&[
        "The keys were given to {Will} on Tuesday.",
        "She thinks it belongs to {Hope} at the end.",
        "Re: {Joy Price} ({Joy}), tenancy matters",
        "Household: {Summer} (8) and {Mark} (2).",
        "NOK: {Bill Savage}",
        "They call him {Spud}.",
        "Thanks,\n{Hope}",
        "Will you Price the Bill and Mark it in May with Hope?",
        "Easter Monday and the May Day bank holiday",
    ]);
}

#[test]
fn strangers_to_every_list_are_taken_inside_a_sentence_but_not_as_places() {
    promise(&[
        "Please see attached from {Zhihao}.",
        "{Zhihao} was at home when we called.",
        "Her partner ({Zhihao}) answered the door.",
        "{Eirlys Bowen} & {Zhihao Ouyang}",
        "{Sim} upstairs says so",
        "{Tamaroa} told me so.",
        "We met in Fjerritslev and at Lemlandby.",
    ]);
}

#[test]
fn initials_are_people_where_they_act_or_are_defined() {
    promise(&[
        "Present: {Kathleen Maughan} (Chair)\nProposed {KM}. ACTION: {KM}",
        "{Carmen de la Cruz} (officer) - \"{CC}\"\n{CC}: Can you tell me more?",
        "Spoke to {KM} who will chase.",
        "Allocated to: {HW}\n{HW} confirmed it.",
        "The GP advised rest. NFA. The TV and the PO box.",
    ]);
}

#[test]
fn other_names_in_quotes_belong_to_their_bearers() {
    promise(&[
        "Client: {Sahra Haji Elmi} (\"{Saz}\")",
        "who goes by the name of \"{Gaz}\"",
        "SUSPECT aka \"{JJ}\"",
        "the company (\"the Landlord\") and the \"Policy\"",
    ]);
}

#[test]
fn a_heading_says_what_its_column_holds() {
    promise(&[
        "ref,title,forename,surname,dob\nT1,Mr,{Winston},{Facey},1949-05-27\nT2,,{Annelies},{van der Merwe},",
        "Print name\tAddress\tSignature\n{Ashdown, Kieron}\t76B Upper North Street\t{KA}\n",
        "Name\tAge\nnone\t4\n",
        "Item, colour, price\nTiles, Grace, 4\n",
    ]);
}

#[test]
fn speakers_of_chats_and_transcripts_are_people_and_what_they_say_is_not() {
    promise(&[
        "[17/12/2022, 21:33:40] {Thiago} Flat 6: Yep same here",
        "[06/11/2021, 20:42:02] {Ngozi}\u{1f338}: rang the council",
        "Caller: Yeah it is.\nAgent: Can I take a date?\nAgent: Lovely.",
        "IBAN: none\nElec: certificate",
    ]);
}

#[test]
fn names_run_on_over_particles_and_stop_before_letters_and_capitals() {
    promise(&[
        "{Mr ap Gwilym} rang.",
        "Worker: {Niamh Ní Bhriain}",
        "The {van der Merwe} family moved.",
        "prepared by {Luca di Stefano} MRICS",
        "{MR DE VRIES} PRESENTED AS HOMELESS",
        "{Wrzos, Z}. reports no access",
        "Tenant: {Patel, Rajesh}",
        "> I spoke to {Mrs\n> Thorpe} about it.",
        "SCHEDULE OF WORKS REV C",
        "{Ms Adeyemi-Cole} NI QQ 12 34 56 C, {Mr Hartley} DOB unknown",
        "Dear Larkspur Homes,\n\nyour letter came. Larkspur Homes wrote again.",
    ]);
}

#[test]
fn two_wrong_letters_are_allowed_only_where_the_case_asks_for_it() {
    let text = "Zbigniew Kowalczyk lives there; the flat of kowalzcik is below.";
    for (fuzzy, names) in [(0, 1), (1, 1), (2, 2)] {
        let mut rules = PlainRules::default();
        rules.find.fuzzy = fuzzy;
        let found = plain_with(&[("text", text)], &rules).concat();
        assert_eq!(found.iter().filter(|f| f.kind == Kind::Person).count(), names, "fuzzy = {fuzzy}");
    }
}

#[test]
fn the_flat_behind_a_name_is_no_part_of_it() {
    for text in ["[17/12/2022, 21:33:40] Thiago Flat 6: Yep same here", "We told Thiago Room 2 so."] {
        let found = plain(&[("text", text)]).concat();
        let people: Vec<_> = found.iter().filter(|f| f.kind == Kind::Person).collect();
        assert_eq!(
            people.iter().map(|f| cut(text, f.start, f.end)).collect::<Vec<_>>(),
            ["Thiago"],
            "{text}"
        );
    }
}

#[test]
fn a_name_that_is_a_word_is_the_person_where_the_sentence_says_so() {
    promise(&[
        "Case of {Mark Banks}. {Mark}'s account was not seen. {Mark}, who is deaf, rang.",
        "{Grace Young} came. {Grace} works nights. Grace period ends. Mark the date.",
        "Met {Chase Bond}. my husband {chase} is out. we chase the debt. hi {chase}",
        "{Hope Marsh} has written.\n\nPlease reply. {Hope}",
        "The keys went to {Rukhsana Bi} and {Tanvir Islam} of the committee.",
        "{Dawn}, do you still have the number?",
        "Can {Summer} or {Radosław} call me back?",
    ]);
}

#[test]
fn a_speaker_a_field_and_a_list_name_people_whatever_the_word() {
    promise(&[
        "19/02/2022, 09:17 - {Bid} (flat 2): it was late",
        "Surname: {Bi}\nFirst name(s): {Warsame}\nD.O.B.: 1 May 1980",
        "    {Guy Street}: disgusting\n    {Guy Street}: grow up",
        "NIGHTS - on duty: {bashir} / {lina}\nlet in by {ms dos santos}. {dos santos} in tears",
        "Case 7. Victim: {DOS SANTOS Graça}. Payee\n{TRUONG Kim Chi}\tdone",
        "Dear Chief Executive\n\nCheers\n{Ebele}",
        "Yours sincerely\n{Meredydd Vaughan-Price} MP",
        "{Bogusia}, his mother, wants to see him. He has no key. {Radek}",
        "i/c fr {Dr Chaudhry}; his sister {Cerys} rang. Caseworker {Caoimhe Devaney} wrote.",
        "{Mr Da Costa} came.\n{DA COSTA}\tNo comment.\nSeen by {Alejandro de los Ríos}.",
    ]);
}

#[test]
fn initials_sign_entries_and_exhibits() {
    promise(&[
        "Adv data protection. CB tmrw - {AF}",
        "{SO} informed by text. I show exhibit {LS}/4.",
        "{Van Hung Bui} came\nActions\n  {VB} - contact the school",
        "{Caoimhe Devaney} ({CD}). Next review w/ {CD} Aug.",
        "Size 5 MB. ETA 2 PM. See HB/4. GP to write",
    ]);
}

#[test]
fn a_table_of_word_is_read_over_the_blank_lines_between_its_rows() {
    promise(&[
        "Who\tWhat\tWhen\n\n{MCO}\tSee the child\t10 June\n\n{Adeola}\tRing the school\tnow\n\nAll of us agreed.",
        "Date\tBy\tNote\n\n16/06/25\t{CJ}\theard drums\n\n17/06/25\tHR\tno reply",
        "Surname\tMULCAHY\n\nForename(s)\tkept elsewhere\n\nE-mail\tnone",
    ]);
}

#[test]
fn months_jobs_towns_and_offices_are_nobody_and_names_beside_them_are_somebody() {
    promise(&[
        "Bring the meter, the June readings were no use. {June} rang before May was out.",
        "Dear Practice Manager\n\nI write again.",
        "{Chantelle} to do IG training",
        "his mother is a lady from Hargeisa, and {Halina} came from Gdynia",
        "the EWO is {Will Penhaligon}. Will you ring?",
        "Received by {AH} 03/03/25. Passed on.",
        "Comment: {Dr P. Wojcicki}, Consultant Haematologist",
        "my doctor {Dr Patel} says so; taken by {Sr Blessing Mwale}",
        "Annwyl {Angharad}\n\nDiolch yn fawr\n{Dafydd}",
    ]);
}
