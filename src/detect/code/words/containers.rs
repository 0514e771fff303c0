//! What names of rules are in, and what their calls are given, as users must spell it.

use super::is_of_word;
use crate::detect::code::packs::library;
use crate::detect::code::rule::{Position, Rule};

/// The words of what a name of a rule is in, as its users must spell it; `None` where nothing need be spelled.
pub(super) fn containers(rule: &Rule, name: &str, is_unnamed: bool) -> Vec<Option<Vec<u8>>> {
    let is_plain = is_unnamed || library(name).is_some() || rule.key.iter().any(|key| key == name);
    if is_plain {
        return vec![None];
    }
    let name = name.trim_end_matches('*');
    if let Some((container, _)) = name.rsplit_once('.').filter(|(_, last)| !last.is_empty()) {
        // A module's default goes by the module.
        return vec![last_word(container.trim_end_matches(".default"))];
    }
    let of_object = rule.method.iter().chain(&rule.assign).any(|method| method == name);
    if !of_object || rule.of.is_empty() || rule.of.iter().any(|of| of.contains('*')) {
        return vec![None];
    }
    rule.of.iter().map(|of| last_word(of)).collect()
}

/// The last word of a name that is no version of a module (`v5`).
pub(super) fn last_word(name: &str) -> Option<Vec<u8>> {
    let words = name.rsplit(|c: char| !is_of_word(u32::from(c)));
    let is_version = |word: &str| {
        word.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut words = words.filter(|word| !word.is_empty() && !is_version(word));
    words.next().map(|word| word.as_bytes().to_owned())
}

/// The path that a file has to import to use a name of Go's standard library; other paths may have a version in them.
pub(super) fn import_of(name: &str) -> Option<String> {
    let package = name.rfind('/').map_or(0, |at| at + 1);
    let path = &name[..package + name[package..].find('.')?];
    let is_standard = !path.split('/').next().is_some_and(|first| first.contains('.'));
    // What has no folder may be a word of anything.
    let quotes = if package == 0 { "\"" } else { "" };
    is_standard.then(|| format!("{quotes}{path}{quotes}"))
}

/// The package that a name of JavaScript stands in, where the package's own name is no word.
pub(super) fn package_of(name: &str) -> Option<String> {
    let (package, _) = name.rsplit_once('.')?;
    let package = package.trim_end_matches(".default");
    (package.contains('-') && !package.contains(['.', '/'])).then(|| package.to_owned())
}

/// What the first argument of a rule's calls has to be one of.
pub(super) fn first_given(rule: &Rule) -> Vec<String> {
    let first = rule
        .when
        .iter()
        .find(|one| one.field.is_none() && matches!(one.argument, Some(Position::At(0))));
    let all = first.map(|one| one.is.clone()).unwrap_or_default();
    // Within a word, a sign may stand for anything.
    let is_plain = |one: &String| !one.strip_suffix('*').unwrap_or(one).contains(['*', '?', '|']);
    if all.iter().all(is_plain) { all } else { Vec::new() }
}
