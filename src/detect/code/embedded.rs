//! Commands in makefiles, container files and pipelines, as a shell script with the same lines.
//!
//! What is no command becomes empty, and every line keeps its number. A line may become longer than it is in the file,
//! so a place in the script is brought back to its line.

mod interpreted;
mod makefile;
mod pipeline;

use std::borrow::Cow;

pub use interpreted::programs;
use makefile::Makefile;
use pipeline::Pipeline;

use super::analysis::Use;

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
        let mut makefile = Makefile::default();
        Cow::Owned(lines(text, &mut |line| makefile.line(line)))
    } else if ["dockerfile", "containerfile"]
        .iter()
        .any(|word| lower.starts_with(word) || ends(&format!(".{word}")))
    {
        Cow::Owned(lines(text, &mut container()))
    } else if ends(".yml") || ends(".yaml") {
        let mut pipeline = Pipeline::default();
        Cow::Owned(lines(text, &mut |line| pipeline.line(line)))
    } else {
        Cow::Borrowed(text)
    }
}

/// Brings places in the script that a file holds back to the lines of the file.
pub fn restore(path: &str, text: &str, uses: &mut [Use]) {
    if !matches!(script(path, ""), Cow::Borrowed(_)) {
        placed_by_line(text, uses);
    }
}

/// Brings places to the bytes of their lines in the text of the file.
pub fn placed_by_line(text: &str, uses: &mut [Use]) {
    if uses.is_empty() {
        return;
    }
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let starts: Vec<usize> = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
    for place in uses.iter_mut().map(|one| &mut one.place) {
        let line = usize::try_from(place.line).unwrap_or(1).max(1);
        let column = usize::try_from(place.column).unwrap_or(1).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(text.len());
        let end = starts.get(line).map_or(text.len(), |next| next - 1).max(start);
        let length = place.end.saturating_sub(place.start);
        place.start = (start + column - 1).min(end);
        place.end = (place.start + length).min(text.len());
        place.column = u32::try_from(place.start - start + 1).unwrap_or(u32::MAX);
    }
}

/// Every line changed, and filled up to its old length.
fn lines(text: &str, change: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let new = change(body).replace('\n', " ");
        out.push_str(&new);
        (new.len()..body.len()).for_each(|_| out.push(' '));
        out.push_str(&line[body.len()..]);
    }
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
        let trimmed = trimmed.strip_prefix("ONBUILD ").map_or(trimmed, str::trim_start);
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
                within = word == "ENV" && line.ends_with('\\');
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

/// Whether a shell could have a variable of this name, but for a digit at its beginning.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_')
}

/// Whether a name is written as those of the environment are.
fn is_capital(name: &str) -> bool {
    is_name(name) && !name.contains(|c: char| c.is_ascii_lowercase())
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
        let (name, default) = name.split_once("||").unwrap_or((name, ""));
        let name = name.trim().rsplit('.').next().unwrap_or_default().replace('-', "_");
        let default = default.trim().trim_matches(['"', '\'']);
        out.push_str(&match (is_name(&name), default) {
            (false, _) => "_".to_owned(),
            (true, "") => format!("${{{name}}}"),
            (true, default) => format!("${{{name}:-{default}}}"),
        });
        rest = after;
    }
    out.push_str(rest);
    out
}
