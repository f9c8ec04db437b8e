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

/// CBC with AES-256, nothing removed.
fn opened(key: &[u8], vector: &[u8], data: &[u8]) -> Vec<u8> {
    use aes::cipher::{BlockModeDecrypt, KeyIvInit};
    let mut cipher = cbc::Decryptor::<aes::Aes256>::new_from_slices(key, vector).expect("a key of 32 bytes");
    let mut out = data.to_vec();
    out.chunks_exact_mut(16).for_each(|block| cipher.decrypt_block(block.try_into().expect("a block")));
    out
}

/// A page of a file that the empty password opens, revision 5, with one string of these bytes; streams in clear.
fn with_a_string(bytes: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let (salt, wrapped) = ([7; 8], [9; 32]);
    let user = [Sha256::digest(salt).to_vec(), salt.to_vec(), salt.to_vec()].concat();
    let key = opened(&Sha256::digest(salt), &[0; 16], &wrapped);
    let (user, wrapped, other) = (hex(&user), hex(&wrapped), "00".repeat(48));
    let entry = format!(
        "/Encrypt << /Filter /Standard /V 5 /R 5 /Length 256 /P -4 /O <{other}> /U <{user}> /OE <{wrapped}> \
         /UE <{wrapped}> /Perms <{wrapped}> /CF << /S << /CFM /AESV3 >> >> /StrF /S /StmF /Identity >>"
    );
    let literal = bytes(&key).into_iter().flat_map(|b| match b {
        b'(' | b')' | b'\\' => vec![b'\\', b],
        b'\r' => b"\\r".to_vec(),
        _ => vec![b],
    });
    let object = [b"90 0 obj << /T (".to_vec(), literal.collect(), b") >> endobj\n".to_vec()].concat();
    page("").raw(&object).trailer(&entry).done()
}

#[test]
fn a_short_name_that_ciphertext_spells_by_chance_is_not_found() {
    let last = b"\x01\xf0\x80 Khan \x91\x02\xd2\x7f\xee\x03\x04";
    let sealed = with_a_string(|key| {
        let vector = opened(key, &[16; 16], last);
        [&vector[..], &last[..]].concat()
    });
    assert!(!broken(&super::without(sealed, &["Khan"])).contains(&"R009"));
}

#[test]
fn a_name_written_in_clear_into_an_encrypted_file_is_found() {
    for bytes in [b"\x01\xf0 Khan \x91\x02\xd2".repeat(3), b"Mr Khan has said it to us all day".to_vec()] {
        let bare = with_a_string(|_| bytes.clone());
        assert!(broken(&super::without(bare, &["Khan"])).contains(&"R009"));
    }
    let comment = [with_a_string(|_| Vec::new()), b"% Khan\n".to_vec()].concat();
    assert!(broken(&super::without(comment, &["Khan"])).contains(&"R009"), "outside of strings");
}
