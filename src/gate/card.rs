//! One migration card: what to do about one sort of finding in one language or server.

use serde::Deserialize;

use super::item::{Item, Kind};

/// A card. A key that it does not know is a fault of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Stem of its file: what `y2q explain` calls it by.
    #[serde(skip)]
    pub id: String,
    /// What is found, in a line.
    pub title: String,
    /// What to use instead, as the end of a sentence that begins with "use".
    pub instead: String,
    /// Which findings it is for; one is enough.
    pub applies: Vec<Applies>,
    /// What the language or server can do today.
    pub state: Vec<State>,
    /// The change itself.
    pub change: Change,
    /// How to see that it is done.
    pub verify: Verify,
    /// How to go back.
    pub rollback: String,
    /// Where all that is written.
    pub sources: Vec<String>,
}

/// Findings of one detector.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// The detector.
    pub detector: String,
    /// Rules of the detector; none stands for all.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Families as [`Item::rule`] has them; none stands for all.
    #[serde(default)]
    pub families: Vec<String>,
    /// What is wrong with the use; none stands for whatever was read.
    #[serde(default)]
    pub kinds: Vec<Kind>,
}

/// One sentence about support, and where it is from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The sentence, with the version.
    pub says: String,
    /// Who says so.
    pub source: String,
    /// The source was not read itself, or does not say it in so many words.
    #[serde(default)]
    pub needs_check: bool,
}

/// A fragment before and after.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Name of a file that the fragments may stand in.
    pub file: String,
    /// What is found.
    pub before: String,
    /// What may stand in between, while peers are not ready; still found.
    pub meanwhile: Option<String>,
    /// What is not found any more.
    pub after: String,
    /// Whether it is found still, because what was changed cannot be seen where it is found.
    #[serde(default)]
    pub found_after: bool,
    /// What else must be known to do it.
    pub note: Option<String>,
}

/// A command and what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// The command.
    pub command: String,
    /// What it shows when the change is done.
    pub shows: String,
}

impl Card {
    /// Reads the card in the file called `stem`.
    ///
    /// # Errors
    /// It is no TOML, lacks a key, or has one that no card has.
    pub fn read(stem: &str, text: &str) -> Result<Self, toml::de::Error> {
        let card: Self = toml::from_str(text)?;
        Ok(Self { id: stem.to_owned(), ..card })
    }

    /// Whether it is for that finding.
    #[must_use]
    pub fn applies_to(&self, item: &Item) -> bool {
        item.kind != Kind::Unread && self.applies.iter().any(|applies| applies.to(item))
    }
}

impl Applies {
    fn to(&self, item: &Item) -> bool {
        let (detector, rule) = item.seen_by.split_once('/').unwrap_or((item.seen_by.as_str(), ""));
        let names = |list: &[String], name: &str| list.is_empty() || list.iter().any(|n| n == name);
        self.detector == detector
            && names(&self.rules, rule)
            && names(&self.families, &item.family)
            && (self.kinds.is_empty() || self.kinds.contains(&item.kind))
    }
}
