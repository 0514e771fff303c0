//! Templates of configuration files, with what is known put in: Jinja, ERB, templates of Go.

/// How an expression or a block of a template begins and ends.
const FORMS: [(&str, &str, Kind); 6] = [
    ("{{", "}}", Kind::Value),
    ("{%", "%}", Kind::Control),
    ("{#", "#}", Kind::Control),
    ("<%=", "%>", Kind::Value),
    ("<%#", "%>", Kind::Control),
    ("<%", "%>", Kind::Control),
];
/// Bytes that one expression may have.
const LONGEST: usize = 2_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Value,
    Control,
}

/// The text that a template gives when `value` tells what a variable is worth: an expression becomes that, else its own
/// default, else `${name}`; blocks of control vanish, so that every branch stays. Lines stay where they are, and offsets
/// from the next line on, unless a value is longer than its expression. `None` when nothing in the text is a template.
pub fn rendered(text: &str, value: impl Fn(&str) -> Option<Vec<String>>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut spare, mut any) = (text, 0_usize, false);
    loop {
        let Some(at) = rest.find(['{', '<', '\n']) else {
            out.push_str(rest);
            return any.then_some(out);
        };
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let form = FORMS.iter().find(|(open, ..)| rest.starts_with(open));
        let inner = form.and_then(|(open, close, kind)| {
            let end = rest[open.len()..].find(close).filter(|end| *end <= LONGEST)?;
            Some((&rest[open.len()..open.len() + end], open.len() + end + close.len(), *kind))
        });
        let Some((inner, length, kind)) = inner else {
            if rest.starts_with('\n') {
                out.extend(std::iter::repeat_n(' ', std::mem::take(&mut spare)));
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..first]);
            rest = &rest[first..];
            continue;
        };
        any = true;
        let put = if kind == Kind::Value { worth(inner, &value) } else { String::new() };
        let lines = inner.matches('\n').count();
        out.push_str(&put);
        out.extend(std::iter::repeat_n('\n', lines));
        spare += length.saturating_sub(put.len() + lines);
        rest = &rest[length..];
    }
}

/// The variable of a text that is one expression: `{{ bits | default(2048) }}`.
pub fn variable_of(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    Some(name_of(bare(inner).split('|').next().unwrap_or_default()))
}

/// An expression without the marks that trim the blanks around it.
fn bare(inner: &str) -> &str {
    inner.trim().trim_matches('-').trim()
}

/// What stands for an expression.
fn worth(inner: &str, value: impl Fn(&str) -> Option<Vec<String>>) -> String {
    let expression = bare(inner);
    if let Some(quote) = expression.chars().next().filter(|char| ['\'', '"'].contains(char)) {
        return expression.trim_matches(quote).to_owned();
    }
    let mut filters = expression.split('|').map(str::trim);
    let name = name_of(filters.next().unwrap_or_default());
    let filters = filters.collect::<Vec<_>>();
    let between = filters.iter().find_map(|filter| argument(filter, &["join"])).unwrap_or(" ");
    let default = || filters.iter().find_map(|filter| argument(filter, &["default", "d"]));
    match value(name) {
        Some(values) => values.join(between),
        None => default().map_or_else(|| format!("${{{name}}}"), str::to_owned),
    }
}

/// The variable of an expression: `@name` of ERB, `.Values.name` of Go.
fn name_of(text: &str) -> &str {
    let is_part = |char: char| char.is_alphanumeric() || "_.".contains(char);
    let text = text.trim_start_matches(['@', '.', '$']);
    text.find(|char| !is_part(char)).map_or(text, |end| &text[..end])
}

/// The first argument of a filter of one of these names, when it is a literal: `default('x')`, `default "x"`.
fn argument<'a>(filter: &'a str, names: &[&str]) -> Option<&'a str> {
    let rest = names
        .iter()
        .find_map(|name| filter.strip_prefix(name).filter(|rest| rest.starts_with(['(', ' '])))?;
    let rest = rest.trim_start_matches(['(', ' ']);
    let quote = rest.chars().next().filter(|char| ['\'', '"'].contains(char));
    let (text, until) = match quote {
        Some(quote) => (&rest[1..], rest[1..].find(quote)?),
        None => (rest, rest.find([',', ')', ' ']).unwrap_or(rest.len())),
    };
    let is_literal = quote.is_some() || text[..until].bytes().all(|byte| byte.is_ascii_digit());
    is_literal.then_some(&text[..until])
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn expressions_become_what_is_known_of_them() {
        let value = |name: &str| match name {
            "versions" => Some(vec!["TLSv1.2".to_owned(), "TLSv1.3".to_owned()]),
            "ciphers" => Some(vec!["HIGH".to_owned()]),
            _ => None,
        };
        for (template, text) in [
            ("a {{ versions | join(' ') }};", "a TLSv1.2 TLSv1.3;"),
            ("a {{ versions|join(\":\") }};", "a TLSv1.2:TLSv1.3;"),
            ("a {{- ciphers -}};", "a HIGH;"),
            ("a {{ other | default('X25519:prime256v1') }};", "a X25519:prime256v1;"),
            ("a {{ other | d(2048) }};", "a 2048;"),
            ("a {{ other | default(ciphers) }};", "a ${other};"),
            ("a {{ .Values.other | default \"b\" }};", "a b;"),
            ("a <%= @other -%>;", "a ${other};"),
            ("a{{ ', ' }}b", "a, b"),
            ("{% if ciphers %}a;{% endif %}b;", "a;b;"),
            ("{# a\nb #}c", "\nc"),
        ] {
            assert_eq!(rendered(template, value).as_deref(), Some(text), "{template}");
        }
        assert_eq!(rendered("a { b <c ${d} }", value), None);
        assert_eq!(rendered("a {{ ciphers", value), None);
        // The second line begins where it began.
        let made = rendered("a {{ ciphers }}\nb", value).unwrap_or_default();
        assert_eq!(made.find('b'), Some("a {{ ciphers }}\n".len()));
    }
}
