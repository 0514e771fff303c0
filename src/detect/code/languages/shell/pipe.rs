//! Parts of texts that programs take: `$(echo "$spec" | cut -d: -f2)`, `$(awk -F- '{print $2}' <<< "$spec")`.

use super::*;

/// Programs that hand on what they read, as far as names and sizes go.
const HANDING: &[&str] = &["head", "tail", "tr", "xargs", "sort", "uniq"];

/// What a pipeline makes of a text; nothing where it does more.
pub(super) fn piped<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let commands = match node.kind() {
        "pipeline" => named(node),
        "command" | "redirected_statement" => vec![node],
        _ => return None,
    };
    let (first, rest) = commands.split_first()?;
    let stages: Vec<Stage> =
        rest.iter().map(|one| stage(lowering, *one)).collect::<Option<Vec<_>>>()?;
    let (mut value, stages) = match given(lowering, *first) {
        Some((word, is_read)) if is_read => {
            let first = stage(lowering, *first)?;
            (lowering.value(word), std::iter::once(first).chain(stages).collect::<Vec<_>>())
        }
        Some((word, _)) if !stages.is_empty() => (lowering.value(word), stages),
        _ => return None,
    };
    for one in stages {
        if let Stage::Field(separator, at) = one {
            value = field(lowering, node, value, &separator, at, false);
        }
    }
    Some(value)
}

enum Stage {
    Same,
    Field(String, usize),
}

/// The text that a command prints, or that it is given to read.
fn given<'a>(lowering: &Lowering<'a>, command: Node<'a>) -> Option<(Node<'a>, bool)> {
    let all = named(command);
    if let Some(read) = all.iter().find(|one| one.kind() == "herestring_redirect") {
        return Some((read.named_child(0)?, true));
    }
    let name = all.first().map(|name| lowering.text(*name))?;
    matches!(name, "echo" | "printf")
        .then(|| expand::printed(lowering, command))?
        .map(|word| (word, false))
}

/// What one program of a pipeline makes of a line.
fn stage<'a>(lowering: &Lowering<'a>, command: Node<'a>) -> Option<Stage> {
    let command = match command.kind() {
        "redirected_statement" => command.named_child(0)?,
        _ => command,
    };
    let words: Vec<&'a str> = named(command)
        .into_iter()
        .filter(|one| !one.kind().ends_with("redirect"))
        .map(|one| lowering.text(one))
        .collect();
    let (program, rest) = words.split_first()?;
    let plain = |text: &str| text.trim_matches(['"', '\'']).to_owned();
    // `-d:`, `-d ':'`
    let option = |letter: &str| {
        rest.iter().enumerate().find_map(|(at, word)| {
            let inside = word.strip_prefix(letter)?;
            Some(match inside {
                "" => plain(rest.get(at + 1)?),
                _ => plain(inside),
            })
        })
    };
    match *program {
        "cut" => Some(Stage::Field(option("-d")?, option("-f")?.parse().ok()?)),
        "awk" | "gawk" => {
            let text = rest.iter().rev().map(|word| plain(word)).find(|word| word.contains('{'))?;
            let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
            let at = inner.strip_prefix("print")?.trim().trim_end_matches(';').strip_prefix('$')?;
            let separator = option("-F").unwrap_or_else(|| " ".to_owned());
            match at {
                "NF" => Some(Stage::Field(separator, LAST)),
                at => Some(Stage::Field(separator, at.parse().ok()?)),
            }
        }
        name if HANDING.contains(&name) => Some(Stage::Same),
        _ => None,
    }
}

/// The last field, whichever it is.
const LAST: usize = 99;

/// A part of a text by its number, counted from one; with all behind it where it is the last that is asked for.
pub(super) fn field<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    value: Id,
    separator: &str,
    at: usize,
    with_rest: bool,
) -> Id {
    let mut value = value;
    if at == LAST {
        return without(lowering, node, value, "##", separator);
    }
    for _ in 1..at.min(8) {
        value = without(lowering, node, value, "#", separator);
    }
    if with_rest { value } else { without(lowering, node, value, "%%", separator) }
}

fn without<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    of: Id,
    operator: &str,
    separator: &str,
) -> Id {
    let callee = part(lowering, node, Kind::Member { of, name: operator.to_owned() });
    let value = part(lowering, node, Kind::Text(separator.to_owned()));
    let arguments = vec![Argument { name: None, value }];
    part(lowering, node, Kind::Call { callee, arguments })
}
