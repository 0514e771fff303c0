//! Options that variables hold.

use super::*;

/// The words behind a program's name, once for each list of options that a variable among them may be.
pub(super) fn option_lists<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    words: &[Node<'a>],
    first: Vec<(Id, String)>,
) -> Vec<Vec<(Id, String)>> {
    let mut ways = vec![first];
    for (index, word) in words.iter().enumerate().skip(1) {
        if let Some(items) = words_of(lowering, *word) {
            let list: Vec<(Id, String)> =
                items.into_iter().map(|id| parted(lowering, node, id)).collect();
            ways.iter_mut().for_each(|values| values.extend_from_slice(&list));
            continue;
        }
        if let Some(given) = given_if_set(lowering, node, *word) {
            ways.iter_mut().for_each(|values| values.extend_from_slice(&given));
            continue;
        }
        let id = lowering.value(*word);
        let mut lists = split(lowering, id);
        // What a program does is told by its first word: `for a in md5 sha256; do openssl "$a"; done`.
        if lists.is_empty() && index == 1 {
            lists = several(lowering, id);
        }
        if lists.is_empty() {
            let (id, text) = parted(lowering, node, id);
            ways.iter_mut().for_each(|values| values.push((id, text.clone())));
            continue;
        }
        let before = std::mem::take(&mut ways);
        for list in lists {
            let list: Vec<(Id, String)> = list
                .into_iter()
                .map(|text| (part(lowering, node, Kind::Text(text.clone())), text))
                .collect();
            ways.extend(before.iter().map(|values| [values.as_slice(), &list].concat()));
        }
        ways.truncate(OPTION_LISTS);
    }
    ways
}

/// `${size:+-b "$size"}`: an option with its value, where the value is set.
pub(super) fn given_if_set<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    word: Node<'a>,
) -> Option<Vec<(Id, String)>> {
    let text = lowering.text(word);
    let (name, given) = text.strip_prefix("${")?.strip_suffix('}')?.split_once('+')?;
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let (option, value) = given.split_once(' ')?;
    if !is_name(name.trim_end_matches(':')) || !option.starts_with('-') {
        return None;
    }
    let value = value.trim().trim_matches('"');
    let variable = value.strip_prefix('$').map(|name| name.trim_matches(['{', '}']));
    let kind = match variable {
        Some(name) if is_name(name) => Kind::Name(format!("${name}")),
        None if !value.contains(['$', '`']) => Kind::Text(value.to_owned()),
        _ => return None,
    };
    let option = option.to_owned();
    let id = part(lowering, node, Kind::Text(option.clone()));
    Some(vec![(id, option), (part(lowering, node, kind), value.to_owned())])
}

/// Values that a variable with options may have, of which each makes a command of its own.
const OPTION_LISTS: usize = 8;

/// The values of a word that is no option, where there are several.
fn several(lowering: &Lowering<'_>, id: Id) -> Vec<Vec<String>> {
    let inner = match &lowering.module.nodes[id].kind {
        Kind::Join(parts) if parts.len() == 1 => parts[0],
        Kind::Name(_) | Kind::Index { .. } => id,
        _ => return Vec::new(),
    };
    let all = values(lowering, inner);
    let is_plain = |text: &String| !text.is_empty() && !text.contains([' ', '/', '.']);
    if !all.iter().all(is_plain) || all.iter().all(|text| text.starts_with('-')) {
        return Vec::new();
    }
    all.into_iter().map(|text| vec![text]).collect()
}

/// The words of a variable that holds options, for each of its values; a value that names an algorithm goes the way of
/// all values.
fn split(lowering: &Lowering<'_>, id: Id) -> Vec<Vec<String>> {
    let nodes = &lowering.module.nodes;
    let (variable, quoted) = match &nodes[id].kind {
        Kind::Name(variable) => (variable, false),
        Kind::Join(parts) => match parts.as_slice() {
            [only] => match &nodes[*only].kind {
                Kind::Name(variable) => (variable, true),
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let bound = lowering.module.bindings.iter().filter(|one| one.name == *variable);
    let texts: Option<Vec<String>> =
        bound.take(OPTION_LISTS).map(|one| known_text(lowering, one.value?, 8)).collect();
    let texts: Vec<String> =
        texts.unwrap_or_default().into_iter().filter(|text| !text.is_empty()).collect();
    let is_option = |text: &String| {
        text.starts_with('-')
            && (text.contains(' ') && !quoted || !command::names_algorithm(&text[1..]))
    };
    if !texts.iter().all(is_option) {
        return Vec::new();
    }
    let words = |text: String| -> Vec<String> {
        if quoted { vec![text] } else { text.split_whitespace().map(str::to_owned).collect() }
    };
    texts.into_iter().map(words).collect()
}
