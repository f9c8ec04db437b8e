//! What becomes of somebody by what they are to the requester.

use super::*;

const SUBJECT: &str = "[data_subject]\nname = \"Aisha Khan\"\ntitle = \"Mrs\"\n\
    addresses = [\"31 Harbour Road, Preston, PR2 8TU\"]\nemails = [\"aisha.khan@example.org\"]\n\
    phones = [\"07700 900852\", \"01632 960001\"]\nidentifiers = [\"202522017\"]\n";

fn one(parties: &str, marked: &str) -> Told {
    check(&case(&format!("{SUBJECT}{parties}")), &[("a.txt", marked)])
}

const HUSBAND: &str = "[[party]]\nname = \"Imran Khan\"\ntitle = \"Mr\"\nrole = \"household\"\n\
    addresses = [\"31 Harbour Road, Preston, PR2 8TU\", \"5 Mill Lane, Leyland, PR25 1AA\"]\n\
    phones = [\"01632 960001\", \"07700 900999\"]\nemails = [\"imran@example.org\"]\n";

#[test]
fn in_a_household_title_and_forename_decide_and_a_bare_surname_is_flagged() {
    one(
        HUSBAND,
        "Mrs Khan rang. [Mr Khan] shouted. [Imran] left, Aisha stayed. [I. Khan] and A. Khan signed.\n\
         [?Khan] was told; [?Mr and Mrs Khan] moved in.",
    );
}

#[test]
fn what_a_household_shares_stays_and_is_flagged_and_an_ex_partners_own_goes() {
    one(
        HUSBAND,
        "They live at 31 Harbour Road, Preston, PR2 8TU, phone (?01632 960001).\n\
         [Imran] moved to [5 Mill Lane, Leyland, PR25 1AA], mobile [07700 900999], [imran@example.org].",
    );
}

#[test]
fn a_neighbour_on_the_same_street_goes_whole_and_the_own_postcode_stays_only_at_home() {
    one(
        "",
        "She lives at 31 Harbour Road, Preston, PR2 8TU.\n\
         The noise comes from [35 Harbour Road, Preston, PR2 8TU] and from [?number 33].\n\
         Address: 31 Harbour Road\nPreston\nPR2 8TU\n\
         Neighbour: [35 Harbour Road\nPreston\nPR2 8TU]",
    );
}

#[test]
fn what_stands_after_a_name_of_the_household_and_is_not_listed_is_flagged() {
    let told = one(
        HUSBAND,
        "[Imran] now has [?07700 900333]; sort code for Mrs Khan: (?40-22-11).\n\n[07700 900444] rang twice.",
    );
    let reasons: Vec<&str> = told.found.findings.iter().map(|f| f.reason.as_str()).collect();
    assert!(reasons.iter().any(|r| r.contains("perhaps another of theirs")), "{reasons:?}");
    assert!(reasons.iter().any(|r| r.contains("perhaps their own")), "{reasons:?}");
}

#[test]
fn a_bare_postcode_of_the_requester_is_flagged() {
    one("", "The noise at (?PR2 8TU) goes on.");
}

const OFFICER: &str = "[[party]]\nname = \"Tom Braithwaite\"\nrole = \"professional\"\n\
    emails = [\"tom.braithwaite@council.example\"]\nphones = [\"07700 900555\"]\n\
    addresses = [\"8 Elm Grove, Chorley, PR7 1AB\"]\n";

#[test]
fn a_professional_keeps_name_title_work_mail_and_desk_and_loses_the_private() {
    one(
        OFFICER,
        "Tom Braithwaite, Senior Housing Officer\nDirect line 01632 960118\ntom.braithwaite@council.example\n\
         Mobile [07700 900555]\nHome: [8 Elm Grove, Chorley, PR7 1AB]\nMr Braithwaite wrote to you.",
    );
}

#[test]
fn staff_who_are_not_listed_are_flagged_with_their_office() {
    let told = one(
        "",
        "Dear Mrs Khan,\nWe looked into it.\nYours sincerely\n[?Gareth Llewellyn]\nHousing Officer\n\n\
         Housing Officer [?Rhiannon Pugh] came with surveyor [?Delroy Campbell].\n\
         [Chiamaka Nwosu] lives upstairs.",
    );
    let reasons: Vec<&str> = told.decided.choices.iter().map(|c| c.proposal.reason.as_str()).collect();
    let staff = reasons.iter().filter(|r| r.contains("job title")).count();
    assert_eq!(staff, 3, "{reasons:?}");
}

const MAIL: &str = "From\tGareth Llewellyn <gareth.llewellyn@council.example>\nTo\tAisha Khan <aisha.khan@example.org>\n\
    Date\tWednesday 16 September 2026, 09:12 (UTC+01:00)\nSubject\tYour boiler\n\nDear Mrs Khan,\nit is mended.\n\
    Gareth Llewellyn\nHousing Officer";

#[test]
fn staff_whom_the_requester_plainly_knows_are_said_to_be_known() {
    let told = tell(&case(SUBJECT), &[("mail.eml", MAIL)]);
    let said = |c: &decide::Choice| {
        c.proposal.reason.contains("exchanged e-mail with the requester on 16 September 2026")
    };
    assert!(told.decided.choices.iter().any(said), "{:?}", told.decided.choices);
}

#[test]
fn the_policy_on_staff_keeps_all_or_the_known_or_asks() {
    let note = "Housing Officer Rhiannon Pugh rang. Gareth Llewellyn came.";
    let kept = |policy: &str| -> Vec<String> {
        let told = tell(&case(&format!("{SUBJECT}{policy}")), &[("mail.eml", MAIL), ("note.txt", note)]);
        let mut kept: Vec<String> = told
            .found
            .findings
            .iter()
            .zip(&told.decided.choices)
            .filter(|(f, c)| f.owner == find::Owner::Discovered && c.proposal.verdict == Verdict::Keep)
            .map(|(f, _)| f.text.expose().to_owned())
            .collect();
        kept.sort();
        kept.dedup();
        kept
    };
    assert_eq!(kept("[policy]\nstaff = \"ask\"\n"), Vec::<String>::new());
    let known = ["Gareth Llewellyn", "gareth.llewellyn@council.example"];
    assert_eq!(kept("[policy]\nstaff = \"known-to-requester\"\n"), known);
    assert_eq!(kept("[policy]\nstaff = \"named\"\n"), [known[0], "Rhiannon Pugh", known[1]]);
}

#[test]
fn a_child_goes_and_is_a_gate_until_somebody_gives_a_reason() {
    let child = "[[party]]\nname = \"Ella Khan\"\nrole = \"child\"\n";
    let told = one(child, "[Ella] was at school. [Ella Khan] is nine. Mrs Khan said so.");
    assert!(told.decided.plan("case").is_err(), "nobody has given a reason");
    let told = one(&format!("{child}reason = \"She is nine.\"\n"), "[Ella] was at school.");
    assert!(told.decided.plan("case").is_ok());
    let told = one(&format!("{child}decision = \"disclose\"\nreason = \"Hers.\"\n"), "[Ella] was at school.");
    assert!(told.decided.plan("case").is_err(), "a child is not disclosed by a line of case.toml");
}

#[test]
fn the_dead_are_never_withheld_as_other_people() {
    let told = one("[[party]]\nname = \"Tom Okafor\"\nrole = \"deceased\"\n", "[Tom Okafor] lived here.");
    assert_eq!(told.decided.choices[0].proposal.exemption, "NPD");
}

#[test]
fn a_representative_is_kept_or_goes_as_the_consent_says() {
    let party =
        |basis: &str| format!("[[party]]\nname = \"Sean Duffy\"\nrole = \"representative\"\n{basis}\n");
    one(&party("basis = \"consent\""), "Sean Duffy wrote for Mrs Khan.");
    one(&party("basis = \"refused\""), "[Sean Duffy] wrote for Mrs Khan.");
    one(&party("decision = \"withhold\""), "[Sean Duffy] wrote for Mrs Khan.");
    let told = one(&party(""), "Sean Duffy wrote for Mrs Khan.");
    assert!(told.decided.plan("case").is_err(), "nobody has said whether there is consent");
}

#[test]
fn somebody_who_asks_for_the_requester_is_kept_with_their_own() {
    let asks = "[requester]\nname = \"Adam Nowak\"\ncapacity = \"solicitor\"\naddress = \"7 Church Lane, Preston, PR1 2AB\"\n";
    one(asks, "Mr Nowak of 7 Church Lane, Preston, PR1 2AB wrote for Mrs Khan about [Grace Okonkwo].");
}

const SUPPLIED: &str = "[[document]]\nfile = \"letter.txt\"\nauthor = \"requester\"\n";

#[test]
fn what_the_requester_wrote_keeps_its_names_except_of_those_the_case_withholds() {
    let parties = "[[party]]\nname = \"Grace Okonkwo\"\nrole = \"third-party\"\ndecision = \"withhold\"\n\
        [[party]]\nname = \"Tariq Hussain\"\nrole = \"third-party\"\n";
    let folder = case(&format!("{SUBJECT}{parties}{SUPPLIED}"));
    let letter = "Grace Okonkwo and Tariq Hussain shout; Emeka Nwosu (07700 900123) heard them. Aisha Khan";
    let told = tell(&folder, &[("letter.txt", letter), ("note.txt", "Emeka Nwosu rang.")]);
    let at = |text: &str| {
        let i = told.found.findings.iter().position(|f| f.document == 0 && f.text.expose() == text);
        &told.decided.choices[i.expect(text)]
    };
    for text in ["Tariq Hussain", "Emeka Nwosu", "07700 900123"] {
        assert_eq!(at(text).proposal.verdict, Verdict::Keep, "{text}");
        assert!(at(text).proposal.reason.contains("supplied by"), "{text}");
        assert!(at(text).settled.is_some(), "{text}");
    }
    let withheld = at("Grace Okonkwo");
    assert!(withheld.settled.is_none() && withheld.proposal.reason.contains("conflict"), "{withheld:?}");
    assert_eq!(told.marked()[1], "[Emeka Nwosu] rang.", "only there");
}

#[test]
fn a_conflict_is_not_settled_by_accepting_what_is_proposed() {
    let child = "[[party]]\nname = \"Ella Reed\"\nrole = \"child\"\nreason = \"Nine.\"\n";
    let folder = case(&format!("{SUBJECT}{child}{SUPPLIED}"));
    let told = tell_accepted(&folder, &[("letter.txt", "Ella Reed cried. Aisha Khan")]);
    assert!(told.decided.plan("case").is_err());
}

#[test]
fn who_wrote_a_document_is_suggested_and_never_assumed() {
    let signed =
        "To the council\nMy neighbour [Grace Okonkwo] shouts.\nYours faithfully\nAisha Khan\n31 Harbour Road";
    let sent = "From\tAisha Khan <aisha.khan@example.org>\nTo\thousing@council.example\nDate\t1 May 2026\n\n[Grace] shouts.";
    let form = "Form completed by: Mrs A Khan\n[Grace Okonkwo] shouts.";
    let other =
        "Dear Mrs Khan\n[?Grace Okonkwo] will call.\nYours sincerely\n[?Rhiannon Pugh]\nHousing Officer";
    let told = tell(
        &case(SUBJECT),
        &[
            ("a.txt", &bare(signed)),
            ("b.eml", &bare(sent)),
            ("c.pdf", form.replace(['[', ']'], "").as_str()),
            ("d.txt", &bare(other)),
        ],
    );
    let suggested: Vec<usize> = told.found.written.iter().map(|w| w.document).collect();
    assert_eq!(suggested, [0, 1, 2]);
    assert!(told.marked()[0].contains("[Grace Okonkwo]"), "suggested, not assumed");
}

#[test]
fn of_a_mixed_sentence_only_the_identity_goes() {
    one(
        "[[party]]\nname = \"Bilal Hussain\"\nrole = \"third-party\"\n",
        "[Mr Hussain] says you shout at his daughter [Zara] at night. Mrs Khan is rude and dishonest, in the\n\
         view of [Rhiannon Pugh]. The author thinks that the complaint is vexatious.",
    );
}
