//! What a script reads from files of settings: by `awk`, `sed`, `grep`, `jq`, `git config`, or line by line.

use super::guard::guard;
use super::known::default_of;
use super::*;
use crate::detect::code::resolve::SETTING;

/// What a command asks a file of settings for.
struct Asked<'a> {
    section: Option<Id>,
    key: Id,
    file: Option<Node<'a>>,
    default: Option<Id>,
}

/// `$(sed -n "s/^key *= *//p" file)`, `$(grep '^key=' file | cut …)`, `$(jq -r .key file)`: what a file of settings says.
pub(super) fn setting<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut first = node;
    if node.kind() == "pipeline" {
        first = node.named_child(0)?;
        // `cat file | grep …`
        let words = named(first);
        if words.first().is_some_and(|name| lowering.text(*name) == "cat")
            && let ([_, file], Some(second)) = (words.as_slice(), node.named_child(1))
        {
            let asked = asked_by(lowering, second, Some(*file))?;
            return Some(call(lowering, node, asked));
        }
    }
    let asked = asked_by(lowering, first, None)?;
    Some(call(lowering, node, asked))
}

/// A call that asks for a key of a file.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, asked: Asked<'a>) -> Id {
    let key = match asked.section {
        Some(section) => {
            let dot = part(lowering, node, Kind::Text(".".to_owned()));
            part(lowering, node, Kind::Join(vec![section, dot, asked.key]))
        }
        None => asked.key,
    };
    let file = asked.file.filter(|file| !lowering.text(*file).contains("<("));
    let file = file.map(|file| lowering.value(file));
    let found = ask(lowering, node, key, file);
    let Some(default) = asked.default else { return found };
    let callee = lowering.add(Kind::Name(OR_DEFAULT.to_owned()), node);
    let arguments = [found, default].map(|value| Argument { name: None, value }).to_vec();
    lowering.add(Kind::Call { callee, arguments }, node)
}

pub(super) fn ask<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    key: Id,
    file: Option<Id>,
) -> Id {
    let callee = lowering.add(Kind::Name(SETTING.to_owned()), node);
    let arguments = std::iter::once(key).chain(file);
    let arguments = arguments.map(|value| Argument { name: None, value }).collect();
    lowering.add(Kind::Call { callee, arguments }, node)
}

/// What one command asks for.
fn asked_by<'a>(
    lowering: &mut Lowering<'a>,
    command: Node<'a>,
    piped: Option<Node<'a>>,
) -> Option<Asked<'a>> {
    let words = named(command);
    let (program, rest) = words.split_first()?;
    let plain = |lowering: &Lowering<'a>| -> Vec<Node<'a>> {
        let is_option = |word: &Node<'a>| lowering.text(*word).starts_with('-');
        rest.iter()
            .copied()
            .filter(|word| !is_option(word) && !word.kind().ends_with("redirect"))
            .collect()
    };
    match lowering.text(*program) {
        name @ ("sed" | "grep" | "egrep" | "awk" | "gawk" | "mawk") => {
            let words = plain(lowering);
            let is_awk = name.ends_with("awk");
            let named = if is_awk { by_variables(lowering, rest) } else { None };
            let is_pattern = |word: &Node<'a>| {
                let text = lowering.text(*word);
                text.contains(['^', '$', '/', '=', '{'])
            };
            // What a variable of awk holds, or how it parts lines, is no pattern.
            let at = rest.iter().position(|word| {
                let before = rest.iter().take_while(|one| *one != word).last();
                let is_value =
                    is_awk && before.is_some_and(|one| matches!(lowering.text(*one), "-v" | "-F"));
                let is_option = lowering.text(*word).starts_with('-');
                !is_value && !is_option && (is_pattern(word) || name.ends_with("grep"))
            })?;
            let pattern = rest[at];
            let file = rest[at + 1..].iter().rev().find(|word| words.contains(word)).copied();
            let file = file.or(piped).or_else(|| read_from(lowering, command));
            let (section, key) = match named {
                Some(named) => named,
                None => {
                    in_pattern(lowering, pattern, is_awk, name.ends_with("grep") && file.is_some())?
                }
            };
            Some(Asked { section, key, file, default: None })
        }
        "jq" | "yq" | "tomlq" => {
            let words = plain(lowering);
            let path = words.iter().find(|word| {
                lowering.text(**word).trim_start_matches(['\'', '"', '(', ' ']).starts_with('.')
            })?;
            let file = words.iter().rev().find(|word| *word != path).copied();
            let text = lowering.text(*path).trim_matches(['\'', '"']).trim();
            let (key, default) = match text.split_once("//") {
                Some((key, default)) => {
                    (key.trim(), Some(default.trim().trim_matches(['"', '\\'])))
                }
                None => (text, None),
            };
            let key = key.trim_start_matches('.');
            let key = spelled(lowering, command, key)?;
            let default = default.map(|text| part(lowering, command, Kind::Text(text.to_owned())));
            Some(Asked {
                section: None,
                key,
                file: file.or(piped).or_else(|| read_from(lowering, command)),
                default,
            })
        }
        "git" => {
            let texts: Vec<&str> = rest.iter().map(|word| lowering.text(*word)).collect();
            if texts.first() != Some(&"config") {
                return None;
            }
            let at = texts.iter().position(|text| matches!(*text, "-f" | "--file"))?;
            let file = rest.get(at + 1).copied();
            let key = rest
                .iter()
                .skip(1)
                .rfind(|word| !lowering.text(**word).starts_with('-') && Some(**word) != file);
            let default = texts.iter().position(|text| *text == "--default");
            let default_word = default.and_then(|at| rest.get(at + 1)).copied();
            let key = match default_word {
                Some(word) if key == Some(&word) => rest.iter().skip(1).rfind(|one| {
                    !lowering.text(**one).starts_with('-') && **one != word && Some(**one) != file
                }),
                _ => key,
            };
            let key = lowering.value(*key?);
            let default = default_word.map(|word| lowering.value(word));
            Some(Asked { section: None, key, file, default })
        }
        "crudini" => {
            let at = rest.iter().position(|word| lowering.text(*word) == "--get")?;
            let [file, section, key] = rest.get(at + 1..at + 4)? else { return None };
            let (section, key) = (lowering.value(*section), lowering.value(*key));
            Some(Asked { section: Some(section), key, file: Some(*file), default: None })
        }
        _ => None,
    }
}

/// The file that a command reads by a redirection.
pub(super) fn read_from<'a>(lowering: &Lowering<'a>, command: Node<'a>) -> Option<Node<'a>> {
    let own = named(command);
    let parent = lowering.parent(command).filter(|parent| parent.kind() == "redirected_statement");
    let all = own.into_iter().chain(parent.into_iter().flat_map(named));
    let redirect = all.filter(|one| one.kind() == "file_redirect");
    let mut redirect = redirect.filter(|one| lowering.text(*one).trim_start().starts_with('<'));
    redirect.next()?.child_by_field_name("destination")
}

/// What `-v section="$1" -v key="$2"` of awk hold: the last is the key, what stands in brackets a section.
fn by_variables<'a>(lowering: &mut Lowering<'a>, words: &[Node<'a>]) -> Option<(Option<Id>, Id)> {
    let program = words.iter().map(|word| lowering.text(*word)).find(|text| text.contains('{'))?;
    let mut given: Vec<(&'a str, Node<'a>)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let text = lowering.text(*word);
        let is_given = at > 0 && lowering.text(words[at - 1]) == "-v" || text.starts_with("-v");
        let assigned = text.trim_start_matches("-v").split_once('=');
        if let Some((name, _)) =
            assigned.filter(|(name, _)| is_given && !matches!(*name, "FS" | "OFS" | "RS"))
        {
            given.push((name, *word));
        }
    }
    let is_key = |name: &str| {
        let (tight, wide) = (format!("$1=={name}"), format!("$1 == {name}"));
        program.contains(&tight)
            || program.contains(&wide)
            || program.contains(&format!("\"^\" {name}"))
            || program.contains(&format!("\"^\"{name}"))
    };
    let at = given.iter().position(|(name, _)| is_key(name)).or(given.len().checked_sub(1))?;
    let (_, key) = given.remove(at);
    let section = given.last().copied();
    let key = behind_sign(lowering, key)?;
    let section = section.and_then(|(_, word)| behind_sign(lowering, word));
    Some((section, key))
}

/// What stands behind the `=` of a word, without brackets around it.
fn behind_sign<'a>(lowering: &mut Lowering<'a>, word: Node<'a>) -> Option<Id> {
    let value = lowering.value(word);
    let mut parts = Vec::new();
    flat(lowering, value, &mut parts, 4);
    let mut out = Vec::new();
    let mut is_behind = false;
    for id in parts {
        let Kind::Text(text) = &lowering.module.nodes[id].kind else {
            out.push(id);
            continue;
        };
        let text = match text.split_once('=').filter(|_| !is_behind) {
            Some((_, rest)) => rest,
            None => text,
        };
        is_behind = true;
        let text = text.trim_matches(['[', ']', '\\', '^', '$']).to_owned();
        if !text.is_empty() {
            out.push(part(lowering, word, Kind::Text(text)));
        }
    }
    match out.as_slice() {
        [] => None,
        [only] => Some(*only),
        _ => Some(part(lowering, word, Kind::Join(out))),
    }
}

/// The parts of a text, and of the texts in it.
fn flat(lowering: &Lowering<'_>, id: Id, into: &mut Vec<Id>, left: usize) {
    match &lowering.module.nodes[id].kind {
        Kind::Join(parts) if left > 0 => {
            parts.iter().for_each(|part| flat(lowering, *part, into, left - 1));
        }
        _ => into.push(id),
    }
}

/// The section and key that a pattern of sed, grep or awk looks for.
fn in_pattern<'a>(
    lowering: &mut Lowering<'a>,
    pattern: Node<'a>,
    is_awk: bool,
    is_search: bool,
) -> Option<(Option<Id>, Id)> {
    let text = lowering.text(pattern);
    let section = text.match_indices("\\[").find_map(|(at, _)| {
        let rest = text[at + 2..].trim_start_matches(['\'', '"']);
        let name = &rest[..end_of_name(rest)];
        let closed = rest[name.len()..].trim_start_matches(['\'', '"']).starts_with("\\]")
            || rest[name.len()..].trim_start_matches(['\'', '"']).starts_with(']');
        (closed && !name.is_empty()).then_some(name)
    });
    let by_field = || {
        let at =
            text.find("$1==").map(|at| at + 4).or_else(|| text.find("$1 == ").map(|at| at + 6))?;
        let rest = text[at..].trim_start_matches(['\\', '"', '\'']);
        Some(&rest[..end_of_name(rest)])
    };
    let by_start = || {
        text.match_indices('^').find_map(|(at, _)| {
            let mut rest = text[at + 1..].trim_start_matches(['(', ' ', '\'', '"']);
            for space in ["[[:space:]]*", "[[:blank:]]*", "[ \\t]*", "\\s*", " *", "\\("] {
                rest = rest.strip_prefix(space).unwrap_or(rest);
            }
            let name = &rest[..end_of_name(rest)];
            (!name.is_empty()).then_some(name)
        })
    };
    let by_word = || {
        let plain = text.trim_matches(['\'', '"']);
        let name = &plain[..end_of_name(plain)];
        let rest = &plain[name.len()..];
        (is_search && !name.is_empty() && matches!(rest, "" | "=" | ":" | " = " | " =" | ": "))
            .then_some(name)
    };
    let by_match = || {
        let at = text.find('/')?;
        let name = &text[at + 1..][..end_of_name(&text[at + 1..])];
        (is_awk && !name.is_empty()).then_some(name)
    };
    let key = if is_awk { by_field() } else { None };
    let key = key.or_else(by_start).or_else(by_word).or_else(by_match)?;
    let key = spelled(lowering, pattern, key)?;
    let section = section.and_then(|name| spelled(lowering, pattern, name));
    Some((section, key))
}

fn end_of_name(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || "_.-${}".contains(c))).unwrap_or(text.len())
}

/// A name that may be, or hold, a variable.
fn spelled<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, name: &str) -> Option<Id> {
    let name = name.trim_end_matches(['$', '{', '.']);
    if name.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('$') {
        if !before.is_empty() {
            parts.push(part(lowering, node, Kind::Text(before.to_owned())));
        }
        let (variable, behind) =
            match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
                Some(parted) => parted,
                None => {
                    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
                    after.split_at(end.unwrap_or(after.len()))
                }
            };
        if variable.is_empty() {
            return None;
        }
        parts.push(part(lowering, node, Kind::Name(format!("${variable}"))));
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(part(lowering, node, Kind::Text(rest.to_owned())));
    }
    match parts.as_slice() {
        [only] => Some(*only),
        _ => Some(part(lowering, node, Kind::Join(parts))),
    }
}

/// `$(ini section key)` of a function of this file that looks for its arguments in a file of settings, where its body
/// does not tell how.
pub(super) fn asked<'a>(lowering: &mut Lowering<'a>, command: Node<'a>, name: &str) -> Option<Id> {
    const READERS: &[&str] = &["awk", "crudini", "git config -f", "yq", "jq"];
    let module = &lowering.module;
    let mut own = module.scopes.iter().filter(|scope| scope.name == name);
    if own.any(|scope| scope.returns.iter().any(|id| is_setting(lowering, *id, 8))) {
        return None;
    }
    let whole = lowering.whole();
    let start = whole.find(&format!("{name}()")).or_else(|| whole.find(&format!("{name} ()")))?;
    let body = whole.get(start..)?.split("\n}").next()?;
    let takes = |at: &str| body.contains(&format!("${at}")) || body.contains(&format!("${{{at}}}"));
    let reads = READERS.iter().any(|reader| body.contains(reader));
    let words = named(command);
    let (key, section) = match words.as_slice() {
        [_, section, key] if reads && takes("1") && takes("2") => (*key, Some(*section)),
        [_, key] if reads && takes("1") => (*key, None),
        _ => return None,
    };
    let section = section.map(|section| lowering.value(section));
    let key = lowering.value(key);
    Some(call(lowering, command, Asked { section, key, file: None, default: None }))
}

/// Whether a value is what a file of settings says.
fn is_setting(lowering: &Lowering<'_>, id: Id, left: usize) -> bool {
    let Some(left) = left.checked_sub(1) else { return false };
    let module = &lowering.module;
    match &module.nodes[id].kind {
        Kind::Name(name) => {
            let bound = module.bindings.iter().rev().filter(|one| one.name == *name);
            bound.take(4).filter_map(|one| one.value).any(|value| is_setting(lowering, value, left))
        }
        Kind::Join(parts) => parts.iter().any(|part| is_setting(lowering, *part, left)),
        Kind::Call { .. } if module.called(id) == Some(SETTING) => true,
        Kind::Call { arguments, .. } if default_of(lowering, id).is_some() => {
            arguments.first().is_some_and(|one| is_setting(lowering, one.value, left))
        }
        Kind::Index { of, .. } => is_setting(lowering, *of, left),
        _ => false,
    }
}

/// What a function prints that ends in a search of a file of settings: `sed -n "s/^$1=//p" file | head -n1`.
pub(super) fn told<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, name: &str) {
    const SEARCHING: &[&str] =
        &["sed", "grep", "egrep", "awk", "gawk", "jq", "yq", "git", "crudini", "cat"];
    let in_function = lowering.module.enclosing(lowering.scope, ScopeKind::Function).is_some();
    if !SEARCHING.contains(&name) || !in_function {
        return;
    }
    let mut whole = node;
    while let Some(parent) = lowering.parent(whole)
        && matches!(parent.kind(), "pipeline" | "redirected_statement")
    {
        whole = parent;
    }
    let is_first = whole.start_byte() == node.start_byte();
    let is_printed = lowering.parent(whole).is_some_and(|outer| {
        matches!(
            outer.kind(),
            "compound_statement" | "case_item" | "if_statement" | "else_clause" | "list"
        )
    });
    let inner =
        if whole.kind() == "redirected_statement" { whole.named_child(0) } else { Some(whole) };
    let to_file = whole.kind() == "redirected_statement"
        && named(whole).iter().any(|one| {
            let text = lowering.text(*one).trim_start();
            one.kind() == "file_redirect" && text.starts_with('>')
        });
    if is_first
        && is_printed
        && !to_file
        && let Some(value) = inner.and_then(|inner| setting(lowering, inner))
    {
        lowering.returns(value);
        guard(lowering, whole, value, None, false);
    }
}
