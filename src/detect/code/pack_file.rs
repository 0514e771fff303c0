//! Reading of one pack: its form, then its sense.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::form::{self, choice};
use super::packs::{self, library};
use super::rule::{Pack, Part, Rule, Says};
use crate::model::SpannedError;
use crate::registry;

/// Largest pack that is read, in bytes.
pub const LARGEST: usize = 1 << 20;
/// Longest gate, in bytes.
const LONGEST_GATE: usize = 200;

type Result<T> = std::result::Result<T, SpannedError>;

/// Reads the pack in a file called `stem`.
///
/// # Errors
/// The first fault with its place: no TOML, an unknown key, a value of another type, an id that is not the file's or
/// twice there, a language or table of names that nothing knows, a rule that can match nothing.
pub fn read(stem: &str, text: &str) -> Result<Pack> {
    if text.len() > LARGEST {
        return Err(SpannedError::new(format!("larger than {LARGEST} bytes"), 0..0)
            .help("make several packs of it, one a library"));
    }
    let document = parse(text)?;
    form::check(document.get_ref())?;
    let pack: Pack = toml::from_str(text).map_err(of_toml)?;
    Sense { pack: &pack, places: Places(document.get_ref()) }.check(stem)?;
    Ok(pack)
}

fn parse(text: &str) -> Result<Spanned<DeTable<'_>>> {
    DeTable::parse(text).map_err(of_toml)
}

fn of_toml(error: toml::de::Error) -> SpannedError {
    SpannedError::new(error.message().to_owned(), error.span().unwrap_or(0..0))
}

/// Which examples of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// The one of that number that finds something.
    Hit(usize),
    /// The one of that number that finds nothing.
    Miss(usize),
}

/// 1-based line of an example of the rule of that number in a pack's text.
pub fn line_of(text: &str, rule: usize, example: Example) -> usize {
    let Ok(document) = parse(text) else { return 1 };
    let (list, at) = match example {
        Example::Hit(at) => ("hit", at),
        Example::Miss(at) => ("miss", at),
    };
    let path = [Key::Of("rule"), Key::At(rule), Key::Of(list), Key::At(at), Key::Of("code")];
    let span = Places(document.get_ref()).span(&path);
    SpannedError::new("", span).line(text)
}

/// The text of the rule of that number, with what belongs to it.
pub fn text_of(text: &str, rule: usize) -> &str {
    let Ok(document) = parse(text) else { return "" };
    let places = Places(document.get_ref());
    let begin = |rule| {
        let span = places.span(&[Key::Of("rule"), Key::At(rule)]);
        text[..span.start].rfind('\n').map_or(0, |at| at + 1)
    };
    let rules = match document.get_ref().get("rule").map(Spanned::get_ref) {
        Some(DeValue::Array(rules)) => rules.len(),
        _ => 0,
    };
    let start = begin(rule);
    let end = if rule + 1 < rules { begin(rule + 1) } else { text.len() };
    text.get(start..end).unwrap_or_default().trim()
}

/// A step into a document.
#[derive(Clone, Copy)]
enum Key<'k> {
    Of(&'k str),
    At(usize),
}

struct Places<'t>(&'t DeTable<'t>);

impl Places<'_> {
    /// Where something stands, or else what is around it.
    fn span(&self, path: &[Key<'_>]) -> Range<usize> {
        let (Some(Key::Of(first)), rest) = (path.first(), path.get(1..).unwrap_or_default()) else {
            return 0..0;
        };
        let Some(mut at) = self.0.get(*first) else { return 0..0 };
        for key in rest {
            let inner = match (key, at.get_ref()) {
                (Key::Of(name), DeValue::Table(entries)) => entries.get(*name),
                (Key::At(index), DeValue::Array(items)) => items.get(*index),
                _ => None,
            };
            match inner {
                Some(inner) => at = inner,
                None => break,
            }
        }
        at.span()
    }
}

/// Whether a pack of the right form means something.
struct Sense<'p> {
    pack: &'p Pack,
    places: Places<'p>,
}

impl Sense<'_> {
    fn check(&self, stem: &str) -> Result<()> {
        let pack = self.pack;
        kebab(&pack.id).or_else(|message| self.fault(&[Key::Of("id")], message, None))?;
        if pack.id != stem {
            let help = format!("write `id = \"{stem}\"`, or call the file {}.toml", pack.id);
            return self.fault(&[Key::Of("id")], "the id is not the name of the file", Some(help));
        }
        self.languages()?;
        self.gates()?;
        let mut seen = BTreeSet::new();
        for (at, rule) in pack.rules.iter().enumerate() {
            let id = [Key::Of("rule"), Key::At(at), Key::Of("id")];
            kebab(&rule.id).or_else(|message| self.fault(&id, message, None))?;
            if !seen.insert(&rule.id) {
                let message = format!("there are two rules `{}`", rule.id);
                return self.fault(&id, message, Some("give one of them another id".to_owned()));
            }
            self.rule(at, rule)?;
        }
        Ok(())
    }

    fn fault(
        &self,
        path: &[Key<'_>],
        message: impl Into<String>,
        help: Option<String>,
    ) -> Result<()> {
        let mut fault = SpannedError::new(message, self.places.span(path));
        fault.help = help;
        Err(fault)
    }

    fn languages(&self) -> Result<()> {
        if self.pack.languages.is_empty() {
            return self.fault(
                &[Key::Of("languages")],
                "a pack is about at least one language",
                None,
            );
        }
        let known = languages();
        for (at, language) in self.pack.languages.iter().enumerate() {
            if !known.contains(language.as_str()) {
                let message = format!("there is no language `{}`", language.escape_debug());
                let help = choice(language, &known.iter().copied().collect::<Vec<_>>());
                return self.fault(&[Key::Of("languages"), Key::At(at)], message, Some(help));
            }
        }
        Ok(())
    }

    fn gates(&self) -> Result<()> {
        let help =
            "write the name of the module or package, as it stands in every file that uses it";
        if self.pack.gate.is_empty() {
            let message = "without a gate the pack would never be looked at";
            return self.fault(&[Key::Of("gate")], message, Some(help.to_owned()));
        }
        for (at, gate) in self.pack.gate.iter().enumerate() {
            if gate.len() < 3 || gate.trim().is_empty() || gate.len() > LONGEST_GATE {
                let message = format!("a gate has between 3 and {LONGEST_GATE} bytes");
                let path = [Key::Of("gate"), Key::At(at)];
                return self.fault(&path, message, Some(help.to_owned()));
            }
        }
        Ok(())
    }

    fn rule(&self, at: usize, rule: &Rule) -> Result<()> {
        let here = [Key::Of("rule"), Key::At(at)];
        let matched = [&rule.call, &rule.method, &rule.assign, &rule.mention, &rule.key];
        if matched.iter().all(|names| names.is_empty()) && rule.misuse.is_none() {
            let help =
                "say what it is about: `call`, `method` with `of`, `assign`, `mention` or `key`";
            return self.fault(&here, "the rule can match nothing", Some(help.to_owned()));
        }
        if !rule.method.is_empty() && rule.of.is_empty() {
            let help = "add `of = [\"module.Type\"]`; `of = [\"*\"]` stands for any object";
            let path = [here[0], here[1], Key::Of("method")];
            return self.fault(&path, "methods of which type?", Some(help.to_owned()));
        }
        let lists = [("call", &rule.call), ("mention", &rule.mention)];
        for (list, (index, name)) in lists
            .into_iter()
            .flat_map(|(list, names)| names.iter().enumerate().map(move |name| (list, name)))
        {
            let path = [here[0], here[1], Key::Of(list), Key::At(index)];
            if name.trim_end_matches('*').trim().is_empty() {
                return self.fault(&path, "this would be every function", None);
            }
            if let Some(library) = library(name) {
                let known = registry::function_libraries();
                if known.contains(&library) {
                    continue;
                }
                let message = format!("no functions of `{}` are known", library.escape_debug());
                return self.fault(&path, message, Some(choice(library, &known)));
            }
        }
        self.tables(&here, &rule.says)?;
        for (index, then) in rule.then.iter().enumerate() {
            self.tables(&[here[0], here[1], Key::Of("then"), Key::At(index)], &then.says)?;
        }
        self.examples(&here, rule)
    }

    /// Tables of names that parts are looked up in.
    fn tables(&self, here: &[Key<'_>], says: &Says) -> Result<()> {
        for (key, part) in says.parts() {
            let Part::Taken(taken) = part else { continue };
            let Some(table) = &taken.names else { continue };
            if table != "@functions" && !self.pack.names.contains_key(table) {
                let path: Vec<Key<'_>> =
                    here.iter().copied().chain([Key::Of(key), Key::Of("names")]).collect();
                let message = format!("the pack has no table [names.{table}]");
                let known: Vec<&str> = self.pack.names.keys().map(String::as_str).collect();
                return self.fault(&path, message, Some(choice(table, &known)));
            }
        }
        Ok(())
    }

    fn examples(&self, here: &[Key<'_>; 2], rule: &Rule) -> Result<()> {
        let hits = rule.hit.iter().enumerate().map(|(at, hit)| ("hit", at, &hit.language));
        let misses = rule.miss.iter().enumerate().map(|(at, miss)| ("miss", at, &miss.language));
        for (list, at, language) in hits.chain(misses) {
            if let Some(language) = language
                && !self.pack.languages.contains(language)
            {
                let path = [here[0], here[1], Key::Of(list), Key::At(at), Key::Of("language")];
                return self.fault(&path, "the pack is about other languages", None);
            }
        }
        match rule.hit.iter().position(|hit| hit.finds.is_empty()) {
            Some(at) => {
                let path = [here[0], here[1], Key::Of("hit"), Key::At(at), Key::Of("finds")];
                let help = "code that finds nothing is a [[rule.miss]]".to_owned();
                self.fault(&path, "a hit finds something", Some(help))
            }
            None => Ok(()),
        }
    }
}

fn kebab(id: &str) -> std::result::Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || id.len() > 64 || !id.chars().all(plain) {
        return Err("an id is at most 64 small letters, digits and `-`".to_owned());
    }
    Ok(())
}

/// Every language that rules may be about: compiled in or not.
fn languages() -> &'static BTreeSet<&'static str> {
    static ALL: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let shipped = packs::every_shipped().iter().flat_map(|pack| &pack.languages);
        let compiled = super::LANGUAGES.iter().map(|language| language.id);
        shipped.map(String::as_str).chain(compiled).collect()
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use super::{Example, line_of, read, text_of};

    const GOOD: &str = "id = \"python-acme\"\nlanguages = [\"python\"]\nlibrary = \"Acme\"\n\
                        docs = \"https://acme.example\"\ngate = [\"acme\"]\n\n[[rule]]\nid = \"acme-new\"\n\
                        call = [\"acme.new\"]\nalgorithm = \"AES\"\n\n[[rule.hit]]\ncode = '''import acme\nacme.new()\n\
                        '''\nfinds = [\"AES\"]\n\n[[rule]]\nid = \"acme-two\"\ncall = [\"acme.two\"]\n";

    fn fault(from: &str, to: &str) -> (usize, String) {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let fault = read("python-acme", &text).unwrap_err();
        (fault.line(&text), fault.message)
    }

    #[test]
    fn what_means_nothing_is_told_where_it_stands() {
        read("python-acme", GOOD).unwrap();
        assert_eq!(read("other", GOOD).unwrap_err().message, "the id is not the name of the file");
        let told = |line: usize, message: &str| (line, message.to_owned());
        assert_eq!(fault("\"python\"", "\"pyhton\""), told(2, "there is no language `pyhton`"));
        assert_eq!(fault("[\"acme\"]", "[\"a\"]"), told(5, "a gate has between 3 and 200 bytes"));
        assert_eq!(fault("acme-two", "acme-new"), told(19, "there are two rules `acme-new`"));
        assert_eq!(fault("acme-two", "Acme two").0, 19);
        assert_eq!(fault("call = [\"acme.new\"]\n", "").1, "the rule can match nothing");
        let method = fault("call = [\"acme.new\"]", "method = [\"new\"]");
        assert_eq!(method, told(9, "methods of which type?"));
        let table = fault("\"AES\"", "{ argument = 0, names = \"cipher\" }");
        assert_eq!(table, told(10, "the pack has no table [names.cipher]"));
        assert_eq!(fault("acme.new", "@Acme").1, "no functions of `Acme` are known");
        assert_eq!(fault("finds = [\"AES\"]", "finds = []").1, "a hit finds something");
        assert_eq!(fault("acme.two", "*").1, "this would be every function");
    }

    #[test]
    fn rules_and_examples_are_found_in_the_text() {
        assert_eq!(line_of(GOOD, 0, Example::Hit(0)), 13);
        assert!(text_of(GOOD, 0).starts_with("[[rule]]\nid = \"acme-new\""));
        assert!(text_of(GOOD, 0).ends_with("finds = [\"AES\"]"));
        assert_eq!(text_of(GOOD, 1), "[[rule]]\nid = \"acme-two\"\ncall = [\"acme.two\"]");
    }
}
