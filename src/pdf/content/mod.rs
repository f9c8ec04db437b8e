//! The content stream (ISO 32000-2, 7.8.2): lexer, operator table, graphics state, the one interpreter, the emitter.
