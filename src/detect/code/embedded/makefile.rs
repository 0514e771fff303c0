//! Recipes and variables of makefiles as lines of a shell.

use std::collections::HashSet;

use super::{is_name, set};

/// Functions within functions that are read.
const DEEPEST: usize = 8;
/// Bytes of a function with its arguments that are read.
const LONGEST: usize = 4_096;
/// Bytes of the name of a file that stands for `$@` and `$<`.
const NAME: usize = 200;

/// What is known of a makefile so far.
#[derive(Default)]
pub(super) struct Makefile {
    /// The line before ends in a backslash.
    continues: bool,
    /// Within a recipe.
    recipe: bool,
    /// Within a value of several lines.
    value: bool,
    /// Within `define`.
    defining: bool,
    /// What the rule makes, and the first of what it needs.
    target: String,
    needs: String,
    /// Variables with places for arguments, which are functions here.
    functions: HashSet<String>,
}

impl Makefile {
    /// One line.
    pub(super) fn line(&mut self, line: &str) -> String {
        let was = std::mem::replace(&mut self.continues, line.ends_with('\\'));
        let trimmed = line.trim();
        if self.defining {
            if trimmed == "endef" {
                self.defining = false;
                return "}".to_owned();
            }
            return self.recipe_line(line, was);
        }
        if self.value && was {
            self.value = self.continues;
            let more = self.made(line.trim_start(), 0);
            return if self.continues { more } else { format!("{more}\"") };
        }
        if !was {
            self.recipe = line.starts_with('\t');
        }
        if self.recipe {
            return self.recipe_line(line, was);
        }
        if was {
            return String::new();
        }
        self.top(line, trimmed)
    }

    fn recipe_line(&self, line: &str, continues: bool) -> String {
        let body = line.trim_start_matches(['\t', ' ']);
        let body = if continues { body } else { body.trim_start_matches(['@', '-', '+']) };
        format!("{}{}", " ".repeat(line.len() - body.len()), self.made(body, 0))
    }

    /// A line outside of recipes: a directive, an assignment, a rule.
    fn top(&mut self, line: &str, trimmed: &str) -> String {
        let trimmed = trimmed.split(" #").next().unwrap_or(trimmed);
        if trimmed.starts_with('#') {
            return String::new();
        }
        let word = trimmed.split_whitespace().next().unwrap_or_default();
        let rest = trimmed[word.len()..].trim();
        match word {
            "define" => {
                let name = rest.split_whitespace().next().unwrap_or_default();
                if !is_name(name) {
                    return String::new();
                }
                self.defining = true;
                self.functions.insert(name.to_owned());
                return format!("{name}() {{");
            }
            "include" | "-include" | "sinclude" => {
                return format!("include {}", self.made(rest, 0));
            }
            "ifeq" | "ifneq" | "ifdef" | "ifndef" => return "if [ 1 ]; then :".to_owned(),
            "else" if rest.starts_with("if") => return "elif [ 1 ]; then :".to_owned(),
            "else" => return "else :".to_owned(),
            "endif" => return "fi".to_owned(),
            _ => {}
        }
        let plain = trimmed.trim_start_matches("export ").trim_start_matches("override ");
        let Some((left, value)) = assigned(plain) else {
            return self.rule(line);
        };
        let adds = left.ends_with('+');
        let name = left.trim_end_matches(['?', ':', '+', '!']).trim();
        // `target: NAME = value`
        let name = name.rsplit(':').next().unwrap_or(name).trim();
        let name = name.trim_start_matches("export ").trim_start_matches("override ").trim();
        if !is_name(name) {
            return String::new();
        }
        let value = value.trim();
        if value.contains("$(1)") || value.contains("$1") && !value.contains("$$1") {
            self.functions.insert(name.to_owned());
            return format!("{name}() {{ {}; }}", self.made(value, 0));
        }
        if value.ends_with('\\') {
            if value.contains('"') {
                return String::new();
            }
            self.value = true;
            return format!("{name}=\"{}", self.made(value, 0));
        }
        let value = self.made(value, 0);
        // What is set before, here or where the makefile is called from, counts.
        if left.ends_with('?') && !value.contains(['"', '}']) {
            return format!("{name}=\"${{{name}:-{value}}}\"");
        }
        if adds {
            return set(&format!("{name}+"), &format!("\" {}\"", value.trim_matches('"')));
        }
        set(name, &value)
    }

    /// `target: needs ; command`
    fn rule(&mut self, line: &str) -> String {
        let Some((targets, rest)) = line.split_once(':') else { return String::new() };
        let (needs, command) = rest.split_once(';').unwrap_or((rest, ""));
        let first = |words: &str| {
            let word = words.split_whitespace().next().unwrap_or("_");
            if word.len() <= NAME { self.made(word, 0) } else { "_".to_owned() }
        };
        (self.target, self.needs) = (first(targets), first(needs.trim_start_matches(':')));
        let start = line.len() - command.len();
        if command.is_empty() {
            String::new()
        } else {
            format!("{}{}", " ".repeat(start), self.made(command, 0))
        }
    }

    /// `$(NAME)` is `${NAME}`, `$$` is `$`; functions are what a shell has for them.
    fn made(&self, text: &str, depth: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some((inner, after)) = enclosed(rest) {
                out.push_str(&self.expansion(inner, depth));
                rest = after;
            } else if let Some(after) = rest.strip_prefix('$') {
                out.push('$');
                rest = after;
            } else if rest.starts_with(['@', '<', '^', '*', '?']) {
                out.push_str(if rest.starts_with(['@', '*']) { &self.target } else { &self.needs });
                rest = &rest[1..];
            } else {
                out.push('$');
            }
        }
        out.push_str(rest);
        out
    }

    /// What stands between the parentheses of `$(…)`.
    fn expansion(&self, inner: &str, depth: usize) -> String {
        if depth >= DEEPEST {
            return "_".to_owned();
        }
        let made = |text: &str| self.made(text, depth + 1);
        if inner.len() == 1 && !is_name(inner) {
            return made(&format!("${inner}"));
        }
        let name = inner.split(':').next().unwrap_or(inner);
        if is_name(name) && !inner.contains(' ') {
            return match self.functions.contains(name) {
                true => name.to_owned(),
                false => format!("${{{name}}}"),
            };
        }
        let Some((function, given)) = inner.split_once(char::is_whitespace) else {
            return "_".to_owned();
        };
        let parts = parted(given);
        match (function, parts.as_slice()) {
            ("shell", _) => format!("$({})", made(given)),
            ("eval" | "strip" | "firstword" | "lastword" | "sort" | "value" | "abspath", _) => {
                made(given)
            }
            ("foreach", [name, list, body @ ..]) if is_name(name.trim()) => {
                let body = made(&body.join(","));
                let body = body.trim().trim_end_matches([';', '&']).trim_end();
                format!("for {} in {}; do {body}; done", name.trim(), made(list).trim())
            }
            ("call", [name, arguments @ ..]) => {
                let words = arguments.iter().map(|one| {
                    let one = made(one.trim());
                    if one.contains([' ', '$']) && !one.contains('"') || one.is_empty() {
                        format!("\"{one}\"")
                    } else {
                        one
                    }
                });
                [vec![name.trim().to_owned()], words.collect()].concat().join(" ")
            }
            ("or", [one, other, ..]) => match made(one.trim()).strip_suffix('}') {
                Some(open) if open.starts_with("${") => format!("{open}:-{}}}", made(other.trim())),
                _ => made(one.trim()),
            },
            ("if", [_, yes, no]) => {
                format!("$([ 1 ] && echo {} || echo {})", made(yes.trim()), made(no.trim()))
            }
            ("if", [_, yes]) => made(yes.trim()),
            ("subst", [from, to, text]) => match made(text.trim()).strip_suffix('}') {
                Some(open) if open.starts_with("${") => format!("{open}//{from}/{to}}}"),
                _ => made(text.trim()).replace(*from, to),
            },
            ("addprefix", [prefix, text]) => format!("{}{}", made(prefix), made(text.trim())),
            ("addsuffix", [suffix, text]) => format!("{}{}", made(text.trim()), made(suffix)),
            _ => "_".to_owned(),
        }
    }
}

/// The sides of an assignment; a rule has none, and no `=` of a recipe behind `;` is one.
fn assigned(line: &str) -> Option<(&str, &str)> {
    let at = line.find('=')?;
    let left = &line[..at];
    let plain = !left.contains(['$', '(', ';', '"']) || left.trim_start().starts_with("$(");
    plain.then(|| (left.trim_end(), &line[at + 1..]))
}

/// The text in the parentheses or braces that `text` begins with, and what comes after.
fn enclosed(text: &str) -> Option<(&str, &str)> {
    let (open, close) = match text.as_bytes().first()? {
        b'(' => (b'(', b')'),
        b'{' => (b'{', b'}'),
        _ => return None,
    };
    let mut level = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        if byte == open {
            level += 1;
        } else if byte == close {
            level -= 1;
            if level == 0 {
                return Some((&text[1..at], &text[at + 1..]));
            }
        }
    }
    None
}

/// The arguments of a function: parts between commas that stand in no parentheses.
fn parted(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut level) = (Vec::new(), 0, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'{' => level += 1,
            b')' | b'}' => level = level.saturating_sub(1),
            b',' if level == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
