//! Files of settings that a script reads line by line.

use super::settings::ask;
use super::*;
use crate::detect::code::resolve::SETTINGS;

/// `while IFS='=' read -r key value; do … done < file`: a table that is filled line by line, variables that are set so.
pub(super) fn read_lines<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(condition) = node.child_by_field_name("condition") else { return };
    let words = named(condition);
    let texts: Vec<&str> = words.iter().map(|word| lowering.text(*word)).collect();
    let is_read = condition.kind() == "command"
        && texts.contains(&"read")
        && texts
            .iter()
            .any(|text| text.starts_with("IFS=") && text.contains(['=', ':']) && text.len() > 4);
    let names: Vec<&str> = words
        .iter()
        .filter(|word| word.kind() == "word")
        .map(|word| lowering.text(*word))
        .filter(|text| !text.starts_with('-'))
        .collect();
    let ([key, value, ..], true) = (names.as_slice(), is_read) else { return };
    let Some(file) = lowering
        .parent(node)
        .filter(|parent| parent.kind() == "redirected_statement")
        .and_then(|parent| {
            let redirects = named(parent).into_iter().filter(|one| one.kind() == "file_redirect");
            let mut read =
                redirects.filter(|one| lowering.text(*one).trim_start().starts_with('<'));
            read.next()?.child_by_field_name("destination")
        })
    else {
        return;
    };
    let Some(body) = node.child_by_field_name("body") else { return };
    let text = lowering.text(body);
    let quoted = |name: &str| {
        [
            format!("${name}"),
            format!("${{{name}}}"),
            format!("\"${name}\""),
            format!("\"${{{name}}}\""),
        ]
    };
    // `table[$key]=$value`
    for key in quoted(key) {
        let Some(at) = text.find(&format!("[{key}]=")) else { continue };
        let start = text[..at].rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let table = &text[start.map_or(0, |start| start + 1)..at];
        let file = lowering.value(file);
        let callee = lowering.add(Kind::Name(SETTINGS.to_owned()), node);
        let arguments = vec![Argument { name: None, value: file }];
        let made = lowering.add(Kind::Call { callee, arguments }, node);
        lowering.bind_in(0, &format!("${table}"), Some(made), None, node.start_byte());
        return;
    }
    // `declare "$key=$value"`, `export "$key"="$value"`, `printf -v "$key" %s "$value"`, `eval "$key=$value"`
    let sets = ["declare", "export", "typeset", "eval", "readonly", "printf -v", "local"];
    let is_set = |line: &str| {
        sets.iter().any(|word| line.trim_start().starts_with(word))
            && (line.contains(&format!("${key}")) || line.contains(&format!("${{{key}}}")))
            && (line.contains(&format!("${value}")) || line.contains(&format!("${{{value}}}")))
    };
    if text.lines().any(is_set) {
        return sourced::sourced(lowering, file);
    }
    // `case $key in bits) bits=$value ;; esac`
    let value = format!("${value}");
    let file = lowering.value(file);
    let key = format!("${key}");
    lowering.notes.read.insert(value, (key, file));
}

/// What a branch of a `case` over the keys of a file sets: the value of the key that it is for.
pub(super) fn by_key<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    value: Node<'a>,
) -> Option<Id> {
    if lowering.notes.read.is_empty() {
        return None;
    }
    let text = lowering.text(value).trim_matches('"');
    let plain = format!("${}", text.strip_prefix('$')?.trim_matches(['{', '}']));
    let (key, file) = lowering.notes.read.get(&plain)?.clone();
    let mut at = node;
    for _ in 0..6 {
        at = lowering.parent(at)?;
        let asked = match at.kind() {
            "case_item" => {
                let case = lowering.parent(at)?.child_by_field_name("value")?;
                (case, at.child_by_field_name("value")?)
            }
            "list" | "if_statement" => {
                let condition = named(at).into_iter().next()?;
                let test = named(condition).into_iter().next()?;
                match (test.child_by_field_name("left"), test.child_by_field_name("right")) {
                    (Some(left), Some(right)) => (left, right),
                    _ => continue,
                }
            }
            _ => continue,
        };
        let over = lowering.text(asked.0).trim_matches('"');
        if format!("${}", over.trim_start_matches('$').trim_matches(['{', '}'])) == key {
            let pattern = lowering.text(asked.1).trim_matches(['"', '\'']).to_owned();
            let key = part(lowering, node, Kind::Text(pattern));
            return Some(ask(lowering, node, key, Some(file)));
        }
    }
    None
}

/// An element of a table that a file fills.
pub(super) fn of_table<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    table: &str,
    key: Id,
) -> Option<Id> {
    let module = &lowering.module;
    let bound = module.bindings.iter().rev().find(|one| one.name == table)?.value?;
    if module.called(bound) != Some(SETTINGS) {
        return None;
    }
    let Kind::Call { arguments, .. } = &module.nodes[bound].kind else { return None };
    let file = arguments.first().map(|one| one.value);
    Some(ask(lowering, node, key, file))
}

/// `export $(grep -v '^#' .env | xargs)`: a file that is read as variables.
pub(super) fn exported<'a>(lowering: &mut Lowering<'a>, substitution: Node<'a>) {
    let text = lowering.text(substitution);
    if !(text.contains("grep")
        || text.contains("cat ")
        || text.contains('<')
        || text.contains("xargs")
        || text.contains("sed"))
    {
        return;
    }
    let mut open = named(substitution);
    while let Some(one) = open.pop() {
        let word = lowering.text(one).trim_matches(['"', '\'']);
        let is_file = matches!(one.kind(), "word" | "string" | "raw_string" | "concatenation")
            && (word.ends_with(".env")
                || word.ends_with(".conf")
                || word.ends_with(".ini")
                || word.contains("/.env")
                || word.starts_with(".env")
                || word.ends_with(".properties"));
        if is_file {
            return sourced::sourced(lowering, one);
        }
        if open.len() < 32 {
            open.extend(named(one));
        }
    }
}
