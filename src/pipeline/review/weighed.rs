//! What is weighed of a whole case and costs more than a glance: where texts stand besides, the request log, the seal
//! of a signature, and from these what stops a build.
//!
//! It is made when somebody asks first, and let go by the next decision: deciding does not wait for it.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::decide::conflict::{Conflict, elsewhere};
use crate::diag::Problem;
use crate::error::Error;
use crate::record::{self, History};

use super::super::{gates, residue};
use super::desk::Desk;

/// See the module.
pub(super) struct Weighed {
    more: Vec<Conflict>,
    seal: String,
    history: Result<History, Error>,
}

impl Desk {
    fn weighed(&self) -> &Weighed {
        self.weighed.get_or_init(|| {
            let documents = residue::documents(&self.gathered, &self.searched);
            let accepted = self.state.accepted.as_slice();
            let what = (&self.searched.found, self.decided.choices.as_slice(), accepted);
            Weighed {
                more: elsewhere(&self.occurrences, &documents, what, self.decided.preview()),
                seal: record::seal(&self.sealed.0, &self.sealed.1, &self.ledger),
                history: History::of(&self.ledger),
            }
        })
    }

    /// Texts that go and can be read in more places.
    pub(super) fn more(&self) -> &[Conflict] {
        &self.weighed().more
    }

    /// The seal of sources as they were when the case was opened, and of decisions as they are.
    pub(super) fn seal(&self) -> &str {
        &self.weighed().seal
    }

    /// How far the case is with its second person.
    pub(super) fn sign(&self) -> Value {
        let history = self.weighed().history.as_ref();
        history.map_or(Value::Null, |h| json!(record::sign_state(h, self.seal())))
    }

    /// What stops a build: what is not decided, and every open gate; as `build` says it.
    pub(super) fn blockers(&self, today: Date) -> Vec<Problem> {
        let plan = self.decided.plan(&self.folder.to_string_lossy()).err();
        let gates = match &self.weighed().history {
            Ok(history) => gates::still_open(
                (&self.folder, today, &self.key),
                (&self.gathered.case.file, history),
                self.seal(),
                (&self.searched.found, &self.decided),
            ),
            Err(error) => Some(error.clone()),
        };
        plan.into_iter().chain(gates).flat_map(|e| e.problems).collect()
    }
}
