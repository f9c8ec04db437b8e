//! The ledger, the request log, the clock, the register of exemptions, the receipt: what is kept of a
//! request, and when it is due.
//!
//! Nothing here holds removed text or a password. The receipt may travel; everything else is internal.

pub mod check;
pub mod clock;
pub mod ledger;
pub mod manifest;
pub mod receipt;
pub mod register;
pub mod request;
pub mod retention;
pub mod seal;
pub mod sign;
pub mod state;
pub mod stats;
#[cfg(test)]
mod testing;

pub use check::{Checked, check};
pub use clock::{Clock, clock};
pub use ledger::{Event, Ledger};
pub use receipt::{Counts, PicturedPages, ReceiptFacts, SentFile, Widths, receipt, receipt_anew};
pub use register::{Row, register};
pub use request::History;
pub use seal::seal;
pub use sign::{Sign, SignState, is_drawn, sign_state};
pub use state::State;
