//! The keys that somebody chose for the page, kept beside the case: a browser keeps nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::Exit;
use crate::sys::fs::Partial;
use crate::sys::paths;

use super::{No, Review, Told, wrong};

/// Largest file of keys.
const LIMIT: u64 = 64 << 10;
/// Most keys, and longest name of one.
const MOST: usize = 100;

/// Which key does what, and whether keys do anything (WCAG 2.2, 2.1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    on: bool,
    #[serde(default)]
    keys: BTreeMap<String, String>,
}

impl Review {
    /// The keys that were chosen; none were when nothing was kept.
    pub fn keys(&self) -> Told {
        self.look(|desk| {
            let path = desk.folder.join(".blackpanel").join("review.json");
            let kept = paths::read_if_there(&path, LIMIT, Exit::Unchecked).ok().flatten();
            let keys: Option<Keys> = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
            Ok(keys.map_or_else(|| json!({ "on": true, "keys": {} }), |keys| json!(keys)))
        })
    }

    /// Keeps the keys that somebody chose.
    pub fn keep_keys(&self, window: &str, keys: &Keys) -> Told {
        if keys.keys.len() > MOST || keys.keys.iter().any(|(a, k)| a.len() > MOST || k.len() > MOST) {
            return Err(wrong("these are no keys", "choose one for each action"));
        }
        self.change(window, None, |desk| {
            let path = desk.folder.join(".blackpanel").join("review.json");
            let bytes = serde_json::to_vec(keys).unwrap_or_default();
            Partial::write(&path, &bytes, true).and_then(|p| p.publish(true)).map_err(No::Failed)?;
            Ok(json!(keys))
        })
    }
}
