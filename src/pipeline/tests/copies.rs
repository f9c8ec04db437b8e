//! Promises about messages that are held more than once.

use crate::case::schema::CaseFile;
use crate::decide::{Answer, Looked, Ruling, Said, Scope};
use crate::diag::Untrusted;
use crate::load::{Loaded, Source, WorkerProgram, load_with};
use crate::pdf::limits::Limits;

use super::super::copies::{Copied, answers_for, part};

const MAIL: &str = "From: ann@x.uk\r\nTo: tom@x.uk\r\nSubject: Damp\r\nMessage-ID: <1@x.uk>\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nWords.\r\n--B\r\n\
    Content-Type: text/plain; name=n.txt\r\nContent-Disposition: attachment\r\n\r\nNote.\r\n--B--\r\n";

fn load(files: &[(&str, String)]) -> Loaded {
    let mut all = Loaded::default();
    for (name, text) in files {
        let (name, bytes) = (Untrusted::new(*name), text.as_bytes());
        let source = Source { name, bytes, password: None, show_hidden: false, own: &[], rows: vec![] };
        let one = load_with(&WorkerProgram::Here, &source, &Limits::default());
        all.documents.extend(one.documents);
        all.refusals.extend(one.refusals);
    }
    all
}

fn boxed(mails: &[&str]) -> String {
    let one = |mail: &&str| format!("From x@x.uk Mon Oct 05 10:00:00 2026\n{}\n", mail.replace("\r\n", "\n"));
    mails.iter().map(one).collect()
}

fn case(documents: &str) -> CaseFile {
    let text = format!(
        r#"{{"schema":1,"request":{{"reference":"R","received":"2026-09-28","summary":"All"}},
        "data_subject":{{"name":"Ann Lee"}},"document":[{documents}]}}"#
    );
    serde_json::from_str(&text).expect("a case")
}

fn names(loaded: &Loaded) -> Vec<&str> {
    loaded.documents.iter().map(|d| d.name.raw()).collect()
}

fn copies_of(copies: &[Copied]) -> Vec<(&str, &str)> {
    copies.iter().map(|c| (c.name.raw(), c.same_as.raw())).collect()
}

#[test]
fn a_message_in_a_file_and_in_a_mailbox_stands_once_with_its_attachments() {
    let other = MAIL.replace("<1@", "<2@");
    let files = [("a.eml", MAIL.to_owned()), ("b.mbox", boxed(&[MAIL, &other])), ("c.eml", MAIL.to_owned())];
    let parted = part(&case(""), load(&files)).expect("parted");
    let left = ["a.eml", "a.eml!1/n.txt", "b.mbox", "b.mbox!2/message.eml", "b.mbox!2/message.eml!1/n.txt"];
    assert_eq!(names(&parted.loaded), left);
    let copies = copies_of(&parted.copies);
    for pair in [
        ("b.mbox!1/message.eml", "a.eml"),
        ("b.mbox!1/message.eml!1/n.txt", "a.eml!1/n.txt"),
        ("c.eml", "a.eml"),
        ("c.eml!1/n.txt", "a.eml!1/n.txt"),
    ] {
        assert!(copies.contains(&pair), "{pair:?}: {copies:?}");
    }
    assert_eq!(copies.len(), 4);
}

#[test]
fn what_differs_in_any_word_or_file_is_no_copy_and_is_named() {
    for changed in [
        MAIL.replace("Words.", "Worlds."),
        MAIL.replace("Note.", "Not."),
        MAIL.replace("To: tom", "To: tim"),
        MAIL.replace("--B--\r\n", "--B\r\nContent-Type: image/png; name=p.png\r\n\r\nx\r\n--B--\r\n"),
    ] {
        let parted =
            part(&case(""), load(&[("a.eml", MAIL.to_owned()), ("b.eml", changed)])).expect("parted");
        assert_eq!((parted.copies.len(), parted.notes.len()), (0, 1));
        assert!(names(&parted.loaded).contains(&"b.eml"));
    }
    let unnamed = MAIL.replace("Message-ID: <1@x.uk>\r\n", "");
    let files = [("a.eml", unnamed.clone()), ("b.eml", unnamed)];
    assert_eq!(part(&case(""), load(&files)).expect("parted").copies.len(), 0);
}

#[test]
fn a_message_attached_to_another_stays_with_it() {
    let outer = format!(
        "From: z@x.uk\r\nSubject: Fwd\r\nMessage-ID: <9@x.uk>\r\nContent-Type: message/rfc822\r\n\r\n{MAIL}"
    );
    let parted = part(&case(""), load(&[("a.eml", MAIL.to_owned()), ("z.eml", outer)])).expect("parted");
    assert_eq!(parted.copies.len(), 0);
    assert!(names(&parted.loaded).contains(&"z.eml!1/message.eml"));
}

#[test]
fn a_word_of_case_toml_about_one_copy_holds_for_all_or_is_refused() {
    let rule =
        |file: &str, decision: &str| format!(r#"{{"file":"{file}","decision":"{decision}","reason":"x"}}"#);
    let files = || load(&[("a.eml", MAIL.to_owned()), ("b.eml", MAIL.to_owned())]);
    let withheld = part(&case(&rule("b.eml", "withhold")), files()).expect("parted");
    assert_eq!(names(&withheld.loaded), ["b.eml", "b.eml!1/n.txt"], "the withheld copy stands for both");
    for (rules, what) in [
        (rule("b.eml", "exclude"), "excluded"),
        (format!("{},{}", rule("a.eml", "disclose"), rule("b.eml", "withhold")), "withheld"),
    ] {
        let error = part(&case(&rules), files()).err().expect("a contradiction");
        assert!(error.problems[0].what.contains(what), "{}", error.problems[0].what);
    }
    let both = format!("{},{}", rule("a.eml", "disclose"), rule("b.eml", "exclude"));
    let parted = part(&case(&both), files()).expect("a person has said which");
    assert_eq!(names(&parted.loaded).len(), 4, "the excluded one is listed as excluded");
}

#[test]
fn an_answer_about_a_copy_is_an_answer_about_what_stands_for_it() {
    let files = [("a.eml", MAIL.to_owned()), ("b.mbox", boxed(&[MAIL]))];
    let parted = part(&case(""), load(&files)).expect("parted");
    let copy = parted.copies.iter().find(|c| c.whole).expect("a copy");
    let scope = Scope::Document { document: copy.id.clone() };
    let said = Said::default();
    let answer = Answer {
        scope,
        ruling: Ruling::Withhold,
        exemption: String::new(),
        reason: String::new(),
        said: said.clone(),
    };
    let mut answers = [answer];
    let mut looked = [Looked { document: copy.id.clone(), pages: None, said }];
    answers_for(&parted.copies, &mut answers, &mut looked);
    assert_eq!(answers[0].scope, Scope::Document { document: copy.of.clone() });
    assert_eq!(looked[0].document, copy.of);
    assert!(parted.loaded.documents.iter().any(|d| d.id == copy.of));
}
