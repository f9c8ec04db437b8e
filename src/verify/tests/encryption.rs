//! Encrypted files: opening, refusing, judging. The sealed file is made here with the standard's own
//! algorithms the other way round, so that reader and writer do not share code.

use super::build::page;
use super::{broken, request};
use crate::diag::Secret;
use crate::error::Exit;
use crate::verify::verify;

#[test]
fn a_file_in_clear_that_must_be_protected_is_r012() {
    let mut asked = request(page("").done());
    asked.must_be_encrypted = true;
    assert_eq!(broken(&asked), ["R012"]);
}

#[test]
fn an_unknown_handler_is_refused_as_unchecked() {
    let file = page("").trailer("/Encrypt << /Filter /Acme /V 5 >>").done();
    assert_eq!(verify(&request(file)).expect_err("refused").exit, Exit::Unchecked);
}

#[test]
fn a_wrong_or_missing_password_is_exit_five() {
    let zeros = "00".repeat(48);
    let entry = format!(
        "/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <{zeros}> /U <{zeros}> /OE <{zeros}> /UE <{zeros}> /Perms <00> >>"
    );
    let mut asked = request(page("").trailer(&entry).done());
    assert_eq!(verify(&asked).expect_err("locked").exit, Exit::Password);
    asked.password = Some(Secret::new("wrong"));
    let error = verify(&asked).expect_err("locked");
    assert_eq!(error.exit, Exit::Password);
    assert!(!format!("{error:?}").contains("wrong\""), "the password is not repeated");
}

/// Every revision, by user and by owner password, with its text found inside.
#[test]
#[ignore = "needs qpdf"]
fn files_of_every_revision_open_with_either_password() {
    use crate::sys::process::{Ended, Job, run};
    let folder = tempfile::tempdir().expect("a folder");
    let (plain, sealed) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    std::fs::write(&plain, page(&super::build::text(100, 300, "Whitlock")).done()).expect("written");
    for (bits, extra) in [
        ("40", &[][..]),
        ("128", &["--use-aes=n"][..]),
        ("128", &["--use-aes=y"]),
        ("256", &[]),
        ("256", &["--force-R5"]),
    ] {
        let mut args = vec!["--allow-weak-crypto", "--encrypt", "straße", "owner", bits];
        args.extend(extra);
        args.push("--");
        let args =
            args.into_iter().map(Into::into).chain([plain.clone().into(), sealed.clone().into()]).collect();
        let job = Job {
            program: "qpdf".into(),
            args,
            env: Vec::new(),
            timeout: std::time::Duration::from_secs(20),
            output_limit: 1 << 20,
            ..Job::default()
        };
        assert!(matches!(run(&job, b"").ended, Ended::Code(0 | 3)), "{bits} {extra:?}");
        let pack = std::fs::read(&sealed).expect("made");
        for password in ["straße", "owner"] {
            let mut asked = super::without(pack.clone(), &["Whitlock"]);
            (asked.password, asked.foreign) = (Some(Secret::new(password)), true);
            let opinions = verify(&asked).expect("opens").into_report().opinions;
            assert!(opinions.contains(&"hayro-interpret".to_owned()), "{opinions:?}");
            let poppler = crate::sys::process::which("pdftotext").is_some();
            assert_eq!(opinions.contains(&"pdftotext".to_owned()), poppler, "{opinions:?}");
            assert!(broken(&asked).contains(&"R009"), "{bits} {extra:?} {password}");
        }
        let mut asked = request(pack);
        (asked.must_be_encrypted, asked.password) = (true, Some(Secret::new("owner")));
        assert_eq!(broken(&asked).contains(&"R012"), bits != "256" || !extra.is_empty(), "{bits} {extra:?}");
    }
}
