//! Many cases: one bad case never stops or touches another. Not yet built; the command says so.
