//! The plain ones of the patterns that shells ask with `=~`: anchors, classes, repeated characters, alternatives.

use super::tested::is_in_class;

/// Characters of a pattern and of a text that are compared.
const LONGEST: usize = 96;

/// Whether a text has what a pattern describes; nothing for patterns with more than this reads.
pub(super) fn matches(pattern: &str, text: &str) -> Option<bool> {
    if pattern.len() > LONGEST || text.len() > LONGEST {
        return None;
    }
    let named = [("[:digit:]", "0-9"), ("[:alnum:]", "a-zA-Z0-9"), ("[:alpha:]", "a-zA-Z")];
    let pattern =
        named.iter().fold(pattern.to_owned(), |all, (name, class)| all.replace(name, class));
    let anchored = (pattern.starts_with('^'), pattern.ends_with('$'));
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    let ways: Vec<&str> = match inner.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(group) if !group.contains(['(', ')']) => group.split('|').collect(),
        _ if inner.contains(['(', ')', '|', '{', '\\', '$', '^']) && !inner.contains("[^") => {
            return None;
        }
        _ => vec![inner],
    };
    let text: Vec<char> = text.chars().collect();
    let mut any = false;
    for way in ways {
        let items = items(way)?;
        let starts = if anchored.0 { 0..=0 } else { 0..=text.len() };
        any |= starts.into_iter().any(|start| fits(&items, &text[start..], anchored.1));
    }
    Some(any)
}

/// What one character is to be, and how often: at least, and whether more may follow.
struct Item {
    class: Vec<char>,
    is_any: bool,
    least: usize,
    most: usize,
}

fn items(pattern: &str) -> Option<Vec<Item>> {
    let all: Vec<char> = pattern.chars().collect();
    let (mut items, mut at) = (Vec::new(), 0);
    while at < all.len() {
        let (class, is_any, width) = match all[at] {
            '[' => {
                let close = all[at + 1..].iter().skip(1).position(|c| *c == ']')? + 1;
                (all[at + 1..at + 1 + close].to_vec(), false, close + 2)
            }
            '.' => (Vec::new(), true, 1),
            '*' | '+' | '?' | '\\' => return None,
            one => (vec![one], false, 1),
        };
        at += width;
        let (least, most) = match all.get(at) {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            _ => (1, 1),
        };
        at += usize::from((least, most) != (1, 1));
        items.push(Item { class, is_any, least, most });
    }
    Some(items)
}

/// Whether a text begins with what the items describe, and ends with it where it has to.
fn fits(items: &[Item], text: &[char], to_end: bool) -> bool {
    // Places in the text that the items so far may have come to.
    let mut ends = vec![false; text.len() + 1];
    ends[0] = true;
    for item in items {
        let mut next = vec![false; text.len() + 1];
        for start in (0..ends.len()).filter(|at| ends[*at]) {
            let mut count = 0;
            loop {
                if count >= item.least {
                    next[start + count] = true;
                }
                let is_one = |c: &char| item.is_any || is_in_class(&item.class, *c);
                if count == item.most || !text.get(start + count).is_some_and(is_one) {
                    break;
                }
                count += 1;
            }
        }
        ends = next;
    }
    if to_end { ends[text.len()] } else { ends.contains(&true) }
}
