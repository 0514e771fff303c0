//! Software whose TLS settings are leaves of a tree of YAML.

use super::tls_settings::{Keyword, Slot, TlsSettings};
use super::yaml_leaves::Leaf;

/// The settings below `root` (with its dot), `keywords` being paths below it; lists are joined. `None` when there are none.
pub fn settings(
    name: &str,
    root: &str,
    keywords: &[Keyword],
    leaves: &[&Leaf],
) -> Option<TlsSettings> {
    let mut settings = TlsSettings::new(name);
    let mut any = false;
    for keyword in keywords {
        let of = leaves
            .iter()
            .filter(|leaf| below(leaf, root) == Some(keyword.name))
            .take(500)
            .collect::<Vec<_>>();
        let Some(first) = of.first() else {
            if !keyword.unset.is_empty() {
                settings.say(keyword.name, keyword.unset);
            }
            continue;
        };
        let value = of.iter().map(|leaf| leaf.value.as_str()).collect::<Vec<_>>().join(",");
        let mut place = first.place();
        keyword.name.clone_into(&mut place.keyword);
        settings.set(keyword.slot, place, &value);
        any |= keyword.slot != Slot::Plain || !value.is_empty();
    }
    any.then_some(settings)
}

/// The path below `root`, without the place in a list at its end.
fn below<'a>(leaf: &'a Leaf, root: &str) -> Option<&'a str> {
    let rest = leaf.path.strip_prefix(root)?;
    Some(rest.split_once('[').map_or(rest, |(name, _)| name))
}

/// What stands before `word` in the paths that have it, each once, with the dot after `word`.
pub fn roots(leaves: &[Leaf], word: &str) -> Vec<String> {
    const MOST: usize = 500;
    let mut roots: Vec<String> = Vec::new();
    for leaf in leaves {
        let Some(at) = leaf.path.find(word) else { continue };
        let starts = at == 0 || leaf.path.as_bytes()[at - 1] == b'.';
        let root = &leaf.path[..at + word.len()];
        if starts
            && leaf.path[at + word.len()..].starts_with('.')
            && roots.last().is_none_or(|last| last.trim_end_matches('.') != root)
            && roots.len() < MOST
        {
            roots.push(format!("{root}."));
        }
    }
    roots
}
