//! The rules that a scan goes by: those that ship, and a user's own before them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use super::pack_file;
use super::packs::{Rules, every_shipped, shipped_for};
use super::rule::Pack;
use crate::model::SpannedError;

/// Rules of all languages.
#[derive(Default)]
pub struct RuleSet {
    /// Of the languages that a user's packs are about; the others go by what ships.
    languages: BTreeMap<String, Rules>,
    own: Vec<Pack>,
}

/// The rules that ship, alone.
pub static SHIPPED_RULES: RuleSet = RuleSet { languages: BTreeMap::new(), own: Vec::new() };

impl RuleSet {
    /// The rules of a language.
    #[must_use]
    pub fn of(&self, language: &str) -> &Rules {
        self.languages.get(language).unwrap_or_else(|| shipped_for(language))
    }

    /// A user's packs.
    #[must_use]
    pub fn own(&self) -> &[Pack] {
        &self.own
    }

    /// A user's packs, then those that ship.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        let replaced = |id: &str| self.own.iter().any(|own| own.id == id);
        self.own.iter().chain(every_shipped().iter().filter(move |pack| !replaced(&pack.id)))
    }

    /// A user's packs with those that ship. The user's come first: where both know a call, theirs counts.
    fn with(own: Vec<Pack>) -> Self {
        let mut set = Self { languages: BTreeMap::new(), own };
        let languages: BTreeSet<&String> =
            set.own.iter().flat_map(|pack| &pack.languages).collect();
        let mut all = BTreeMap::new();
        for language in languages {
            let of = set.packs().filter(|pack| pack.languages.contains(language)).cloned();
            let of = of.map(Arc::new);
            all.insert(language.clone(), Rules::new(of.collect(), language));
        }
        set.languages = all;
        set
    }
}

/// A gate automaton of thousands of patterns tells nobody anything.
impl fmt::Debug for RuleSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.own.iter().map(|pack| &pack.id)).finish()
    }
}

/// What a pack may do that has the id of one that ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameId {
    /// Nothing: it is refused.
    Refused,
    /// Stand in its place, as where a pack that ships is worked on.
    Replaces,
}

/// A user's packs on their way to a [`RuleSet`].
pub struct OwnPacks {
    same_id: SameId,
    packs: Vec<Pack>,
    rules: usize,
    /// The pack of each rule that is there.
    taken: HashMap<String, String>,
}

impl OwnPacks {
    /// Most packs of a user.
    pub const MOST: usize = 500;
    /// Most rules of a user.
    pub const MOST_RULES: usize = 20_000;

    /// None yet.
    #[must_use]
    pub fn new(same_id: SameId) -> Self {
        Self { same_id, packs: Vec::new(), rules: 0, taken: HashMap::new() }
    }

    /// Ids that are taken before the first pack. Nobody asks where there is none: the packs that ship are then not read
    /// before a file wants them.
    fn taken_by_shipped(same_id: SameId) -> HashMap<String, String> {
        let ids =
            |pack: &'static Pack| pack.rules.iter().map(|rule| (rule.id.clone(), pack.id.clone()));
        // What is replaced may give ids away, to packs that are read before it too.
        let shipped = match same_id {
            SameId::Refused => every_shipped(),
            SameId::Replaces => &[],
        };
        shipped.iter().flat_map(ids).collect()
    }

    /// Reads and adds the pack in a file called `stem`.
    ///
    /// # Errors
    /// What [`pack_file::read`] says of it, an id that is taken, or more than may be; with its place in the text.
    pub fn add(&mut self, stem: &str, text: &str) -> Result<&Pack, SpannedError> {
        let pack = pack_file::read(stem, text)?;
        let fault = |word: &str, message: String, help: &str| {
            // Ids are kebab-case, so that this is where it stands.
            let start = text.find(&format!("\"{word}\"")).unwrap_or(0);
            Err(SpannedError::new(message, start..start + word.len() + 2).help(help))
        };
        let ships = every_shipped().iter().any(|shipped| shipped.id == pack.id);
        if ships && self.same_id == SameId::Refused {
            let message = format!("a pack `{}` comes with y2q", pack.id);
            return fault(&pack.id, message, "give this one another id and file name");
        }
        if self.packs.iter().any(|known| known.id == pack.id) {
            let message = format!("there are two packs `{}`", pack.id);
            return fault(&pack.id, message, "give one of them another id and file name");
        }
        if self.packs.is_empty() {
            self.taken = Self::taken_by_shipped(self.same_id);
        }
        self.rules += pack.rules.len();
        if self.packs.len() >= Self::MOST || self.rules > Self::MOST_RULES {
            let message = format!("more than {} packs or {} rules", Self::MOST, Self::MOST_RULES);
            return fault(&pack.id, message, "leave out what the estate does not use");
        }
        for rule in &pack.rules {
            match self.taken.insert(rule.id.clone(), pack.id.clone()) {
                Some(other) if other != pack.id => {
                    let message = format!("the pack `{other}` has a rule `{}`", rule.id);
                    return fault(&rule.id, message, "give this one another id");
                }
                _ => {}
            }
        }
        self.packs.push(pack);
        // It was just pushed.
        Ok(&self.packs[self.packs.len() - 1])
    }

    /// The rules of all packs.
    #[must_use]
    pub fn finish(self) -> RuleSet {
        RuleSet::with(self.packs)
    }
}

#[cfg(test)]
mod tests {
    use super::{OwnPacks, SameId};

    fn pack(id: &str, rule: &str) -> String {
        format!(
            "id = \"{id}\"\nlanguages = [\"python\"]\nlibrary = \"Acme\"\ndocs = \"x\"\ngate = [\"acme\"]\n\
             [[rule]]\nid = \"{rule}\"\ncall = [\"acme.new\"]\nalgorithm = \"AES\"\n"
        )
    }

    #[test]
    fn an_id_that_is_taken_is_refused_where_it_stands() {
        let mut own = OwnPacks::new(SameId::Refused);
        own.add("acme", &pack("acme", "acme-new")).unwrap();
        let fault = own.add("acme", &pack("acme", "acme-other")).unwrap_err();
        assert_eq!(fault.message, "there are two packs `acme`");
        let text = pack("second", "acme-new");
        let fault = own.add("second", &text).unwrap_err();
        assert_eq!(fault.message, "the pack `acme` has a rule `acme-new`");
        assert_eq!(fault.line(&text), 7);
        let fault = own.add("python-hashlib", &pack("python-hashlib", "new")).unwrap_err();
        assert_eq!(fault.message, "a pack `python-hashlib` comes with y2q");
        let mut replacing = OwnPacks::new(SameId::Replaces);
        replacing.add("python-hashlib", &pack("python-hashlib", "new")).unwrap();
        let set = replacing.finish();
        assert_eq!(set.packs().filter(|pack| pack.id == "python-hashlib").count(), 1);
        assert_eq!(set.packs().count(), super::every_shipped().len());
    }
}
