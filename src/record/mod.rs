//! The ledger, the register of redactions, the receipt.
