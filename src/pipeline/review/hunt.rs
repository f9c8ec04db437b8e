//! Search over the text of a case, by the same matcher as `redact`: folded, over line breaks, or a pattern.
//!
//! What it meets is a place, not a decision: the page decides about places by their boxes.

use serde_json::{Value, json};

use crate::decide::Verdict;
use crate::decide::alikes::{Alike, alikes};
use crate::diag::Secret;
use crate::find::{self, Finding, RedactRules};
use crate::geom::Rect;
use crate::text::PageText;

use super::super::residue;
use super::desk::Desk;
use super::{No, Review, Search, Told, missing, sheets, wrong};

/// Matches that one answer holds.
const MOST: usize = 5_000;
/// Longest thing that is sought, in characters.
const LONGEST: usize = 500;
/// Most memory of a pattern.
const PATTERN: usize = 4 << 20;

impl Review {
    /// Where words stand.
    pub fn search(&self, asked: &Search) -> Told {
        let query = asked.query.trim();
        if query.is_empty() || query.chars().count() > LONGEST {
            return Err(wrong("nothing is sought, or too much", "write up to 500 characters"));
        }
        let rules = rules(query, asked.regex)?;
        self.look(|desk| {
            let met = find::select(&desk.searched.texts, &rules, &desk.key);
            let fits =
                |f: &&Finding| !asked.whole_word || desk.page_of(f).is_some_and(|(_, p)| is_whole(p, f));
            let fitting: Vec<&Finding> = met.iter().filter(fits).collect();
            let told: Vec<Value> = fitting.iter().take(MOST).filter_map(|f| desk.told(f)).collect();
            Ok(json!({ "count": fitting.len(), "more": fitting.len() > MOST, "matches": told }))
        })
    }

    /// Words that are left and look like names that go, as matches of a search; each with the name and how often it goes.
    pub fn alikes(&self) -> Told {
        self.look(|desk| {
            let documents = residue::documents(&desk.gathered, &desk.searched);
            let (found, choices) = (&desk.searched.found, &desk.decided.choices);
            let list = alikes(&documents, found, choices, desk.decided.preview());
            let told: Vec<Value> = list.iter().filter_map(|a| desk.alike(a)).collect();
            Ok(json!({ "count": told.len(), "more": false, "matches": told }))
        })
    }

    /// The words of a page with their boxes.
    pub fn page(&self, n: u32) -> Told {
        self.look(|desk| {
            let lost = || missing("there is no such page");
            let (document, page) = desk.sheets.at(n).ok_or_else(lost)?;
            let text = desk.sheets.text(&desk.searched.texts, n).ok_or_else(lost)?;
            let (width, height) = text.geometry.display_size();
            let word = |w: sheets::Word| {
                let [x0, y0, x1, y1] = w.rect.rounded();
                json!([x0, y0, x1, y1, w.text, w.line])
            };
            let words: Vec<Value> = sheets::words(text).into_iter().map(word).collect();
            let beside = |n: &u32| desk.sheets.at(*n).is_some_and(|(d, _)| d == document);
            let shows: Vec<u32> = [n.saturating_sub(1), n + 1].into_iter().filter(beside).collect();
            Ok(json!({ "n": n, "document": document, "page": page, "width": width, "height": height, "words": words,
                "shows": shows }))
        })
    }

    /// The panels that would be burned on a page as things are decided now, where they will lie: setting a
    /// paragraph anew moves them, so the page is burned.
    pub fn panels(&self, n: u32) -> Told {
        let target = self.look(|desk| desk.target(n))?;
        let drawn = target.panels();
        self.look(|desk| {
            let (document, page) = desk.sheets.at(n).ok_or_else(|| missing("there is no such page"))?;
            let id = desk.id_of(document);
            let plan = desk.decided.preview().documents.iter().find(|p| p.document == id);
            let mine = plan.into_iter().flat_map(|p| &p.panels).filter(|p| p.page == page);
            let at = |index: usize| match &drawn {
                Some(drawn) => drawn.iter().find(|d| d.index == index).map(|d| d.rect),
                None => mine.clone().nth(index).map(|p| p.rect),
            };
            let shown = mine.clone().enumerate().filter_map(|(index, p)| Some((p, at(index)?)));
            let panels: Vec<Value> = shown
                .map(|(p, rect)| {
                    json!({ "rect": rect.rounded(), "mark": p.mark, "exemption": p.exemption, "finding": p.finding,
                        "settled": p.settled })
                })
                .collect();
            let withheld = desk.withheld(n).map(|w| json!({ "exemption": w.exemption, "by": w.by, "at": w.at }));
            Ok(json!({ "rev": desk.rev(), "n": n, "in_pack": plan.is_some_and(|p| p.has(page)), "withheld": withheld,
                "panels": panels }))
        })
    }
}

impl Desk {
    fn page_of(&self, finding: &Finding) -> Option<(u32, &PageText)> {
        let n = self.sheets.number(finding.document, finding.page);
        Some((n, self.sheets.text(&self.searched.texts, n)?))
    }

    fn alike(&self, alike: &Alike) -> Option<Value> {
        let n = self.sheets.number(alike.document, alike.page);
        let page = self.sheets.text(&self.searched.texts, n)?;
        let (before, after) = sheets::beside(page, &alike.chars);
        let text: String =
            page.text.chars().skip(alike.chars.start as usize).take(alike.chars.len()).collect();
        let boxes: Vec<[f64; 4]> = alike.boxes.iter().map(Rect::rounded).collect();
        Some(json!({ "n": n, "before": before, "text": text, "after": after, "boxes": boxes, "findings": [],
            "decision": null, "like": alike.name.expose(), "times": alike.times }))
    }

    fn told(&self, met: &Finding) -> Option<Value> {
        let (n, page) = self.page_of(met)?;
        let (before, after) = sheets::around(page, met);
        let here = self.findings_on(n).iter().filter_map(|i| {
            let finding = self.searched.found.findings.get(*i)?;
            let meets = finding.chars.start < met.chars.end && met.chars.start < finding.chars.end;
            meets.then_some((finding, self.decided.choices.get(*i)?))
        });
        let here: Vec<_> = here.collect();
        let goes = |(f, c): &(&Finding, &crate::decide::Choice)| {
            let covers = f.chars.start <= met.chars.start && met.chars.end <= f.chars.end;
            covers && c.settled.as_ref().is_some_and(|s| s.verdict == Verdict::Redact)
        };
        let decision = here.iter().any(goes).then_some(Verdict::Redact);
        let ids: Vec<&str> = here.iter().map(|(f, _)| f.id.0.as_str()).collect();
        let boxes: Vec<[f64; 4]> = met.anchor.boxes.iter().map(Rect::rounded).collect();
        Some(
            json!({ "n": n, "before": before, "text": met.text.expose(), "after": after, "boxes": boxes, "findings": ids,
            "decision": decision }),
        )
    }
}

fn rules(query: &str, pattern: bool) -> Result<RedactRules, No> {
    if !pattern {
        return Ok(RedactRules { texts: vec![Secret::new(query)], ..RedactRules::default() });
    }
    let compiled = regex::RegexBuilder::new(query).size_limit(PATTERN).case_insensitive(true).build();
    let hint = "leave the pattern off to search for the words as they are";
    let regex = compiled.map_err(|_| wrong("this is no pattern that can be used", hint))?;
    Ok(RedactRules { regexes: vec![regex], ..RedactRules::default() })
}

/// Whether no letter or digit stands right before or after.
fn is_whole(page: &PageText, met: &Finding) -> bool {
    let beside = |at: Option<u32>| at.and_then(|at| page.text.chars().nth(at as usize));
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_word(beside(met.chars.start.checked_sub(1))) && !is_word(beside(Some(met.chars.end)))
}
