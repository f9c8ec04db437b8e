//! What the requester can do: review by us, the regulator, a court.
//!
//! The internal review *is* the complaint to the controller (Data Protection Act 2018, section 164A):
//! one process, acknowledged within 30 days. It is never made a condition of going to the regulator
//! (section 165) or to a court (section 167).

use crate::case::body::Review;
use crate::case::schema::Nation;
use crate::pack::request::PackRequest;
use crate::pdf::typeset::{Block, Run};

use super::heading;

pub(super) fn rights(request: &PackRequest<'_>) -> Vec<Block> {
    vec![
        heading(2, "If you are unhappy with this response"),
        led("Review by us.", internal_review(request)),
        led("The regulator.", regulator(request)),
        led("A court.", court(request.facts.nation).to_owned()),
    ]
}

fn led(lead: &str, text: String) -> Block {
    Block::Paragraph(vec![Run::bold(lead), Run::plain(format!(" {text}"))])
}

fn internal_review(request: &PackRequest<'_>) -> String {
    let (body, review) = (request.body, &request.body.review);
    let reviewer_responded = request.facts.reviewer_responded || body.officer.role == review.reviewer;
    let by = if reviewer_responded {
        format!("Our {} carries it out.", review.alternate)
    } else {
        let Review { reviewer, alternate, .. } = review;
        format!(
            "Our {reviewer} carries it out, or our {alternate} if the first of them gave you this response."
        )
    };
    format!(
        "You can ask us to look again at how we dealt with your request, for example at what we withheld or \
         at whether we found everything. This internal review is also how we deal with a complaint about \
         data protection (Data Protection Act 2018, section 164A). {by} Write to {} or use the form at {}. We \
         will acknowledge your complaint within 30 days, look into it without undue delay, keep you informed \
         and tell you the outcome.",
        review.email, review.form
    )
}

fn regulator(request: &PackRequest<'_>) -> String {
    let regulator = &request.body.regulator;
    format!(
        "You can complain to the {} (Data Protection Act 2018, section 165): {}; telephone {}; {}.",
        regulator.name, regulator.web, regulator.phone, regulator.address
    )
}

/// Section 167, and the courts of section 180.
fn court(nation: Nation) -> &'static str {
    match nation {
        Nation::EnglandAndWales | Nation::NorthernIreland => {
            "You can ask the county court or the High Court to order us to comply with the law (Data \
             Protection Act 2018, section 167)."
        }
        Nation::Scotland => {
            "You can ask the sheriff court or the Court of Session to order us to comply with the law (Data \
             Protection Act 2018, section 167)."
        }
    }
}
