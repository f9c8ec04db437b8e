//! Mail as systems export it: mailboxes, attachments in attachments, invitations, copies.

use std::fs;
use std::path::Path;

use super::support::program::{build, case_copy, pack_text, run};

/// A mail of 5 October 2026 by its own lines of the header, and its body with the header of that.
fn mail(lines: &str, body: &str) -> String {
    let head = "Received: from relay.example ([203.0.113.9]) by mx.example; Mon, 5 Oct 2026 10:00:01 +0100\n";
    let date = "Date: Mon, 5 Oct 2026 10:00:00 +0100\nMIME-Version: 1.0\n";
    format!("{head}{lines}{date}{body}").replace('\n', "\r\n")
}

fn report() -> String {
    let ics = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nDTSTART:20261012T090000Z\nSUMMARY:Visit with Gerald Quillfeather\n\
        ORGANIZER;CN=Gerald Quillfeather:mailto:g.quillfeather@example.net\nEND:VEVENT\nEND:VCALENDAR\n";
    let inner =
        mail("From: Gerald Quillfeather <g.quillfeather@example.net>\nSubject: older\n", "\nOlder words.\n");
    mail(
        "From: desk@hcs.example\nTo: Teresa Kowalska <t.kowalska@example.org>\nBcc: Tobias Wrenlock <t.wrenlock@hcs.example>\n\
         Subject: Report by GeraldQuillfeather\nMessage-ID: <m1@hcs.example>\n",
        &format!(
            "Content-Type: multipart/mixed; boundary=xyz\n\n--xyz\nContent-Type: text/html; charset=utf-8\n\n<p>The leak was seen \
             there, says Gerald Quillfeather, and it came from above us all.</p><table><tr><td>Kitchen</td><td>Wet</td></tr></table>\n\
             --xyz\nContent-Type: message/rfc822\n\n{}\n--xyz\nContent-Type: text/calendar; name=\"gerald_quillfeather.ics\"\n\n{ics}\n\
             --xyz--\n",
            inner.replace("\r\n", "\n")
        ),
    )
}

fn reply() -> String {
    mail(
        "From: Teresa Kowalska <t.kowalska@example.org>\nTo: desk@hcs.example\nBcc: t.kowalska@example.org\nSubject: Re: Report\n\
         Message-ID: <m2@hcs.example>\n",
        "Content-Type: text/plain\n\nThank you.\n\n> The leak was seen there, says Gerald\n> Quillfeather, and it came from above us all.\n",
    )
}

fn mailbox(mails: &[String]) -> String {
    let one = |mail: &String| {
        format!("From x@hcs.example Mon Oct 05 10:00:00 2026\n{}\n", mail.replace("\r\n", "\n"))
    };
    mails.iter().map(one).collect()
}

/// The shipped case with these documents, and without words about others.
fn case_of(documents: &[(&str, String)]) -> (tempfile::TempDir, std::path::PathBuf) {
    let (dir, case) = case_copy();
    fs::remove_dir_all(case.join("documents")).expect("removed");
    fs::remove_file(case.join("history.jsonl")).expect("removed");
    fs::create_dir(case.join("documents")).expect("made");
    for (name, text) in documents {
        fs::write(case.join("documents").join(name), text).expect("written");
    }
    let toml = fs::read_to_string(case.join("case.toml")).expect("case.toml");
    let own = toml.split("[[document]]").next().unwrap_or_default();
    fs::write(case.join("case.toml"), own).expect("written");
    (dir, case)
}

fn register(case: &Path) -> String {
    fs::read_to_string(case.join("out/internal/register.csv")).expect("a register")
}

#[test]
fn mail_becomes_numbered_documents_and_what_is_held_twice_stands_once() {
    let (_dir, case) = case_of(&[
        ("1 report.eml", report()),
        ("2 reply.eml", reply()),
        ("3 sent.mbox", mailbox(&[report(), reply()])),
    ]);
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let text = pack_text(&case.join("out/send/pack.pdf"));
    for words in [
        "1.1 older",
        "1.2 [redacted] Calendar entry",
        "Duplicates",
        "1 identical copy, not repeated",
        "Older words.",
        "Kitchen Wet",
        "Monday 12 October 2026, 09:00 (UTC)",
        "Bcc t.kowalska@example.org",
        "Bcc [left out]",
        "A mailbox of 2 messages.",
    ] {
        assert!(text.contains(words), "{words} is missing:\n{text}");
    }
    for gone in ["Quillfeather", "quillfeather", "Gerald", "Wrenlock", "203.0.113.9", "relay.example"] {
        assert!(!text.contains(gone), "{gone} is in the pack:\n{text}");
    }
    assert_eq!(text.matches("Thank you.").count(), 1, "{text}");
    let register = register(&case);
    assert!(register.contains("document not repeated,3 sent.mbox!1/message.eml,"), "{register}");
    assert!(register.contains("the same as 2 reply.eml"), "{register}");
    assert!(register.contains("blind copy (Bcc)"), "{register}");
}

#[test]
fn a_decision_about_a_name_in_a_mail_holds_in_the_reply_that_quotes_it() {
    let (_dir, case) = case_of(&[("1 report.eml", report()), ("2 reply.eml", reply())]);
    let rows = super::list(&case);
    let [document, text, decision, settled, kind] =
        ["document", "text", "decision", "settled", "kind"].map(|name| super::column(&rows, name));
    // in the sentence that is quoted, not in the subject nor in what is attached
    let named = |row: &&Vec<String>, file: &str| {
        row[document] == file
            && row[kind] == "person"
            && row[text].split_whitespace().filter(|word| *word != ">").eq(["Gerald", "Quillfeather"])
    };
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record(&rows[0]).expect("written");
    let mut mentions = rows.iter().filter(|r| named(r, "1 report.eml"));
    let mut one = mentions.next().expect("a finding").clone();
    assert!(mentions.next().is_none(), "{rows:?}");
    one[decision] = "keep".to_owned();
    writer.write_record(&one).expect("written");
    let file = case.join("decisions.csv");
    fs::write(&file, writer.into_inner().expect("rows")).expect("written");
    let taken = run(&case, "decide", &["--from", file.to_str().expect("UTF-8")]);
    assert!(matches!(taken.code, 0 | 4), "{}", taken.stderr);
    let after = super::list(&case);
    let quoted = after.iter().find(|r| named(r, "2 reply.eml")).expect("the quoted one");
    assert_eq!((quoted[settled].as_str(), quoted[decision].as_str()), ("decided", "keep"), "{quoted:?}");
}

#[test]
fn mail_that_only_its_owner_can_open_stops_the_build_by_name() {
    let sealed = "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIBAAAA\n";
    let packed = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgEA\n";
    for (body, what) in [(sealed, "encrypted mail, or a signature without its text"), (packed, "winmail.dat")]
    {
        let (_dir, case) = case_of(&[("1.eml", mail("From: a@hcs.example\nSubject: s\n", body))]);
        let built = build(&case, &["--accept-proposed"]);
        assert_eq!(built.code, 3, "{}", built.stderr);
        assert!(built.stderr.contains(what) && built.stderr.contains("hint:"), "{}", built.stderr);
    }
}
