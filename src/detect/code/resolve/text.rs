//! Texts that functions and operators of the languages change in a known way.

use super::Resolver;
use crate::detect::code::combine::{joined, text_of};
use crate::detect::code::lower::PASTE;
use crate::detect::code::syntax::{Argument, Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};
use crate::registry;

impl Resolver<'_> {
    /// A text with a part replaced, or cut off as shells do: `${pair%%:*}`, `${pair##*:}`.
    pub(super) fn changed_text(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let of = match &site.module.nodes[callee].kind {
            Kind::Member { of, .. } => Some(*of),
            _ => None,
        };
        let text = |id: Id| match &site.module.nodes[id].kind {
            Kind::Text(text) => Some(text.as_str()),
            _ => None,
        };
        match (name, arguments, of) {
            ("replace" | "Replace" | "//" | "sub" | "gsub", [from, to], Some(of)) => {
                let (from, to) = (text(from.value)?, text(to.value)?);
                Some(self.resolve(&site.at(of)).texts(|text| text.replace(from, to)))
            }
            ("str_replace", [from, to, subject], _) => {
                let (from, to) = (text(from.value)?, text(to.value)?);
                Some(self.resolve(&site.at(subject.value)).texts(|text| text.replace(from, to)))
            }
            ("repeat", [times], Some(of)) => self.repeated(&site.at(of), &site.at(times.value)),
            ("str_repeat", [text, times], _) => {
                self.repeated(&site.at(text.value), &site.at(times.value))
            }
            ("%" | "%%" | "#" | "##", [at], Some(of)) => {
                let at = text(at.value)?;
                Some(self.resolve(&site.at(of)).texts(|text| cut(text, name, at)))
            }
            (PASTE, _, Some(of)) => Some(self.pasted(&site.at(of))),
            // `string.Concat(a, b)` of C#.
            ("Concat", [_, _, ..], Some(of)) if matches!(&site.module.nodes[of].kind, Kind::Name(of) if of.eq_ignore_ascii_case("string")) =>
            {
                let parts = arguments.iter().map(|one| self.resolve(&site.at(one.value)));
                Some(joined(&parts.collect::<Vec<_>>()))
            }
            _ => {
                let left = self.by_letters(site, of?, name, arguments);
                left.or_else(|| self.part_of_text(site, of?, name, arguments))
            }
        }
    }

    /// A part of a text, or a text with another: `name.substring(4)`, `name.removePrefix("x-")`, `a.concat(b)`.
    fn part_of_text(
        &mut self,
        site: &Site,
        of: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        if !PARTS.contains(&name) {
            return None;
        }
        // `strings.TrimPrefix(text, prefix)` of Go.
        let (of, arguments) = match (&site.module.nodes[of].kind, arguments) {
            (Kind::Name(package), [text, rest @ ..]) if package == "strings" => (text.value, rest),
            _ => (of, arguments),
        };
        let object = self.texts_only(&site.at(of))?;
        let given: Vec<Resolved> =
            arguments.iter().take(3).map(|one| self.resolve(&site.at(one.value))).collect();
        if name == "concat" || name == "plus" {
            let parts: Vec<Resolved> = [object].into_iter().chain(given).collect();
            return Some(joined(&parts));
        }
        let single = |(one, argument): (&Resolved, &Argument)| match (
            found_in(site, of, argument.value),
            one.candidates.as_slice(),
        ) {
            (Some(place), _) => Some(place),
            (None, [Candidate { value, .. }]) => Some(Given::Value(value.clone())),
            _ => None,
        };
        let all: Vec<Given> = given.iter().zip(arguments).map(single).collect::<Option<_>>()?;
        let language = self.around.language().id;
        let part_of = |text: &str| {
            let values: Option<Vec<Value>> = all.iter().map(|one| one.in_text(text)).collect();
            part(language, name, text, &values?)
        };
        let of_any = object.candidates.iter().find_map(|one| text_of(&one.value))?;
        part_of(&of_any)?;
        Some(object.texts(|text| part_of(text).unwrap_or_default()))
    }

    /// `"00" * 32`, `'00'.repeat(32)`, `str_repeat("\0", 32)`.
    pub(in crate::detect::code) fn repeated(
        &mut self,
        text: &Site,
        times: &Site,
    ) -> Option<Resolved> {
        let times = self.number(times).and_then(|times| usize::try_from(times).ok())?;
        let text = self.texts_only(text)?;
        let fits = |one: &Candidate| matches!(&one.value, Value::Text(text) if text.len() * times <= 1_024);
        text.candidates.iter().all(fits).then(|| text.texts(|text| text.repeat(times)))
    }

    /// What an expression is, where all that it may be are texts.
    pub(in crate::detect::code) fn texts_only(&mut self, site: &Site) -> Option<Resolved> {
        let found = self.resolve(site);
        let is_text = |one: &Candidate| matches!(one.value, Value::Text(_));
        let is_told = !found.candidates.is_empty() && found.candidates.iter().all(is_text);
        is_told.then_some(found)
    }

    /// The part of a text at a place between separators: `"RSA:2048".split(":")[1]`.
    pub(in crate::detect::code) fn separated_part(
        &mut self,
        made: &Site,
        at: i64,
    ) -> Option<Resolved> {
        let Kind::Call { callee, arguments } = made.kind() else { return None };
        let name = made.module.called(made.id)?;
        if !matches!(name, "split" | "Split" | "components" | "explode" | "splitn" | "SplitN") {
            return None;
        }
        let (of, separator) = match (&made.module.nodes[*callee].kind, arguments.as_slice()) {
            // `explode('-', $text)` of PHP.
            (Kind::Name(_), [separator, text, ..]) if name == "explode" => {
                (text.value, separator.value)
            }
            (Kind::Member { of, .. }, [first, rest @ ..]) => {
                match (&made.module.nodes[*of].kind, rest) {
                    (Kind::Name(package), [separator, ..])
                        if matches!(package.as_str(), "strings" | "String") =>
                    {
                        (first.value, separator.value)
                    }
                    _ => (*of, first.value),
                }
            }
            _ => return None,
        };
        let separator = match self.resolve(&made.at(separator)).candidates.as_slice() {
            [Candidate { value: Value::Text(text), .. }] if !text.is_empty() => text.clone(),
            _ => return None,
        };
        // A pattern of Java that is more than the character it stands for.
        let separator = separator.strip_prefix('\\').unwrap_or(&separator);
        let object = self.texts_only(&made.at(of))?;
        Some(object.texts(|text| {
            let parts: Vec<&str> = text.split(separator).collect();
            let index = match usize::try_from(at) {
                Ok(index) => Some(index),
                Err(_) => parts.len().checked_sub(1),
            };
            index
                .and_then(|index| parts.get(index))
                .map_or_else(String::new, |one| (*one).to_owned())
        }))
    }

    /// A name that a macro puts together: `EVP_sha##bits`.
    pub(super) fn pasted(&mut self, joined: &Site) -> Resolved {
        let Kind::Join(parts) = joined.kind().clone() else {
            return Resolved::missing("a name that a macro makes");
        };
        let mut all = vec![(String::new(), Vec::new())];
        for part in parts {
            let ways = self.resolve(&joined.at(part)).candidates;
            let ends = ways.into_iter().filter_map(|way| {
                let end = match way.value {
                    Value::Text(text) => text,
                    Value::Number(number) => number.to_string(),
                    Value::Named(names) => names.into_iter().next()?,
                    _ => return None,
                };
                Some((end, way.steps))
            });
            let ends: Vec<_> = ends.take(4).collect();
            all = all
                .iter()
                .flat_map(|(start, steps)| {
                    let longer = |(end, more): &(String, Vec<_>)| {
                        (format!("{start}{end}"), steps.iter().chain(more).cloned().collect())
                    };
                    ends.iter().map(longer).collect::<Vec<(String, Vec<_>)>>()
                })
                .take(8)
                .collect();
        }
        let named = |(name, steps)| Candidate { value: Value::Named(vec![name]), steps };
        Resolved { candidates: all.into_iter().map(named).collect(), missing: None }
    }
}

/// What a method gets that gives a part of a text.
enum Given {
    /// The value itself.
    Value(Value),
    /// The place of a separator in the same text, the first or the last one, and so many characters on.
    Place { separator: String, is_last: bool, on: i64 },
}

impl Given {
    fn in_text(&self, text: &str) -> Option<Value> {
        let (separator, is_last, on) = match self {
            Self::Value(value) => return Some(value.clone()),
            Self::Place { separator, is_last, on } => (separator, *is_last, *on),
        };
        let at = if is_last { text.rfind(separator) } else { text.find(separator) }?;
        let at = i64::try_from(text[..at].chars().count()).ok()?;
        Some(Value::Number(at + on))
    }
}

/// `name.indexOf('/')`, `name.indexOf('/') + 1` of a text of which a part is taken.
fn found_in(site: &Site, text: Id, argument: Id) -> Option<Given> {
    let nodes = &site.module.nodes;
    let (call, on) = match &nodes[argument].kind {
        Kind::Join(parts) => match parts.as_slice() {
            [call, more] => match nodes[*more].kind {
                Kind::Number(more) => (*call, more),
                _ => return None,
            },
            _ => return None,
        },
        _ => (argument, 0),
    };
    let Kind::Call { callee, arguments } = &nodes[call].kind else { return None };
    let (Kind::Member { of, name }, [separator]) = (&nodes[*callee].kind, arguments.as_slice())
    else {
        return None;
    };
    let is_last = matches!(name.as_str(), "lastIndexOf" | "LastIndexOf");
    let is_place = is_last || matches!(name.as_str(), "indexOf" | "IndexOf");
    let (Kind::Name(one), Kind::Name(other), Kind::Text(separator)) =
        (&nodes[*of].kind, &nodes[text].kind, &nodes[separator.value].kind)
    else {
        return None;
    };
    (is_place && one == other).then(|| Given::Place { separator: separator.clone(), is_last, on })
}

/// Methods that give a part of a text.
const PARTS: &[&str] = &[
    "substring",
    "Substring",
    "substr",
    "subSequence",
    "slice",
    "drop",
    "dropFirst",
    "take",
    "prefix",
    "dropLast",
    "takeLast",
    "suffix",
    "removePrefix",
    "removeSuffix",
    "strip_prefix",
    "strip_suffix",
    "trim_start_matches",
    "trim_end_matches",
    "TrimPrefix",
    "TrimSuffix",
    "TrimStart",
    "TrimEnd",
    "substringAfter",
    "substringBefore",
    "substringAfterLast",
    "substringBeforeLast",
    "removesuffix",
    "removeprefix",
    "concat",
    "plus",
    "replaceAll",
    "ReplaceAll",
    "Replace",
    "replaceFirst",
    "replacingOccurrences",
    "delete_prefix",
    "delete_suffix",
];

/// What a method makes of a text; `None` where that is not known.
fn part(language: &str, name: &str, text: &str, given: &[Value]) -> Option<String> {
    let count = text.chars().count();
    let cut = |from: usize, to: usize| {
        (from <= to && to <= count).then(|| text.chars().skip(from).take(to - from).collect())
    };
    let number = |at: usize| match given.get(at) {
        Some(Value::Number(number)) => usize::try_from(*number).ok(),
        _ => None,
    };
    let word = |at: usize| match given.get(at) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    match (name, given.len()) {
        (
            "substring" | "Substring" | "substr" | "slice" | "drop" | "dropFirst" | "subSequence",
            1,
        ) => cut(number(0)?, count),
        // C# and C++ take a length, the others an end.
        ("Substring" | "substr", 2) => cut(number(0)?, number(0)?.checked_add(number(1)?)?),
        ("substring" | "slice" | "subSequence", 2) => cut(number(0)?, number(1)?),
        ("take" | "prefix", 1) => cut(0, number(0)?),
        ("dropLast", 1) => cut(0, count.checked_sub(number(0)?)?),
        ("takeLast" | "suffix", 1) => cut(count.checked_sub(number(0)?)?, count),
        (
            "removePrefix" | "removeprefix" | "strip_prefix" | "trim_start_matches" | "TrimPrefix"
            | "delete_prefix",
            1,
        ) => Some(text.strip_prefix(word(0)?).unwrap_or(text).to_owned()),
        (
            "removeSuffix" | "removesuffix" | "strip_suffix" | "trim_end_matches" | "TrimSuffix"
            | "delete_suffix",
            1,
        ) => Some(text.strip_suffix(word(0)?).unwrap_or(text).to_owned()),
        ("substringAfter", 1) => text.split_once(word(0)?).map(|(_, end)| end.to_owned()),
        ("substringBefore", 1) => text.split_once(word(0)?).map(|(start, _)| start.to_owned()),
        ("substringAfterLast", 1) => text.rsplit_once(word(0)?).map(|(_, end)| end.to_owned()),
        ("substringBeforeLast", 1) => text.rsplit_once(word(0)?).map(|(start, _)| start.to_owned()),
        // A pattern of regular expressions is no plain text.
        (
            "replaceAll" | "ReplaceAll" | "replacingOccurrences" | "Replace" | "replaceFirst",
            2 | 3,
        ) => {
            let from = word(0)?;
            let is_plain = language == "go"
                || from.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | ' '));
            is_plain.then(|| text.replace(from, word(1).unwrap_or_default()))
        }
        _ => None,
    }
}

/// What is left of a text without what stands from a separator on, or up to it: the shortest such part, or the longest.
fn cut(text: &str, operator: &str, at: &str) -> String {
    let parts = match operator {
        "%" => text.rsplit_once(at).map(|(start, _)| start),
        "%%" => text.split_once(at).map(|(start, _)| start),
        "#" => text.split_once(at).map(|(_, end)| end),
        _ => text.rsplit_once(at).map(|(_, end)| end),
    };
    parts.unwrap_or(text).to_owned()
}

/// The algorithm that the known ends of a name tell, whatever stands between: `"SHA" + bits + "withECDSA"`,
/// `"PBKDF2WithHmac" + digest`, `"AES/" + mode` (names of the Java Cryptography Architecture).
pub(in crate::detect::code) fn told_by_ends(parts: &[Resolved]) -> Option<String> {
    let text = |part: &Resolved| match part.candidates.as_slice() {
        [only] if part.missing.is_none() => text_of(&only.value),
        _ => None,
    };
    let start: String = parts.iter().map_while(text).collect();
    let mut end: Vec<String> = parts.iter().rev().map_while(text).collect();
    end.reverse();
    let end = end.concat();
    // `aes-#{bits}-cbc`: a cipher and its mode, of whatever key.
    if let (Some(cipher), Some(mode)) = (start.strip_suffix('-'), end.strip_prefix('-')) {
        let modes = ["cbc", "ctr", "gcm", "ecb", "cfb", "ofb", "ccm", "xts"];
        let is_mode = modes.iter().any(|known| mode.eq_ignore_ascii_case(known));
        return (is_mode && registry::by_name(cipher).is_some())
            .then(|| format!("{cipher}-{mode}"));
    }
    let signs = end.rsplit_once("with").map(|(_, key)| key);
    let named = signs
        .or_else(|| start.starts_with("PBKDF2With").then_some("PBKDF2"))
        .or_else(|| (start == "Hmac").then_some("HMAC"))
        .or_else(|| start.split_once('/').map(|(cipher, _)| cipher))?;
    registry::by_name(named).map(|_| named.to_owned())
}
