//! Blackpanel turns a case folder into one disclosure pack in which nothing removed can be got back.
//!
//! # The tour
//!
//! ```text
//! case folder → case → load → text → find → decide → burn → sanitise → pack → protect → verify → record
//! ```
//!
//! | module | takes → gives |
//! |---|---|
//! | [`case`] | folder → `Case`: the schema, people, the exemptions register, the body's facts |
//! | [`load`] | file → `NormalForm`s: one file per kind; the worker that alone opens strangers' files |
//! | [`pdf`] | bytes ↔ object model: conversion, fonts, images, the one interpreter, the emitter, typesetting |
//! | [`text`] | page → `PageText`: glyphs to words, lines, reading order |
//! | [`find`] | `PageText` → `Finding`s: people, identifiers, dictionaries, propagation |
//! | [`decide`] | findings + people + answers → `Plan`; a human answer always wins |
//! | [`burn`] | `Plan` → `Burned`: glyphs never emitted, pixels overwritten, panels drawn; or a page as its picture |
//! | [`sanitise`] | `Burned` → `Sanitised`: what is no longer used goes, in fonts letter by letter; the allow-list is asserted |
//! | [`pack`] | `Sanitised`s → `Pack`: letter, schedule, key, stamps, bookmarks, merge |
//! | [`letter`] | templates and facts → letters of a request's life, held to the law by a linter; text, HTML, e-mail |
//! | [`protect`] | `Pack` → `SealedPack`: AES-256, pass-phrases |
//! | [`verify`] | file → `Verified`, or the list of leaks; with eyes of its own |
//! | [`record`] | the ledger, the register, the receipt |
//! | [`render`], [`ocr`] | page → picture; picture → words, by `tesseract` |
//! | [`office`] | cleaned Office file → pages, by LibreOffice; HEIC → picture; locked in |
//! | [`review`], [`cli`], [`show`] | the local page; arguments → options; output and escaping |
//! | [`pipeline`], [`batch`] | the only file that names every stage; many cases |
//! | [`geom`], [`diag`], [`error`] | leaves: measures, problems, exit codes |
//! | [`mutation`] | what strips, by name: a test switches each off, and `verify` must notice |
//! | [`sys`] | file system, clock, randomness, child processes: nowhere else |
//!
//! # What holds
//!
//! * A stage uses the *types* of earlier stages, never their functions; only `pipeline` sequences;
//!   `verify` uses none of `pdf`, `text`, `burn`, `sanitise`, `pack`. `tests/architecture.rs` checks.
//! * A stranger's file is opened in a worker process only; everything after `load` opens normal forms.
//! * `Burned` needs a `Plan`, only `verify` makes a `Verified`, a final file name needs a `Verified`.

pub mod batch;
pub mod burn;
pub mod case;
pub mod cli;
pub mod decide;
pub mod diag;
pub mod error;
pub mod find;
pub mod geom;
pub mod letter;
pub mod load;
pub mod mutation;
pub mod ocr;
pub mod office;
pub mod pack;
pub mod pdf;
pub mod pipeline;
pub mod protect;
pub mod record;
pub mod render;
pub mod review;
pub mod sanitise;
pub mod show;
pub mod sys;
pub mod text;
pub mod verify;
