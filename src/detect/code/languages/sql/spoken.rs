//! Statements in texts: `EXECUTE 'SELECT …'`, `format('SELECT digest(%L, %L)', a, b)`.

use super::{Token, scan};

type Placed = (Token, usize, usize);

/// Tokens that one text may add.
const TOKENS: usize = 4_000;

/// Whether a text is a statement that calls something.
fn is_statement(text: &str) -> bool {
    const VERBS: &[&str] = &["select", "insert", "update", "delete", "with"];
    let first = text.split_whitespace().next().unwrap_or_default();
    text.contains('(') && VERBS.iter().any(|verb| first.eq_ignore_ascii_case(verb))
}

fn is_word(token: Option<&Placed>, words: &[&str]) -> bool {
    matches!(token, Some((Token::Word(word), ..)) if words.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether what stands before a text runs it, or holds it for that.
fn is_run(before: &[Placed]) -> bool {
    let last = before.last();
    if is_word(last, &["execute", "immediate", "exec", "sp_executesql"]) {
        return true;
    }
    // `PREPARE name FROM 'SELECT …'`
    let prepares = before.len().checked_sub(3).and_then(|at| before.get(at));
    if is_word(last, &["from"]) && is_word(prepares, &["prepare"]) {
        return true;
    }
    let is_set = matches!(last, Some((Token::Sign('='), ..)));
    let held = before.iter().rev().take(8).find_map(|(token, ..)| match token {
        Token::Word(word) => Some(word.to_ascii_lowercase()).filter(|word| {
            ["sql", "stmt", "statement", "query", "command", "cmd"]
                .iter()
                .any(|name| word.contains(name))
        }),
        _ => None,
    });
    is_set && held.is_some()
}

/// The tokens with such texts taken apart.
pub(super) fn opened(source: &str, tokens: Vec<Placed>) -> Vec<Placed> {
    let is_any = |token: &Placed| matches!(&token.0, Token::Text(text) if is_statement(text));
    if !tokens.iter().any(is_any) {
        return tokens;
    }
    let mut out: Vec<Placed> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let (Token::Text(text), start, end) = token else {
            out.push(token.clone());
            continue;
        };
        let formats = matches!(out.last(), Some((Token::Sign('('), ..)))
            && is_word(out.len().checked_sub(2).and_then(|at| out.get(at)), &["format"]);
        if !is_statement(text) || !(formats || is_run(&out)) {
            out.push(token.clone());
            continue;
        }
        let written = source.get(*start..*end).unwrap_or_default();
        let quote = written.find('\'').map_or(0, |quote| quote + 1);
        let inner = written.get(quote..written.len().saturating_sub(1)).unwrap_or_default();
        let mut inside = Vec::new();
        // A doubled quote is one quote in the statement; the blank keeps every place.
        scan(&inner.replace("''", " '"), start + quote, &mut inside);
        inside.truncate(TOKENS);
        if formats {
            let (given, next) = arguments(&tokens, at);
            at = next;
            out.truncate(out.len() - 2);
            out.extend(filled(inside, given));
        } else {
            out.extend(inside);
        }
    }
    out
}

/// The arguments behind a text up to the parenthesis that closes the call, and what comes after it.
fn arguments(tokens: &[Placed], from: usize) -> (Vec<&[Placed]>, usize) {
    let (mut all, mut depth, mut start) = (Vec::new(), 0_usize, from);
    for (at, (token, ..)) in tokens.iter().enumerate().skip(from).take(TOKENS) {
        match token {
            Token::Sign('(') => depth += 1,
            Token::Sign(')') if depth == 0 => {
                all.push(&tokens[start..at]);
                return (all.split_off(usize::from(!all.is_empty())), at + 1);
            }
            Token::Sign(')') => depth -= 1,
            Token::Sign(',') if depth == 0 => {
                all.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    (Vec::new(), from)
}

/// A pattern's tokens with `%L`, `%I` and `%s` replaced by the arguments in their order.
fn filled(pattern: Vec<Placed>, given: Vec<&[Placed]>) -> Vec<Placed> {
    let (mut out, mut given) = (Vec::new(), given.into_iter());
    let mut rest = pattern.into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_place = token.0 == Token::Sign('%') && is_word(rest.peek(), &["l", "s", "i"]);
        if !is_place {
            out.push(token);
            continue;
        }
        rest.next();
        out.extend(given.next().unwrap_or_default().iter().cloned());
    }
    out
}
