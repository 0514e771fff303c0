//! Commands in makefiles, container files and pipelines, as a shell script with the same lines.
//!
//! What is no command becomes empty; every line keeps its number and its length, so that a place in the script is the
//! place in the file.

use std::borrow::Cow;

/// The commands in the file of this name; a shell script is its own.
pub fn script<'t>(path: &str, text: &'t str) -> Cow<'t, str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    let ends = |ending: &str| lower.ends_with(ending);
    if lower == "makefile"
        || lower == "gnumakefile"
        || ends(".mk")
        || ends(".mak")
        || lower.starts_with("makefile.")
    {
        Cow::Owned(lines(text, &mut makefile()))
    } else if ["dockerfile", "containerfile"]
        .iter()
        .any(|word| lower.starts_with(word) || ends(&format!(".{word}")))
    {
        Cow::Owned(lines(text, &mut container()))
    } else if ends(".yml") || ends(".yaml") {
        Cow::Owned(lines(text, &mut pipeline()))
    } else {
        Cow::Borrowed(text)
    }
}

/// Every line changed, and brought to its old length.
fn lines(text: &str, change: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let mut new = change(body);
        let mut end = new.len().min(body.len());
        while !new.is_char_boundary(end) {
            end -= 1;
        }
        new.truncate(end);
        out.push_str(&new);
        (new.len()..body.len()).for_each(|_| out.push(' '));
        out.push_str(&line[body.len()..]);
    }
    out
}

/// Recipes and variables; `$(NAME)` is `${NAME}`, `$$` is `$`.
fn makefile() -> impl FnMut(&str) -> String {
    let (mut continues, mut recipe) = (false, false);
    move |line| {
        let was = std::mem::replace(&mut continues, line.ends_with('\\'));
        if !was {
            recipe = line.starts_with('\t');
        }
        if recipe {
            let body = line.trim_start_matches(['\t', ' ']);
            let body = if was { body } else { body.trim_start_matches(['@', '-', '+']) };
            return format!("{}{}", " ".repeat(line.len() - body.len()), made(body));
        }
        let plain = line.trim_start_matches("export ").trim_start_matches("override ");
        let Some((name, value)) = plain.split_once('=').filter(|_| !was) else {
            return String::new();
        };
        let name = name.trim_end_matches(['?', ':', '+', '!']).trim();
        let value = value.split(" #").next().unwrap_or(value).trim();
        let is_name =
            !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
        if is_name && !value.ends_with('\\') { set(name, &made(value)) } else { String::new() }
    }
}

fn made(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest
            .strip_prefix('(')
            .and_then(|inner| inner.split_once(')'))
            .filter(|(name, _)| name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_'));
        if let Some((name, after)) = name {
            out.push_str(&format!("${{{name}}}"));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if rest.starts_with(['@', '<', '^', '*']) {
            out.push('_');
            rest = &rest[1..];
        } else {
            out.push('$');
        }
    }
    out.push_str(rest);
    out
}

/// An assignment; quotes where the value needs them.
fn set(name: &str, value: &str) -> String {
    let is_quoted = value.starts_with(['"', '\'']);
    let needs = value.contains([' ', ';', '&', '|', '(', '<', '>']);
    if is_quoted || !needs { format!("{name}={value}") } else { format!("{name}=\"{value}\"") }
}

/// `RUN`, `CMD`, `ENTRYPOINT`, `HEALTHCHECK CMD`; `ARG` and `ENV` as assignments.
fn container() -> impl FnMut(&str) -> String {
    let mut within = false;
    let mut document: Option<String> = None;
    move |line| {
        if let Some(end) = &document {
            if line.trim() == end {
                document = None;
                return String::new();
            }
            return line.to_owned();
        }
        let trimmed = line.trim_start();
        if trimmed.starts_with('#') {
            return if within {
                format!("{}\\", " ".repeat(line.len().saturating_sub(1)))
            } else {
                String::new()
            };
        }
        if within {
            within = line.ends_with('\\');
            return line.to_owned();
        }
        let (word, rest) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
        let word = word.to_ascii_uppercase();
        let blank = |rest: &str| format!("{}{rest}", " ".repeat(line.len() - rest.len()));
        match word.as_str() {
            "RUN" | "CMD" | "ENTRYPOINT" | "HEALTHCHECK" => {
                let mut rest = rest.trim_start();
                while rest.starts_with("--") {
                    rest = rest.split_once(' ').map_or("", |(_, rest)| rest.trim_start());
                }
                rest = rest.strip_prefix("CMD ").unwrap_or(rest);
                if let Some(end) = rest.strip_prefix("<<") {
                    document = Some(
                        end.trim_start_matches('-').trim_matches(['"', '\'']).trim().to_owned(),
                    );
                    return String::new();
                }
                within = line.ends_with('\\');
                if rest.starts_with('[') {
                    blank(&rest.replace(['[', ']', ','], " "))
                } else {
                    blank(rest)
                }
            }
            "ARG" | "ENV" => {
                let rest = rest.trim();
                match rest.split_once(char::is_whitespace) {
                    Some((name, value)) if !name.contains('=') => set(name, value.trim()),
                    _ => blank(rest),
                }
            }
            _ => String::new(),
        }
    }
}

/// Keys whose value is a command or a list of commands.
const SCRIPTS: &[&str] = &[
    "run",
    "script",
    "before_script",
    "after_script",
    "bash",
    "command",
    "commands",
    "shell",
    "cmd",
    "args",
    "cmds",
    "entrypoint",
    "install",
    "before_install",
    "pwsh",
];

/// `run:`, `script:` and their like; other scalar values are variables.
fn pipeline() -> impl FnMut(&str) -> String {
    // The indent of the key whose commands follow, and whether they are one text.
    let mut within: Option<(usize, bool)> = None;
    move |line| {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() {
            return String::new();
        }
        let blank =
            |rest: &str| format!("{}{}", " ".repeat(line.len() - rest.len()), expressions(rest));
        if let Some((outer, is_text)) = within {
            let item = trimmed.strip_prefix("- ");
            if indent > outer && is_text {
                return blank(trimmed);
            }
            if let Some(item) = item.filter(|_| !is_text && indent >= outer) {
                if item.starts_with(['|', '>']) {
                    within = Some((indent, true));
                    return String::new();
                }
                return blank(unquoted(item));
            }
            // A text that is an item of a list ends at the next item.
            if let Some(item) = item.filter(|_| is_text && indent == outer && !is_mapping(trimmed))
            {
                return if item.starts_with(['|', '>']) {
                    String::new()
                } else {
                    within = Some((outer, false));
                    blank(unquoted(item))
                };
            }
            if indent > outer && !is_text {
                return blank(trimmed);
            }
            within = None;
        }
        let plain = trimmed.trim_start_matches("- ");
        let Some((key, value)) = plain.split_once(':') else { return String::new() };
        let (key, value) = (key.trim_matches(['"', '\'']), value.trim());
        let key_indent = line.len() - plain.len();
        let last = key.rsplit('.').next().unwrap_or(key);
        if SCRIPTS.contains(&last) {
            match value {
                "" => within = Some((indent, false)),
                _ if value.starts_with(['|', '>']) => within = Some((key_indent, true)),
                _ if value.starts_with('[') => return blank(&value.replace(['[', ']', ','], " ")),
                _ => return blank(unquoted(value)),
            }
            return String::new();
        }
        let is_name = !key.is_empty()
            && key.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_');
        if is_name && !value.is_empty() { set(key, &expressions(value)) } else { String::new() }
    }
}

fn is_mapping(item: &str) -> bool {
    item.trim_start_matches("- ").split_once(": ").is_some_and(|(key, _)| SCRIPTS.contains(&key))
}

/// A scalar without the quotes of YAML, where it is all in them.
fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|quote| {
            value.strip_prefix(*quote)?.strip_suffix(*quote).filter(|inner| !inner.contains(*quote))
        })
        .unwrap_or(value)
}

/// `${{ env.NAME }}` is `${NAME}`.
fn expressions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("${{") {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 3..];
        let Some((name, after)) = inner.split_once("}}") else { break };
        let name = name.trim().rsplit('.').next().unwrap_or_default();
        let is_name =
            !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
        out.push_str(&if is_name { format!("${{{name}}}") } else { "_".to_owned() });
        rest = after;
    }
    out.push_str(rest);
    out
}
