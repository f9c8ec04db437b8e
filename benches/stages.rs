//! What each stage costs on a letter of fifty pages with a name, an address and numbers on each; and
//! all of them one after the other. Figures for a person to read: nothing here fails by the clock.
//!
//! `cargo bench --bench stages`; one stage: `cargo bench --bench stages -- burn`.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs, reason = "the macros of the bench make public items")]

use blackpanel::burn::{self, Burned};
use blackpanel::case::schema::Width;
use blackpanel::decide::{self, Document, Plan};
use blackpanel::diag::Untrusted;
use blackpanel::find::{self, FindRequest, Found};
use blackpanel::load::{self, NormalForm, Source, WorkerProgram};
use blackpanel::pack;
use blackpanel::pdf::limits::Limits;
use blackpanel::pdf::typeset::{self, Block, Flow, PageSetup};
use blackpanel::protect::{self, Password};
use blackpanel::sanitise::{self, Sanitised};
use blackpanel::sys::Env;
use blackpanel::text::{self, DocumentText};
use blackpanel::verify::{self, Verdict, VerifyRequest};
use divan::{Bencher, black_box, counter::BytesCount};

const PAGES: usize = 50;
const KEY: [u8; 32] = [7; 32];

fn main() {
    divan::main();
}

/// What a page says; the number makes its people differ from those of the next.
fn page(number: usize) -> String {
    let surnames = ["Kowalczyk", "Adeyemi", "Hussain", "O’Connor", "Whitlock"];
    let surname = surnames.get(number % surnames.len()).copied().unwrap_or_default();
    let paragraph = format!(
        "On the third visit Mrs Anna {surname} of {number} Harbour Road, Preston, PR2 8TU, told the officer \
         that the water had come through the ceiling again. She can be reached on 07700 900{:03} or by \
         anna.{number}@example.org. The officer noted that the contractor had been asked twice, and that \
         nobody had come. The landlord answers that the roof was repaired in spring.",
        number % 1000
    );
    [paragraph.as_str(); 6].join("\n")
}

fn letter() -> Vec<u8> {
    let blocks = (0..PAGES)
        .flat_map(|n| page(n).lines().map(Block::text).chain([Block::PageBreak]).collect::<Vec<_>>())
        .take(PAGES * 7 - 1)
        .collect();
    let flow = Flow {
        title: String::new(),
        language: "en-GB".into(),
        page: PageSetup::default(),
        tagged: false,
        blocks,
    };
    typeset::set(&flow).and_then(|set| set.to_normal_form_bytes()).expect("a letter")
}

fn loaded(bytes: &[u8]) -> NormalForm {
    let source = Source {
        name: Untrusted::new("letter.pdf"),
        bytes,
        password: None,
        show_hidden: false,
        own: &[],
        rows: Vec::new(),
    };
    let mut loaded = load::load_with(&WorkerProgram::Here, &source, &Limits::default());
    loaded.documents.pop().expect("a normal form")
}

fn read(form: &NormalForm) -> DocumentText {
    let pages = text::document(&form.pdf).expect("its text");
    DocumentText { id: form.id.clone(), name: form.name.clone(), pages, names: vec![] }
}

fn found(text: &DocumentText) -> Found {
    let documents = std::slice::from_ref(text);
    find::find(&FindRequest { case: None, documents, key: &KEY, block: &[], allow: &[] })
}

fn planned(form: &NormalForm, text: &DocumentText, found: &Found) -> Plan {
    decide::everything(&[Document { text, kind: form.side.kind }], found, &[], Width::default())
}

fn burned(form: &NormalForm, plan: &Plan) -> Burned {
    burn::burn(form, plan.documents.first().expect("a plan")).expect("burned")
}

fn cleaned(burned: Burned) -> Sanitised {
    sanitise::sanitise(burned).expect("sanitised")
}

/// The protected file and what a judge must know about it.
fn sealed(clean: Sanitised) -> VerifyRequest {
    let password = Password::from_bytes(b"example of a password").expect("a password");
    let single = pack::single(clean);
    let panels = single.panels.iter().map(|p| (p.page, p.rect)).collect();
    let sealed = protect::protect(single, Some(&password), &Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1));
    VerifyRequest {
        pack: sealed.expect("protected").bytes.into(),
        password: Some(password.secret().clone()),
        panels,
        must_be_encrypted: true,
        ours: true,
        ..VerifyRequest::default()
    }
}

/// The letter after the stages up to burning.
fn until_plan() -> (NormalForm, DocumentText, Plan) {
    let form = loaded(&letter());
    let text = read(&form);
    let plan = planned(&form, &text, &found(&text));
    (form, text, plan)
}

#[divan::bench]
fn load(bencher: Bencher) {
    let bytes = letter();
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| loaded(black_box(&bytes)));
}

#[divan::bench]
fn text(bencher: Bencher) {
    let form = loaded(&letter());
    bencher.bench_local(|| read(black_box(&form)));
}

#[divan::bench]
fn find(bencher: Bencher) {
    let text = read(&loaded(&letter()));
    let bytes: usize = text.pages.iter().map(|p| p.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| found(black_box(&text)));
}

/// The finder on plain text, on one core: the figure that the goal of 20 MB/s is about.
#[divan::bench]
fn find_plain(bencher: Bencher) {
    let text = (0..PAGES).map(page).collect::<Vec<_>>().join("\n\n");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| find::plain(&[("letter.txt", black_box(&text))]));
}

#[divan::bench]
fn burn(bencher: Bencher) {
    let (form, _, plan) = until_plan();
    bencher.bench_local(|| burned(black_box(&form), &plan));
}

#[divan::bench]
fn sanitise(bencher: Bencher) {
    let (form, _, plan) = until_plan();
    let burned = burned(&form, &plan);
    bencher.with_inputs(|| burned.clone()).bench_local_values(cleaned);
}

#[divan::bench]
fn pack_and_protect(bencher: Bencher) {
    let (form, _, plan) = until_plan();
    let clean = cleaned(burned(&form, &plan));
    bencher.with_inputs(|| clean.clone()).bench_local_values(sealed);
}

#[divan::bench]
fn verify(bencher: Bencher) {
    let (form, _, plan) = until_plan();
    let request = sealed(cleaned(burned(&form, &plan)));
    bencher.bench_local(|| judged(black_box(&request)));
}

#[divan::bench]
fn all_of_them(bencher: Bencher) {
    let bytes = letter();
    bencher.bench_local(|| {
        let form = loaded(black_box(&bytes));
        let text = read(&form);
        let plan = planned(&form, &text, &found(&text));
        judged(&sealed(cleaned(burned(&form, &plan))))
    });
}

/// Demands that the file holds: a bench of a judge that finds leaks would measure something else.
fn judged(request: &VerifyRequest) -> Verdict {
    let verdict = verify::verify(request).expect("a verdict");
    assert!(matches!(verdict, Verdict::Held(_)), "the letter does not hold");
    verdict
}
