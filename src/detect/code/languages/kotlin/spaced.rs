//! Kotlin in a form that the grammar reads: it loses its way where a type with members stands on one line.

/// The text with blanks turned to line breaks before `}` and after `;`, where these are code; every byte stays where it
/// was.
pub fn spaced(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut inside = vec![Part::Code];
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let rest = &bytes[at..];
        let part = inside.last().copied().unwrap_or(Part::Code);
        let is_code = matches!(part, Part::Code | Part::Template);
        let step = match byte {
            _ if is_code && rest.starts_with(b"//") => to(rest, b"\n").saturating_sub(1),
            _ if is_code && rest.starts_with(b"/*") => to(rest, b"*/"),
            _ if is_code && rest.starts_with(b"\"\"\"") => enter(&mut inside, Part::Raw, 3),
            b'"' if is_code => enter(&mut inside, Part::Text, 1),
            b'\'' if is_code && rest.get(1) == Some(&b'\\') => 4,
            b'\'' if is_code && rest.get(2) == Some(&b'\'') => 3,
            b'{' if is_code => enter(&mut inside, part, 1),
            b'}' if is_code => {
                if inside.len() > 1 {
                    inside.pop();
                }
                if part == Part::Code && at > 0 && bytes[at - 1] == b' ' {
                    out[at - 1] = b'\n';
                }
                1
            }
            b';' if part == Part::Code && rest.get(1) == Some(&b' ') => {
                out[at + 1] = b'\n';
                1
            }
            _ if part == Part::Raw && rest.starts_with(b"\"\"\"") => leave(&mut inside, 3),
            b'"' | b'\n' if part == Part::Text => leave(&mut inside, 1),
            b'\\' if part == Part::Text => 2,
            _ if !is_code && rest.starts_with(b"${") => enter(&mut inside, Part::Template, 2),
            _ => 1,
        };
        at += step.max(1);
    }
    // Only blanks were changed, which are bytes of their own.
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// What a byte is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    /// Code between `${` and `}` in a string.
    Template,
    Text,
    /// A string between three quotes.
    Raw,
}

/// Braces and strings within each other that are told apart.
const DEEPEST: usize = 1_000;

fn enter(inside: &mut Vec<Part>, part: Part, step: usize) -> usize {
    if inside.len() < DEEPEST {
        inside.push(part);
    }
    step
}

fn leave(inside: &mut Vec<Part>, step: usize) -> usize {
    inside.pop();
    step
}

/// Bytes up to the end of the first `mark`.
fn to(rest: &[u8], mark: &[u8]) -> usize {
    memchr::memmem::find(rest, mark).map_or(rest.len(), |found| found + mark.len())
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn only_blanks_of_code_become_line_breaks() {
        let text = "class A { val a = \"x; ${ b } }\"; fun c() = 'x' } // d; }\n/* e; } */ val f = \"\"\"; }\"\"\"";
        let wanted = "class A { val a = \"x; ${ b } }\";\nfun c() = 'x'\n} // d; }\n/* e; } */ val f = \"\"\"; }\"\"\"";
        assert_eq!(spaced(text), wanted);
        for broken in ["}", "\"", "'", "\"\"\"${", "/*", "{{{ } } } }"] {
            assert_eq!(spaced(broken).len(), broken.len());
        }
    }
}
