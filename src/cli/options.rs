//! From what was typed to what the pipeline takes: pages, boxes, kinds and patterns are parsed here,
//! so that a slip of the keyboard ends with exit 2 before anything is read.

use std::str::FromStr;

use crate::diag::{Place, Secret};
use crate::error::{Error, Result};
use crate::find::Kind;
use crate::geom::Rect;
use crate::pipeline::{
    Answers, BuildOptions, Deleted, Listed, RedactOptions, ReportForm, ReviewOptions, ReviewRole,
    VerifyOptions, Who,
};
use crate::review::ServeOptions;

use super::args::{self, Build, Decide, DeletedMark, FailOn, Format, List, Redact, Review, Verify};

/// `build`'s options.
pub(super) fn build(args: Build) -> Result<BuildOptions> {
    if args.accept_proposed && args.draft {
        let hint = "choose --accept-proposed (everything proposed, not reviewed) or --draft";
        return Err(usage("--accept-proposed and --draft cannot be used together", hint));
    }
    if args.new_password && args.password_file.as_deref() == Some(std::path::Path::new("-")) {
        let hint = "put the present password into a file; the new one is read from standard input";
        return Err(usage("--new-password cannot read both passwords from standard input", hint));
    }
    Ok(BuildOptions {
        case: args.case,
        out: args.out,
        password_file: args.password_file,
        accept_proposed: args.accept_proposed,
        draft: args.draft,
        force: args.force,
        new_password: args.new_password,
    })
}

/// `review`'s options.
pub(super) fn review(args: Review) -> (ReviewOptions, ServeOptions) {
    let role = match args.role {
        args::ReviewRole::Reviewer => ReviewRole::Reviewer,
        args::ReviewRole::Checker => ReviewRole::Checker,
    };
    let who = Who { name: args.actor, role };
    let serve = ServeOptions { port: args.port, browser: !args.no_open };
    (ReviewOptions { case: args.case, who, read_only: args.read_only }, serve)
}

/// What `list` shows.
pub(super) fn listed(args: &List) -> Listed {
    match args {
        List { pdf: Some(dir), .. } => Listed::Marked(dir.clone()),
        List { conflicts: true, .. } => Listed::Conflicts,
        List { around: true, .. } => Listed::Around,
        List { check: true, .. } => Listed::Check,
        _ => Listed::Findings,
    }
}

/// `decide`'s options.
pub(super) fn answers(args: Decide) -> Answers {
    let deleted = args.deleted.map(|deleted| match deleted {
        DeletedMark::Keep => Deleted::Keep,
        DeletedMark::Leave => Deleted::Leave,
    });
    let (marks, looked_at) = (args.marks, args.looked_at);
    Answers { case: args.case, from: args.from, deleted, marks, looked_at, actor: args.actor }
}

/// `verify`'s options.
pub(super) fn verify(args: Verify) -> VerifyOptions {
    let form = match args.format {
        Format::Human => ReportForm::Human,
        Format::Json => ReportForm::Json,
        Format::Sarif => ReportForm::Sarif,
        Format::Junit => ReportForm::Junit,
    };
    VerifyOptions {
        paths: args.pdfs,
        terms: args.terms,
        ocr: args.ocr,
        strict: args.strict,
        password_file: args.password_file,
        form,
        output: args.output,
        baseline: args.baseline,
        warnings_fail: args.fail_on == FailOn::Warning,
        explain: args.explain,
    }
}

/// `redact`'s options.
pub(super) fn redact(args: Redact) -> Result<RedactOptions> {
    let kinds = args.kind.iter().map(|k| kind(k)).collect::<Result<Vec<_>>>()?;
    let boxes = args.boxes.iter().map(|b| region(b)).collect::<Result<Vec<_>>>()?;
    let regexes = args.regex.iter().map(|r| pattern(r)).collect::<Result<Vec<_>>>()?;
    if args.text.iter().any(|t| t.trim().is_empty()) {
        return Err(usage("--text is empty", "name the text to redact"));
    }
    Ok(RedactOptions {
        input: args.input,
        output: args.output,
        texts: args.text.into_iter().map(Secret::new).collect(),
        regexes,
        kinds,
        names: args.names,
        boxes,
        looked_at: args.looked_at.as_deref().map(pages).transpose()?,
        password_file: args.password_file,
        protect_file: args.protect_file,
        raster: args.raster,
        width: args.width.into(),
        force: args.force,
    })
}

fn usage(what: &str, hint: &str) -> Error {
    Error::usage(Place::default(), what, hint)
}

fn kind(name: &str) -> Result<Kind> {
    Kind::from_str(name).map_err(|known| usage("--kind names no kind that is known", &known.to_string()))
}

fn pattern(text: &str) -> Result<regex::Regex> {
    if text.is_empty() {
        return Err(usage("--regex is empty", "name the pattern to redact"));
    }
    regex::RegexBuilder::new(text)
        .size_limit(4 << 20)
        .build()
        .map_err(|_| usage("--regex is no regular expression that can be used", "test it on a small file"))
}

/// `PAGE:x0,y0,x1,y1`, display space.
fn region(text: &str) -> Result<(u32, Rect)> {
    let wrong = || usage("--box is not PAGE:x0,y0,x1,y1", "such as --box 1:72,90,200,110");
    let (page, corners) = text.split_once(':').ok_or_else(wrong)?;
    let page: u32 = page.trim().parse().map_err(|_| wrong())?;
    let numbers: Vec<f64> = corners
        .split(',')
        .map(|n| n.trim().parse())
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| wrong())?;
    let [x0, y0, x1, y1] = numbers[..] else { return Err(wrong()) };
    if page == 0 || !numbers.iter().all(|n| n.is_finite()) {
        return Err(wrong());
    }
    if x0 >= x1 || y0 >= y1 {
        let hint = "x0 must be less than x1 and y0 less than y1, from the top left corner";
        return Err(usage("--box has no area", hint));
    }
    Ok((page, Rect::new(x0, y0, x1, y1)))
}

/// `1,3-5`, or `all` as the empty list.
fn pages(text: &str) -> Result<Vec<u32>> {
    if text.trim() == "all" {
        return Ok(vec![]);
    }
    let wrong = || usage("--looked-at names no pages", "such as --looked-at 1,3-5 or --looked-at all");
    let mut found = vec![];
    for part in text.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let from: u32 = from.trim().parse().map_err(|_| wrong())?;
        let to: u32 = to.trim().parse().map_err(|_| wrong())?;
        if from == 0 || from > to || to > 100_000 {
            return Err(wrong());
        }
        found.extend(from..=to);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_a_page_and_four_numbers() {
        assert_eq!(region("2:1,2.5,30,40").expect("a box"), (2, Rect::new(1.0, 2.5, 30.0, 40.0)));
        for wrong in ["", "1", "0:1,2,3,4", "1:1,2,3", "1:3,2,1,4", "1:1,2,1,4", "1:a,2,3,4", "1:1,2,inf,4"] {
            assert!(region(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn pages_are_numbers_and_ranges() {
        assert_eq!(pages("1,3-5").expect("pages"), [1, 3, 4, 5]);
        assert_eq!(pages("all").expect("pages"), [] as [u32; 0]);
        for wrong in ["", "0", "5-3", "x", "1-999999999"] {
            assert!(pages(wrong).is_err(), "{wrong}");
        }
    }
}
