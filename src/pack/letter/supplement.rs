//! The annex: supplementary information, UK GDPR, Article 15(1)(a) to (h) with (ea), and 15(2), from the body's facts.

use crate::pack::request::PackRequest;
use crate::pdf::typeset::Block;

use super::{bullets, heading};

pub(super) fn annex(request: &PackRequest<'_>) -> Vec<Block> {
    let (body, facts) = (request.body, &request.body.processing);
    let whose = if request.facts.on_behalf_of.is_some() { "this" } else { "your" };
    let mut blocks = vec![
        Block::PageBreak,
        heading(1, &format!("Annex: how we use {whose} personal information")),
        Block::text(format!(
            "You are also entitled to the following information (UK GDPR, Article 15). Our full privacy notice \
             is at {}. Our data protection officer is: {}, {}.",
            body.controller.privacy, body.protection_officer.name, body.protection_officer.contact
        )),
    ];
    let listed = [
        ("Why we use it", &facts.purposes),
        ("Our lawful basis", &facts.basis),
        ("The kinds of information we use", &facts.categories),
        ("Who has received or will receive it", &facts.recipients),
        ("How long we keep it", &facts.retention),
        ("Where we obtained it", &facts.sources),
    ];
    for (title, items) in listed {
        blocks.extend([heading(2, title), bullets(items)]);
    }
    blocks.extend([
        heading(2, "Your rights"),
        Block::text(format!(
            "You can ask us to correct information that is wrong or incomplete, to erase it, or to restrict what \
             we do with it, and you can object to our using it. {} You can complain to us and to the \
             {}, as our letter explains.",
            facts.rights, body.regulator.name
        )),
        heading(2, "Automated decisions, and transfers to other countries"),
        Block::text(format!("{} {}", facts.automated, facts.transfers)),
    ]);
    blocks
}
