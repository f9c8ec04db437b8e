//! What is kept of a case: the ledger, the register of what was removed, the receipt that may travel.
//!
//! The ledger is confidential and may hold what an officer typed. The register holds no removed text;
//! the receipt holds nothing of the documents, not even their names or hashes.

pub mod ledger;
pub mod receipt;
pub mod register;
pub mod state;

pub use ledger::{Event, EventType, Ledger, Torn, Who};
pub use state::State;
