//! Words, texts, numbers and signs of SQL.

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Word(String),
    Text(String),
    Number(i64),
    Sign(char),
}

/// Tokens of a text; comments are none. A dollar quote is looked into, and so is a text after `AS`.
pub(super) fn scan(text: &str, base: usize, into: &mut Vec<(Token, usize, usize)>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let start = at;
        let token = match byte {
            // `N'text'`, `E'text'`
            b'N' | b'n' | b'E' | b'e' if bytes.get(at + 1) == Some(&b'\'') => {
                at += 1;
                continue;
            }
            // A client's variable as a text or a name: `:'name'`.
            b':' if is_quoted_variable(&text[at..], at.checked_sub(1).map(|at| bytes[at])) => {
                let end = text[at + 2..].find(['\'', '"']).map_or(bytes.len(), |end| at + 2 + end);
                at = (end + 1).min(bytes.len());
                Token::Word(format!(":{}", &text[start + 2..end]))
            }
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                at = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = text[at..].find("*/").map_or(bytes.len(), |end| at + end + 2);
                continue;
            }
            b'\'' => {
                let mut value = String::new();
                at += 1;
                while let Some(end) = text[at..].find('\'') {
                    value.push_str(&text[at..at + end]);
                    at += end + 1;
                    if bytes.get(at) != Some(&b'\'') {
                        break;
                    }
                    value.push('\'');
                    at += 1;
                }
                if text[at..].is_empty() && !text.ends_with('\'') {
                    return;
                }
                let is_body = matches!(into.last(), Some((Token::Word(word), ..)) if word.eq_ignore_ascii_case("as"))
                    && value.contains('(');
                if is_body {
                    // A doubled quote is one quote in the body; the blank keeps every place.
                    let body = text[start + 1..at.saturating_sub(1)].replace("''", " '");
                    scan(&body, base + start + 1, into);
                    continue;
                }
                Token::Text(value)
            }
            b'0'..=b'9' => {
                at += text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
                Token::Number(text[start..at].parse().unwrap_or(0))
            }
            b'"' | b'`' | b'[' => {
                let close = if byte == b'[' { ']' } else { char::from(byte) };
                let Some(end) = text[at + 1..].find(close) else { return };
                at += end + 2;
                Token::Word(text[start + 1..at - 1].to_owned())
            }
            _ if byte.is_ascii_alphabetic()
                || matches!(byte, b'_' | b'@' | b'#')
                || is_variable(&bytes[at..]) =>
            {
                at += 1;
                at += text[at..]
                    .bytes()
                    .take_while(|c| {
                        c.is_ascii_alphanumeric() || matches!(c, b'_' | b'@' | b'$' | b'#')
                    })
                    .count();
                Token::Word(text[start..at].to_owned())
            }
            _ if !byte.is_ascii() || byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ => {
                at += 1;
                Token::Sign(char::from(byte))
            }
        };
        into.push((token, base + start, base + at));
    }
}

/// Whether a colon begins a variable of a client: `:name`, and not an assignment or a cast.
fn is_variable(bytes: &[u8]) -> bool {
    matches!(bytes, [b':', next, ..] if next.is_ascii_alphabetic() || *next == b'_')
}

/// Whether `:'name'` stands at the beginning, after a byte.
fn is_quoted_variable(text: &str, before: Option<u8>) -> bool {
    let name = text[1..].strip_prefix(['\'', '"']).unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = name.find(|c| !is_name(c));
    before != Some(b':') && end.is_some_and(|end| end > 0 && name[end..].starts_with(['\'', '"']))
}
