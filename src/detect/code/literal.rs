//! Literals of the languages: numbers with their prefixes, separators and suffixes; strings with their quotes and escapes.

/// Value of an integer literal (`2048`, `0x800`, `2_048`, `2048L`, `2048u32`).
pub fn integer(text: &str) -> Option<i64> {
    if let Some(rest) = text.strip_prefix('-').filter(|rest| !rest.starts_with('-')) {
        return integer(rest)?.checked_neg();
    }
    let digits: String = text.chars().filter(|c| !matches!(c, '_' | '\'')).collect();
    let digits = digits.to_ascii_lowercase();
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x', ..] => (16, &digits[2..]),
        [b'0', b'b', ..] => (2, &digits[2..]),
        [b'0', b'o', ..] => (8, &digits[2..]),
        _ => (10, digits.as_str()),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (number, suffix) = digits.split_at(end);
    let known = ["", "l", "ll", "u", "ul", "ull", "n", "z", "zu"].contains(&suffix)
        || suffix
            .strip_prefix(['u', 'i'])
            .is_some_and(|size| matches!(size, "8" | "16" | "32" | "64" | "128" | "size"));
    known.then(|| i64::from_str_radix(number, radix).ok()).flatten()
}

/// A string literal without its prefix and quotes.
pub fn unquoted(text: &str) -> &str {
    let Some(start) = text.find(['"', '\'', '`']).filter(|start| *start <= 4) else { return text };
    let body = &text[start..];
    for quote in ["\"\"\"", "'''", "\"", "'", "`"] {
        if let Some(inner) = body.strip_prefix(quote) {
            let inner = inner.trim_end_matches('#');
            return inner.strip_suffix(quote).unwrap_or(inner);
        }
    }
    body
}

/// Text with the escapes undone that C and its descendants share; an escape that is none stays.
pub fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let (character, length) = escape(&rest[at + 1..]);
        out.extend(character);
        rest = rest.get(at + 1 + length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The character of the escape after a backslash, and how long it is.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(first) = text.chars().next() else { return (Some('\\'), 0) };
    let numbered = |digits: usize| {
        let code = text.get(1..=digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        code.and_then(char::from_u32).map(|character| (Some(character), digits + 1))
    };
    let fallback = (Some(first), first.len_utf8());
    match first {
        'n' => (Some('\n'), 1),
        't' => (Some('\t'), 1),
        'r' => (Some('\r'), 1),
        '0' => (Some('\0'), 1),
        '\n' => (None, 1),
        'x' => numbered(2).unwrap_or(fallback),
        'u' => numbered(4).unwrap_or(fallback),
        'U' => numbered(8).unwrap_or(fallback),
        _ => fallback,
    }
}

#[cfg(test)]
mod tests {
    use super::{integer, unescaped, unquoted};

    #[test]
    fn integers_of_many_languages() {
        let literals =
            ["2048", "0x800", "2_048", "2048L", "2048u32", "0b100000000000", "2'048", "2048ULL"];
        assert!(literals.iter().all(|literal| integer(literal) == Some(2048)));
        assert_eq!(integer("-1"), Some(-1));
        assert_eq!([integer("2.5"), integer("1e3"), integer("x"), integer("12px")], [None; 4]);
    }

    #[test]
    fn strings_of_many_languages() {
        assert_eq!(
            ["\"AES\"", "'AES'", "`AES`", "b'AES'", "r#\"AES\"#", "\"\"\"AES\"\"\"", "@\"AES\""]
                .map(unquoted),
            ["AES"; 7]
        );
        assert_eq!(unescaped(r"A\x45S\u002f\n\\"), "AES/\n\\");
    }
}
