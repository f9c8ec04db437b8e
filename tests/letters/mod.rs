//! Letters of a request's life, by the program itself: from the log into `correspondence/`.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::program::{Run, build, close_gates, pack_text, project, run};

/// A case of a few lines about two other people, received five days ago; `request` goes into `[request]`.
struct Case {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

impl std::ops::Deref for Case {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.path
    }
}

fn days_ago(days: i64) -> jiff::civil::Date {
    jiff::Zoned::now().date().saturating_sub(jiff::ToSpan::days(days))
}

fn case(request: &str) -> Case {
    let dir = tempfile::tempdir().expect("a folder");
    let toml = format!(
        "schema = 1\n[request]\nreference = \"SAR/7\"\nreceived = {}\nsummary = \"What Marc Poirier and Mrs Dilys \
         Penhaligon said of me.\"\n{request}\n[data_subject]\nname = \"Anna Example\"\ntitle = \"Ms\"\n\
         emails = [\"anna@example.org\"]\naddresses = [\"1 Quay, Preston\"]\n\
         [[party]]\nname = \"Marc Poirier\"\nrole = \"third-party\"\naddresses = [\"2 Quay, Preston\"]\n\
         decision = \"withhold\"\nbasis = \"refused\"\nreason = \"He spoke in confidence and refused.\"\n\
         [[party]]\nname = \"Olga Nowak\"\nrole = \"third-party\"\ndecision = \"withhold\"\nbasis = \"refused\"\n\
         reason = \"She spoke in confidence and refused.\"\n",
        days_ago(5)
    );
    fs::write(dir.path().join("case.toml"), toml).expect("written");
    let notes = "Anna Example rang us about the leak. Mr Marc Poirier says that it is not so.\n";
    fs::create_dir(dir.path().join("documents")).expect("made");
    fs::write(dir.path().join("documents/notes.txt"), notes).expect("written");
    let path = dir.path().to_path_buf();
    Case { _dir: dir, path }
}

fn letter(case: &Path, kind: &str, more: &[&str]) -> Run {
    let mut args: Vec<std::ffi::OsString> = vec!["letter".into(), kind.into(), case.as_os_str().to_owned()];
    args.extend(more.iter().map(Into::into));
    super::support::program::blackpanel(&args)
}

/// The words of a letter that is written, as text.
#[track_caller]
fn text(case: &Path, kind: &str, more: &[&str]) -> String {
    let done = letter(case, kind, &[more, &["--format", "text", "--force"]].concat());
    assert_eq!(done.code, 0, "{}", done.stderr);
    let name = if kind == "consultation" { "consultation-1" } else { kind };
    fs::read_to_string(case.join(format!("correspondence/{name}.txt"))).expect("the letter")
}

#[track_caller]
fn log(case: &Path, words: &[&str]) {
    let done = run(case, "log", words);
    assert_eq!(done.code, 0, "{}", done.stderr);
}

#[test]
fn each_letter_is_written_from_what_was_logged_and_not_before() {
    let case = case("");
    let doubt = "the e-mail address is new to us";
    for (kind, event, said) in [
        ("identity", vec!["identity-asked", "--reason", doubt], "The e-mail address is new to us."),
        (
            "clarification",
            vec!["clarification-asked", "--reason", "which of two cases?"],
            "Which of two cases?",
        ),
        ("fee", vec!["fee-asked", "for=copy", "amount=£12.40", "--reason", "62 pages"], "The fee is £12.40."),
    ] {
        let early = letter(&case, kind, &[]);
        assert_eq!(early.code, 4, "{kind}: {}", early.stderr);
        assert!(early.stderr.contains(&format!("blackpanel log CASE {}", event[0])), "{}", early.stderr);
        log(&case, &event);
        assert!(text(&case, kind, &[]).contains(said), "{kind}");
    }
    let said = text(&case, "acknowledgement", &[]);
    for needed in ["proof of who you are", "an answer to the question", "the fee that we told you of"] {
        assert!(said.contains(needed), "{said}");
    }
}

#[test]
fn r05_the_letter_about_more_time_gives_the_reason_both_days_and_the_ways_to_complain() {
    let case = case("");
    assert_eq!(letter(&case, "extension", &[]).code, 4);
    log(&case, &["extended", "ground=complexity", "--reason", "six years on paper"]);
    let said = text(&case, "extension", &[]);
    for needed in
        ["Six years on paper.", "Without this we would have had to answer by", "section 164A", "section 165"]
    {
        assert!(said.contains(needed), "{said}");
    }
}

#[test]
fn no_letter_promises_a_day_that_is_over() {
    let case = case("");
    let file = case.join("case.toml");
    let toml = fs::read_to_string(&file).expect("read").replace(&days_ago(5).to_string(), "2026-01-05");
    fs::write(&file, toml).expect("written");
    let late = letter(&case, "acknowledgement", &[]);
    assert_eq!(late.code, 1, "{}", late.stderr);
    assert!(late.stderr.contains("the day to answer is over: 2026-02-05"), "{}", late.stderr);
}

#[test]
fn no_letter_names_anybody_else_listed_or_not() {
    let case = case("");
    let said = text(&case, "acknowledgement", &[]);
    for name in ["Poirier", "Marc", "Penhaligon", "Dilys", "Nowak"] {
        assert!(!said.contains(name), "{name}: {said}");
    }
    assert!(said.contains("said of me.") && said.contains("Ms Anna Example"), "{said}");
    fs::create_dir(case.join("letters")).expect("made");
    fs::write(case.join("letters/close.txt"), "[[formats]]\nLarge print or other formats: ring Olga Nowak on {{ body.controller.phone }}.\n[[end]]\n")
        .expect("written");
    let named = letter(&case, "acknowledgement", &["--force"]);
    assert_eq!(named.code, 1, "{}", named.stderr);
    assert!(named.stderr.contains("names party 2") && !named.stderr.contains("Nowak"), "{}", named.stderr);
}

#[test]
fn a_template_of_a_teams_own_is_used_and_one_that_drops_a_part_is_refused() {
    let case = case("");
    let copied = letter(&case, "templates", &[]);
    assert_eq!(copied.code, 0, "{}", copied.stderr);
    assert_eq!(letter(&case, "templates", &[]).code, 2, "nothing is overwritten");
    let file = case.join("letters/acknowledgement.txt");
    let shipped = fs::read_to_string(&file).expect("copied");
    fs::write(&file, shipped.replace("Thank you for your request", "We are glad of your request"))
        .expect("written");
    assert!(text(&case, "acknowledgement", &[]).contains("We are glad of your request"));
    fs::write(&file, shipped.replace("[[due]]", "")).expect("written");
    let refused = letter(&case, "acknowledgement", &["--force"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    for said in ["letters/acknowledgement.txt", "lacks by when we answer", "[[due]]", "{{ clock.due|date }}"]
    {
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
    assert!(!case.join("correspondence/acknowledgement.pdf").exists());
    fs::rename(&file, case.join("letters/acknowledgment.txt")).expect("renamed");
    let misspelt = letter(&case, "acknowledgement", &["--force"]);
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.stderr.contains("no letter uses a template of this name"), "{}", misspelt.stderr);
}

#[test]
fn r16_a_consultation_names_only_the_one_who_is_asked() {
    let case = case("");
    let extract = case.join("words.txt");
    let asked = ["--party", "Marc Poirier", "--extract", extract.to_str().expect("a path")];
    let with = |words: &str, more: &[&str]| {
        fs::write(&extract, words).expect("written");
        letter(&case, "consultation", &[&asked, more, &["--force", "--format", "text"]].concat())
    };
    let done = with("Mr Poirier says that it is not so.\r\n\r\nHe was at home.", &[]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let said = fs::read_to_string(case.join("correspondence/consultation-1.txt")).expect("the letter");
    assert!(
        said.contains("2 Quay") && said.contains("“He was at home.”") && !said.contains("Anna"),
        "{said}"
    );
    let tells = with("Mr Poirier says that Ms Example is wrong.", &[]);
    assert_eq!(tells.code, 1, "{}", tells.stderr);
    assert!(tells.stderr.contains("--name-requester") && !tells.stderr.contains("Anna"), "{}", tells.stderr);
    assert_eq!(with("Mr Poirier says that Ms Example is wrong.", &["--name-requester"]).code, 0);
    let other = with("Mr Poirier was told so by Olga Nowak.", &[]);
    assert_eq!(other.code, 1, "{}", other.stderr);
    assert_eq!(letter(&case, "consultation", &[]).code, 2);
    assert_eq!(letter(&case, "identity", &["--by", "2027-01-01"]).code, 2);
}

#[test]
fn r31_an_agreed_adjustment_gives_large_print_text_and_web_page() {
    let case = case("adjustments = [\"large-print\", \"plain-text\", \"html\"]");
    let done = letter(&case, "acknowledgement", &[]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let folder = case.join("correspondence");
    let page = fs::read_to_string(folder.join("acknowledgement.html")).expect("a page");
    assert!(page.contains("font-size:18pt") && page.contains("<h1>We have received your request</h1>"));
    let text = fs::read_to_string(folder.join("acknowledgement.txt")).expect("a text");
    assert!(text.contains("We have received your request\n"));
    let pdf = fs::read(folder.join("acknowledgement.pdf")).expect("a PDF");
    assert_eq!(largest_paragraph(&pdf), 18.0, "points");
}

/// The type size that most letters of a PDF of ours have.
fn largest_paragraph(pdf: &[u8]) -> f64 {
    let pages = blackpanel::text::document(pdf).expect("read");
    let glyphs = pages.iter().flat_map(|p| p.glyphs.iter());
    let mut sizes: Vec<f64> = glyphs.map(|g| (g.size * 2.0).round() / 2.0).collect();
    sizes.sort_by(f64::total_cmp);
    sizes[sizes.len() / 2]
}

/// Builds the case after everything in it is decided.
fn built(case: &Path) {
    close_gates(case, &[]);
    let done = build(case, &[]);
    assert_eq!(done.code, 0, "{}", done.stderr);
}

#[test]
fn the_response_in_other_forms_says_what_the_pack_says() {
    let case = case("");
    built(&case);
    let pack = pack_text(&case.join("out/send/pack.pdf"));
    let said = text(&case, "response", &[]);
    let lines: Vec<&str> =
        said.lines().skip_while(|l| !l.starts_with("Dear")).filter(|l| !l.is_empty()).collect();
    let own = lines.iter().take_while(|l| **l != "Schedule of documents");
    for line in own.map(|l| l.strip_prefix("- ").unwrap_or(l)) {
        assert!(pack.contains(line), "{line}\n{pack}");
    }
    assert!(said.contains("Document: notes"), "{said}");
    assert!(!said.contains("Poirier") && !said.contains("Penhaligon"), "{said}");
}

#[test]
fn r20_the_covering_email_holds_the_pack_and_the_password_nowhere() {
    let case = case("");
    assert_eq!(letter(&case, "email", &[]).code, 4, "there is no pack");
    let draft = build(&case, &["--draft"]);
    assert_eq!(draft.code, 0, "{}", draft.stderr);
    assert_eq!(letter(&case, "email", &[]).code, 4, "a draft is not sent");
    close_gates(&case, &[]);
    let done = build(&case, &["--force"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let done = letter(&case, "email", &[]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let message = fs::read(case.join("correspondence/SAR-7.eml")).expect("the draft");
    let read = mail_parser::MessageParser::default().parse(&message[..]).expect("a message");
    let password = fs::read_to_string(project("fixtures/demo-password.txt")).expect("the password");
    let bodies = [read.body_text(0), read.body_html(0)].map(|b| b.expect("a body").into_owned());
    for text in bodies.iter().map(String::as_str).chain([&*String::from_utf8_lossy(&message)]) {
        assert!(!text.contains(password.trim()) && !text.contains("Poirier"), "{text}");
    }
    assert_eq!(read.subject(), Some("SAR/7"));
    let file = read.attachment(0).expect("the pack");
    assert_eq!(file.contents(), fs::read(case.join("out/send/pack.pdf")).expect("the pack"));
    assert_eq!(mail_parser::MimeHeaders::attachment_name(file), Some("SAR-7.pdf"));
    fs::write(case.join("out/send/pack.pdf"), "%PDF-2.0 another").expect("written");
    let other = letter(&case, "email", &["--force"]);
    assert_eq!(other.code, 1, "{}", other.stderr);
}

#[test]
#[ignore = "needs python3"]
fn the_covering_email_opens_in_pythons_email_module() {
    let case = case("");
    built(&case);
    assert_eq!(letter(&case, "email", &[]).code, 0);
    let script = "import email,email.policy,sys\nm=email.message_from_bytes(open(sys.argv[1],'rb').read(),\
                  policy=email.policy.default)\nassert not m.defects, m.defects\n\
                  print(m['X-Unsent'], m['Subject'], [p.get_filename() for p in m.iter_attachments()],\
                  'Windows' in m.get_body(('plain',)).get_content(), 'Windows' in m.get_body(('html',)).get_content())";
    let file = case.join("correspondence/SAR-7.eml");
    let read =
        std::process::Command::new("python3").args(["-c", script]).arg(file).output().expect("python3");
    assert_eq!(String::from_utf8_lossy(&read.stdout), "1 SAR/7 ['SAR-7.pdf'] True True\n", "{read:?}");
}

#[test]
fn r18_an_answer_on_paper_has_no_covering_email() {
    let case = case("delivery = \"paper\"");
    let refused = letter(&case, "email", &[]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(text(&case, "acknowledgement", &[]).contains("You asked us for paper"));
}

#[test]
fn r25_a_manager_refuses_a_whole_request_with_ground_facts_and_law() {
    let case = case("outcome = \"refused\"");
    fs::remove_file(case.join("documents/notes.txt")).expect("removed");
    let ground = "you asked for the same on 1 June, and nothing has changed since; so said Marc Poirier";
    let early = letter(&case, "response", &[]);
    assert_eq!(early.code, 4, "nobody gave a ground: {}", early.stderr);
    log(
        &case,
        &["advice", "from=manager", "about=A12-5", "--role", "manager", "--as", "B", "--reason", ground],
    );
    let pack = text(&case, "response", &[]);
    for said in [
        "We are refusing your request.",
        "You asked for the same on 1 June",
        "Law: UK GDPR, Article 12(5).",
        "What you can still ask for",
        "section 164A",
        "section 165",
        "section 167",
    ] {
        assert!(pack.contains(said), "{said}: {pack}");
    }
    assert!(!pack.contains("section 53") && !pack.contains("Poirier"), "{pack}");
}

#[test]
fn r11_a_search_that_found_nothing_is_answered_by_a_letter_and_only_after_it_is_logged() {
    let case = case("");
    fs::remove_dir_all(case.join("documents")).expect("removed");
    assert_eq!(letter(&case, "response", &[]).code, 4);
    assert!(text(&case, "acknowledgement", &[]).contains("Thank you"), "an early letter needs no documents");
    log(&case, &["search", "system=WorkPro", "terms=name; address", "by=B Officer", "found=0"]);
    let said = text(&case, "response", &[]);
    for needed in
        ["There is no information that we can send you.", "- WorkPro", "section 164A", "neither to confirm"]
    {
        assert!(said.contains(needed), "{said}");
    }
    assert!(!said.contains("Together with this letter"), "{said}");
}

#[test]
fn r21_a_build_with_a_template_that_lacks_a_part_leaves_no_pack() {
    let case = case("");
    fs::create_dir(case.join("letters")).expect("made");
    fs::write(case.join("letters/outside.txt"), "[[regulator]]\nThe ICO.\n[[end]]\n").expect("written");
    close_gates(&case, &[]);
    let refused = build(&case, &[]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("the way to a court") && refused.stderr.contains("section 165"),
        "{}",
        refused.stderr
    );
    assert!(!case.join("out/send/pack.pdf").exists());
}

#[test]
fn r22_a_response_that_the_manager_gave_is_reviewed_by_the_head_and_signed_by_the_manager() {
    let case = case("");
    log(&case, &["ready", "--as", "B Manager", "--role", "manager"]);
    built(&case);
    let pack = pack_text(&case.join("out/send/pack.pdf"));
    assert!(pack.contains("Our Head of Corporate Information and Governance carries it out."), "{pack}");
    assert!(pack.contains("Yours sincerely Information Governance Manager (Casework)"), "{pack}");
}

#[test]
fn r11_the_letter_tells_the_searches_that_were_logged_with_their_limits() {
    let case = case("");
    let search = [
        "search",
        "terms=name; address",
        "by=B Officer",
        "found=3",
        "--reason",
        "calls before May are deleted",
    ];
    log(&case, &[&search[..], &["system=WorkPro"]].concat());
    built(&case);
    let pack = pack_text(&case.join("out/send/pack.pdf"));
    assert!(
        pack.contains("WorkPro In them we searched for: name; address. Calls before May are deleted."),
        "{pack}"
    );
    assert!(!pack.contains("B Officer"), "{pack}");
}
