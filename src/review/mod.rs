//! The local review page. Not yet built; the command says so.
