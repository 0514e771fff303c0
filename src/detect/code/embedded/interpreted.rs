//! Programs in another language that a shell script holds: `python3 - <<EOF`, `ruby -e '…'`.

/// Programs that run such, their languages, and the options behind which one stands.
const PROGRAMS: &[(&str, &str, &[&str])] =
    &[("python3", "python", &["-c"]), ("python", "python", &["-c"]), ("ruby", "ruby", &["-e"])];
/// Such programs that are read of one script.
const SCRIPTS: usize = 64;

/// The programs, each language's in a text of its own: all else is blank, so every byte is where it was.
pub fn programs(text: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, (usize, usize))> = Vec::new();
    for (program, language, options) in PROGRAMS {
        for (at, _) in text.match_indices(program).take(SCRIPTS) {
            let before = text[..at].chars().next_back();
            let begins = before.is_none_or(|c| c.is_whitespace() || "/(|;&`".contains(c));
            let rest = &text[at + program.len()..];
            if !begins || !rest.starts_with([' ', '\t']) || found.len() >= SCRIPTS {
                continue;
            }
            let start = at + program.len();
            let inner = document(text, start).or_else(|| quoted(text, start, options));
            found.extend(inner.map(|range| (*language, range)));
        }
    }
    let mut all: Vec<(&'static str, String)> = Vec::new();
    for (language, _, _) in PROGRAMS {
        let ranges: Vec<(usize, usize)> =
            found.iter().filter(|(of, _)| of == language).map(|(_, range)| *range).collect();
        if !ranges.is_empty() && all.iter().all(|(known, _)| known != language) {
            all.push((language, only(text, &ranges)));
        }
    }
    all
}

/// A text of which nothing is left but some ranges of bytes, and the ends of lines.
fn only(text: &str, ranges: &[(usize, usize)]) -> String {
    let blank = |byte: &u8| if *byte == b'\n' { b'\n' } else { b' ' };
    let mut bytes: Vec<u8> = text.as_bytes().iter().map(blank).collect();
    for (start, end) in ranges {
        bytes[*start..*end].copy_from_slice(&text.as_bytes()[*start..*end]);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The lines of the document that a command gets, from where its words begin.
fn document(text: &str, start: usize) -> Option<(usize, usize)> {
    let line_end = start + text[start..].find('\n')?;
    let line = &text[start..line_end];
    let (_, word) = line.split_once("<<")?;
    let word = word.trim_start_matches('-').trim_start();
    let end = word.trim_start_matches(['"', '\'', '\\']);
    let length = end.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(end.len());
    let mark = &end[..length];
    if mark.is_empty() {
        return None;
    }
    let mut at = line_end + 1;
    for line in text[line_end + 1..].split_inclusive('\n') {
        if line.trim() == mark {
            return Some((line_end + 1, at));
        }
        at += line.len();
    }
    None
}

/// What stands in quotes behind the option for a program.
fn quoted(text: &str, start: usize, options: &[&str]) -> Option<(usize, usize)> {
    let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let line = &text[start..line_end];
    let option = options.iter().find_map(|option| {
        let at = line.find(&format!("{option} "))?;
        Some(at + option.len() + 1)
    })?;
    // Only options may stand before it.
    let is_next = line[..option].split_whitespace().all(|word| word.starts_with('-'));
    let from = start + option + line[option..].find(['"', '\''])?;
    let is_first = text[start + option..from].trim().is_empty();
    let quote = text[from..].chars().next()?;
    let inner = &text[from + 1..];
    let end = inner.find(quote)?;
    (is_next && is_first).then_some((from + 1, from + 1 + end))
}

#[cfg(test)]
mod tests {
    use super::programs;

    #[test]
    fn programs_keep_their_places() {
        let text =
            "echo a\npython3 - <<'EOF'\nimport hashlib\nEOF\nruby -e 'puts 1' x\nmypython -c 'a'\n";
        let all = programs(text);
        assert_eq!(all.len(), 2);
        let (language, python) = &all[0];
        assert_eq!((*language, python.trim()), ("python", "import hashlib"));
        assert_eq!(python.find("import"), text.find("import"));
        assert_eq!((all[1].0, all[1].1.trim()), ("ruby", "puts 1"));
    }
}
