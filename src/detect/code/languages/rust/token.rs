//! Words, brackets, strings and comments of Rust, told apart in a text.

pub const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The place of the next byte that is no blank.
pub fn next(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let trimmed = rest.trim_start();
    (!trimmed.is_empty()).then(|| from + rest.len() - trimmed.len())
}

/// The bytes of strings, characters and comments that begin at a place; 0 where none does.
pub fn opaque(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        return end.map_or(rest.len(), |(end, _)| end + 1);
    }
    // A character, and no lifetime.
    if rest.starts_with('\'') {
        let end = rest.char_indices().skip(2).take(10).find(|(_, c)| *c == '\'');
        let is_one = rest.starts_with("'\\") || rest.chars().nth(2) == Some('\'');
        return end.filter(|_| is_one).map_or(1, |(end, _)| end + 1);
    }
    0
}

/// The place of the bracket that closes the one at `open`.
pub fn closing(text: &str, open: usize) -> Option<usize> {
    if !text.get(open..)?.starts_with(['(', '[', '{']) {
        return None;
    }
    let (mut at, mut depth) = (open, 0_usize);
    while at < text.len() {
        let skipped = opaque(text, at);
        if skipped > 0 {
            at += skipped;
            continue;
        }
        let c = text[at..].chars().next()?;
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    None
}

/// Bytes of the word or sign at the beginning.
pub fn length_of(rest: &str) -> usize {
    let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    match word {
        0 if rest.starts_with("=>") || rest.starts_with("->") || rest.starts_with("::") => 2,
        0 => rest.chars().next().map_or(1, char::len_utf8),
        word => word,
    }
}
