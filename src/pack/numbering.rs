//! The numbers of documents: 3, and 3.1, 3.2 for what was attached to it.
//!
//! A document whose container is not in the pack has a number of its own: no gap shows what is held back.

use super::PackDocument;

/// The number of each document, in order.
pub(super) fn numbers(documents: &[PackDocument]) -> Vec<String> {
    let containers = documents.iter().map(|d| d.inside);
    let mut counts = vec![0_u32; documents.len()];
    let (mut top, mut all) = (0, Vec::<String>::new());
    for (index, inside) in containers.enumerate() {
        let container = inside.filter(|c| *c < index);
        let counted = container.and_then(|c| Some((all.get(c)?.clone(), counts.get_mut(c)?)));
        all.push(match counted {
            Some((outer, count)) => {
                *count += 1;
                format!("{outer}.{count}")
            }
            None => {
                top += 1;
                top.to_string()
            }
        });
    }
    all
}
