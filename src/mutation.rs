//! What removes, by name, so that a test can switch off one at a time: then the judge must fail the file.
//!
//! A stripper that nobody misses is a rule that is missing. There is no switch in the program: outside
//! of tests every question is answered `false` when it is compiled. A new stripper gets a line here,
//! asks [`is_off`] where it strips, and gets a fixture in `pipeline/tests/mutants.rs`.

macro_rules! strippers {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Everything that `burn` and `sanitise` strip.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Stripper {
            $($(#[$doc])* $name,)*
        }

        #[cfg(test)]
        impl Stripper {
            /// All of them: none can be left out of the test.
            pub(crate) const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

strippers! {
    /// Glyphs under a panel.
    Glyphs,
    /// Glyphs that no reader sees.
    Hidden,
    /// Subpaths under a panel.
    Subpaths,
    /// Samples of pictures under a panel.
    Samples,
    /// Shadings under a panel.
    Shadings,
    /// Glyphs whose procedure paints under a panel.
    Strays,
    /// Keys of the catalog.
    CatalogKeys,
    /// Keys of pages.
    PageKeys,
    /// Keys of the trailer.
    TrailerKeys,
    /// Marked content with its properties.
    MarkedContent,
    /// Resources that no content names.
    Resources,
    /// Objects that nothing reaches.
    Unreachable,
    /// Codes of `ToUnicode` that are not shown.
    ToUnicode,
    /// Widths of codes that are not shown.
    Widths,
    /// Names of codes that are not shown.
    Differences,
    /// Glyph procedures of codes that are not shown.
    Procedures,
    /// Outlines of glyphs that are not shown.
    Programs,
}

/// Whether a test has switched this stripper off on this thread.
#[cfg(not(test))]
#[inline]
pub(crate) const fn is_off(_: Stripper) -> bool {
    false
}

/// Whether a test has switched anything off: then the proofs that `burn` and `sanitise` make of
/// themselves keep silent, so that the judge is the one who notices.
#[cfg(not(test))]
#[inline]
pub(crate) const fn any_is_off() -> bool {
    false
}

/// What is switched off on this thread, to be so where other threads do a part of the work.
#[cfg(not(test))]
pub(crate) const fn carried() -> Carried {
    Carried
}

/// Nothing: there is no switch in the program.
#[cfg(not(test))]
#[derive(Clone, Copy)]
pub(crate) struct Carried;

#[cfg(not(test))]
impl Carried {
    /// Does something with the same switched off.
    #[allow(clippy::unused_self, reason = "there is something in it in tests only")]
    #[inline]
    pub(crate) fn around<T>(self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

#[cfg(test)]
pub(crate) use testing::{any_is_off, carried, is_off, without};

#[cfg(test)]
mod testing {
    use std::cell::Cell;

    use super::Stripper;

    thread_local! {
        static OFF: Cell<Option<Stripper>> = const { Cell::new(None) };
    }

    pub(crate) fn is_off(stripper: Stripper) -> bool {
        OFF.get() == Some(stripper)
    }

    pub(crate) fn any_is_off() -> bool {
        OFF.get().is_some()
    }

    /// What is switched off, for another thread.
    #[derive(Clone, Copy)]
    pub(crate) struct Carried(Option<Stripper>);

    pub(crate) fn carried() -> Carried {
        Carried(OFF.get())
    }

    impl Carried {
        pub(crate) fn around<T>(self, work: impl FnOnce() -> T) -> T {
            without(self.0, work)
        }
    }

    /// Does something with one stripper switched off, and then all is as it was.
    pub(crate) fn without<T>(stripper: Option<Stripper>, work: impl FnOnce() -> T) -> T {
        let before = OFF.replace(stripper);
        let done = work();
        OFF.set(before);
        done
    }
}
