//! Arithmetic that the grammar leaves as text.

use super::*;

/// Operators from the weakest to the strongest.
const LEVELS: &[&[&str]] = &[&["<<", ">>"], &["+", "-"], &["*", "/", "%"], &["**"]];
/// Bytes of an expression, and parentheses in it.
const LONGEST: usize = 200;
const DEEPEST: usize = 8;

/// `4 * 1024`, `BYTES * 8`, `(a + b) << 3`; nothing where it has more than that.
pub(super) fn summed<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, text: &str) -> Option<Id> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(text)?;
    let mut at = 0;
    let value = level(lowering, node, (&tokens, &mut at), 0, DEEPEST)?;
    (at == tokens.len()).then_some(value)
}

fn tokens(text: &str) -> Option<Vec<&str>> {
    let (mut all, mut rest) = (Vec::new(), text.trim_start());
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || "_${}".contains(c);
        let length = if is_word(first) {
            rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
        } else if ["<<", ">>", "**"].iter().any(|two| rest.starts_with(two)) {
            2
        } else if "+-*/%()".contains(first) {
            1
        } else {
            return None;
        };
        let (token, after) = rest.split_at(length);
        all.push(token);
        rest = after.trim_start();
    }
    Some(all)
}

fn level<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    (tokens, at): (&[&str], &mut usize),
    which: usize,
    left: usize,
) -> Option<Id> {
    let left = if which == 0 { left.checked_sub(1)? } else { left };
    let Some(operators) = LEVELS.get(which) else {
        let token = *tokens.get(*at)?;
        *at += 1;
        if token == "(" {
            let value = level(lowering, node, (tokens, at), 0, left)?;
            *at += 1;
            return (tokens.get(*at - 1) == Some(&")")).then_some(value);
        }
        let name = token.trim_matches(['$', '{', '}']);
        let is_number = name.starts_with(|c: char| c.is_ascii_digit()) && !token.starts_with('$');
        let kind = match name.parse() {
            Ok(number) if is_number => Kind::Number(number),
            _ if is_number || name.is_empty() => return None,
            _ => Kind::Name(format!("${name}")),
        };
        return Some(part(lowering, node, kind));
    };
    let mut value = level(lowering, node, (tokens, at), which + 1, left)?;
    while let Some(operator) = tokens.get(*at).filter(|one| operators.contains(one)) {
        *at += 1;
        let other = level(lowering, node, (tokens, at), which + 1, left)?;
        value = part(lowering, node, Kind::arithmetic(*operator, vec![value, other]));
    }
    Some(value)
}

/// `let "bits = 1024 * 3"`: each word sets a variable.
pub(super) fn let_words<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, words: &[Node<'a>]) {
    for word in words.iter().skip(1) {
        let text = lowering.text(*word).trim_matches(['"', '\'']);
        assigned(lowering, node, text);
    }
}

/// `((bits = 1024 * 3))`; false for any other statement in braces or parentheses.
pub(super) fn statement<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> bool {
    let text = lowering.text(node);
    let Some(inner) = text.strip_prefix("((").and_then(|rest| rest.strip_suffix("))")) else {
        return false;
    };
    assigned(lowering, node, inner);
    true
}

/// `name = sum`, `name *= sum`.
fn assigned<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, text: &'a str) {
    let Some((name, sum)) = text.split_once('=') else { return };
    let name = name.trim_end();
    let (name, operator) = match name.strip_suffix(['*', '+', '-', '/']) {
        Some(plain) => (plain.trim_end(), name.get(plain.len()..)),
        None => (name, None),
    };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_name || sum.starts_with('=') {
        return;
    }
    let Some(mut value) = summed(lowering, node, sum) else { return };
    let variable = format!("${name}");
    if let Some(operator) = operator {
        let before = part(lowering, node, Kind::Name(variable.clone()));
        value = part(lowering, node, Kind::arithmetic(operator, vec![before, value]));
    }
    let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
    let home = function.filter(|function| lowering.notes.locals.contains(&(*function, name)));
    guard::guard(lowering, node, value, None, true);
    lowering.bind_in(home.unwrap_or(0), &variable, Some(value), None, node.end_byte());
}
