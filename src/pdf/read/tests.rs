//! Promises of the conversion, on files made by code.
