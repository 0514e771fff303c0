//! Entries of configurations that no crate here reads.

use super::Entry;

/// Entries `key value` of a file that has no other sign between them.
pub(super) fn spaced(text: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    for (line, written) in (1..).zip(text.lines()) {
        let written = written.trim();
        let parts =
            written.split_once(char::is_whitespace).filter(|_| !written.starts_with(['#', ';']));
        let Some((key, value)) = parts else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        all.push(Entry { key: key.trim_end_matches(':').to_owned(), value, line });
    }
    all
}

/// Sections within sections that are read.
const SECTIONS: usize = 64;

/// Entries of HOCON: `a { b = c }`, `a.b: c`; of a value only what stands on the line of its key.
pub(super) fn hocon(text: &str) -> Vec<Entry> {
    let (mut path, mut all) = (Vec::<&str>::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('#') || line.starts_with("//") {
            continue;
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let (mut start, mut is_quoted, mut lists) = (0, false, 0_usize);
        for (at, sign) in line.char_indices().chain([(line.len(), ',')]) {
            is_quoted ^= sign == '"';
            match sign {
                '[' => lists += 1,
                ']' => lists = lists.saturating_sub(1),
                _ => {}
            }
            let is_inside = (is_quoted || lists > 0) && at < line.len();
            if is_inside || !matches!(sign, '{' | '}' | ',') {
                continue;
            }
            let part = line[start..at].trim();
            start = (at + sign.len_utf8()).min(line.len());
            if sign == '{' {
                if path.len() < SECTIONS {
                    path.push(part.trim_end_matches([' ', '=', ':']).trim_matches('"'));
                }
                continue;
            }
            if let Some((key, value)) = part.split_once(['=', ':']) {
                let (key, value) = (key.trim().trim_matches('"'), value.trim());
                let key = match path.is_empty() {
                    true => key.to_owned(),
                    false => format!("{}.{key}", path.join(".")),
                };
                let value = value.trim_matches('"').to_owned();
                all.push(Entry { key, value, line: number });
            }
            if sign == '}' {
                path.pop();
            }
        }
    }
    all
}

/// Entries `key: :value` and `{key, value}` of Elixir and Erlang; of a list its first value.
pub(super) fn atoms(text: &str) -> Vec<Entry> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let mut all = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split_once(" #").map_or(line, |(code, _)| code);
        for (at, _) in line.match_indices([':', ',']) {
            let before = line[..at].trim_end();
            let key = &before[before.rfind(|c| !is_part(c)).map_or(0, |start| start + 1)..];
            let after = line[at + 1..].trim_start_matches([' ', ':', '[', '"', '\'']);
            // What holds where the environment does not say.
            let after = match ["System.get_env(", "System.fetch_env!(", "String.to_"]
                .iter()
                .any(|asks| after.starts_with(asks))
            {
                true => {
                    let quoted: Vec<&str> = after.split('"').skip(1).step_by(2).collect();
                    if quoted.len() > 1 { quoted[quoted.len() - 1] } else { "" }
                }
                false => after,
            };
            let value = &after[..after.find(|c| !is_part(c)).unwrap_or(after.len())];
            if !key.is_empty() && !value.is_empty() {
                let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
                all.push(Entry { key: key.to_owned(), value: value.to_owned(), line });
            }
        }
    }
    all
}
