//! Macros of a file, `macro_rules!`, written out where they are invoked. The text keeps its lines, not its columns.
//!
//! An invocation that repeats its pattern calls a function that the definition becomes: what it does, it does there.

use super::token::{closing, is_word, length_of, next, opaque};

/// Macros of one file, and invocations of them, that are written out.
const MACROS: usize = 64;
const INVOCATIONS: usize = 256;
/// Bytes that all of that may add to a file.
const ADDED: usize = 1 << 16;
/// Parts of one pattern, and groups of one invocation.
const PARTS: usize = 32;

/// From the first byte to the one behind the last.
type Bytes = (usize, usize);

/// A part of a pattern.
#[derive(Clone, Debug)]
enum Part<'t> {
    /// `$name:kind`
    Taken(&'t str),
    /// A word or sign.
    Plain(&'t str),
    /// `$( … ) sep *`
    Each(Vec<Part<'t>>, &'t str),
}

/// One arm of a macro: what it takes, and the bytes of what it gives.
struct Arm<'t> {
    pattern: Vec<Part<'t>>,
    /// From the first byte of the pattern to the first of the body.
    head: (usize, usize),
    body: (usize, usize),
}

struct Macro<'t> {
    name: &'t str,
    whole: (usize, usize),
    arms: Vec<Arm<'t>>,
}

/// What an invocation gives to the names of a pattern, for each repetition.
type Given<'t> = Vec<(&'t str, &'t str)>;

/// The text with its own macros written out; `None` where it has none.
pub fn written_out(text: &str) -> Option<String> {
    memchr::memmem::find(text.as_bytes(), b"macro_rules!")?;
    let macros = defined(text);
    let mut changes: Vec<((usize, usize), String)> = Vec::new();
    let mut called: Vec<(usize, usize)> = Vec::new();
    let mut added = 0;
    for (at, _) in text.match_indices('!').take(16 * INVOCATIONS) {
        let Some((of, range, inner)) = invoked(text, at, &macros) else { continue };
        if changes.len() >= INVOCATIONS || added > ADDED {
            break;
        }
        let written = text.get(inner.0..inner.1)?;
        let arms = macros[of].arms.iter().enumerate();
        let Some((index, arm, given)) =
            arms.into_iter().find_map(|(index, arm)| Some((index, arm, fits(arm, written)?)))
        else {
            continue;
        };
        let new = match given.as_slice() {
            [only] => inlined(text, arm, only, range.0),
            all => {
                called.push((of, index));
                calls(&format!("{}_{index}", macros[of].name), text, arm, all)
            }
        };
        added += new.len();
        changes.push((range, new));
    }
    for (of, one) in macros.iter().enumerate() {
        for (index, arm) in one.arms.iter().enumerate() {
            if called.contains(&(of, index)) {
                changes.push((one.whole, function(text, one, index, arm)));
            }
        }
    }
    if changes.is_empty() {
        return None;
    }
    changes.sort_by_key(|(range, _)| *range);
    let (mut out, mut last) = (String::with_capacity(text.len() + added), 0);
    for ((start, end), new) in changes {
        if start < last {
            continue;
        }
        out.push_str(&text[last..start]);
        out.push_str(&new);
        // Every line keeps its number.
        let lines = text[start..end].matches('\n').count();
        let has = new.matches('\n').count();
        (has..lines).for_each(|_| out.push('\n'));
        last = end;
    }
    out.push_str(&text[last..]);
    Some(out)
}

/// The macros that a text defines.
fn defined(text: &str) -> Vec<Macro<'_>> {
    let mut all = Vec::new();
    for (start, word) in text.match_indices("macro_rules!").take(MACROS) {
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        if text[line..start].contains("//") {
            continue;
        }
        let rest = &text[start + word.len()..];
        let trimmed = rest.trim_start();
        let name_at = start + word.len() + rest.len() - trimmed.len();
        let length = trimmed.find(|c: char| !is_word(c)).unwrap_or(0);
        let name = &text[name_at..name_at + length];
        let Some(open) = next(text, name_at + length) else { continue };
        let Some(end) = closing(text, open) else { continue };
        let arms = arms(text, (open + 1, end));
        if !name.is_empty() && !arms.is_empty() {
            all.push(Macro { name, whole: (start, end + 1), arms });
        }
    }
    all
}

/// `(pattern) => { body };` …
fn arms(text: &str, (mut at, end): (usize, usize)) -> Vec<Arm<'_>> {
    let mut all = Vec::new();
    while let Some(open) = next(text, at).filter(|open| *open < end && all.len() < PARTS) {
        let arm = || {
            let close = closing(text, open)?;
            let arrow = next(text, close + 1)?;
            text[arrow..].strip_prefix("=>")?;
            let body = next(text, arrow + 2)?;
            let last = closing(text, body)?;
            let pattern = parts(text.get(open + 1..close)?, 4)?;
            Some(Arm { pattern, head: (open, body + 1), body: (body + 1, last) })
        };
        let Some(arm) = arm() else { break };
        at = arm.body.1 + 1;
        if let Some(semicolon) = next(text, at).filter(|at| text[*at..].starts_with(';')) {
            at = semicolon + 1;
        }
        all.push(arm);
    }
    all
}

/// The parts of a pattern.
fn parts(pattern: &str, left: usize) -> Option<Vec<Part<'_>>> {
    let (mut all, mut at) = (Vec::new(), 0);
    while let Some(start) = next(pattern, at) {
        if all.len() > PARTS {
            return None;
        }
        let rest = &pattern[start..];
        if rest.starts_with("$(") {
            let close = closing(pattern, start + 1)?;
            let inner = parts(&pattern[start + 2..close], left.checked_sub(1)?)?;
            let after = &pattern[close + 1..];
            let stop = after.find(['*', '+', '?'])?;
            all.push(Part::Each(inner, after[..stop].trim()));
            at = close + 1 + stop + 1;
        } else if let Some(named) = rest.strip_prefix('$') {
            let (name, kind) = named.split_once(':')?;
            let length = kind.find(|c: char| !is_word(c)).unwrap_or(kind.len());
            all.push(Part::Taken(name.trim()));
            at = start + 1 + name.len() + 1 + length;
        } else {
            let length = length_of(rest);
            all.push(Part::Plain(&rest[..length]));
            at = start + length;
        }
    }
    Some(all)
}

/// The macro that is invoked before the `!` at a place, the bytes of all of it, and those between the brackets.
fn invoked(text: &str, at: usize, macros: &[Macro<'_>]) -> Option<(usize, Bytes, Bytes)> {
    let start = text[..at].rfind(|c| !is_word(c)).map_or(0, |before| before + 1);
    let of = macros.iter().position(|one| one.name == &text[start..at])?;
    if macros.iter().any(|one| one.whole.0 <= start && start < one.whole.1) {
        return None;
    }
    let open = next(text, at + 1)?;
    let close = closing(text, open)?;
    Some((of, (start, close + 1), (open + 1, close)))
}

/// What an invocation gives to an arm that fits it, once for each repetition.
fn fits<'t>(arm: &Arm<'t>, written: &'t str) -> Option<Vec<Given<'t>>> {
    let (mut fixed, mut repeated) = (Vec::new(), Vec::new());
    let end = fit(&arm.pattern, written, 0, &mut fixed, &mut repeated)?;
    if next(written, end).is_some() {
        return None;
    }
    if repeated.is_empty() {
        return Some(vec![fixed]);
    }
    let all = repeated.into_iter().map(|given| fixed.iter().copied().chain(given).collect());
    Some(all.collect())
}

fn fit<'t>(
    pattern: &[Part<'t>],
    written: &'t str,
    mut at: usize,
    fixed: &mut Given<'t>,
    repeated: &mut Vec<Given<'t>>,
) -> Option<usize> {
    for (index, part) in pattern.iter().enumerate() {
        match part {
            Part::Plain(sign) => {
                let start = next(written, at)?;
                at = written[start..].starts_with(sign).then_some(start + sign.len())?;
            }
            Part::Taken(name) => {
                let start = next(written, at)?;
                let until = match pattern.get(index + 1) {
                    Some(Part::Plain(sign)) => sign,
                    // What may come once more, `$(,)?`.
                    Some(Part::Each(inner, _)) => match inner.first() {
                        Some(Part::Plain(sign)) => sign,
                        _ => return None,
                    },
                    Some(Part::Taken(_)) => return None,
                    None => "",
                };
                at = value_end(written, start, until);
                fixed.push((name, written[start..at].trim()));
            }
            Part::Each(inner, separator) => {
                while let Some(start) = next(written, at).filter(|_| repeated.len() < PARTS) {
                    let (mut group, mut none) = (Vec::new(), Vec::new());
                    let limit = repetition_end(written, start, separator);
                    let Some(end) = fit(inner, &written[..limit], start, &mut group, &mut none)
                    else {
                        break;
                    };
                    if !group.is_empty() {
                        repeated.push(group);
                    }
                    at = end;
                    let Some(sign) = next(written, end).filter(|_| !separator.is_empty()) else {
                        break;
                    };
                    match written[sign..].starts_with(separator) {
                        true => at = sign + separator.len(),
                        false => break,
                    }
                }
            }
        }
    }
    Some(at)
}

/// Where a repetition ends: at its separator, or with the text.
fn repetition_end(written: &str, from: usize, separator: &str) -> usize {
    if separator.is_empty() { written.len() } else { value_end(written, from, separator) }
}

/// Where a value ends: before a sign outside of brackets, or with the text.
fn value_end(written: &str, from: usize, until: &str) -> usize {
    let (mut at, mut angles) = (from, 0_usize);
    while at < written.len() {
        let skipped = opaque(written, at);
        if skipped > 0 {
            at += skipped;
            continue;
        }
        let rest = &written[at..];
        if !until.is_empty() && rest.starts_with(until) && (angles == 0 || until != ",") {
            return at;
        }
        if let Some(close) = closing(written, at) {
            at = close + 1;
            continue;
        }
        match rest.chars().next() {
            Some('<') => angles += 1,
            Some('>') => angles = angles.saturating_sub(1),
            _ => {}
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    written.len()
}

/// The body of an arm with what is given, on one line.
fn inlined(text: &str, arm: &Arm<'_>, given: &[(&str, &str)], start: usize) -> String {
    const ITEMS: &[&str] =
        &["pub ", "fn ", "impl ", "struct ", "const ", "static ", "type ", "mod ", "#["];
    let body = filled(&text[arm.body.0..arm.body.1], |name| {
        given.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    });
    let line: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_item =
        text[..start].trim_end().ends_with([';', '}', ']']) || text[..start].trim().is_empty();
    if is_item && ITEMS.iter().any(|word| line.starts_with(word)) {
        return line;
    }
    format!("{{ {line} }}")
}

/// A body without its comments and with other texts for `$name`; of a repetition what is repeated.
fn filled<'v>(body: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let (mut out, mut at) = (String::with_capacity(body.len()), 0);
    // Where the brackets of repetitions close, and what stands behind them.
    let mut closes: Vec<usize> = Vec::new();
    while at < body.len() {
        let rest = &body[at..];
        let skipped = opaque(body, at);
        if skipped > 0 {
            if rest.starts_with('/') {
                (0..rest[..skipped].matches('\n').count()).for_each(|_| out.push('\n'));
            } else {
                out.push_str(&rest[..skipped]);
            }
            at += skipped;
            continue;
        }
        if closes.last() == Some(&at) {
            closes.pop();
            out.push(' ');
            let behind = rest[1..].find(['*', '+', '?']).filter(|end| *end <= 3);
            at += 1 + behind.map_or(0, |end| end + 1);
            continue;
        }
        if rest.starts_with("$(")
            && let Some(close) = closing(body, at + 1)
        {
            closes.push(close);
            out.push(' ');
            at += 2;
            continue;
        }
        if let Some(named) = rest.strip_prefix('$') {
            let length = named.find(|c| !is_word(c)).unwrap_or(named.len());
            let name = &named[..length];
            out.push_str(value(name).unwrap_or(name));
            at += 1 + length;
            continue;
        }
        let c = rest.chars().next().unwrap_or(' ');
        out.push(c);
        at += c.len_utf8();
    }
    out
}

/// The names of a pattern that stand for types in a body: before `::`, or between `<` and `>`.
fn types<'t>(text: &str, arm: &Arm<'t>) -> (Vec<&'t str>, Vec<&'t str>) {
    let body = &text[arm.body.0..arm.body.1];
    let is_type = |name: &str| {
        body.match_indices(&format!("${name}")).any(|(at, found)| {
            let after = body[at + found.len()..].trim_start();
            let before = body[..at].trim_end();
            after.starts_with("::") || before.ends_with('<') && after.starts_with('>')
        })
    };
    let mut names = Vec::new();
    let mut open: Vec<&Part<'t>> = arm.pattern.iter().rev().collect();
    while let Some(part) = open.pop() {
        match part {
            Part::Taken(name) => names.push(*name),
            Part::Each(inner, _) => open.extend(inner.iter().rev()),
            Part::Plain(_) => {}
        }
    }
    names.into_iter().partition(|name| is_type(name))
}

/// A definition whose arm is a function.
fn function(text: &str, one: &Macro<'_>, index: usize, arm: &Arm<'_>) -> String {
    let (types, others) = types(text, arm);
    let types = if types.is_empty() { String::new() } else { format!("<{}>", types.join(", ")) };
    let parameters: Vec<String> = others.iter().map(|name| format!("{name}: M")).collect();
    let before = text[one.whole.0..arm.head.1].matches('\n').count();
    let lines = "\n".repeat(before);
    let body = filled(&text[arm.body.0..arm.body.1], |_| None);
    format!("{lines}fn {}_{index}{types}({}) {{{body}}}", one.name, parameters.join(", "))
}

/// Calls of a definition that is a function.
fn calls(name: &str, text: &str, arm: &Arm<'_>, all: &[Given<'_>]) -> String {
    let (types, others) = types(text, arm);
    let one = |given: &Given<'_>| {
        let values = |names: &[&str]| -> Vec<String> {
            let of = |name: &&str| given.iter().find(|(known, _)| known == name);
            let found = names.iter().filter_map(of);
            found.map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        };
        let types = values(&types);
        let types =
            if types.is_empty() { String::new() } else { format!("::<{}>", types.join(", ")) };
        format!("{name}{types}({});", values(&others).join(", "))
    };
    let calls: Vec<String> = all.iter().map(one).collect();
    format!("{{ {} }}", calls.join(" "))
}

#[cfg(test)]
mod tests {
    use super::written_out;

    #[test]
    fn macros_are_written_out_where_they_are_invoked() {
        let text = "macro_rules! size {\n    (big) => { 4096 };\n    (small) => { 512 };\n}\n\
                    macro_rules! rsa { ($bits:expr) => { Rsa::generate($bits) }; }\n\
                    fn a() { rsa!(size!(big)) }\nfn b() { let n = size!(small); }\n";
        let out = written_out(text).unwrap();
        assert!(out.contains("fn a() { { Rsa::generate(size!(big)) } }"), "{out}");
        assert!(out.contains("let n = { 512 };"), "{out}");
        assert_eq!(out.matches('\n').count(), text.matches('\n').count());
    }

    #[test]
    fn a_repetition_calls_what_is_defined() {
        let text = "macro_rules! sums {\n    ($($name:ident => $hash:ty),* $(,)?) => {\n        $(\n            \
                    fn $name(d: &[u8]) { <$hash>::digest(d); }\n        )*\n    };\n}\n\
                    sums! {\n    one => sha2::Sha256,\n    two => sha1::Sha1,\n}\n";
        let out = written_out(text).unwrap();
        assert_eq!(out.matches('\n').count(), text.matches('\n').count());
        let line = out.lines().nth(3).unwrap();
        assert!(line.contains("<hash>::digest(d)"), "{out}");
        assert!(out.contains("sums_0::<sha2::Sha256>(one); sums_0::<sha1::Sha1>(two);"), "{out}");
    }

    #[test]
    fn what_is_broken_is_left_alone() {
        for text in
            ["macro_rules! a {", "macro_rules! a { ($x:expr) => { $x } } a!(", "macro_rules!"]
        {
            assert_eq!(written_out(text), None);
        }
    }
}
