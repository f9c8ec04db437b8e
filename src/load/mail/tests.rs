//! Promises of the mail converter.

use super::*;
use crate::load::convert::Converted;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

fn read_mail(source: &[u8]) -> Conversion {
    let limits = Limits::default();
    convert(&Member::new("mail.eml", source, &limits))
}

/// A mail of a case whose data subject has these addresses.
fn mail_of(own: &[&str], source: &str) -> Converted {
    let (limits, own) = (Limits::default(), own.iter().map(|o| (*o).to_owned()).collect::<Vec<_>>());
    let bytes = source.replace('\n', "\r\n");
    let (name, bytes) = ("mail.eml", bytes.as_bytes());
    convert(&Member { own: &own, ..Member::new(name, bytes, &limits) }).expect("a mail")
}

fn mail(source: &str) -> Converted {
    read_mail(source.replace('\n', "\r\n").as_bytes()).expect("a mail")
}

fn html(body: &str) -> Converted {
    mail(&format!("From: a@b.uk\nSubject: s\nContent-Type: text/html; charset=utf-8\n\n{body}"))
}

fn counted(mail: &Converted, what: &str) -> u32 {
    mail.side.left_out.iter().filter(|l| l.what == what).map(|l| l.count).sum()
}

#[test]
fn header_lines_are_shown_as_a_person_reads_them() {
    let mail = mail(
        "Received: from relay (10.0.0.1)\nX-Spam: no\nFrom: =?iso-8859-1?Q?Se=E1n_O'Brien?= <s@x.ie>\nTo: Team: a@b.uk, \
         \"Ames, Tom\" <t@b.uk>;\nBcc: hidden@x.ie\nSubject: =?utf-8?B?VMOpc3Q=?=\nDate: Mon, 5 Oct 2026 10:00:00 +0100\n\nHello",
    );
    let text = text_of(&mail.pdf);
    for line in [
        "Seán O'Brien <s@x.ie>",
        "Team: a@b.uk, Ames, Tom <t@b.uk>",
        "[left out]",
        "Tést",
        "Monday 5 October 2026, 10:00 (UTC+01:00)",
        "Hello",
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
    assert!(!text.contains("10.0.0.1") && !text.contains("hidden@x.ie"));
    assert_eq!(counted(&mail, "blind copy (Bcc) that was not the requester's to see"), 1);
    assert_eq!(counted(&mail, "header line (routing or technical)"), 2);
    assert_eq!(mail.side.title, Some(Untrusted::new("Tést")));
    assert_eq!(mail.side.date.as_deref(), Some("2026-10-05"));
    for name in ["Seán O'Brien", "s@x.ie", "Ames, Tom", "t@b.uk", "hidden@x.ie"] {
        assert!(mail.side.names.contains(&Untrusted::new(name)), "{name}");
    }
}

#[test]
fn every_attachment_becomes_a_member_in_order_under_its_own_name() {
    let mail = mail(
        "From: a@b.uk\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: \
         text/plain\n\nSee attached.\n--B\nContent-Type: application/pdf; name=\"x.pdf\"\nContent-Disposition: attachment; \
         filename*=utf-8''%C3%A9%20report.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--B\nContent-Type: \
         message/rfc822\n\nSubject: inner\nFrom: z@z.ie\n\ninner body\n--B\nContent-Type: application/pkcs7-mime\n\
         Content-Transfer-Encoding: base64\n\nMIIB\n--B\nContent-Type: application/ms-tnef; name=\"../../winmail.dat\"\n\
         Content-Transfer-Encoding: base64\n\neJ8+\n--B\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: \
         attachment\n\ncall notes\n--B--\n",
    );
    let names: Vec<&str> = mail.members.iter().map(|m| m.0.as_str()).collect();
    assert_eq!(names, ["é report.pdf", "message.eml", "smime.p7m", "winmail.dat", "notes.txt"]);
    assert_eq!(mail.members[0].1, b"%PDF-");
    let inner = String::from_utf8_lossy(&mail.members[1].1).into_owned();
    assert!(inner.starts_with("Subject: inner") && inner.contains("inner body"), "{inner}");
    let text = text_of(&mail.pdf);
    assert!(text.contains("See attached.") && text.contains("é report.pdf (5 bytes)"), "{text}");
    assert!(!text.contains("inner body"));
}

#[test]
fn the_richer_text_is_shown_and_its_twin_counted() {
    let mail = mail(
        "From: a@b.uk\nSubject: s\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nplain \
         words\n--B\nContent-Type: text/html\n\n<p>rich words</p>\n--B--\n",
    );
    let text = text_of(&mail.pdf);
    assert!(text.contains("rich words") && !text.contains("plain words"), "{text}");
    assert_eq!(counted(&mail, "plain-text twin of the shown text"), 1);
    assert_eq!(mail.members.len(), 0);
}

#[test]
fn an_html_text_that_says_nothing_gives_way_to_the_plain_one() {
    let mail = mail(
        "From: a@b.uk\nSubject: s\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nplain \
         words\n--B\nContent-Type: text/html\n\n<p> &nbsp;</p>\n--B--\n",
    );
    assert!(text_of(&mail.pdf).contains("plain words"));
}

#[test]
fn what_nobody_sees_in_html_is_left_out_and_counted() {
    let mail = html(
        "<style>p{}</style><script>alert('code')</script><!-- remark --><p>Seen &amp; <b>bold</b> 1 &lt; 2\
         <span style='DISPLAY: none'>unseen</span></p><img src='https://t.example/p.gif'><a href='mailto:ann@x.uk?subject=z'>Ann</a>",
    );
    let text = text_of(&mail.pdf);
    assert!(text.contains("Seen & bold 1 < 2"), "{text}");
    for gone in ["unseen", "alert", "remark", "p{}", "t.example"] {
        assert!(!text.contains(gone), "{gone} is shown");
    }
    let counts = [
        ("hidden text", 1),
        ("script", 1),
        ("comment in the HTML text", 1),
        ("picture from the network, not fetched", 1),
        ("address behind a link", 1),
    ];
    for (what, count) in counts {
        assert_eq!(counted(&mail, what), count, "{what}");
    }
    assert!(mail.side.names.contains(&Untrusted::new("ann@x.uk")));
}

#[test]
fn tables_of_data_keep_their_cells_apart_and_layout_tables_become_text() {
    let mail = html(
        "<table><tr><td><table><tr><th>Name</th><th>Age</th></tr><tr><td>Ann</td><td>42</td></tr></table>\
         </td></tr><tr><td>after</td></tr></table><ol><li>first<li>second</ol><blockquote>quoted</blockquote><pre>a\n  b</pre>",
    );
    let text = text_of(&mail.pdf);
    for line in ["Name", "Age", "Ann", "42", "after", "1. first", "2. second", "quoted", "a", "  b"] {
        assert!(text.lines().any(|l| l.trim_end() == line), "{line:?} is no line of its own:\n{text}");
    }
}

#[test]
fn a_mail_whose_parts_cannot_be_told_apart_still_shows_its_text() {
    let headers = "From: a@b.uk\nSubject: s\nContent-Type: multipart/mixed; boundary=B\n\n";
    for body in [
        "no boundary anywhere, call Ann",
        "stray call Ann\n--B\n--B--\n",
        "--B\n\ncall Ann",
        "--B\nContent-Type: text/plain\n\ncall Ann\n--C",
    ] {
        let mail = mail(&format!("{headers}{body}"));
        assert!(text_of(&mail.pdf).contains("call Ann"), "{body:?}");
    }
}

#[test]
fn text_without_a_charset_is_read_as_old_mail_programs_meant_it() {
    for (encoding, body) in [("8bit", &b"caf\xe9 \x93x\x94"[..]), ("quoted-printable", b"caf=E9 =93x=94")] {
        let head = format!("From: a@b.uk\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n");
        let mail = read_mail(&[head.as_bytes(), body].concat()).expect("a mail");
        assert!(text_of(&mail.pdf).contains("café “x”"), "{encoding}");
    }
}

#[test]
fn a_header_in_an_old_code_page_is_read() {
    let mail = read_mail(b"From: Ren\xe9e <r@x.fr>\r\nTo: =?iso-8859-2?Q?Micha=B3_Ko\xb3?= \xe9t\xe9 <k@x.pl>\r\nSubject: caf\xe9\r\n\r\nna\xc3\xafve").expect("a mail");
    let text = text_of(&mail.pdf);
    for word in ["Renée <r@x.fr>", "Michał Koł", "été", "café", "naïve"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn what_is_no_mail_is_refused() {
    for source in ["", "  \n", "just words", "\0\0\0\0", "PK\u{3}\u{4}", "X-Only: technical\n\nbody"] {
        assert!(read_mail(source.as_bytes()).is_err(), "{source:?}");
    }
}

#[test]
fn a_text_nested_without_end_is_refused_and_not_followed() {
    let deep = "<div>".repeat(100_000);
    let source = format!("From: a@b.uk\r\nContent-Type: text/html\r\n\r\n{deep}x");
    let refused = read_mail(source.as_bytes()).expect_err("too deep");
    assert!(refused.problem.what.contains("nested"));
}

#[test]
fn no_damage_to_a_mail_makes_the_converter_panic() {
    let whole = "From: A <a@b.uk>\r\nTo: b@c.uk\r\nSubject: =?utf-8?Q?=C3=A9?=\r\nContent-Type: multipart/mixed; boundary=\"B\"\r\n\r\n\
                 --B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td>a</td><td>b</td></tr></table>\r\n--B\r\n\
                 Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--B\r\nContent-Type: image/png; name=\"p.png\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--B--\r\n"
        .as_bytes();
    for at in 0..whole.len() {
        let mut broken = whole.to_vec();
        broken.truncate(at);
        let _ = read_mail(&broken);
        let mut broken = whole.to_vec();
        broken[at] = broken[at].wrapping_mul(31).wrapping_add(at as u8);
        let _ = read_mail(&broken);
    }
}

#[test]
fn a_name_over_two_lines_of_flowed_text_is_shown_as_one() {
    let kind = "Content-Type: text/plain; charset=utf-8; format=flowed";
    let out = mail(&format!("From: a@b.uk\nSubject: s\n{kind}\n\nI spoke to Jane \nDoe.\n"));
    let text = text_of(&out.pdf);
    assert!(text.contains("Jane Doe."), "{text}");
}

#[test]
fn lines_of_the_way_are_shown_only_where_they_hold_something_of_the_requester_s_own() {
    let source = "Received: from relay (10.0.0.1)\n by mx for <ann@x.uk>; Mon\nX-Seen-By: zoe@y.uk\nX-IP: 192.0.2.7\n\
        Delivered-To: pat@y.uk\nFrom: tom@y.uk\nBcc: ann@x.uk, eve@y.uk\nSubject: s\n\nHello";
    for (own, seen, unseen) in [
        (
            &["ann@x.uk"][..],
            &["Received: from relay (10.0.0.1) by mx for <ann@x.uk>; Mon", "ann@x.uk, [left out]"][..],
            3,
        ),
        (&["192.0.2.7"], &["X-IP: 192.0.2.7"], 3),
        (&[], &["[left out]"], 4),
    ] {
        let mail = mail_of(own, source);
        let text = text_of(&mail.pdf).split_whitespace().collect::<Vec<_>>().join(" ");
        for line in seen {
            assert!(text.contains(line), "{own:?}: {line} is missing:\n{text}");
        }
        for gone in ["zoe@y.uk", "eve@y.uk", "pat@y.uk"] {
            assert!(!text.contains(gone), "{own:?}: {gone} is shown");
        }
        assert_eq!(counted(&mail, "header line (routing or technical)"), unseen, "{own:?}");
        assert!(mail.side.names.contains(&Untrusted::new("pat@y.uk")), "{:?}", mail.side.names);
    }
}

#[test]
fn signed_mail_shows_its_text_and_names_the_signature() {
    for kind in ["application/pkcs7-signature; name=smime.p7s", "application/x-pkcs7-signature"] {
        let mail = mail(&format!(
            "From: a@b.uk\nSubject: s\nContent-Type: multipart/signed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSigned \
             words\n--B\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n\nMIIB\n--B--\n"
        ));
        assert!(text_of(&mail.pdf).contains("Signed words"));
        assert_eq!(counted(&mail, "digital signature (S/MIME), not checked"), 1);
        assert_eq!(mail.members.len(), 0);
    }
}

#[test]
fn encrypted_mail_is_a_member_that_is_refused_and_never_empty_in_silence() {
    let armour = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n";
    for (rest, member, shown) in [
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nMIIB".to_owned(), "smime.p7m", "(this message has no text)"),
        ("Content-Type: application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB".to_owned(), "smime.p7m", "(this message has no text)"),
        (format!("Content-Type: multipart/encrypted; boundary=xyz\n\n--xyz\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n--xyz\nContent-Type: application/octet-stream; name=encrypted.asc\n\n{armour}\n--xyz--\n"), "encrypted.asc", "(this message has no text)"),
        (format!("\nDear Ann\n{armour}"), "encrypted.asc", "[encrypted text, not shown]"),
    ] {
        let mail = mail(&format!("From: a@b.uk\nSubject: s\n{rest}"));
        let names: Vec<&str> = mail.members.iter().map(|m| m.0.as_str()).collect();
        assert_eq!(names, [member], "{rest}");
        assert!(text_of(&mail.pdf).contains(shown), "{rest}");
        let kind = crate::load::kind::recognise(names[0], &mail.members[0].1);
        assert!(matches!(kind, crate::load::kind::Recognised::NotRead(_)), "{rest}: {kind:?}");
    }
}

#[test]
fn an_invitation_in_a_mail_is_a_document_below_it() {
    let mail = mail(
        "From: a@b.uk\nSubject: s\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nplain\n--B\n\
         Content-Type: text/html\n\n<p>rich</p>\n--B\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n\
         SUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n--B--\n",
    );
    let names: Vec<&str> = mail.members.iter().map(|m| m.0.as_str()).collect();
    assert_eq!(names, ["invitation.ics"]);
    assert!(text_of(&mail.pdf).contains("rich"));
}

#[test]
fn a_mail_inside_a_mailbox_is_the_same_pages_as_the_mail_by_itself() {
    let source = "From: a@b.uk\nMessage-ID: <1@b.uk>\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\
        Content-Type: text/plain\n\nFrom the start\nit was damp.\n--B\nContent-Type: text/plain; name=n.txt\nContent-Disposition: attachment\n\n\
        one\ntwo\n--B--\n";
    let limits = Limits::default();
    let boxed =
        format!("From a@b.uk Mon Jun 01 10:00:00 2026\n{}", source.replace("\nFrom the", "\n>From the"));
    let (name, bytes) = ("a.mbox", boxed.as_bytes());
    let (password, show_hidden) = (None, false);
    let member = Member { password, show_hidden, ..Member::new(name, bytes, &limits) };
    let inside = mbox::convert(&member).expect("a mailbox");
    let [(_, inside)] = &inside.members[..] else { panic!("one message") };
    let (alone, inside) = (mail(source), read_mail(inside).expect("a mail"));
    assert_eq!(alone.pdf, inside.pdf);
    assert_eq!(alone.members, inside.members);
    assert_eq!(alone.side.message_id, Some(Untrusted::new("1@b.uk")));
}

#[test]
fn hostile_mail_ends_in_pages_or_a_refusal() {
    let many = "From: a@b.uk\nSubject: s\nContent-Type: message/rfc822\n\n".repeat(1_000);
    let wide = format!("From: a@b.uk\nTo: {}\nSubject: {}\n\nx", "b@c.uk,".repeat(5_000), "x".repeat(50_000));
    let lines = format!("From: a@b.uk\n{}\nx", "X-A: b\n".repeat(20_000));
    let parts =
        format!("From: a@b.uk\nContent-Type: multipart/mixed; boundary=B\n\n{}", "--B\n\nx\n".repeat(2_000));
    let loops = format!(
        "From: a@b.uk\nContent-Type: multipart/mixed; boundary=B\n\n{}",
        "--B\nContent-Type: multipart/mixed; boundary=B\n\n".repeat(2_000)
    );
    for source in [many, wide, lines, parts, loops] {
        let _ = read_mail(source.as_bytes());
    }
}

/// A signature that wraps this content, as mail carries it.
fn wrapped(content: &str) -> String {
    let file = signed::testing::signed(content.replace('\n', "\r\n").as_bytes());
    let kind = "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m";
    format!("{kind}\nContent-Transfer-Encoding: base64\n\n{}\n", crate::load::testing::base64(&file))
}

#[test]
fn what_a_signature_wraps_is_shown_as_if_it_were_not_wrapped() {
    let inside = "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSigned words\n--B\n\
                  Content-Type: application/pdf; name=plan.pdf\n\n%PDF-1.4\n--B--\n";
    let mail = mail(&format!("From: a@b.uk\nSubject: s\n{}", wrapped(inside)));
    let text = text_of(&mail.pdf);
    assert!(text.contains("Signed words") && text.contains("plan.pdf") && !text.contains("p7m"), "{text}");
    assert_eq!(counted(&mail, SIGNATURE), 1);
    assert_eq!(mail.members.iter().map(|m| m.0.as_str()).collect::<Vec<_>>(), ["plan.pdf"]);
}

#[test]
fn a_signed_file_by_itself_is_unwrapped_once_and_again_below() {
    let limits = Limits::default();
    let alone = |bytes: &[u8]| convert(&Member::new("x/plan.xml.p7m", bytes, &limits)).expect("pages");
    let file = signed::testing::signed(b"<plan/>");
    assert_eq!(alone(&file).members, [("plan.xml".to_owned(), b"<plan/>".to_vec())]);
    let message = alone(&signed::testing::signed(b"Content-Type: text/plain\r\n\r\nSigned words"));
    assert!(text_of(&message.pdf).contains("Signed words") && message.members.is_empty());
    assert_eq!(counted(&message, SIGNATURE), 1);
    let twice = mail(&format!("From: a@b.uk\nSubject: s\n{}", wrapped(&wrapped("Subject: t\n\nx"))));
    assert_eq!(twice.members.len(), 1, "a signature in a signature is a file below the mail");
}
