//! Commands and variables of pipelines as lines of a shell.

use super::{SCRIPTS, expressions, is_capital, is_mapping, is_name, set, unquoted};

/// `run:`, `script:` and their like; other scalar values are variables, those of a matrix one of several.
#[derive(Default)]
pub(super) struct Pipeline {
    /// The indent of the key whose commands follow, and whether they are one text.
    within: Option<(usize, bool)>,
    /// The indent of `matrix:`.
    matrix: Option<usize>,
    /// The key above whose value follows, and its indent.
    above: (usize, String),
}

fn variable(name: &str) -> Option<String> {
    let name = name.trim().replace('-', "_");
    (is_name(&name) && !name.starts_with(|c: char| c.is_ascii_digit())).then_some(name)
}

impl Pipeline {
    /// One line.
    pub(super) fn line(&mut self, line: &str) -> String {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() {
            return String::new();
        }
        if let Some(command) = self.command(line, trimmed, indent) {
            return command;
        }
        if trimmed.starts_with('#') {
            return String::new();
        }
        if self.matrix.is_some_and(|outer| indent <= outer) {
            self.matrix = None;
        }
        let plain = trimmed.trim_start_matches("- ");
        let Some((key, value)) = plain.split_once(':') else {
            return self.item(plain, plain.len() < trimmed.len());
        };
        let (key, value) = (key.trim_matches(['"', '\'']), value.trim());
        let key_indent = line.len() - plain.len();
        let last = key.rsplit('.').next().unwrap_or(key);
        if SCRIPTS.contains(&last) {
            return self.script(line, indent, key_indent, value);
        }
        if last == "matrix" && value.is_empty() {
            self.matrix = Some(indent);
            return String::new();
        }
        if value.is_empty() {
            self.above = (key_indent, key.to_owned());
            return String::new();
        }
        let value = value.split(" #").next().unwrap_or(value).trim();
        if self.matrix.is_some()
            && let Some(name) = variable(key)
        {
            let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
            return one_of(&name, &list.unwrap_or(value).replace(',', " "));
        }
        if last == "default" && key_indent > self.above.0 {
            let name = variable(&self.above.1);
            return name.map_or_else(String::new, |name| set(&name, &expressions(value)));
        }
        if is_capital(key) { set(key, &expressions(value)) } else { String::new() }
    }

    /// A line of commands.
    fn command(&mut self, line: &str, trimmed: &str, indent: usize) -> Option<String> {
        let (outer, is_text) = self.within?;
        let blank = |rest: &str| blank(line, rest);
        let item = trimmed.strip_prefix("- ");
        if indent > outer && is_text {
            return Some(blank(trimmed));
        }
        if let Some(item) = item.filter(|_| !is_text && indent >= outer) {
            if item.starts_with(['|', '>']) {
                self.within = Some((indent, true));
                return Some(String::new());
            }
            return Some(blank(unquoted(item)));
        }
        // A text that is an item of a list ends at the next item.
        if let Some(item) = item.filter(|_| is_text && indent == outer && !is_mapping(trimmed)) {
            if item.starts_with(['|', '>']) {
                return Some(String::new());
            }
            self.within = Some((outer, false));
            return Some(blank(unquoted(item)));
        }
        if indent > outer && !is_text {
            return Some(blank(trimmed));
        }
        self.within = None;
        None
    }

    fn script(&mut self, line: &str, indent: usize, key_indent: usize, value: &str) -> String {
        match value {
            "" => self.within = Some((indent, false)),
            _ if value.starts_with(['|', '>']) => self.within = Some((key_indent, true)),
            _ if value.starts_with('[') => {
                return blank(line, &value.replace(['[', ']', ','], " "));
            }
            _ => return blank(line, unquoted(value)),
        }
        String::new()
    }

    /// An item of a list: a value of a matrix, or `NAME=value` of an environment.
    fn item(&self, plain: &str, is_item: bool) -> String {
        let plain = unquoted(plain.trim());
        if !is_item {
            return String::new();
        }
        if self.matrix.is_some() {
            let name = variable(&self.above.1);
            return name.map_or_else(String::new, |name| one_of(&name, plain));
        }
        let named = plain.split_once('=').filter(|(name, _)| is_capital(name));
        named.map_or_else(String::new, |(name, value)| set(name, &expressions(value)))
    }
}

/// Values that a variable may have.
fn one_of(name: &str, words: &str) -> String {
    let is_plain = words.chars().all(|c| c.is_alphanumeric() || " -_.:/+@\"'${}".contains(c))
        && ['"', '\''].iter().all(|quote| words.matches(*quote).count() % 2 == 0);
    if is_plain { format!("{name}+=({})", expressions(words)) } else { String::new() }
}

fn blank(line: &str, rest: &str) -> String {
    let before = line.len().saturating_sub(rest.len());
    format!("{}{}", " ".repeat(before), expressions(rest))
}
