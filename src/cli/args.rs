//! Every command and flag, once: clap makes help, completions and the man page from these types.

use std::path::PathBuf;

use crate::case::schema::Width;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

/// Prepares subject access responses: find, decide, black out, check. Everything stays on this
/// computer.
#[derive(Debug, Parser)]
#[command(name = "blackpanel", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Flags every command takes.
    #[command(flatten)]
    pub global: Global,
}

/// The exit codes, as `--help` shows them.
const EXIT_CODES: &str = "Exit codes: 0 done; 1 a problem was found (a leak, a failed check); 2 wrong usage, \
case file, or an output that exists; 3 something could not be checked or read; 4 decisions or sign-off \
missing; 5 wrong or missing password; 130 interrupted.";

/// Flags every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// JSON Lines on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Only problems, no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Seconds each stage took, on standard error
    #[arg(long, global = true)]
    pub timings: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a case folder with a commented case.toml
    New(New),
    /// Show what would be redacted, and why
    Find(Find),
    /// Every finding and its decision, as CSV for a spreadsheet; or what to look at
    List(List),
    /// Take decisions: from a spreadsheet, or that a person has looked at pages
    Decide(Decide),
    /// Look and decide in the browser; without a case, start one there
    Review(Review),
    /// Burn, sanitise, merge, protect, verify, record: the disclosure pack
    Build(Build),
    /// Can anything be got back from these PDFs? Exit 1: an error; warnings alone leave 0; 3: not all was checked
    Verify(Verify),
    /// Redact one file, or every file of a folder
    Redact(Redact),
    /// The text of each page, as the finder sees it
    Text(Text),
    /// Build every case of a shelf
    Batch(super::batch::Batch),
    /// Add an event to the request log, or show it
    Log(super::request::Log),
    /// Write a letter of the request's life, or the covering e-mail
    Letter(super::letter::Letter),
    /// When the response is due
    Clock(super::request::Clock),
    /// Keep a case in one archive, check it, dispose of what is due
    Record(super::request::Record),
    /// Anonymous figures over many cases
    Stats(super::request::Stats),
    /// The exemptions that case.toml may name
    Codes {
        /// One of them, in full: an id, a mark or another name
        code: Option<String>,
    },
    /// Which helpers are on this computer, and what is lost without the others
    Doctor,
    /// Completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
}

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The folder to make
    pub dir: PathBuf,
}

/// `find`.
#[derive(Debug, Args)]
pub struct Find {
    /// A case folder, or files
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Take the files as plain text, each on its own; a case folder beside them lends its lists and patterns
    #[arg(long)]
    pub plain: bool,
    /// Show the found text (on a safe screen)
    #[arg(long)]
    pub show_text: bool,
    /// What opens a file given by itself: a file of one line, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "plain")]
    pub password_file: Option<PathBuf>,
}

/// `list`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("form").required(true).args(["csv", "pdf"]))]
#[command(group = ArgGroup::new("instead").args(["conflicts", "around", "check"]))]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct List {
    /// The case folder
    pub case: PathBuf,
    /// As CSV
    #[arg(long)]
    pub csv: bool,
    /// As PDFs with redaction marks, for a PDF editor: a private folder, never to be sent
    #[arg(long, value_name = "DIR", conflicts_with = "instead")]
    pub pdf: Option<PathBuf>,
    /// What contradicts itself, instead of the findings
    #[arg(long)]
    pub conflicts: bool,
    /// What is left within two lines of a panel, with the words that can tell who went
    #[arg(long)]
    pub around: bool,
    /// What a second person looks at, with a random sample of what stays
    #[arg(long)]
    pub check: bool,
    /// Show the found text (on a safe screen)
    #[arg(long)]
    pub show_text: bool,
}

/// `decide`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).args(["from", "looked_at", "marks"]))]
pub struct Decide {
    /// The case folder
    pub case: PathBuf,
    /// A CSV as `list --csv` writes it, with decisions filled in; or PDFs as `list --pdf` writes them, marked
    /// in a PDF editor
    #[arg(long, value_name = "FILE")]
    pub from: Vec<PathBuf>,
    /// What it means that a mark was deleted in a PDF
    #[arg(long, value_enum, requires = "from")]
    pub deleted: Option<DeletedMark>,
    /// Take over the redaction marks that came with documents: `all` or FILE
    #[arg(long, value_name = "WHAT")]
    pub marks: Vec<String>,
    /// A person has looked at these pages: `all`, `FILE` or `FILE:PAGES`
    #[arg(long, value_name = "WHAT")]
    pub looked_at: Vec<String>,
    /// Who decides, for the record
    #[arg(long = "as", value_name = "NAME", default_value = "officer")]
    pub actor: String,
}

/// `review`.
#[derive(Debug, Args)]
pub struct Review {
    /// The case folder; without one the start page is shown
    pub case: Option<PathBuf>,
    /// Who reviews, for the record
    #[arg(long = "as", value_name = "NAME", default_value = "officer")]
    pub actor: String,
    /// In what role
    #[arg(long, value_enum, default_value_t = ReviewRole::Reviewer)]
    pub role: ReviewRole,
    /// Port of the page on this computer; 0 takes one that is free
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Only show the address
    #[arg(long)]
    pub no_open: bool,
    /// Write nothing
    #[arg(long)]
    pub read_only: bool,
}

impl Review {
    /// What is meant by no arguments at all: the start page.
    #[must_use]
    pub fn of_nothing() -> Self {
        let (actor, role) = ("officer".to_owned(), ReviewRole::Reviewer);
        Self { case: None, actor, role, port: 0, no_open: false, read_only: false }
    }
}

/// In what role somebody reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReviewRole {
    /// Who decides
    Reviewer,
    /// The second person, who checks
    Checker,
}

/// What a deleted mark means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DeletedMark {
    /// What it marked stays visible; a drawn box is taken back
    Keep,
    /// Nothing: the finding stays as it was
    Leave,
}

/// `build`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Build {
    /// The case folder
    pub case: PathBuf,
    /// Where send/ and internal/ go, instead of CASE/out
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The pack's password: a file of one line, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Take every proposal; the pack is stamped NOT REVIEWED
    #[arg(long)]
    pub accept_proposed: bool,
    /// A draft for discussion; every page is stamped DRAFT
    #[arg(long)]
    pub draft: bool,
    /// Replace an earlier pack
    #[arg(long)]
    pub force: bool,
    /// Protect the unchanged pack anew: --password-file opens it as it is, the new password is typed or
    /// read from standard input
    #[arg(long)]
    pub new_password: bool,
    /// One of many: nobody sits at a terminal, and the end of whoever started it is its own
    #[arg(long, hide = true)]
    pub in_batch: bool,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// PDFs, folders of them, and patterns such as 'publish/**/*.pdf'
    #[arg(required_unless_present = "explain")]
    pub pdfs: Vec<PathBuf>,
    /// Terms that must not be in them, one a line, UTF-8
    #[arg(long, value_name = "FILE")]
    pub terms: Option<PathBuf>,
    /// Look for the terms in pictures too: every page is drawn, and tesseract reads it
    #[arg(long, requires = "terms")]
    pub ocr: bool,
    /// What opens them: a file of one line, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Count a panel whose width gives a name away as an error (R011)
    #[arg(long)]
    pub strict: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write the report to a file
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What a team accepts for now: entries with rule, fingerprint, reason, by and expires, as TOML or JSON
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// From which severity on it ends with 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// Explain a rule, such as R005
    #[arg(long, value_name = "RULE")]
    pub explain: Option<String>,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// JSON Lines
    Json,
    /// SARIF 2.1.0, for lists of alerts
    Sarif,
    /// `JUnit` XML, for lists of tests
    Junit,
}

/// What makes `verify` end with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings too
    Warning,
}

/// `redact`.
#[derive(Debug, Args)]
pub struct Redact {
    /// The file to redact, or a folder: every file of it alike
    pub input: PathBuf,
    /// The PDF to write; of a folder, the folder
    #[arg(long, short, value_name = "OUT")]
    pub output: PathBuf,
    /// This text, wherever it stands
    #[arg(long, value_name = "TEXT")]
    pub text: Vec<String>,
    /// What this regular expression matches
    #[arg(long, value_name = "REGEX")]
    pub regex: Vec<String>,
    /// Everything of this kind, such as email or phone
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// These people, one name a line, in every form of their names
    #[arg(long, value_name = "FILE")]
    pub names: Vec<PathBuf>,
    /// A region of a page, in points from the top left corner as displayed
    #[arg(long = "box", value_name = "PAGE:x0,y0,x1,y1", allow_hyphen_values = true)]
    pub boxes: Vec<String>,
    /// A person has looked at these pages, which cannot be searched: such as 1,3-5 or all
    #[arg(long, value_name = "PAGES")]
    pub looked_at: Option<String>,
    /// What opens the input: a file of one line, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Seal the output with the password in this file
    #[arg(long, value_name = "FILE")]
    pub protect_file: Option<PathBuf>,
    /// Replace every page by its picture, with the text that stays put over it invisibly
    #[arg(long)]
    pub raster: bool,
    /// How the width of what goes is hidden, for it tells names
    #[arg(long, value_enum, default_value_t = Hiding::Paragraph)]
    pub width: Hiding,
    /// Replace the output if it exists
    #[arg(long)]
    pub force: bool,
}

/// How the width of what goes is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Hiding {
    /// The paragraph is broken anew around panels of one size
    Paragraph,
    /// Only the line is set anew; where it ends still tells a little
    Line,
    /// Nothing moves; the panel is as wide as what it covers
    Exact,
    /// The panel covers all of its line
    Strict,
}

impl From<Hiding> for Width {
    fn from(hiding: Hiding) -> Self {
        match hiding {
            Hiding::Paragraph => Self::Paragraph,
            Hiding::Line => Self::Line,
            Hiding::Exact => Self::Exact,
            Hiding::Strict => Self::Strict,
        }
    }
}

/// `text`.
#[derive(Debug, Args)]
pub struct Text {
    /// The file
    pub file: PathBuf,
    /// What opens it: a file of one line, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// A command that is not built yet; it takes anything and says so.
#[derive(Debug, Args)]
pub struct Later {
    /// Anything
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    pub rest: Vec<String>,
}
