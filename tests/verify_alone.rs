//! The judge has eyes of its own: `src/verify` compiles without the rest of the crate.

#![allow(dead_code, missing_docs, reason = "modules are mounted whole, and only one function is called")]

#[path = "../src/diag.rs"]
mod diag;
#[path = "../src/error.rs"]
mod error;
#[path = "../src/geom.rs"]
mod geom;
#[path = "../src/sys/mod.rs"]
mod sys;
#[path = "../src/verify/mod.rs"]
mod verify;

#[test]
fn the_judge_needs_none_of_the_modules_it_judges() {
    let pack = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj\n\
        trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
    let request = verify::VerifyRequest { pack: pack.to_vec(), ..verify::VerifyRequest::default() };
    let verdict = verify::verify(&request).expect("the file opens");
    assert!(matches!(verdict, verify::Verdict::Held(_)));
    assert_eq!(verdict.report().pages, 1);
}
