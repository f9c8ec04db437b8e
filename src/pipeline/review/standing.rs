//! How far a review is, and whether a window may write: what the page asks for again and again.

use serde_json::{Value, json};

use crate::ocr::Engine;
use crate::show::Watch;

use super::{Review, Stage, Told, tell};

impl Review {
    /// Everything the page shows, or with `brief` without its long lists.
    pub fn state(&self, window: &str, brief: bool) -> Told {
        self.refresh();
        let mut state = match &*self.stage() {
            Stage::Open(desk) => desk.state(self.env.today(), brief),
            _ => json!({ "rev": 0 }),
        };
        let (Value::Object(beat), Some(map)) = (self.beat(window)?, state.as_object_mut()) else {
            return Ok(Value::Null);
        };
        map.extend(beat);
        map.insert("schema".into(), 1.into());
        map.insert("actor".into(), self.options.who.name.as_str().into());
        map.insert("role".into(), self.options.who.role.word().into());
        map.insert("ocr".into(), if Engine::find().is_there() { "here" } else { "missing" }.into());
        Ok(state)
    }

    /// Whether the case is there, and whether this window may write.
    pub fn beat(&self, window: &str) -> Told {
        let (mode, rev, reading, failed) = match &*self.stage() {
            Stage::Start => ("start", 0, Value::Null, Value::Null),
            Stage::Reading(watch) => ("reading", 0, reading(watch), Value::Null),
            Stage::Failed(error) => (
                "failed",
                0,
                Value::Null,
                error.problems.iter().map(tell::problem).collect::<Vec<_>>().into(),
            ),
            Stage::Open(desk) => ("review", desk.rev(), Value::Null, Value::Null),
        };
        let why = self.read_only(window);
        Ok(json!({ "mode": mode, "rev": rev, "reading": reading, "failed": failed,
            "read_only": why.is_some(), "read_only_why": why,
            "build": if self.is_building() { self.progress()? } else { Value::Null } }))
    }

    /// Why a window only looks; none when it holds the pen.
    pub(super) fn read_only(&self, window: &str) -> Option<&'static str> {
        if self.options.read_only {
            return Some("asked");
        }
        if self.is_building() {
            return Some("build");
        }
        if let Stage::Open(desk) = &*self.stage()
            && !desk.is_held()
        {
            return Some("process");
        }
        (!self.seat().hears(window)).then_some("window")
    }
}

fn reading(watch: &Watch) -> Value {
    let step = watch.step();
    let (what, done, total) = step.map_or(("opening the case", 0, 0), |s| (s.what, s.done, s.total));
    json!({ "what": what, "done": done, "total": total })
}
