//! Each gate alone: open without its evidence, closed with it.

use super::super::schema::CaseFile;
use super::*;

fn case(more: &str) -> CaseFile {
    let toml = format!(
        "schema = 1\n[request]\nreference = \"R\"\nreceived = \"2026-09-01\"\nsummary = \"s\"\n\
         [data_subject]\nname = \"Anna Example\"\n{more}"
    );
    toml::from_str(&toml).expect("a case")
}

/// A log that closes every gate of a plain case.
fn settled() -> Happened {
    Happened { identity: true, searches: 1, ..Happened::default() }
}

fn gates(case: &CaseFile, happened: &Happened) -> Vec<Gate> {
    let today = Date::constant(2026, 9, 20);
    open(&Release {
        case,
        happened,
        today,
        health: false,
        seal: Some("now"),
        found: &[],
        drawn: false,
        used: &[],
    })
}

#[test]
fn a_plain_case_needs_identity_and_one_search() {
    assert_eq!(gates(&case(""), &Happened::default()), [Gate::Identity, Gate::Search]);
    assert_eq!(gates(&case(""), &settled()), []);
}

#[test]
fn r09_a_representative_needs_a_consent_that_names_them() {
    let asked = case("[requester]\nname = \"Adam  Advocate\"\ncapacity = \"solicitor\"\n");
    assert_eq!(gates(&asked, &settled()), [Gate::Consent]);
    let to = |name: &str| Happened { consent_to: vec![name.into()], ..settled() };
    assert_eq!(gates(&asked, &to("Somebody Else")), [Gate::Consent]);
    assert_eq!(gates(&asked, &to("adam advocate")), []);
}

#[test]
fn r10_a_childs_data_waits_for_competence_or_parental_responsibility() {
    let found = Happened { child: true, ..settled() };
    let parent = case("[requester]\nname = \"A Parent\"\ncapacity = \"parent\"\n");
    assert_eq!(gates(&parent, &settled()), [Gate::Child]);
    assert_eq!(gates(&parent, &found), []);
    for (born, open) in [("2008-09-20", false), ("2008-09-21", true), ("2016-01-01", true)] {
        let mut young = case("");
        young.data_subject.date_of_birth = born.parse().ok();
        assert_eq!(gates(&young, &settled()) == [Gate::Child], open, "{born}");
    }
}

#[test]
fn r16_another_person_is_withheld_or_disclosed_only_with_basis_and_balancing() {
    let party = |more: &str| case(&format!("[[party]]\nname = \"Nora Neighbour\"\n{more}"));
    let open_for = |more: &str| gates(&party(more), &settled());
    for decision in ["withhold", "disclose"] {
        assert_eq!(
            open_for(&format!("role = \"third-party\"\ndecision = \"{decision}\"\n")),
            [Gate::Party(1)]
        );
    }
    assert_eq!(open_for("role = \"household\"\nbasis = \"refused\"\nreason = \" \"\n"), [Gate::Party(1)]);
    assert_eq!(open_for("role = \"child\"\nbasis = \"not-asked\"\nreason = \"A child of nine.\"\n"), []);
    assert_eq!(open_for("role = \"professional\"\n"), [], "who acts in their work is disclosed");
    assert_eq!(open_for("role = \"deceased\"\n"), [], "the dead have no personal data");
    assert_eq!(open_for("role = \"third-party\"\ndecision = \"withhold\"\nexemption = \"S2P4-19\"\n"), []);
    let logged = Happened { parties: vec!["nora neighbour".into()], ..settled() };
    assert_eq!(gates(&party("role = \"third-party\"\n"), &logged), []);
}

#[test]
fn r16_somebody_who_was_found_and_decided_about_is_weighed_once_by_any_of_their_names() {
    let (case, today) = (case(""), Date::constant(2026, 9, 20));
    let names = ["Nora Neighbour", "Mrs Neighbour"].map(Secret::new).to_vec();
    let found = [Stranger { number: 3, names }];
    let open_with = |parties: &[&str]| {
        let happened = Happened { parties: parties.iter().map(|p| (*p).to_owned()).collect(), ..settled() };
        let release = Release {
            case: &case,
            happened: &happened,
            today,
            health: false,
            seal: None,
            found: &found,
            drawn: false,
            used: &[],
        };
        open(&release)
    };
    assert_eq!(open_with(&[]), [Gate::Found(3)]);
    assert_eq!(open_with(&["Somebody Else"]), [Gate::Found(3)]);
    assert_eq!(open_with(&["mrs neighbour"]), []);
    assert!(!Gate::Found(3).problem("CASE").what.contains("Nora"), "a message names nobody");
}

#[test]
fn an_exemption_for_managers_that_a_decision_uses_waits_for_one_too() {
    let (case, happened, today) = (case(""), settled(), Date::constant(2026, 9, 20));
    let used = ["S2P2-7".to_owned(), "S2P3-16".to_owned()];
    let release = Release {
        case: &case,
        happened: &happened,
        today,
        health: false,
        seal: None,
        found: &[],
        drawn: false,
        used: &used,
    };
    assert_eq!(open(&release), [Gate::Manager("S2P2-7")]);
}

#[test]
fn paragraph_17_is_raised_only_for_health_social_work_and_education() {
    let staff = |profession: &str| {
        let line = "role = \"professional\"\ndecision = \"withhold\"\nbasis = \"refused\"\nreason = \"They object.\"\n";
        gates(&case(&format!("[[party]]\nname = \"Dr Reed\"\n{line}{profession}")), &settled())
    };
    assert_eq!(staff(""), [], "all other staff are weighed under para 16");
    assert_eq!(staff("profession = \"social-work\"\n"), [Gate::Professional(1)]);
    assert_eq!(staff("profession = \"education\"\nexemption = \"S2P4-19\"\n"), []);
    assert_eq!(staff("profession = \"health\"\n"), [Gate::Professional(1), Gate::Health]);
}

#[test]
fn data_about_health_waits_for_an_opinion() {
    let (case, happened) = (case(""), settled());
    let today = Date::constant(2026, 9, 20);
    let release = Release {
        case: &case,
        happened: &happened,
        today,
        health: true,
        seal: None,
        found: &[],
        drawn: false,
        used: &[],
    };
    assert_eq!(open(&release), [Gate::Health]);
    let asked = Happened { health: true, ..settled() };
    assert_eq!(open(&Release { happened: &asked, ..release }), []);
}

#[test]
fn an_exemption_for_managers_waits_for_one() {
    let case =
        case("[[document]]\nfile = \"a\"\ndecision = \"withhold\"\nexemption = \"S2P2-7\"\nreason = \"r\"\n");
    assert_eq!(gates(&case, &settled()), [Gate::Manager("S2P2-7")]);
    assert_eq!(gates(&case, &Happened { managers: vec!["s2p2-7".into()], ..settled() }), []);
}

#[test]
fn a_signature_counts_for_what_was_signed_and_nothing_else() {
    let sampled = case("[policy]\nsecond_person = \"sample\"\n");
    for (drawn, want) in [(false, &[][..]), (true, &[Gate::SecondPerson(false)][..])] {
        let happened = settled();
        let today = Date::constant(2026, 9, 20);
        let release = Release {
            case: &sampled,
            happened: &happened,
            today,
            health: false,
            seal: None,
            found: &[],
            drawn,
            used: &[],
        };
        assert_eq!(open(&release), want, "under sample the drawn cases are checked");
    }
    let case = case("[policy]\nsecond_person = \"required\"\n");
    let signed = |seal: &str| gates(&case, &Happened { signed: Some(seal.into()), ..settled() });
    assert_eq!(gates(&case, &settled()), [Gate::SecondPerson(false)]);
    assert_eq!(signed("then"), [Gate::SecondPerson(true)]);
    assert_eq!(signed("now"), []);
}

#[test]
fn every_gate_names_the_command_or_the_line_that_closes_it() {
    let all = [
        Gate::Unconfirmed,
        Gate::Identity,
        Gate::Consent,
        Gate::Child,
        Gate::Search,
        Gate::Party(1),
        Gate::Found(3),
        Gate::Health,
        Gate::Manager("S26"),
        Gate::SecondPerson(true),
    ];
    for gate in all {
        let problem = gate.problem("my-case");
        assert!(problem.hint.contains("blackpanel log my-case "), "{}", problem.hint);
        assert!(!problem.what.ends_with('.'));
    }
    assert!(Gate::Professional(2).problem("c").hint.contains("decision"));
}
