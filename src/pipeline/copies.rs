//! The same message held more than once: it stands in the pack once, and a decision about one copy holds
//! for all.
//!
//! The same are two messages of one Message-ID whose pages are alike to the byte and whose attached files
//! have the same hashes, whether each is a file or lies in a mailbox. What is attached to another mail
//! stays with it. Refused: where `case.toml` rules on copies in ways that contradict each other.

use std::collections::BTreeMap;

use crate::case::schema::{CaseFile, DocumentDecision};
use crate::decide::{Answer, Looked, Scope};
use crate::diag::{Place, Problem, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::load::{DocumentId, Loaded, NormalForm, Refusal, SourceKind};
use crate::sys::fs::sha256_hex;

/// A document that is held, is the same as another, and is not repeated.
#[derive(Debug)]
pub(super) struct Copied {
    /// Its name.
    pub name: Untrusted,
    /// Its identity.
    pub id: DocumentId,
    /// SHA-256 in hex of it as it came.
    pub source_sha256: String,
    /// The document that stands for it.
    pub of: DocumentId,
    /// That document's name.
    pub same_as: Untrusted,
    /// Whether it is the message itself, and not a file attached to it.
    pub whole: bool,
}

/// What is left of the documents, and what was parted from them.
pub(super) struct Parted {
    pub loaded: Loaded,
    pub copies: Vec<Copied>,
    /// What a person should know.
    pub notes: Vec<Problem>,
}

/// Parts the copies from the documents they repeat.
///
/// # Errors
/// Exit 2 when `case.toml` withholds or excludes one copy and not another.
pub(super) fn part(case: &CaseFile, loaded: Loaded) -> Result<Parted> {
    let all = Messages::of(&loaded);
    let (mut copies, mut notes) = (Vec::new(), Vec::new());
    for group in all.groups() {
        let Some(first) = first(case, &group)? else { continue };
        for copy in group.iter().filter(|m| m.form.name != first.form.name && !is_out(case, m.form)) {
            copies.extend(all.pairs(copy, first));
        }
    }
    notes.extend(all.alike().map(|(one, other)| {
        let what = "has the Message-ID of another message here, but is not the same: both stand in the file";
        let hint = format!("compare it with {}", shown(&other.name));
        Problem::new(Place::file(one.name.clone()), what, hint)
    }));
    let gone = |name: &Untrusted| copies.iter().any(|c: &Copied| is_in(name.raw(), c.name.raw()));
    let documents = loaded.documents.iter().filter(|d| !gone(&d.name)).cloned().collect();
    let refusals = loaded.refusals.iter().filter(|r| !gone(&r.name)).cloned().collect();
    Ok(Parted { loaded: Loaded { documents, refusals }, copies, notes })
}

/// Answers about copies are answers about what stands for them.
pub(super) fn answers_for(copies: &[Copied], answers: &mut [Answer], looked: &mut [Looked]) {
    let of: BTreeMap<&DocumentId, &DocumentId> = copies.iter().map(|c| (&c.id, &c.of)).collect();
    let moved = |document: &mut DocumentId| {
        if let Some(other) = of.get(document) {
            document.clone_from(other);
        }
    };
    for answer in answers {
        match &mut answer.scope {
            Scope::Finding { document, .. }
            | Scope::Box { document, .. }
            | Scope::Page { document, .. }
            | Scope::Document { document } => moved(document),
            Scope::Text { .. } | Scope::Person { .. } => {}
        }
    }
    for one in looked {
        moved(&mut one.document);
    }
}

/// A message and what lies in it: paths below it with their hashes, in order.
struct Message<'l> {
    form: &'l NormalForm,
    id: &'l str,
    inside: Vec<(&'l str, &'l str)>,
    pages: String,
}

struct Messages<'l> {
    loaded: &'l Loaded,
    all: Vec<Message<'l>>,
}

impl<'l> Messages<'l> {
    /// The messages that share their Message-ID with another, and are attached to none.
    fn of(loaded: &'l Loaded) -> Self {
        let mut by_id: BTreeMap<&str, Vec<&NormalForm>> = BTreeMap::new();
        for form in loaded.documents.iter().filter(|f| f.side.kind == SourceKind::Mail) {
            let id = form.side.message_id.as_ref().map_or("", |id| id.raw().trim());
            if !id.is_empty() && !is_attached(loaded, form) {
                by_id.entry(id).or_default().push(form);
            }
        }
        let several = by_id.into_iter().filter(|(_, forms)| forms.len() > 1);
        let message = |(id, forms): (&'l str, Vec<&'l NormalForm>)| {
            forms.into_iter().map(move |form| Message {
                form,
                id,
                inside: inside(loaded, form),
                pages: sha256_hex(&form.pdf),
            })
        };
        Self { loaded, all: several.flat_map(message).collect() }
    }

    /// Messages that are the same, two or more together.
    fn groups(&self) -> Vec<Vec<&Message<'l>>> {
        let mut same: BTreeMap<_, Vec<&Message<'l>>> = BTreeMap::new();
        for message in &self.all {
            same.entry((message.id, &message.pages, &message.inside)).or_default().push(message);
        }
        same.into_values().filter(|group| group.len() > 1).collect()
    }

    /// Messages of one Message-ID that are not the same as the first of it.
    fn alike(&self) -> impl Iterator<Item = (&'l NormalForm, &'l NormalForm)> {
        self.all.iter().filter_map(|message| {
            let first = self.all.iter().find(|m| m.id == message.id)?;
            let differs = first.pages != message.pages || first.inside != message.inside;
            differs.then_some((message.form, first.form))
        })
    }

    /// The copy and what lies in it, each with what stands for it.
    fn pairs(&self, copy: &Message<'_>, first: &Message<'_>) -> Vec<Copied> {
        let name = |message: &Message<'_>, path: &str| format!("{}{path}", message.form.name.raw());
        let paths = std::iter::once("").chain(copy.inside.iter().map(|(path, _)| *path));
        let pair = |path: &str| {
            let (own, other) = (name(copy, path), name(first, path));
            let (id, source_sha256) = self.find(&own)?;
            let (of, _) = self.find(&other)?;
            let (id, of, source_sha256) = (id.clone(), of.clone(), source_sha256.to_owned());
            Some(Copied {
                name: own.into(),
                id,
                source_sha256,
                of,
                same_as: other.into(),
                whole: path.is_empty(),
            })
        };
        paths.filter_map(pair).collect()
    }

    fn find(&self, name: &str) -> Option<(&'l DocumentId, &'l str)> {
        let read = self.loaded.documents.iter().find(|d| d.name.raw() == name);
        let read = read.map(|d| (&d.id, d.source_sha256.as_str()));
        let refused = || self.loaded.refusals.iter().find(|r| r.name.raw() == name);
        read.or_else(|| refused().map(|r: &Refusal| (&r.id, r.source_sha256.as_str())))
    }
}

/// What stands for a group of the same messages; none where all are left out by `case.toml`.
fn first<'g, 'l>(case: &CaseFile, group: &[&'g Message<'l>]) -> Result<Option<&'g Message<'l>>> {
    let own = |m: &&&Message<'_>| case.documents.iter().find(|r| r.file == m.form.name.raw());
    let ruled = |decision: DocumentDecision| {
        let is =
            move |m: &&&'g Message<'l>| case.rule(m.form.name.raw()).is_some_and(|r| r.decision == decision);
        group.iter().find(is).copied()
    };
    let disclosed = group.iter().find(|m| own(m).is_some_and(|r| r.decision == DocumentDecision::Disclose));
    match (disclosed.copied(), ruled(DocumentDecision::Withhold)) {
        (Some(one), Some(other)) => Err(contradiction(one, other, "withheld")),
        (one, Some(withheld)) => Ok(one.or(Some(withheld))),
        (Some(one), None) => Ok(Some(one)),
        (None, None) => {
            let free = group.iter().find(|m| !is_out(case, m.form)).copied();
            let named =
                group.iter().find(|m| own(m).is_some_and(|r| r.decision == DocumentDecision::Exclude));
            match (free, named.copied()) {
                (Some(one), Some(other)) => Err(contradiction(one, other, "excluded")),
                (free, _) => Ok(free),
            }
        }
    }
}

/// One copy goes into the pack, and `case.toml` keeps the other out.
fn contradiction(one: &Message<'_>, other: &Message<'_>, how: &str) -> Error {
    let what = format!("is the same message as {}, which is {how}", shown(&other.form.name));
    let hint = "give both a [[document]] entry with the same decision, or this one decision = \"disclose\" where \
        the other is only excluded";
    Error::new(Exit::Usage, Place::file(one.form.name.clone()), what, hint)
}

fn is_out(case: &CaseFile, form: &NormalForm) -> bool {
    case.rule(form.name.raw()).is_some_and(|r| r.decision == DocumentDecision::Exclude)
}

/// Whether a message lies in another mail, whose part it is.
fn is_attached(loaded: &Loaded, form: &NormalForm) -> bool {
    let mut name = form.name.raw();
    while let Some((outer, _)) = name.rsplit_once('!') {
        let is_mail = |d: &&NormalForm| d.name.raw() == outer && d.side.kind == SourceKind::Mail;
        if loaded.documents.iter().any(|d| is_mail(&d)) {
            return true;
        }
        name = outer;
    }
    false
}

/// What lies in a document: paths below it, and hashes.
fn inside<'l>(loaded: &'l Loaded, form: &NormalForm) -> Vec<(&'l str, &'l str)> {
    let below =
        |name: &'l Untrusted| name.raw().strip_prefix(form.name.raw()).filter(|rest| rest.starts_with('!'));
    let read = loaded.documents.iter().filter_map(|d| Some((below(&d.name)?, d.source_sha256.as_str())));
    let refused = loaded.refusals.iter().filter_map(|r| Some((below(&r.name)?, r.source_sha256.as_str())));
    let mut all: Vec<_> = read.chain(refused).collect();
    all.sort_unstable();
    all
}

/// Whether a name is that of a document, or of something in it.
fn is_in(name: &str, document: &str) -> bool {
    name.strip_prefix(document).is_some_and(|rest| rest.is_empty() || rest.starts_with('!'))
}

/// A name for a message.
fn shown(name: &Untrusted) -> String {
    name.raw().chars().filter(|c| !c.is_control()).take(80).collect()
}
