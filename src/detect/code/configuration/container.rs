//! Variables that container files and units of systemd set for the programs that they start.

use super::Entry;

/// Lines of one file.
const LINES: usize = 2_000;

/// Whether a file of this name sets variables for programs that it starts.
pub fn sets_variables(name: &str) -> bool {
    is_unit(name)
        || ["Dockerfile", "Containerfile"].iter().any(|known| {
            name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
}

fn is_unit(name: &str) -> bool {
    name.ends_with(".service")
}

/// `ENV KEY=value`, `ARG KEY=value`, `Environment="KEY=value"`.
pub fn variables(name: &str, text: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    for (line, text) in (1_u32..).zip(text.lines().take(LINES)) {
        let text = text.trim();
        let given = match is_unit(name) {
            true => text.strip_prefix("Environment=").map(|rest| rest.trim_matches('"')),
            false => ["ENV ", "ARG "].iter().find_map(|word| text.strip_prefix(word)),
        };
        let Some(given) = given.map(str::trim) else { continue };
        // `ENV KEY value`
        let plain = given.split_once(' ').filter(|(key, _)| !key.contains('='));
        if let Some((key, value)) = plain {
            all.push(entry(key, value, line));
            continue;
        }
        for (key, value) in given.split(' ').filter_map(|one| one.split_once('=')) {
            all.push(entry(key, value, line));
        }
    }
    all
}

fn entry(key: &str, value: &str, line: u32) -> Entry {
    let plain = |text: &str| text.trim_matches(['"', '\'']).to_owned();
    Entry { key: plain(key), value: plain(value), line }
}
