//! From the files of a case to normal forms: out of the cache, by our own readers, by LibreOffice.
//!
//! A source of which the case wants rows only is read twice: the rows become pages, and the whole says
//! what verification must not find again. What a password opened is not kept.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::case::extract::{Part, Rows};
use crate::case::schema::{DocumentRule, Hidden, Ocr};
use crate::case::{Case, SourceFile, Workspace};
use crate::diag::{Secret, Untrusted};
use crate::error::{Exit, Result};
use crate::load::{self, Loaded, NormalForm, Origin, Source, WorkerProgram};
use crate::office::Engine;
use crate::office::photo::Photo;
use crate::pdf::limits::Limits;
use crate::sys::fs;

use super::cache::Cache;
use super::office::{Office, Read, inside};
use super::{Run, input};

/// What became of a source, and the whole documents of which it holds rows only.
pub(super) type Whole = (Loaded, Vec<NormalForm>);

/// Everything the folder holds, as pages, in order of the sources.
///
/// # Errors
/// Exit 2 for a password file, exit 3 for a source that cannot be read at all.
pub(super) fn read_all(
    run: &Run<'_>,
    case: &Case,
    workspace: &Workspace,
    cache: Option<&Cache<'_>>,
) -> Result<Vec<Whole>> {
    let engine = if case.file.load.office == Ocr::Auto { Engine::find().ok() } else { None };
    let photo = Photo::find().ok();
    let reader = Reader {
        case,
        cache,
        office: engine.as_ref().map(Engine::version),
        photo: photo.as_ref().map(Photo::version),
    };
    let progress = Mutex::new(run.console.progress("reading documents", case.sources.len() as u64));
    let read = |source: &SourceFile| {
        let readings = reader.read(source);
        progress.lock().unwrap_or_else(PoisonError::into_inner).step();
        readings
    };
    let mut all: Vec<Readings> = case.sources.par_iter().map(read).collect::<Result<_>>()?;
    let each = all.iter_mut().flat_map(|readings| &mut readings.each);
    let (keys, mut fresh): (Vec<_>, Vec<_>) = each.filter_map(One::fresh).unzip();
    let (engine, photo) = (engine.as_ref(), photo.as_ref());
    Office { engine, photo, work: workspace.work(), worker: WorkerProgram::Own }.take(run, &mut fresh)?;
    let mut fresh = keys.into_iter().zip(fresh);
    let mut settle = |one: One| match one {
        One::Kept(loaded) => Some(loaded),
        One::Fresh(_) => fresh.next().map(|(key, read)| keep(cache, key.as_deref(), read)),
    };
    Ok(all.into_iter().map(|readings| readings.settled(&mut settle)).collect())
}

/// The readings of one source: of the whole, and where the case wants rows only, of those after it.
struct Readings {
    source: Untrusted,
    rows: Vec<(String, Rows)>,
    /// Whether a password was named for it.
    opened: bool,
    each: Vec<One>,
}

impl Readings {
    fn settled(self, settle: impl FnMut(One) -> Option<Loaded>) -> Whole {
        let (source, rows) = (self.source.raw(), &self.rows);
        let mut each: Vec<Loaded> = self.each.into_iter().filter_map(settle).collect();
        let mut last = each.pop().unwrap_or_default();
        for form in &mut last.documents {
            form.provenance.opened = self.opened;
        }
        let cut = |form: &NormalForm| {
            rows.iter().any(|(path, _)| form.name.raw().strip_prefix(source) == Some(path))
        };
        let rest = each.into_iter().flat_map(|whole| whole.documents).filter(cut).collect();
        (last, rest)
    }
}

/// One reading, from the cache or made just now.
enum One {
    Kept(Loaded),
    Fresh(Option<(Option<Key>, Read)>),
}

/// All that a reading depends on, besides this very program.
type Key = Vec<String>;

impl One {
    /// What it depends on, where it may be kept, and what was read.
    fn fresh(&mut self) -> Option<(Option<Key>, Read)> {
        match self {
            Self::Kept(_) => None,
            Self::Fresh(read) => read.take(),
        }
    }
}

/// Keeps what was read, when another run would read the same.
fn keep(cache: Option<&Cache<'_>>, key: Option<&[String]>, read: Read) -> Loaded {
    if let (Some(cache), Some(key)) = (cache, key)
        && read.settled
        // nothing at all: the worker failed, and may not another time
        && !read.loaded.documents.is_empty()
    {
        cache.put(&key.iter().map(String::as_str).collect::<Vec<_>>(), &read.loaded);
    }
    read.loaded
}

/// Reads sources as the case wants them.
struct Reader<'r> {
    case: &'r Case,
    cache: Option<&'r Cache<'r>>,
    /// The version of LibreOffice, where it may be used.
    office: Option<String>,
    /// The version of what turns photographs, where there is one.
    photo: Option<String>,
}

impl Reader<'_> {
    fn read(&self, source: &SourceFile) -> Result<Readings> {
        let bytes = input::source(&source.path, Exit::Unchecked)?;
        let password = self.password(source.name.raw())?;
        let opened = password.is_some();
        let subject = &self.case.file.data_subject;
        let own: Vec<String> = subject.emails.iter().chain(&subject.identifiers).cloned().collect();
        let rows = rows_of(self.case, source.name.raw());
        let show_hidden = self.case.file.load.hidden == Hidden::Show;
        let name = source.name.clone();
        let whole = Source { name, bytes: &bytes, password, show_hidden, own: &own, rows: Vec::new() };
        let mut each = vec![self.one(&whole)];
        if !rows.is_empty() {
            // an extract of rows is made in the worker; what it leaves out is known from the whole
            each.push(self.one(&Source { rows: rows.clone(), ..whole }));
        }
        Ok(Readings { source: source.name.clone(), rows, opened, each })
    }

    fn one(&self, source: &Source<'_>) -> One {
        let key = key(source, [self.office.as_deref(), self.photo.as_deref()]);
        if let (Some(cache), Some(key)) = (self.cache, &key)
            && let Some(loaded) = cache.get(&key.iter().map(String::as_str).collect::<Vec<_>>())
        {
            return One::Kept(loaded);
        }
        let (origin, limits, office) = (Origin::of(source.bytes), Limits::default(), self.office.is_some());
        let (loaded, handovers) =
            load::load_for_office(&WorkerProgram::Own, source, &origin, office, &limits);
        One::Fresh(Some((key, Read::of(source, loaded, handovers))))
    }

    fn password(&self, source: &str) -> Result<Option<Secret>> {
        let rule = self.case.file.documents.iter().find(|r| r.file == source);
        let Some(file) = rule.and_then(|r| r.password_file.as_ref()) else { return Ok(None) };
        let folder = &self.case.folder;
        let password = input::password_from(&folder.join(file), Some(folder), None)?;
        Ok(Some(password.secret().clone()))
    }
}

/// All that the pages of a source depend on; none where they are not to be kept: what a password opened
/// would lie there without one.
fn key(source: &Source<'_>, helpers: [Option<&str>; 2]) -> Option<Key> {
    if source.password.is_some() {
        return None;
    }
    let hidden = format!("hidden {}", source.show_hidden);
    let beside = serde_json::to_string(&(source.own, &source.rows, helpers)).ok()?;
    Some(vec![source.name.raw().to_owned(), fs::sha256_hex(source.bytes), hidden, beside])
}

/// The extracts of rows that the case wants of a source, by path inside it.
fn rows_of(case: &Case, source: &str) -> Vec<(String, Rows)> {
    let wanted = |rule: &DocumentRule| {
        let path = inside(&rule.file, source)?;
        match rule.extract.as_ref()?.part()? {
            Part::Rows(rows) => Some((path.to_owned(), rows)),
            _ => None,
        }
    };
    case.file.documents.iter().filter_map(wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::schema::Extract;

    #[test]
    fn pages_are_kept_for_the_same_question_only_and_never_where_a_password_opened_them() {
        let own = ["jo@example.org".to_owned()];
        let extract = Extract { pages: None, rows: Some("2-3".to_owned()), region: None };
        let Some(Part::Rows(rows)) = extract.part() else { panic!("rows") };
        let source = Source {
            name: "a.eml".into(),
            bytes: b"text",
            password: None,
            show_hidden: false,
            own: &own,
            rows: Vec::new(),
        };
        let others = [
            Source { name: "b.eml".into(), ..source.clone() },
            Source { bytes: b"texts", ..source.clone() },
            Source { show_hidden: true, ..source.clone() },
            Source { own: &[], ..source.clone() },
            Source { rows: vec![(String::new(), rows)], ..source.clone() },
        ];
        let first = key(&source, [Some("7"), None]).expect("a key");
        assert_eq!(Some(&first), key(&source.clone(), [Some("7"), None]).as_ref());
        for other in others {
            assert_ne!(key(&other, [Some("7"), None]).as_ref(), Some(&first), "{other:?}");
        }
        for helpers in [[None, None], [Some("8"), None], [Some("7"), Some("1")]] {
            assert_ne!(key(&source, helpers).as_ref(), Some(&first), "{helpers:?}");
        }
        assert_eq!(key(&Source { password: Some(Secret::new("x")), ..source }, [Some("7"), None]), None);
    }

    #[test]
    fn rows_come_with_the_whole_they_are_of_and_what_a_password_opened_says_so() {
        let loaded = |names: &[&str]| {
            let named = |name: &&str| NormalForm {
                name: (*name).into(),
                ..NormalForm::of_one_page(b"%PDF-1.7".to_vec())
            };
            Loaded { documents: names.iter().map(named).collect(), refusals: vec![] }
        };
        let rows = Rows { sheet: None, rows: "2".parse().expect("rows") };
        for opened in [false, true] {
            let each = [loaded(&["a.zip", "a.zip!1/b.csv"]), loaded(&["a.zip", "a.zip!1/b.csv"])];
            let readings = Readings {
                source: "a.zip".into(),
                rows: vec![("!1/b.csv".to_owned(), rows.clone())],
                opened,
                each: each.map(One::Kept).into(),
            };
            let kept = |one| if let One::Kept(loaded) = one { Some(loaded) } else { None };
            let (shown, rest) = readings.settled(kept);
            assert!(shown.documents.len() == 2 && rest.len() == 1, "{rest:?}");
            assert_eq!(rest[0].name.raw(), "a.zip!1/b.csv");
            assert!(shown.documents.iter().all(|form| form.provenance.opened == opened));
        }
    }

    #[test]
    fn a_file_whose_name_begins_like_a_source_does_not_lie_in_it() {
        for (path, within) in [("a.zip", Some("")), ("a.zip!2/b.csv", Some("!2/b.csv")), ("a.zip2", None)] {
            assert_eq!(inside(path, "a.zip"), within, "{path}");
        }
    }
}
