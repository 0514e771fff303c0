//! What the shell makes of a word: results of functions, arithmetic, parts of texts, commands in variables.

use super::guard::{self, guard};
use super::known::words_in;
use super::settings::{asked, setting};
use super::*;
use crate::detect::code::resolve::RUN;

/// `$(name a b)` of a function of this file is what it prints.
pub(super) fn substituted<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let children = named(node);
    if let [only] = children.as_slice()
        && only.kind() == "command"
        && let Some(name) = named(*only).first().map(|name| lowering.text(*name))
    {
        let is_own = lowering.module.scopes.iter().any(|scope| scope.name == name);
        if is_own && let Some(asked) = asked(lowering, *only, name) {
            return Some(asked);
        }
        // What is in no library may be in a script that is read before.
        let may_be_read = !lowering.module.wildcards.is_empty()
            && !command::is_known(name)
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !TOOLS.contains(&name);
        if is_own || may_be_read {
            return Some(lowering.value(*only));
        }
        if let ("printf", Some(joined)) = (name, formatted(lowering, *only)) {
            return Some(joined);
        }
        if let ("echo" | "printf", Some(word)) = (name, printed(lowering, *only)) {
            return Some(lowering.value(word));
        }
    }
    if let [only] = children.as_slice()
        && matches!(only.kind(), "list" | "case_statement" | "if_statement")
        && !guard::has_command(lowering, *only, 24)
    {
        let mut words = Vec::new();
        echoed(lowering, *only, &mut words, 6);
        if !words.is_empty() {
            let mut values = Vec::new();
            for (command, word) in words {
                let value = lowering.value(word);
                guard(lowering, command, value, Some(node), false);
                values.push(value);
            }
            return Some(lowering.add(Kind::Choice(values), node));
        }
    }
    // `expr 1024 \* 3`
    if let [only] = children.as_slice()
        && only.kind() == "command"
        && let Some(sum) = lowering.text(*only).strip_prefix("expr ")
        && let Some(value) = sum::summed(lowering, node, &sum.replace(['\\', '"', '\''], ""))
    {
        return Some(value);
    }
    if let [only] = children.as_slice()
        && only.kind() == "command"
        && let Some(run) = run_by_name(lowering, *only)
    {
        return Some(run);
    }
    if let [only] = children.as_slice()
        && let Some(piped) = pipe::piped(lowering, *only)
    {
        return Some(piped);
    }
    if let [only] = children.as_slice()
        && let Some(asked) = setting(lowering, *only)
    {
        return Some(asked);
    }
    children.into_iter().rev().for_each(|child| lowering.later(child));
    None
}

/// Programs of the system that functions are not called like.
pub(super) const TOOLS: &[&str] = &[
    "awk", "basename", "cat", "cut", "date", "dirname", "echo", "find", "grep", "head", "hostname",
    "id", "ls", "mktemp", "printf", "pwd", "readlink", "realpath", "sed", "sort", "tail", "tr",
    "uname", "wc", "which", "whoami",
];

/// `"size_$level" arguments`, `${table[$level]}`: a function that is run by a name which is a value.
fn run_by_name<'a>(lowering: &mut Lowering<'a>, command: Node<'a>) -> Option<Id> {
    let words = named(command);
    let name = words.first()?.named_child(0)?;
    let text = lowering.text(name);
    if !text.contains('$')
        || text.contains(['(', '/'])
        || words.iter().any(|one| one.kind().ends_with("redirect"))
    {
        return None;
    }
    let is_program = program(lowering, name).is_some_and(|name| command::is_known(&name));
    if is_program || guard::has_command(lowering, command, 12) {
        return None;
    }
    let callee = lowering.add(Kind::Name(RUN.to_owned()), command);
    let values = std::iter::once(name).chain(words.into_iter().skip(1));
    let arguments =
        values.map(|word| Argument { name: None, value: lowering.value(word) }).collect();
    Some(lowering.add(Kind::Call { callee, arguments }, command))
}

/// What the commands of `test && echo a || echo b`, or of the branches of a `case` or `if`, may print.
fn echoed<'a>(
    lowering: &Lowering<'a>,
    list: Node<'a>,
    into: &mut Vec<(Node<'a>, Node<'a>)>,
    left: usize,
) {
    for one in named(list) {
        match one.kind() {
            "list" | "case_item" | "elif_clause" | "else_clause" | "compound_statement"
            | "if_statement" | "case_statement"
                if left > 0 =>
            {
                echoed(lowering, one, into, left - 1);
            }
            "command" => {
                let name = named(one).first().map_or("", |name| lowering.text(*name));
                if matches!(name, "echo" | "printf") {
                    into.extend(printed(lowering, one).map(|word| (one, word)));
                }
            }
            _ => {}
        }
    }
}

/// `printf 'rsa:%s' "$bits"`: a format with its words in place.
pub(super) fn formatted<'a>(lowering: &mut Lowering<'a>, command: Node<'a>) -> Option<Id> {
    let words = named(command);
    filled_in(lowering, command, words.get(1..)?)
}

/// `printf -v name format words`: a variable that gets what is printed.
pub(super) fn printed_into<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, words: &[Node<'a>]) {
    let [_, option, name, rest @ ..] = words else { return };
    if lowering.text(*option) != "-v" {
        return;
    }
    if let Some(value) = filled_in(lowering, node, rest) {
        let name = format!("${}", lowering.text(*name));
        lowering.bind(&name, Some(value), None, node.start_byte());
    }
}

fn filled_in<'a>(lowering: &mut Lowering<'a>, command: Node<'a>, words: &[Node<'a>]) -> Option<Id> {
    let (format, rest) = words.split_first()?;
    let text = lowering.text(*format).trim_matches(['"', '\'']).trim_end_matches("\\n");
    if text.contains('$')
        || !text.contains('%')
        || rest.iter().any(|word| word.kind().ends_with("redirect"))
    {
        return None;
    }
    let (mut parts, mut rest, mut left) = (Vec::new(), rest.iter(), text);
    while let Some((before, after)) = left.split_once('%') {
        if !before.is_empty() {
            parts.push(part(lowering, command, Kind::Text(before.to_owned())));
        }
        let after = after.strip_prefix(['s', 'd', 'i', 'u'])?;
        parts.push(lowering.value(*rest.next()?));
        left = after;
    }
    if rest.next().is_some() {
        return None;
    }
    if !left.is_empty() {
        parts.push(part(lowering, command, Kind::Text(left.to_owned())));
    }
    match parts.as_slice() {
        [only] => Some(*only),
        _ => Some(lowering.add(Kind::Join(parts), command)),
    }
}

/// The only word that `echo` or `printf` prints.
pub(super) fn printed<'a>(lowering: &Lowering<'a>, command: Node<'a>) -> Option<Node<'a>> {
    let words: Vec<Node<'a>> = named(command)
        .into_iter()
        .skip(1)
        .filter(|word| !lowering.text(*word).starts_with('-'))
        .filter(|word| !lowering.text(*word).trim_matches(['"', '\'']).starts_with("%s"))
        .collect();
    match words.as_slice() {
        [only] if !only.kind().ends_with("redirect") => Some(*only),
        _ => None,
    }
}

/// What a function prints is what `$(function)` stands for.
pub(super) fn answered<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    ways: &[(String, Vec<(Id, String)>)],
) {
    let [(name, values)] = ways else { return };
    let in_function = lowering.module.enclosing(lowering.scope, ScopeKind::Function).is_some();
    let goes_on = |parent: Node<'a>| matches!(parent.kind(), "pipeline" | "redirected_statement");
    if !in_function
        || !matches!(name.as_str(), "echo" | "printf")
        || lowering.parent(node).is_some_and(goes_on)
    {
        return;
    }
    if name == "printf"
        && !guard::has_command(lowering, node, 12)
        && let Some(value) = formatted(lowering, node)
    {
        lowering.returns(value);
        return guard(lowering, node, value, None, false);
    }
    let is_word = |text: &String| !text.starts_with('-') && !text.starts_with("%s");
    let words: Vec<Id> =
        values.iter().filter(|(_, text)| is_word(text)).map(|(id, _)| *id).collect();
    if let [only] = words.as_slice() {
        lowering.returns(*only);
        guard(lowering, node, *only, None, false);
    }
}

/// `$((a * b))`
pub(super) fn arithmetic<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let inner = node.named_child(0)?;
    computed(lowering, inner, 16)
}

fn computed<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, left: usize) -> Option<Id> {
    let left = left.checked_sub(1)?;
    match node.kind() {
        "binary_expression" => {
            let (one, other) =
                (node.child_by_field_name("left")?, node.child_by_field_name("right")?);
            let operator = lowering.text(node.child_by_field_name("operator")?).to_owned();
            let operands = vec![computed(lowering, one, left)?, computed(lowering, other, left)?];
            Some(lowering.add(Kind::arithmetic(operator, operands), node))
        }
        "ternary_expression" => {
            let condition = node.child_by_field_name("condition")?;
            let ways = [("consequence", true), ("alternative", false)];
            let mut values = Vec::new();
            for (field, wanted) in ways {
                let way = computed(lowering, node.child_by_field_name(field)?, left)?;
                // A name may stand for itself elsewhere.
                let way = part(lowering, node, lowering.module.nodes[way].kind.clone());
                guard::guard_way(lowering, node, way, (condition, wanted));
                values.push(way);
            }
            Some(lowering.add(Kind::Choice(values), node))
        }
        "parenthesized_expression" => computed(lowering, node.named_child(0)?, left),
        "variable_name" => Some(variable(lowering, node)),
        _ => Some(lowering.value(node)),
    }
}

/// `${name%%:*}`, `${name##*:}`, `${name%.pem}`, `${name//-/}` as calls of the operator on the variable.
pub(super) fn changed<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    of: Id,
    operator: &str,
) -> Option<Id> {
    let inner = operator.strip_suffix('}')?;
    let known = ["%%", "##", "%", "#", "//"].into_iter().find(|one| inner.starts_with(one))?;
    let pattern = inner.strip_prefix(known)?;
    let texts = match known {
        "//" => {
            let (from, to) = pattern.split_once('/').unwrap_or((pattern, ""));
            vec![from, to]
        }
        "%" | "%%" => vec![pattern.strip_suffix('*').unwrap_or(pattern)],
        _ => vec![pattern.strip_prefix('*').unwrap_or(pattern)],
    };
    let is_plain = |text: &&str| !text.contains(['*', '?', '[', '$', '`']);
    if !texts.iter().all(is_plain) || texts[0].is_empty() {
        return None;
    }
    let callee = lowering.add(Kind::Member { of, name: known.to_owned() }, node);
    let values = texts.into_iter().map(|text| part(lowering, node, Kind::Text(text.to_owned())));
    let arguments = values.map(|value| Argument { name: None, value }).collect();
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// Texts that a word with variables in it may be, where all of them have known values before.
pub(super) fn expanded(lowering: &Lowering<'_>, text: &str) -> Vec<String> {
    let (mut made, mut rest) = (vec![String::new()], text);
    if !rest.contains('$') || rest.contains(['(', ' ', '/']) {
        return Vec::new();
    }
    while let Some((before, after)) = rest.split_once('$') {
        made.iter_mut().for_each(|one| one.push_str(before));
        let braced = after.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let (name, behind) = braced.unwrap_or_else(|| {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            after.split_at(end.unwrap_or(after.len()))
        });
        let (name, default) = match name.find([':', '-', '=']) {
            Some(end) => (&name[..end], Some(name[end..].trim_start_matches([':', '-', '=']))),
            None => (name, None),
        };
        let variable = format!("${name}");
        let mut set = Vec::new();
        let bound = lowering.module.bindings.iter().rev().filter(|one| one.name == variable);
        for bound in bound.take(VALUES) {
            set.extend(bound.value.map_or_else(Vec::new, |id| values(lowering, id)));
            // What is set under a condition leaves what was set before.
            if set.len() >= VALUES || lowering.is_within(bound.block) {
                break;
            }
        }
        if set.is_empty() {
            set.extend(default.map(str::to_owned));
        }
        made = made
            .iter()
            .flat_map(|one| set.iter().map(move |value| format!("{one}{value}")))
            .take(VALUES)
            .collect();
        rest = behind;
    }
    made.iter_mut().for_each(|one| one.push_str(rest));
    made
}

/// Values of a word that are told apart.
pub(super) const VALUES: usize = 8;

/// The texts that a value may be: of a loop, all that it goes through.
pub(super) fn values(lowering: &Lowering<'_>, id: Id) -> Vec<String> {
    let (of_list, id) = match &lowering.module.nodes[id].kind {
        Kind::Index { of, .. } => (true, *of),
        _ => (false, id),
    };
    let value = match &lowering.module.nodes[id].kind {
        Kind::Name(name) => {
            let bound = lowering.module.bindings.iter().rev().find(|one| one.name == *name);
            bound.and_then(|one| one.value)
        }
        _ => Some(id),
    };
    let Some(value) = value else { return Vec::new() };
    match &lowering.module.nodes[value].kind {
        Kind::Choice(all) => all
            .iter()
            .take(VALUES)
            .flat_map(|one| match &lowering.module.nodes[*one].kind {
                Kind::Index { .. } => values(lowering, *one),
                _ => known_text(lowering, *one, 8).into_iter().collect(),
            })
            .take(VALUES)
            .collect(),
        Kind::List(all) if of_list => {
            all.iter().take(VALUES).filter_map(|one| known_text(lowering, *one, 8)).collect()
        }
        _ if of_list => Vec::new(),
        _ => known_text(lowering, value, 8).into_iter().collect(),
    }
}

/// The program and the words of a variable that holds a command: `sign="openssl dgst -sha1"; $sign file`.
pub(super) fn spelled<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    first: Node<'a>,
) -> Option<(String, Vec<(Id, String)>)> {
    let text = lowering.text(first);
    let name = text.strip_prefix('$')?.trim_matches(['{', '}']);
    let variable = format!("${name}");
    let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable)?;
    let mut words = words_in(lowering, node, bound.value?);
    if words.len() < 2 {
        return None;
    }
    let (first, program) = words.remove(0);
    let program = program.rsplit('/').next().unwrap_or_default().to_owned();
    // `SUM="$OPENSSL dgst -sha256"`
    let next = words.first().map_or("", |(_, next)| next.as_str());
    let program = match &lowering.module.nodes[first].kind {
        Kind::Name(variable) if program.is_empty() => by_custom(variable, next).unwrap_or(program),
        _ => program,
    };
    if !command::is_known(&program) {
        return None;
    }
    // What a remote shell is run with stands where the variable is set.
    if REMOTE.contains(&program.as_str()) {
        words.clear();
    }
    Some((program, words))
}

/// Programs that go to another machine, which variables hold for several commands: `SSH="ssh -c …"`.
const REMOTE: &[&str] = &["ssh", "scp", "sftp"];

/// The settings of a variable that holds the way to another machine.
pub(super) fn remote<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, value: Id) {
    let begins = literal(lowering, value);
    if !REMOTE.iter().any(|name| begins.trim_start().starts_with(&format!("{name} "))) {
        return;
    }
    let mut words = words_in(lowering, node, value);
    let (_, name) = words.remove(0);
    let callee = lowering.add(Kind::Name(name.clone()), node);
    let (_, options) = command::read(&name, &words);
    let arguments = options.into_iter().map(|option| argument(lowering, node, option)).collect();
    lowering.add(Kind::Call { callee, arguments }, node);
}

/// The program and the words of an array that is run: `"${command[@]}"`.
pub(super) fn listed<'a>(
    lowering: &mut Lowering<'a>,
    first: Node<'a>,
) -> Option<(String, Vec<(Id, String)>)> {
    let words = words_of(lowering, first)?;
    let (program, rest) = words.split_first()?;
    let program = known_text(lowering, *program, 8)?;
    let program = program.rsplit('/').next().unwrap_or_default().to_owned();
    if !command::is_known(&program) {
        return None;
    }
    let rest: Vec<Id> = rest.to_vec();
    let rest = rest.into_iter().map(|id| parted(lowering, first, id)).collect();
    Some((program, rest))
}
