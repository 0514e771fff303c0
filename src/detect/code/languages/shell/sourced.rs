//! Files that a script reads as a part of itself: `. "$here/lib.sh"`, `source "${CONF:-/etc/app.env}"`.

use super::known::default_of;
use super::*;

/// Variables on the way to a path.
const STEPS: usize = 8;

/// Notes the file that a script reads, by the end of its path that is told.
pub(super) fn sourced<'a>(lowering: &mut Lowering<'a>, word: Node<'a>) {
    let text = lowering.text(word).trim_matches(['"', '\'']);
    let path = if text.contains('$') && !text.contains(['(', '`']) {
        let value = lowering.value(word);
        end_of_path(lowering, value, STEPS)
    } else {
        let end = text.rsplit([')', '}']).next().unwrap_or(text);
        Some(
            end.split_once('/')
                .filter(|_| end.starts_with('$'))
                .map_or(end, |(_, rest)| rest)
                .to_owned(),
        )
    };
    let path = path.unwrap_or_default();
    let path = path.trim_start_matches('/').trim_matches('"');
    if !path.is_empty() {
        written(lowering, word, path);
        lowering.module.wildcards.push(path.to_owned());
    }
}

/// The end of a path, from the last part on of which nothing is known.
fn end_of_path(lowering: &Lowering<'_>, id: Id, left: usize) -> Option<String> {
    let left = left.checked_sub(1)?;
    match &lowering.module.nodes[id].kind {
        Kind::Text(text) => Some(text.clone()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::Name(name) => {
            let bound = lowering.module.bindings.iter().rev().take(SEARCHED);
            let value = bound.filter(|one| one.name == *name).find_map(|one| one.value)?;
            end_of_path(lowering, value, left)
        }
        Kind::Join(parts) => {
            let mut end = String::new();
            for part in parts.iter().take(16) {
                match end_of_path(lowering, *part, left) {
                    Some(text) => end.push_str(&text),
                    None => end.clear(),
                }
            }
            // What stands before the first slash may be the end of a longer name.
            let is_whole = parts.iter().all(|part| end_of_path(lowering, *part, left).is_some());
            let from = if is_whole { 0 } else { end.find('/')? };
            Some(end[from..].to_owned())
        }
        _ => end_of_path(lowering, default_of(lowering, id)?, left),
    }
}

/// Bindings among which a variable is looked for.
const SEARCHED: usize = 4_096;

/// What a document sets that the script itself writes before it reads it.
fn written<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, path: &str) {
    let last = path.rsplit('/').next().unwrap_or(path);
    let is_it =
        |name: &str| name.strip_prefix('<').and_then(|file| file.rsplit('/').next()) == Some(last);
    let bound = lowering.module.bindings.iter().rev().take(SEARCHED).find(|one| is_it(&one.name));
    let Some(Kind::Text(text)) =
        bound.and_then(|one| one.value).map(|id| &lowering.module.nodes[id].kind)
    else {
        return;
    };
    let text = text.clone();
    for line in text.lines().take(64) {
        let line = line.trim().trim_start_matches("export ");
        let Some((name, value)) = line.split_once('=') else { continue };
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let value = value.trim_matches(['"', '\'']);
        let kind = match value.strip_prefix('$').map(|name| name.trim_matches(['{', '}'])) {
            Some(name) if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
                Kind::Name(format!("${name}"))
            }
            None if !value.contains(['$', '`']) => Kind::Text(value.to_owned()),
            _ => continue,
        };
        if is_name && !name.is_empty() {
            let value = part(lowering, node, kind);
            lowering.bind_in(0, &format!("${name}"), Some(value), None, node.start_byte());
        }
    }
}
