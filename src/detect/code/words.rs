//! Which packs of rules a text can have a use of at all: those of which a rule's own word stands in it.
//!
//! A gate names a library; many texts have it and use nothing, and to parse is a hundred times the work of a look at the
//! words. Every name that a rule looks for ends in a word that a use of it must spell, under its own name or where it is
//! given another.

use std::collections::HashMap;

use super::packs::library;
use super::rule::{Pack, Position, Rule};
use crate::registry;

/// Words of rules, in small letters.
///
/// A word belongs to *signs*: the first ones are the packs themselves, and a rule that holds only where an argument of a
/// certain name is there has one for its own words and one for that name.
pub struct Words {
    packs: usize,
    /// Signs by whole words.
    whole: HashMap<Vec<u8>, Vec<usize>>,
    /// Beginnings of words by sign, sorted; none begins with another.
    beginnings: Vec<(usize, Vec<Vec<u8>>)>,
    /// The first bytes of all beginnings.
    initials: [bool; 256],
    /// What is seen of the beginning: packs with a rule that no word tells.
    seen: Vec<bool>,
    /// A pack, and the two signs that both have to be seen.
    pairs: Vec<(usize, usize, usize)>,
    longest: usize,
}

impl Words {
    /// Collects the words of `packs`.
    pub fn new(packs: &[Pack]) -> Self {
        let mut words = Self {
            packs: packs.len(),
            whole: HashMap::new(),
            beginnings: Vec::new(),
            initials: [false; 256],
            seen: vec![false; packs.len()],
            pairs: Vec::new(),
            longest: 0,
        };
        for (pack, rules) in packs.iter().enumerate().map(|(pack, one)| (pack, &one.rules)) {
            for rule in rules.iter().filter(|rule| !rule.nothing) {
                let sign = words.sign_of(pack, rule);
                let qualified = rule.call.iter().chain(&rule.mention).chain(&rule.assign);
                let plain = rule.method.iter().chain(&rule.key);
                qualified.chain(plain).for_each(|name| words.add(name, sign));
            }
        }
        for (_, stems) in &mut words.beginnings {
            stems.sort();
            stems.dedup_by(|later, earlier| later.starts_with(earlier));
        }
        words
    }

    /// The sign that a rule's words are: its pack, or an own one where an argument has to be there by its name.
    fn sign_of(&mut self, pack: usize, rule: &Rule) -> usize {
        let needed = rule.when.iter().find_map(|condition| {
            let is_there = !condition.is.is_empty() || condition.given == Some(true);
            condition.argument.as_ref().filter(|_| is_there).and_then(names)
        });
        let Some(needed) = needed else { return pack };
        let own = self.seen.len();
        self.seen.extend([false, false]);
        self.pairs.push((pack, own, own + 1));
        needed.iter().for_each(|name| self.add(name, own + 1));
        own
    }

    fn add(&mut self, name: &str, sign: usize) {
        if let Some(library) = library(name) {
            registry::functions_of(library).for_each(|function| self.add(&function, sign));
            return;
        }
        let (name, is_beginning) =
            name.strip_suffix('*').map_or((name, false), |stem| (stem, true));
        let last = name.rsplit('.').find(|part| !part.is_empty()).unwrap_or_default();
        // A stem that ends at a separator leaves the word before it whole.
        let is_beginning = is_beginning && name.ends_with(last);
        let mut runs = last.split(|c: char| !is_of_word(u32::from(c)));
        let word = if is_beginning { runs.next_back() } else { runs.max_by_key(|run| run.len()) };
        let word = word.unwrap_or_default().to_ascii_lowercase().into_bytes();
        if word.is_empty() {
            self.seen[sign] = true;
        } else if is_beginning {
            self.initials[usize::from(word[0])] = true;
            match self.beginnings.iter_mut().find(|(of, _)| *of == sign) {
                Some((_, stems)) => stems.push(word),
                None => self.beginnings.push((sign, vec![word])),
            }
        } else {
            self.longest = self.longest.max(word.len());
            let signs = self.whole.entry(word).or_default();
            if !signs.contains(&sign) {
                signs.push(sign);
            }
        }
    }

    /// Closes the packs that no word of `text` belongs to.
    pub fn narrow(&self, text: &[u8], open: &mut [bool]) {
        let mut seen = self.seen.clone();
        let mut lower = Vec::new();
        for word in text.split(|byte| !is_of_word(u32::from(*byte))) {
            if word.is_empty() {
                continue;
            }
            lower.clear();
            lower.extend(word.iter().map(u8::to_ascii_lowercase));
            let whole = if lower.len() > self.longest { None } else { self.whole.get(&lower) };
            let mut is_new = false;
            for sign in whole.into_iter().flatten() {
                is_new |= !std::mem::replace(&mut seen[*sign], true);
            }
            let may_begin = self.initials[usize::from(lower[0])];
            for (sign, stems) in self.beginnings.iter().filter(|_| may_begin) {
                if !seen[*sign] && begins(stems, &lower) {
                    seen[*sign] = true;
                    is_new = true;
                }
            }
            if is_new && (0..self.packs).all(|pack| !open[pack] || self.is_seen(&seen, pack)) {
                return;
            }
        }
        open.iter_mut().enumerate().for_each(|(pack, open)| *open &= self.is_seen(&seen, pack));
    }

    fn is_seen(&self, seen: &[bool], pack: usize) -> bool {
        let both =
            |(of, one, other): &(usize, usize, usize)| *of == pack && seen[*one] && seen[*other];
        seen[pack] || self.pairs.iter().any(both)
    }
}

/// The names of an argument that has no other position.
fn names(position: &Position) -> Option<Vec<&str>> {
    match position {
        Position::At(_) => None,
        Position::Named(name) => Some(vec![name]),
        Position::Either(all) => {
            all.iter().map(names).collect::<Option<Vec<_>>>().map(|all| all.concat())
        }
    }
}

/// Whether a word begins with one of sorted stems. As none begins with another, only the last of those that sort before
/// the word can be it.
fn begins(stems: &[Vec<u8>], word: &[u8]) -> bool {
    let before = stems.partition_point(|stem| stem.as_slice() <= word);
    before.checked_sub(1).is_some_and(|last| word.starts_with(&stems[last]))
}

/// Whether a character or byte is part of a word; what is not ASCII is.
fn is_of_word(character: u32) -> bool {
    character >= 0x80
        || u8::try_from(character).is_ok_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
