//! What shells ask: `[ "$1" = rsa ]`, `case $level in high|top)`, `[ -z "$bits" ]`, `(( bits < 2048 ))`.

use super::super::command_line::is_default;
use super::super::{Argument, Candidate, Kind, Resolved, Resolver, Site, Value};
use super::regex;

/// What a question of a shell calls: the operator, what it is asked of, and what that is compared with.
pub(in crate::detect::code) const TESTED: &str = "[ ]";
/// The name of an argument that is a pattern.
pub(in crate::detect::code) const LIKE: &str = "like";

/// The name of an argument that is not to hold.
pub(in crate::detect::code) const NOT: &str = "not";

impl Resolver<'_> {
    /// Whether what is asked holds; what the surroundings of a program decide is open.
    pub(in crate::detect::code::resolve) fn tested(
        &mut self,
        site: &Site,
        arguments: &[Argument],
    ) -> Resolved {
        let open = || Resolved::missing("a condition");
        let Some((operator, words)) = arguments.split_first() else { return open() };
        let Kind::Text(operator) = site.module.nodes[operator.value].kind.clone() else {
            return open();
        };
        if operator == "or" {
            return self
                .any_holds(site, words)
                .map_or_else(open, |one| Resolved::of(Value::Truth(one)));
        }
        let Some((first, rest)) = words.split_first() else { return open() };
        let Some(values) = self.words(&site.at(first.value)) else { return open() };
        let answer = match operator.as_str() {
            "-z" => agreed(values.iter().map(|text| Some(text.is_empty()))),
            "true" => agreed(values.iter().map(|text| Some(text.trim().parse::<i64>().ok()? != 0))),
            "-n" => agreed(values.iter().map(|text| Some(!text.is_empty()))),
            "=~" => {
                let pattern = rest.first().map(|one| &site.module.nodes[one.value].kind);
                let Some(Kind::Text(pattern)) = pattern else { return open() };
                agreed(values.iter().map(|text| regex::matches(pattern, text)))
            }
            "in" => {
                let patterns: Vec<(bool, Option<Vec<String>>)> = rest
                    .iter()
                    .map(|one| (one.name.is_some(), self.words(&site.at(one.value))))
                    .collect();
                agreed(values.iter().map(|text| is_one_of(text, &patterns)))
            }
            _ => {
                let others = rest.first().and_then(|other| self.words(&site.at(other.value)));
                let Some(others) = others else { return open() };
                let all =
                    values.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
                agreed(all.map(|(one, other)| ordered(&operator, one, other)))
            }
        };
        answer.map_or_else(open, |answer| Resolved::of(Value::Truth(answer)))
    }

    /// Whether one of several questions is answered as it is to be.
    fn any_holds(&mut self, site: &Site, questions: &[Argument]) -> Option<bool> {
        let mut answers = Vec::new();
        for one in questions {
            let resolved = self.resolve(&site.at(one.value));
            let answer = match (resolved.missing, resolved.candidates.as_slice()) {
                (None, [Candidate { value: Value::Truth(truth), .. }]) => {
                    Some(*truth == one.name.is_none())
                }
                _ => None,
            };
            answers.push(answer);
        }
        match () {
            () if answers.contains(&Some(true)) => Some(true),
            () if answers.iter().all(|one| *one == Some(false)) => Some(false),
            () => None,
        }
    }

    /// The texts that a word may be, where all are known and nothing outside of the program decides them.
    fn words(&mut self, word: &Site) -> Option<Vec<String>> {
        if matches!(word.kind(), Kind::Name(name) if name == "$#") {
            return self.counted(word);
        }
        let resolved = self.resolve(word);
        if resolved.missing.is_some()
            || resolved.candidates.is_empty()
            || resolved.candidates.iter().any(is_default)
        {
            return None;
        }
        let text = |one: &Candidate| match &one.value {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        resolved.candidates.iter().map(text).collect()
    }
}

/// What all say.
fn agreed(mut all: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let first = all.next()??;
    all.all(|one| one == Some(first)).then_some(first)
}

/// Whether a text is one of several, each a pattern or not.
fn is_one_of(text: &str, patterns: &[(bool, Option<Vec<String>>)]) -> Option<bool> {
    let each: Vec<Option<bool>> = patterns
        .iter()
        .map(|(is_like, texts)| {
            let each = texts.as_ref()?.iter().map(|one| match is_like {
                true => like(one, text),
                false => Some(one == text),
            });
            agreed(each)
        })
        .collect();
    match () {
        () if each.contains(&Some(true)) => Some(true),
        () if each.iter().all(|one| *one == Some(false)) => Some(false),
        () => None,
    }
}

fn ordered(operator: &str, one: &str, other: &str) -> Option<bool> {
    let (one, other): (i64, i64) = (one.trim().parse().ok()?, other.trim().parse().ok()?);
    Some(match operator {
        "-eq" => one == other,
        "-ne" => one != other,
        "-lt" | "<" => one < other,
        "-le" | "<=" => one <= other,
        "-gt" | ">" => one > other,
        "-ge" | ">=" => one >= other,
        _ => return None,
    })
}

/// Characters of a pattern or text that are compared.
const LONGEST: usize = 128;

/// Whether a text is like a pattern of a shell: `*`, `?`, `[a-z]`. Nothing is said of patterns with more.
fn like(pattern: &str, text: &str) -> Option<bool> {
    if pattern.contains(['(', '\\']) || pattern.len() > LONGEST || text.len() > LONGEST {
        return None;
    }
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    // Ends of the text that the pattern so far may have come to.
    let mut ends = vec![false; text.len() + 1];
    ends[0] = true;
    let mut at = 0;
    while at < pattern.len() {
        let mut next = vec![false; text.len() + 1];
        match pattern[at] {
            '*' => {
                let first = ends.iter().position(|one| *one);
                first.into_iter().for_each(|first| next[first..].fill(true));
                at += 1;
            }
            one => {
                let close = pattern[at + 1..].iter().skip(1).position(|c| *c == ']');
                let (takes, width): (Box<dyn Fn(char) -> bool>, usize) = match (one, close) {
                    ('?', _) => (Box::new(|_| true), 1),
                    ('[', Some(close)) => {
                        let inner = pattern[at + 1..at + 2 + close].to_vec();
                        (Box::new(move |c| is_in_class(&inner, c)), close + 3)
                    }
                    _ => (Box::new(move |c| c == one), 1),
                };
                for (index, c) in text.iter().enumerate() {
                    next[index + 1] = ends[index] && takes(*c);
                }
                at += width;
            }
        }
        ends = next;
    }
    Some(ends[text.len()])
}

/// Whether a character is one of a class as it is written between brackets.
pub(super) fn is_in_class(class: &[char], c: char) -> bool {
    let (is_other, class) = match class {
        ['!' | '^', rest @ ..] => (true, rest),
        _ => (false, class),
    };
    let mut at = 0;
    let mut is_in = false;
    while at < class.len() {
        match &class[at..] {
            [from, '-', to, ..] => {
                is_in |= *from <= c && c <= *to;
                at += 3;
            }
            _ => {
                is_in |= class[at] == c;
                at += 1;
            }
        }
    }
    is_in != is_other
}
