//! Numbers of documents in the schedule: 3 for a mail or an archive, 3.1 and 3.2 for what it held.
//!
//! Only what is in the pack is counted: a document that is not leaves no gap.

/// The number of each document; `above` is the place of the document that held it, among those before it.
pub(super) fn numbers(above: impl Iterator<Item = Option<usize>>) -> Vec<String> {
    let mut all: Vec<(String, u32)> = Vec::new();
    let mut top = 0;
    for container in above {
        let number = match container.and_then(|at| all.get_mut(at)) {
            Some((number, inside)) => {
                *inside += 1;
                format!("{number}.{inside}")
            }
            None => {
                top += 1;
                format!("{top}")
            }
        };
        all.push((number, 0));
    }
    all.into_iter().map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_document_is_numbered_below_it_and_nothing_leaves_a_gap() {
        let above = [None, Some(0), Some(1), Some(0), None, Some(9), Some(4)];
        assert_eq!(numbers(above.into_iter()), ["1", "1.1", "1.1.1", "1.2", "2", "3", "2.1"]);
    }
}
