//! Where rules put what they find: a report with a cap per rule and one shape for every place.

use super::limits;
use super::{PanelWidth, Report, RuleId, Severity, Violation};
use crate::diag::Place;
use crate::geom::Rect;

/// Where a violation is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Spot {
    /// Page, from 1.
    pub(crate) page: Option<u32>,
    /// Object number.
    pub(crate) object: Option<u32>,
    /// Display space.
    pub(crate) area: Option<Rect>,
    /// Byte offset.
    pub(crate) offset: Option<u64>,
}

impl Spot {
    /// On a page.
    pub(crate) fn page(page: u32, area: Rect) -> Self {
        Self { page: Some(page), area: Some(area), ..Self::default() }
    }

    /// In an object.
    pub(crate) fn object(number: u32) -> Self {
        Self { object: Some(number), ..Self::default() }
    }
}

/// What rules have found so far.
#[derive(Debug)]
pub(crate) struct Findings<'a> {
    report: &'a mut Report,
}

impl<'a> Findings<'a> {
    /// Adds to a report.
    pub(crate) fn new(report: &'a mut Report) -> Self {
        Self { report }
    }

    /// Something that can be got back.
    pub(crate) fn error(&mut self, rule: &'static str, spot: Spot, what: &str, hint: &str) {
        self.add(rule, Severity::Error, spot, what, hint);
    }

    /// Something that a person should look at.
    pub(crate) fn warning(&mut self, rule: &'static str, spot: Spot, what: &str, hint: &str) {
        self.add(rule, Severity::Warning, spot, what, hint);
    }

    /// Something that could not be checked (R900).
    pub(crate) fn unchecked(&mut self, spot: Spot, what: &str, hint: &str) {
        self.add("R900", Severity::NotChecked, spot, what, hint);
    }

    /// An error in a file of ours, where nothing of the kind may be; a warning in a stranger's.
    pub(crate) fn stranger(&mut self, ours: bool, rule: &'static str, spot: Spot, what: &str, hint: &str) {
        self.add(rule, if ours { Severity::Error } else { Severity::Warning }, spot, what, hint);
    }

    /// What the width of a panel says.
    pub(crate) fn width(&mut self, width: PanelWidth) {
        self.report.widths.push(width);
    }

    fn add(&mut self, rule: &'static str, severity: Severity, spot: Spot, what: &str, hint: &str) {
        let rule = RuleId(rule);
        let mut place = Place::file(self.report.name.clone());
        (place.page, place.object, place.offset) = (spot.page, spot.object, spot.offset);
        let violation = Violation {
            rule,
            severity,
            place,
            area: spot.area,
            what: what.to_owned(),
            hint: hint.to_owned(),
        };
        let same = self.report.violations.iter().filter(|v| v.rule == rule && v.severity == severity);
        if same.clone().any(|v| *v == violation) {
            return;
        }
        if same.count() < limits::PER_RULE {
            self.report.violations.push(violation);
        } else {
            *self.report.omitted.entry(rule.0).or_default() += 1;
        }
    }
}
