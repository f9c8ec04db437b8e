//! Why it exists: Margaret is also Maggie and Peggy. The list is compiled in (`data/nicknames.txt`:
//! a name and its short forms a line). It says which forms belong together, never whose they are.

use std::collections::HashMap;
use std::sync::OnceLock;

const LIST: &str = include_str!("data/nicknames.txt");

/// The other forms of a folded forename, in both directions.
pub(crate) fn forms(name: &str) -> &'static [&'static str] {
    static TABLE: OnceLock<HashMap<&str, Vec<&str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in LIST.lines() {
            let mut words = line.split(' ');
            let Some(full) = words.next() else { continue };
            for short in words {
                table.entry(full).or_default().push(short);
                table.entry(short).or_default().push(full);
            }
        }
        table
    });
    table.get(name).map_or(&[], Vec::as_slice)
}

/// Whether both are short forms of one longer name, like Bill and Will: who is called one is hardly called
/// the other.
pub(crate) fn siblings(a: &str, b: &str) -> bool {
    let longer = |full: &&&str| full.len() > a.len().max(b.len()) && forms(b).contains(*full);
    a != b && forms(a).iter().any(|full| longer(&full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_lead_to_full_ones_and_back() {
        assert!(forms("margaret").contains(&"peggy"));
        assert!(forms("peggy").contains(&"margaret"));
        assert!(forms("qqq").is_empty());
        assert!(siblings("bill", "will") && !siblings("william", "will"));
    }
}
