//! One file in, one redacted and verified PDF out; and the text of a file as the finder sees it.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::burn::{self, Pictured};
use crate::case::schema::{LoadRules, Width};
use crate::decide::{self, Document, DocumentPlan};
use crate::diag::{Place, Problem, Secret, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::find::{self, Found, Kind, RedactRules};
use crate::geom::Rect;
use crate::load::{NormalForm, Source, SourceKind};
use crate::pack::{self, PackPanel};
use crate::protect::{self, Password};
use crate::record::Widths;
use crate::sanitise;
use crate::sys::fs::{self, Partial};
use crate::text::{self, DocumentText, PageText, Unsearched};
use crate::verify::{self, Verdict};

use super::escape::Asked;
use super::residue::{self, Terms};
use super::{Run, escape, input, judge, office, scans, widths};

/// What `redact` was asked to do.
#[derive(Debug, Clone)]
pub struct RedactOptions {
    /// The file to redact.
    pub input: PathBuf,
    /// The PDF to write.
    pub output: PathBuf,
    /// Strings to remove.
    pub texts: Vec<Secret>,
    /// Patterns to remove.
    pub regexes: Vec<regex::Regex>,
    /// Kinds to remove.
    pub kinds: Vec<Kind>,
    /// Files of people to remove.
    pub names: Vec<PathBuf>,
    /// Regions to remove: page from 1, display space.
    pub boxes: Vec<(u32, Rect)>,
    /// Pages a person has looked at; empty: all; `None`: none.
    pub looked_at: Option<Vec<u32>>,
    /// What opens the input.
    pub password_file: Option<PathBuf>,
    /// What seals the output.
    pub protect_file: Option<PathBuf>,
    /// Whether every page is replaced by its picture.
    pub raster: bool,
    /// How the width of what goes is hidden.
    pub width: Width,
    /// Whether an existing output is replaced.
    pub force: bool,
}

impl RedactOptions {
    /// Whether anything has to be searched for; boxes alone need no search.
    fn searches(&self) -> bool {
        !(self.texts.is_empty() && self.regexes.is_empty() && self.kinds.is_empty() && self.names.is_empty())
    }

    /// Whether a person has looked at a page.
    fn looked(&self, page: u32) -> bool {
        self.looked_at.as_ref().is_some_and(|l| l.is_empty() || l.contains(&page))
    }
}

/// Redacts one file.
///
/// # Errors
/// As the README's exit codes say; nothing is left under the output's name then.
pub fn redact(run: &Run<'_>, options: &RedactOptions) -> Result<Exit> {
    refuse_outputs(options)?;
    let seal = options.protect_file.as_deref().map(|f| input::password_from(f, None, None)).transpose()?;
    let (normal, known) =
        run.stage("load", || open(run, &options.input, options.password_file.as_deref()))?;
    if normal.side.locked && seal.is_none() {
        let hint = "add --protect-file FILE, so that the output is not less protected than the input";
        return Err(Error::usage(place(&options.input), "needed a password to open", hint));
    }
    let texts = run.stage("text", || document_text(&normal, known))?;
    let names = names(options)?;
    let found = run.stage("find", || Ok(search(options, &names, &texts)))?;
    refuse_unsearched(options, &texts[0], normal.side.kind)?;
    let documents = [Document { text: &texts[0], kind: normal.side.kind }];
    let boxes = drawn(options, &normal, &texts[0].pages)?;
    let plan = decide::everything(&documents, &found, &boxes, options.width);
    let mut terms = residue::of_single(decide::residue::residue(&documents, &found, None, &plan, &[]));
    terms.demand(&options.texts);
    terms.demand(&find::whole(&names));
    let work =
        Work { options, normal: &normal, plan: &plan.documents[0], terms: &terms, seal: seal.as_ref() };
    let made = work.make(run)?;
    let hidden = widths::counts(made.panels.iter(), &[]);
    made.partial.publish(options.force)?;
    for problem in &made.dropped {
        run.console.problem(problem);
    }
    escape::tell(run, &normal.name, &made.pictured);
    if let Some(problem) = &made.widths {
        run.console.problem(problem);
    }
    let unsearched = tell_blind(run, options, &texts[0]);
    tell(run, options, &normal, &terms, (made.counts, hidden, unsearched));
    Ok(Exit::Done)
}

/// What an output is made from.
struct Work<'w> {
    options: &'w RedactOptions,
    normal: &'w NormalForm,
    plan: &'w DocumentPlan,
    terms: &'w Terms,
    seal: Option<&'w Password>,
}

/// An output that was verified where it lies, and what there is to say of it.
struct Made {
    partial: Partial,
    counts: burn::BurnCounts,
    dropped: Vec<Problem>,
    pictured: Vec<Pictured>,
    panels: Vec<PackPanel>,
    /// Panels whose width is not hidden.
    widths: Option<Problem>,
}

impl Work<'_> {
    /// Makes the output; pages on which verification fails by what lies where are pictures the second
    /// time.
    fn make(&self, run: &Run<'_>) -> Result<Made> {
        let all = 1..=if self.options.raster { self.normal.pages } else { 0 };
        let mut pictured: Asked = all.map(|page| (page, "--raster asks for it".to_owned())).collect();
        loop {
            let (made, verdict) = self.once(run, &pictured)?;
            let report = match verdict {
                Verdict::Held(verified) => {
                    let widths = widths::told(
                        (&self.normal.name, self.options.width),
                        &made.panels,
                        verified.report(),
                    );
                    return Ok(Made { widths, ..made });
                }
                Verdict::Failed(report) => report,
            };
            let failing = escape::failing(&report);
            if failing.is_empty() || failing.keys().any(|page| pictured.contains_key(page)) {
                return Err(judge::as_error(&report));
            }
            pictured.extend(failing);
        }
    }

    fn once(&self, run: &Run<'_>, pictured: &Asked) -> Result<(Made, Verdict)> {
        let output = &self.options.output;
        let burned = run.stage("burn", || escape::burn(self.normal, self.plan, pictured))?;
        let clean = run.stage("sanitise", || sanitise::sanitise(burned))?;
        let (counts, dropped, pictured) = (clean.counts, clean.dropped.clone(), clean.pictured.clone());
        let single = pack::single(clean);
        let panels = single.panels.clone();
        let sealed = run.stage("protect", || protect::protect(single, self.seal, run.env))?;
        let partial = Partial::write(output, &sealed.bytes, self.options.force)?;
        let name = fs::display(output);
        let request = judge::request(&name, partial.read_back()?, self.seal, self.terms, &panels);
        let verdict = run.stage("verify", || verify::verify(&request))?;
        Ok((Made { partial, counts, dropped, pictured, panels, widths: None }, verdict))
    }
}

/// The text of a file's pages, as the finder sees it, form feed between pages.
///
/// # Errors
/// Exit 3 when the file cannot be read, 5 when its password is missing or wrong.
pub fn text(run: &Run<'_>, file: &Path, password_file: Option<&Path>) -> Result<Exit> {
    let (normal, known) = run.stage("load", || open(run, file, password_file))?;
    let pages = run.stage("text", || known.map_or_else(|| scans::text_of(&normal), Ok))?;
    if run.console.is_json() {
        for page in &pages {
            run.console.line("page", json!({ "page": page.page, "text": page.text }));
        }
    } else {
        run.console.data(&text::print(&pages));
    }
    Ok(Exit::Done)
}

/// Opens one file through the worker, and gives its text where that is known already. Attached files are not
/// part of it; they are named.
fn open(
    run: &Run<'_>,
    path: &Path,
    password_file: Option<&Path>,
) -> Result<(NormalForm, Option<Vec<PageText>>)> {
    let password = password_file.map(|f| input::password_from(f, None, None)).transpose()?;
    let bytes = input::source(path, Exit::Usage)?;
    let name = fs::display(path);
    let password = password.map(|p| p.secret().clone());
    let source = Source {
        name: name.clone(),
        bytes: &bytes,
        password,
        show_hidden: false,
        own: &[],
        rows: Vec::new(),
    };
    let mut loaded = office::load_single(run, &source)?;
    if let Some(refusal) = loaded.refusals.into_iter().find(|r| r.name == name) {
        let exit = if refusal.locked { Exit::Password } else { Exit::Unchecked };
        return Err(Error { exit, problems: vec![refusal.problem] });
    }
    if loaded.documents.is_empty() {
        return Err(Error::unchecked(Place::file(name), "holds nothing that can be read", "check the file"));
    }
    let mut document = loaded.documents.swap_remove(0);
    let mut texts = scans::read(run, std::slice::from_mut(&mut document), &LoadRules::default(), None)?;
    let known = texts.remove(&document.id);
    Ok((document, known))
}

fn refuse_outputs(options: &RedactOptions) -> Result<()> {
    if !options.force && fs::exists_at(&options.output) {
        let hint = "choose another name, or add --force to replace it";
        return Err(Error::usage(place(&options.output), "exists already", hint));
    }
    if fs::same_file(&options.input, &options.output) {
        let hint = "choose another name for the output";
        return Err(Error::usage(place(&options.output), "is the input; originals are never written", hint));
    }
    Ok(())
}

fn document_text(normal: &NormalForm, known: Option<Vec<PageText>>) -> Result<[DocumentText; 1]> {
    let pages = known.map_or_else(|| scans::text_of(normal), Ok)?;
    let (id, name) = (normal.id.clone(), normal.name.clone());
    Ok([DocumentText { id, name, pages, names: vec![] }])
}

fn names(options: &RedactOptions) -> Result<Vec<Secret>> {
    let mut names = vec![];
    for file in &options.names {
        names.extend(input::read_terms(file)?);
    }
    Ok(names)
}

/// Whether the name of a file holds a text, a name or a pattern that is to be removed; of a person's name
/// the last word is enough.
///
/// # Errors
/// Exit 2 when a list of names cannot be read.
pub fn names_what_goes(options: &RedactOptions, file: &str) -> Result<bool> {
    let words = |text: &str| -> String {
        let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let text: String = text.to_lowercase().chars().map(plain).collect();
        format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let own = words(file);
    let holds = |text: &str| !words(text).trim().is_empty() && own.contains(&words(text));
    let names = names(options)?;
    let last = |name: &Secret| name.expose().split_whitespace().last().is_some_and(&holds);
    Ok(options.texts.iter().any(|text| holds(text.expose()))
        || names.iter().any(last)
        || options.regexes.iter().any(|regex| regex.is_match(file)))
}

fn search(options: &RedactOptions, names: &[Secret], texts: &[DocumentText]) -> Found {
    let rules = RedactRules {
        texts: options.texts.clone(),
        regexes: options.regexes.clone(),
        kinds: options.kinds.clone(),
        names: names.to_vec(),
    };
    let findings = if options.searches() { find::select(texts, &rules, &[0; 32]) } else { vec![] };
    Found { findings, ..Found::default() }
}

/// A page that a search rule cannot search stops the run, unless a person has looked at it; so does every
/// photograph, whose faces, signatures and number plates no search sees.
fn refuse_unsearched(options: &RedactOptions, document: &DocumentText, kind: SourceKind) -> Result<()> {
    if !options.searches() {
        return Ok(());
    }
    let blind_to = |p: &&PageText| kind == SourceKind::Image || !p.searchable();
    let unsearched = document.pages.iter().filter(|p| blind_to(p) && !options.looked(p.page));
    let problems: Vec<_> = unsearched.map(|p| blind(&document.name, p)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error { exit: Exit::Unchecked, problems }) }
}

fn blind(name: &Untrusted, page: &PageText) -> Problem {
    let what = match page.unsearched() {
        Some(why @ Unsearched::Unreadable) => {
            format!("{}, so it was not searched{}", why.what(), seen_at(page))
        }
        Some(why) => why.what().to_owned(),
        None => text::PHOTOGRAPH.to_owned(),
    };
    let hint = format!("look at it, then add --looked-at {} (and --box for what must go)", page.page);
    Problem::new(Place::file(name.clone()).page(page.page), what, hint)
}

/// How many unreadable glyphs there are and where the first stands, for whoever looks.
fn seen_at(page: &PageText) -> String {
    let first = page.unreadable.first().and_then(|r| page.glyphs.get(r.start as usize));
    let count: u32 = page.unreadable.iter().map(|r| r.end.saturating_sub(r.start)).sum();
    let Some(first) = first else { return String::new() };
    let [x, y, ..] = page.geometry.display_rect(&first.quad.bounds()).rounded();
    format!(" ({count} × sign, the first at {x:.0},{y:.0})")
}

/// Pictures too small to stop the run: what they show was not searched, and that is said.
fn tell_blind(run: &Run<'_>, options: &RedactOptions, document: &DocumentText) -> usize {
    let blind = document.pages.iter().filter(|p| options.searches() && !options.looked(p.page));
    let blind: Vec<(u32, usize)> =
        blind.map(|p| (p.page, p.blind_pictures())).filter(|(_, count)| *count > 0).collect();
    let count = blind.iter().map(|(_, count)| count).sum();
    if let [(first, _), rest @ ..] = blind.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more pages", rest.len()) };
        run.console.note(&format!("not searched: {count} × picture, on page {first}{more}; look at them"));
    }
    count
}

/// The boxes drawn by hand, for the only document there is. One that lies off its page was measured
/// in other units or from another corner, and would leave what it was meant for.
fn drawn(
    options: &RedactOptions,
    normal: &NormalForm,
    pages: &[PageText],
) -> Result<Vec<(usize, u32, Rect)>> {
    if let Some((page, _)) = options.boxes.iter().find(|(page, _)| *page > normal.pages) {
        let what = format!("--box names page {page}, but there are {}", normal.pages);
        return Err(Error::usage(place(&options.input), what, "check the page number"));
    }
    let size = |page: u32| pages.iter().find(|p| p.page == page).map(|p| p.geometry.display_size());
    let is_off = |(page, rect): &&(u32, Rect)| {
        size(*page).is_some_and(|(width, height)| {
            Rect::new(0.0, 0.0, width, height).intersection(rect).is_none_or(|seen| seen.area() == 0.0)
        })
    };
    if let Some((page, _)) = options.boxes.iter().find(is_off) {
        let (width, height) = size(*page).unwrap_or_default();
        let what = format!("--box lies off page {page}, which is {width:.0} by {height:.0} points");
        let hint = "measure in points (72 to the inch) from the top left corner of the page as displayed";
        return Err(Error::usage(place(&options.input), what, hint));
    }
    Ok(options.boxes.iter().map(|(page, rect)| (0, *page, *rect)).collect())
}

fn tell(
    run: &Run<'_>,
    options: &RedactOptions,
    normal: &NormalForm,
    terms: &Terms,
    (counts, hidden, unsearched): (burn::BurnCounts, Widths, usize),
) {
    for left in &normal.side.left_out {
        run.console.note(&format!("left out: {} × {}", left.count, left.what));
    }
    let unseen = counts.hidden + counts.images_hidden;
    if unseen > 0 {
        run.console.note(&format!("left out: {unseen} × letter or image that nobody can see"));
    }
    let (panels, pages) = (counts.panels, normal.pages);
    let out = crate::show::escape::terminal(&fs::display(&options.output));
    let sentence = format!("{panels} panels on {pages} pages → {out}; verified, nothing recovered");
    run.console.summary(
        &sentence,
        json!({
            "output": fs::display(&options.output).raw(), "panels": panels, "pages": pages, "glyphs": counts.glyphs, "hidden": unseen, "images": counts.images,
            "paths": counts.paths, "pictured": counts.pages_pictured,
            "widths": hidden,
            "unsearched_pictures": unsearched, "terms": terms.absent.len() + terms.allowed.len(),
        }),
    );
}

fn place(path: &Path) -> Place {
    Place::file(fs::display(path))
}
