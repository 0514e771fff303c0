/// How a room words the faults that every table can have.
pub trait Wording {
    /// What is wanted where something other than text stands.
    const TEXT: &'static str;
    /// What to do about blank text, where that needs saying.
    const BLANK: Option<&'static str>;

    /// Says that `what` is of the TOML type `is` where `wanted` belongs.
    fn mistyped(what: &str, wanted: &str, is: &str) -> String;

    /// Says which words are `known` where the unknown `word` stands, and which was probably meant.
    fn choice(word: &str, known: &[&str]) -> String;
}

/// The closest of `known`, when no more than a third of its letters differ.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|other| (strsim::damerau_levenshtein(word, other), other))
        .filter(|(distance, other)| distance * 3 <= other.len().max(word.len()))
        .min()
        .map(|(_, other)| other)
}
