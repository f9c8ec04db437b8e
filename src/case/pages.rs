//! Lists of pages or rows as people write them: `2-3,5`, counted from 1.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A list of numbers from 1, as `2-3,5`; written as that string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageList(Vec<RangeInclusive<u32>>);

/// What is written is no list of pages: say so with an example (`2-3,5`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPageList;

impl PageList {
    /// Whether the list holds a number.
    #[must_use]
    pub fn contains(&self, page: u32) -> bool {
        self.0.iter().any(|r| r.contains(&page))
    }

    /// The largest number of the list.
    #[must_use]
    pub fn last(&self) -> u32 {
        self.0.iter().map(|r| *r.end()).max().unwrap_or(0)
    }
}

impl FromStr for PageList {
    type Err = NotAPageList;

    fn from_str(text: &str) -> Result<Self, NotAPageList> {
        let number = |t: &str| t.trim().parse().ok().filter(|n: &u32| *n > 0).ok_or(NotAPageList);
        let range = |part: &str| {
            let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
            let (from, to) = (number(from)?, number(to)?);
            if from <= to { Ok(from..=to) } else { Err(NotAPageList) }
        };
        text.split(',').map(range).collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<String> for PageList {
    type Error = NotAPageList;

    fn try_from(text: String) -> Result<Self, NotAPageList> {
        text.parse()
    }
}

impl From<PageList> for String {
    fn from(list: PageList) -> Self {
        list.to_string()
    }
}

impl fmt::Display for NotAPageList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no list of pages")
    }
}

impl fmt::Display for PageList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, r) in self.0.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            if r.start() == r.end() {
                write!(f, "{comma}{}", r.start())?;
            } else {
                write!(f, "{comma}{}-{}", r.start(), r.end())?;
            }
        }
        Ok(())
    }
}

impl FromIterator<u32> for PageList {
    /// Numbers in ascending order, runs joined.
    fn from_iter<I: IntoIterator<Item = u32>>(pages: I) -> Self {
        let mut runs: Vec<RangeInclusive<u32>> = Vec::new();
        for page in pages {
            match runs.last_mut() {
                Some(run) if run.end().checked_add(1) == Some(page) => *run = *run.start()..=page,
                _ => runs.push(page..=page),
            }
        }
        Self(runs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_people_write_them() {
        let list: PageList = " 2-3, 5".parse().expect("a list");
        assert_eq!((1..=6).filter(|p| list.contains(*p)).collect::<Vec<_>>(), [2, 3, 5]);
        assert_eq!((list.to_string().as_str(), list.last()), ("2-3,5", 5));
        for wrong in ["", "0", "3-2", "a", "1,,2", "1-", "-1"] {
            assert_eq!(wrong.parse::<PageList>(), Err(NotAPageList), "{wrong}");
        }
        assert_eq!([1, 2, 4].into_iter().collect::<PageList>().to_string(), "1-2,4");
    }
}
