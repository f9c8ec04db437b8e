//! The ledger, the register of exemptions, the receipt: what is kept of a request.
//!
//! Nothing here holds removed text or a password. The receipt may travel; the other two are internal.

pub mod ledger;
pub mod receipt;
pub mod register;
pub mod state;

pub use ledger::{Event, Ledger};
pub use receipt::{Counts, PicturedPages, ReceiptFacts, receipt, receipt_anew};
pub use register::{Row, register};
pub use state::State;
