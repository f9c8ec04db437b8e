//! The nearest of the names that exist to the one that was written, for hints.

/// The nearest candidate to `written`, if one is near enough to be meant.
pub(super) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_by(written, candidates, |c| c)
}

/// As [`nearest`], for candidates that carry more than their name.
pub(super) fn nearest_by<'a, T>(
    written: &str,
    candidates: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> &'a str,
) -> Option<T> {
    let written = written.trim().to_lowercase();
    let scored = candidates.into_iter().map(|c| {
        let score = strsim::damerau_levenshtein(&written, &name(&c).to_lowercase());
        (score, c)
    });
    let (score, best) = scored.min_by_key(|(score, _)| *score)?;
    (score <= (written.chars().count() / 3).max(1)).then_some(best)
}

/// The nearest candidate as a hint, or `otherwise`.
pub(super) fn hint<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    nearest(written, candidates).map_or_else(|| otherwise.to_owned(), |n| format!("did you mean \"{n}\"?"))
}
