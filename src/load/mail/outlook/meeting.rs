//! When and where a meeting is, from the properties of its message (MS-OXOCAL, 2.2.1).
//!
//! Properties without a number of their own are found by the list of names of the file.

use super::frame::in_words;
use super::properties::Properties;
use super::store::Store;

const START: u16 = 0x0060;
const END: u16 = 0x0061;

/// Properties of meetings by their long number (MS-OXPROPS).
const LOCATION: u32 = 0x8208;
const START_WHOLE: u32 = 0x820d;
const END_WHOLE: u32 = 0x820e;

/// Where named properties begin.
const FIRST_NAMED: u16 = 0x8000;

/// The lines of a meeting; none of other messages.
pub(super) fn lines(store: &Store, message: &Properties<'_>, class: &str) -> Vec<(&'static str, String)> {
    if !class.starts_with("ipm.appointment") && !class.starts_with("ipm.schedule.meeting") {
        return Vec::new();
    }
    let time = |number: u16, named: u32| {
        let own = id(store, named).and_then(|id| message.time(id));
        own.or_else(|| message.time(number)).map(|time| in_words(&time))
    };
    let all = [
        ("Begins", time(START, START_WHOLE)),
        ("Ends", time(END, END_WHOLE)),
        ("Where", id(store, LOCATION).and_then(|id| message.text(id))),
    ];
    all.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

/// The number that this file gives to a named property (MS-OXMSG, 2.2.3.1.2).
fn id(store: &Store, long: u32) -> Option<u16> {
    let entries = store.get("/__nameid_version1.0/__substg1.0_00030102")?.as_chunks::<8>().0;
    entries.iter().find_map(|[a, b, c, d, kind, _, index, index2]| {
        let is_number = kind & 1 == 0 && u32::from_le_bytes([*a, *b, *c, *d]) == long;
        is_number.then(|| FIRST_NAMED.checked_add(u16::from_le_bytes([*index, *index2])))?
    })
}
