//! Members that a program sets to what a file of settings says: `if (!strcmp(key, "digest")) strcpy(c->digest, value);`.

use super::*;
use crate::detect::code::syntax::Setting;

/// Names of variables that hold what a file says.
const VALUES: &[&str] =
    &["value", "val", "v", "arg", "optarg", "rhs", "second", "tok", "token", "text", "str"];
/// Functions that give a text as it is.
const COPIES: &[&str] = &["strdup", "g_strdup", "xstrdup", "std::string", "std::move", "string"];
/// Functions that read a number out of a text.
const READING: &[&str] =
    &["atoi", "atol", "stoi", "stol", "stoul", "strtol", "strtoll", "strtoul", "strtoull"];
/// Levels upwards in which the question for the key is looked for.
const LEVELS: usize = 6;

/// What stands behind a type in parentheses: `(int)strtol(…)`.
fn without_cast(written: &str) -> &str {
    let cast = written.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let is_type = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "_ *".contains(c));
    match cast {
        Some((of, rest)) if is_type(of) && !rest.trim().is_empty() => rest.trim_start(),
        _ => written,
    }
}

/// The key that a condition around asks for.
fn key<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<String> {
    let whole = lowering.whole();
    let mut inner = node;
    for _ in 0..LEVELS {
        let outer = lowering.parent(inner)?;
        let is_branch = outer.kind() == "if_statement"
            && lowering.field(outer, "consequence").is_some_and(|then| then == inner);
        if is_branch {
            let condition = lowering.field(outer, "condition")?;
            let text = whole.get(condition.byte_range())?;
            let compares =
                ["cmp(", "== \"", "MATCH(", "equals("].iter().any(|one| text.contains(one));
            let parts: Vec<&str> = text.split('"').skip(1).step_by(2).take(4).collect();
            let is_name = |part: &&str| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
            };
            let is_key = compares && parts.len() <= 3 && !text.contains("||");
            return (is_key && !parts.is_empty() && parts.iter().all(is_name))
                .then(|| parts.join("."));
        }
        inner = outer;
    }
    None
}

/// What the settings say of the key that a condition around asks for, where `written` is the value beside it.
pub fn asked<'a>(lowering: &mut Lowering<'a>, written: &str, node: Node<'a>) -> Option<Id> {
    let written = without_cast(written);
    let (function, inner) = written.split_once('(').unwrap_or(("", written));
    let function = function.trim();
    let reads = READING.contains(&function.trim_start_matches("std::"));
    let is_copy = function.is_empty() || reads || COPIES.contains(&function);
    let plain = inner.trim_end_matches(')').trim();
    let plain = if reads { plain.split(',').next().unwrap_or(plain).trim() } else { plain };
    if !is_copy || !VALUES.contains(&plain) {
        return None;
    }
    let key = key(lowering, node)?;
    let key = lowering.add(Kind::Text(key), node);
    let callee = lowering.add(Kind::Name("getConfigValue".to_owned()), node);
    let arguments = vec![Argument { name: None, value: key }];
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `a = b`; a member that is set to what the settings say is what they say.
pub fn assignment<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (left, right) = (lowering.field(node, "left")?, lowering.field(node, "right")?);
    if left.kind() == "field_expression"
        && let Some(value) = asked(lowering, lowering.text(right), node)
    {
        lowering.assign_to(left, value);
        return Some(value);
    }
    Some(lowering.assign(node, "left", "right"))
}

/// What a function of C writes into a member.
pub fn written<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, target: Id, text: Id) {
    let place = lowering.module.nodes[text].place;
    let said = lowering.whole().get(place.start..place.end).unwrap_or_default().to_owned();
    let value = asked(lowering, &said, node).unwrap_or(text);
    lowering.module.settings.push(Setting { target, value });
}
