//! Which packs of rules a text can have a use of at all: those of which a rule's own word stands in it.
//!
//! A gate names a library; many texts have it and use nothing, and to parse is a hundred times the work of a look at the
//! words. Every name that a rule looks for ends in a word that a use of it must spell, under its own name or where it is
//! given another.

mod commands;
mod containers;
mod secrets;
mod sieve;
mod stands;

use std::borrow::Cow;
use std::sync::Arc;

use commands::Met;
use containers::{containers, first_given, import_of, last_word, package_of};
use foldhash::HashMap;
use sieve::{LOWER, Sieve};
use stands::{Known, Stands, are_options, is_program, without_probes};

use super::names_secret::sounds_secret;
use super::packs::library;
use super::rule::{Pack, Position, Rule};
use super::source_text::is_generated;
use crate::detect::literals::Literals;
use crate::registry;

/// Words of rules, in small letters.
///
/// A word belongs to *signs*: the first ones are the packs themselves, and a rule that holds only where an argument of a
/// certain name is there has one for its own words and one for that name.
///
/// Whether a file is read at all is asked more sharply: `Cipher.getInstance` is in no file without the word `Cipher`,
/// and `getInstance` alone is in many. A file that is read is read with every pack of which a word stands in it, for
/// what it uses may be made in another file.
pub struct Words {
    packs: usize,
    is_go: bool,
    is_shell: bool,
    /// Signs by whole words.
    whole: HashMap<Vec<u8>, Vec<Whole>>,
    /// Beginnings of words by sign, sorted; none begins with another; and how those words stand.
    beginnings: Vec<(usize, Vec<Vec<u8>>)>,
    begun: Stands,
    /// Programs by sign.
    programs: Vec<(usize, Vec<u8>)>,
    /// What rules are for, where they are for something.
    purposes: Vec<String>,
    /// Options of one letter by sign.
    letters: Vec<(usize, u8)>,
    /// Libraries by sign, of whose functions one has to be there.
    libraries: Vec<(usize, String)>,
    /// What most words of a text are not.
    sieve: Sieve,
    /// What is seen of the beginning: packs with a rule that no word tells.
    seen: Vec<bool>,
    /// A pack, and the two signs that both have to be seen.
    pairs: Vec<(usize, usize, usize)>,
    /// Signs of programs of a shell, and of options that have to stand in a command of theirs.
    in_commands: Vec<(usize, usize)>,
    /// The sign of OpenSSL's program and those of words behind it.
    subcommands: Vec<(usize, usize)>,
    /// What has to be seen for one of the rules.
    needed: Vec<Needed>,
    /// Signs of containers, and of the names in them by pack, container, needed argument and whether for secrets only.
    containers: HashMap<Container, usize>,
    contained: HashMap<(usize, [Option<usize>; 2], bool), usize>,
    /// Paths of imports, and their signs.
    paths: Literals,
    of_paths: Vec<usize>,
}

/// A sign that a whole word is of.
#[derive(PartialEq, Eq)]
struct Whole {
    sign: usize,
    /// The word as it has to be spelled, where that matters.
    spelled: Option<Box<[u8]>>,
    stands: Stands,
}

/// What a name is in, as its users must spell it.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Container {
    /// By a word.
    Word(Vec<u8>),
    /// By the name of a program, or a variable that begins with it.
    Program(Vec<u8>),
    /// By the path of an import.
    Path(String),
}

/// The signs that have to be seen for rules of a pack.
struct Needed {
    pack: usize,
    /// Of the names.
    names: usize,
    /// Of what they are in.
    container: Option<usize>,
    /// Of an argument that goes by its name.
    argument: Option<usize>,
    /// Whether what gets the value has to sound like a secret.
    secret: bool,
}

/// Languages in which a file may use what it does not name: through headers, and by names that lowering gives.
const UNNAMED: [&str; 2] = ["cpp", "solidity"];
/// Languages in which a name has one spelling, whoever uses it.
const EXACT: [&str; 9] =
    ["go", "java", "javascript", "kotlin", "python", "ruby", "scala", "tsx", "typescript"];

impl Words {
    /// Collects the words of `packs` for files of a language.
    pub fn new(packs: &[Arc<Pack>], language: &str) -> Self {
        let mut words = Self {
            packs: packs.len(),
            is_go: language == "go",
            is_shell: language == "shell",
            whole: HashMap::default(),
            beginnings: Vec::new(),
            begun: Stands::of_other(language),
            programs: Vec::new(),
            letters: Vec::new(),
            purposes: Vec::new(),
            libraries: Vec::new(),
            sieve: Sieve::new(),
            seen: vec![false; packs.len()],
            pairs: Vec::new(),
            in_commands: Vec::new(),
            subcommands: Vec::new(),
            needed: Vec::new(),
            containers: HashMap::default(),
            contained: HashMap::default(),
            paths: Literals::new::<&str>([]),
            of_paths: Vec::new(),
        };
        let openssl = words.seen.len();
        words.seen.push(false);
        if words.is_shell {
            words.whole_word(b"openssl", openssl, (false, Stands::Command));
        }
        for (index, pack) in packs.iter().enumerate() {
            let is_of =
                |some: &[&str]| pack.languages.iter().any(|one| some.contains(&one.as_str()));
            let (is_unnamed, is_shell) = (is_of(&UNNAMED), is_of(&["shell"]));
            let is_openssl = |name: &String| name.starts_with("openssl.");
            let is_openssl =
                is_shell && pack.rules.iter().all(|rule| rule.call.iter().all(is_openssl));
            let is_exact = pack.languages.iter().all(|one| EXACT.contains(&one.as_str()));
            for rule in pack.rules.iter().filter(|rule| !rule.nothing) {
                let (sign, argument) = words.sign_of(index, rule, language);
                words.purposes.extend(rule.purpose.iter().cloned());
                let given = first_given(rule);
                let of_call = |name: &str| match Stands::of_call(language, name) {
                    Stands::Function(_) => Stands::Function(given.clone()),
                    other => other,
                };
                let called = rule.call.iter().map(|name| (name, of_call(name)));
                let set = rule.assign.iter().map(|name| (name, Stands::of_field(language)));
                let methods = rule.method.iter().map(|name| (name, Stands::of_method(language)));
                let others = rule.mention.iter().chain(&rule.key);
                let others = others.map(|name| (name, Stands::of_other(language)));
                for (name, stands) in called.chain(set).chain(methods).chain(others) {
                    words.add(name, sign, (false, Stands::Anyhow));
                    // Its subcommands tell that a program set elsewhere is this one.
                    let is_unnamed = is_unnamed || is_shell && name.starts_with("openssl.");
                    for word in containers(rule, name, is_unnamed) {
                        let path = match () {
                            () if is_of(&["go"]) => import_of(name),
                            () if is_of(&["javascript"]) => package_of(name),
                            () => None,
                        };
                        let container = word.map(|word| match path {
                            Some(path) => Container::Path(path),
                            _ if is_shell => Container::Program(word),
                            _ => Container::Word(word),
                        });
                        let is_secret =
                            rule.secret || is_of(&["javascript"]) && !rule.purpose.is_empty();
                        let rule = (index, argument, is_secret);
                        let sign = words.sign_in(rule, container, (language, is_exact));
                        // Subcommands are what variables hold in many ways.
                        let is_program = !name.contains(['.', '*']) && longest(name).is_some();
                        let of_program = argument.filter(|_| is_shell && is_program);
                        words.in_commands.extend(of_program.map(|option| (sign, option)));
                        if is_openssl {
                            words.subcommands.push((openssl, sign));
                        }
                        // Subcommands are no variables.
                        let is_exact = is_exact || is_shell && name.contains('.');
                        words.add(name, sign, (is_exact, stands.clone()));
                    }
                }
            }
        }
        for (_, stems) in &mut words.beginnings {
            stems.sort();
            stems.dedup_by(|later, earlier| later.starts_with(earlier));
        }
        let paths = words.containers.iter().filter_map(|(container, sign)| match container {
            Container::Path(path) => Some((path.clone(), *sign)),
            _ => None,
        });
        let (paths, of_paths): (Vec<String>, Vec<usize>) = paths.unzip();
        words.paths = Literals::new(paths);
        words.of_paths = of_paths;
        words
    }

    /// The sign that a rule's words are: its pack, or an own one where an argument has to be there by its name, and the
    /// sign of that argument.
    fn sign_of(&mut self, pack: usize, rule: &Rule, language: &str) -> (usize, Option<usize>) {
        let needed = rule.when.iter().find_map(|condition| {
            let is_there = !condition.is.is_empty() || condition.given == Some(true);
            condition.argument.as_ref().filter(|_| is_there).and_then(names)
        });
        let Some(needed) = needed else { return (pack, None) };
        let own = self.seen.len();
        self.seen.extend([false, false]);
        self.pairs.push((pack, own, own + 1));
        needed.iter().for_each(|name| self.argument(name, own + 1, language));
        (own, Some(own + 1))
    }

    /// An argument that goes by its name; of one letter, it may stand among others (`-fsSLk`).
    fn argument(&mut self, name: &str, sign: usize, language: &str) {
        let letter = name.strip_prefix('-').filter(|letter| letter.len() == 1);
        match (letter, longest(name)) {
            (Some(letter), _) => self.letters.push((sign, letter.as_bytes()[0])),
            (None, Some(run)) if name.starts_with('-') => {
                let add = |stands| self.whole_word(run.as_bytes(), sign, (false, stands));
                Stands::of_option(name).into_iter().for_each(add);
            }
            _ => self.add(name, sign, (false, Stands::of_field(language))),
        }
    }

    fn add(&mut self, name: &str, sign: usize, (is_exact, stands): (bool, Stands)) {
        if let Some(library) = library(name) {
            for function in registry::functions_of(library) {
                let function = function.to_ascii_lowercase();
                match function.strip_suffix('*') {
                    Some(stem) => self.sieve.add_beginning(stem.as_bytes()),
                    None => self.sieve.add(function.as_bytes()),
                }
            }
            self.libraries.push((sign, library.to_owned()));
            return;
        }
        let (name, is_beginning) =
            name.strip_suffix('*').map_or((name, false), |stem| (stem, true));
        let last = name.rsplit('.').find(|part| !part.is_empty()).unwrap_or_default();
        // A stem that ends at a separator leaves the word before it whole.
        let is_beginning = is_beginning && name.ends_with(last);
        let mut runs = last.split(|c: char| !is_of_word(u32::from(c)));
        let word = if is_beginning { runs.next_back() } else { longest(last) };
        let word = word.unwrap_or_default();
        if word.is_empty() {
            self.seen[sign] = true;
        } else if is_beginning {
            self.beginning(word.to_ascii_lowercase().into_bytes(), sign);
        } else {
            self.whole_word(word.as_bytes(), sign, (is_exact, stands));
        }
    }

    /// The sign of the names of a pack that are in a container, and of which calls have an argument.
    fn sign_in(
        &mut self,
        (pack, argument, secret): (usize, Option<usize>, bool),
        container: Option<Container>,
        (language, is_exact): (&str, bool),
    ) -> usize {
        let container = container.map(|container| {
            let next = self.seen.len();
            let sign = *self.containers.entry(container.clone()).or_insert(next);
            if sign == next {
                self.seen.push(false);
                match container {
                    Container::Word(word) => {
                        let stands = Stands::of_container(language, &word);
                        self.whole_word(&word, sign, (is_exact, stands));
                    }
                    Container::Program(word) => {
                        let word = word.to_ascii_lowercase();
                        self.sieve.add_beginning(&word);
                        self.programs.push((sign, word));
                    }
                    Container::Path(_) => {}
                }
            }
            sign
        });
        let next = self.seen.len();
        let sign = *self.contained.entry((pack, [container, argument], secret)).or_insert(next);
        if sign == next {
            self.seen.push(false);
            self.needed.push(Needed { pack, names: sign, container, argument, secret });
        }
        sign
    }

    fn beginning(&mut self, word: Vec<u8>, sign: usize) {
        self.sieve.add_beginning(&word);
        match self.beginnings.iter_mut().find(|(of, _)| *of == sign) {
            Some((_, stems)) => stems.push(word),
            None => self.beginnings.push((sign, vec![word])),
        }
    }

    fn whole_word(&mut self, word: &[u8], sign: usize, (is_exact, stands): (bool, Stands)) {
        let spelled = is_exact.then(|| word.into());
        let word = word.to_ascii_lowercase();
        self.sieve.add(&word);
        let all = self.whole.entry(word).or_default();
        let whole = Whole { sign, spelled, stands };
        if !all.contains(&whole) {
            // Most words have one sign, and there are many words.
            all.reserve_exact(1);
            all.push(whole);
        }
    }

    /// Closes the packs that no word of `text` belongs to; all of them where nothing can be used.
    pub fn narrow(&self, text: &[u8], open: &mut [bool]) {
        let text = &*if self.is_shell { without_probes(text) } else { Cow::Borrowed(text) };
        let mut seen = self.seen.clone();
        self.paths.find(text, |path, _| seen[self.of_paths[path]] = true);
        let mut lower = Vec::new();
        let known = Known::new(text);
        let mut met = Met::new(self.in_commands.iter().chain(&self.subcommands));
        for (start, word) in words_of(text) {
            let place = (start, start + word.len());
            let mut is_new = false;
            if !self.letters.is_empty() && are_options(&text[..start]) {
                for (sign, _) in self.letters.iter().filter(|(_, letter)| word.contains(letter)) {
                    is_new |= !std::mem::replace(&mut seen[*sign], true);
                    met.add(*sign, place);
                }
            }
            let (may_be, may_begin) = self.sieve.lets(word);
            if !may_be && !may_begin && !is_new {
                continue;
            }
            lower.clear();
            lower.extend(word.iter().map(u8::to_ascii_lowercase));
            let whole = if may_be { self.whole.get(&lower) } else { None };
            let is_spelled = |one: &&Whole| one.spelled.as_deref().is_none_or(|own| own == word);
            for one in whole.into_iter().flatten().filter(is_spelled) {
                if (!seen[one.sign] || met.wants(one.sign)) && one.stands.at(&known, place) {
                    is_new |= !std::mem::replace(&mut seen[one.sign], true);
                    met.add(one.sign, place);
                }
            }
            for (sign, stems) in self.beginnings.iter().filter(|_| may_begin) {
                if !seen[*sign] && begins(stems, &lower) && self.begun.at(&known, place) {
                    seen[*sign] = true;
                    is_new = true;
                }
            }
            for (sign, program) in self.programs.iter().filter(|_| may_begin) {
                if !seen[*sign] && is_program(program, word) {
                    seen[*sign] = true;
                    is_new = true;
                }
            }
            let unseen = self.libraries.iter().any(|(sign, _)| !seen[*sign]);
            let of = if unseen { library_of(word) } else { None };
            for (sign, library) in &self.libraries {
                if !seen[*sign] && of == Some(library.as_str()) {
                    seen[*sign] = true;
                    is_new = true;
                }
            }
            if is_new
                && self.in_commands.is_empty()
                && (0..self.packs).all(|pack| !open[pack] || self.is_seen(&seen, pack))
                && self.is_needed(&seen, open, false)
            {
                return;
            }
        }
        met.leave_out(text, &self.in_commands, &self.subcommands, &mut seen);
        open.iter_mut().enumerate().for_each(|(pack, open)| *open &= self.is_seen(&seen, pack));
        // Of a bundle of many files nobody can tell what gets a number.
        let for_secrets = || {
            self.is_needed(&seen, open, true)
                && !is_generated(text)
                && self.may_be_secret(text, &seen, open)
        };
        if !self.is_needed(&seen, open, false) && !for_secrets() {
            open.fill(false);
        }
    }

    /// Whether a word in small letters holds one of what rules are for.
    fn is_for_purpose(&self, lower: &str) -> bool {
        self.purposes.iter().any(|purpose| lower.contains(purpose.as_str()))
    }

    /// Whether what a rule for secrets sees may be one.
    fn may_be_secret(&self, text: &[u8], seen: &[bool], open: &[bool]) -> bool {
        let is_secret = |word: &[u8]| {
            let word = String::from_utf8_lossy(word);
            sounds_secret(&word) || self.is_for_purpose(&word.to_ascii_lowercase())
        };
        let signs: Vec<usize> = self.needing(seen, open, true).map(|rule| rule.names).collect();
        let is_begun = self.beginnings.iter().any(|(sign, _)| signs.contains(sign));
        if !self.is_go || is_begun {
            return words_of(text).any(|(_, word)| is_secret(word));
        }
        let known = Known::new(text);
        let is_generator = |(start, end): (usize, usize)| {
            let word = &text[start..end];
            let all = self.whole.get(&word.to_ascii_lowercase()).into_iter().flatten();
            let mut of_rules = all.filter(|one| signs.contains(&one.sign));
            of_rules.any(|one| {
                one.spelled.as_deref().is_none_or(|own| own == word)
                    && one.stands.at(&known, (start, end))
            })
        };
        secrets::may_be_given(text, is_generator, is_secret)
    }

    /// Whether a rule of an open pack can see a use, of those that are for secrets or of the others.
    fn is_needed(&self, seen: &[bool], open: &[bool], secret: bool) -> bool {
        self.needing(seen, open, secret).next().is_some()
    }

    fn needing(&self, seen: &[bool], open: &[bool], secret: bool) -> impl Iterator<Item = &Needed> {
        let is_seen = |sign: Option<usize>| sign.is_none_or(|sign| seen[sign]);
        self.needed.iter().filter(move |rule| {
            rule.secret == secret
                && open[rule.pack]
                && seen[rule.names]
                && is_seen(rule.container)
                && is_seen(rule.argument)
        })
    }

    fn is_seen(&self, seen: &[bool], pack: usize) -> bool {
        let both =
            |(of, one, other): &(usize, usize, usize)| *of == pack && seen[*one] && seen[*other];
        seen[pack] || self.pairs.iter().any(both)
    }
}

/// The names of an argument that has no other position; what has none of its own goes by a number or in brackets.
fn names(position: &Position) -> Option<Vec<&str>> {
    match position {
        Position::At(_) => None,
        Position::Named(name) if name.starts_with(|c: char| c.is_ascii_digit() || c == '<') => None,
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

/// The longest word of a name that says something.
fn longest(name: &str) -> Option<&str> {
    const COMMON: &[&str] = &["client", "cookie", "create", "node", "object", "session"];
    let runs = name.split(|c: char| !is_of_word(u32::from(c)));
    let is_rare = |run: &str| !COMMON.contains(&run);
    runs.filter(|run| !run.is_empty()).max_by_key(|run| (is_rare(run), run.len()))
}

/// The library of which a word is a function whose name says what it does: types and other functions begin alike.
fn library_of(word: &[u8]) -> Option<&'static str> {
    let function = std::str::from_utf8(word).ok().and_then(registry::function)?;
    Some(function.library)
}

/// The words of a text, each with where it begins.
fn words_of(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = rest.iter().position(|byte| LOWER[usize::from(*byte)] != 0)?;
        let rest = &rest[start..];
        let end = rest.iter().position(|byte| LOWER[usize::from(*byte)] == 0);
        let (begin, length) = (at + start, end.unwrap_or(rest.len()));
        at = begin + length;
        Some((begin, &rest[..length]))
    })
}

/// Whether a character or byte is part of a word; what is not ASCII is.
fn is_of_word(character: u32) -> bool {
    character >= 0x80
        || u8::try_from(character).is_ok_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
