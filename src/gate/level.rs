use super::item::{Item, Kind, slug};
use crate::estate::{Level, LevelRule, Reach};
use crate::model::{Confidence, Date};

/// What becomes of `item` where it is new or worse.
///
/// Without settings: what is broken, disallowed or unread is denied. What is deprecated or only quantum-vulnerable is
/// denied where a baseline says what was there before, and shown otherwise, since hardly an estate is free of it. What
/// has left the plan is denied. What
/// cannot be told is shown beside a baseline. In tests and examples, and where the detector is not sure, nothing is denied.
pub(super) fn level(item: &Item, rules: &[LevelRule], has_baseline: bool, today: Date) -> Level {
    let mut level = match item.kind {
        Kind::Broken | Kind::Disallowed | Kind::Unread => Level::Deny,
        Kind::Unplanned | Kind::Overdue | Kind::Regressed => Level::Deny,
        Kind::Deprecated | Kind::QuantumVulnerable if has_baseline => Level::Deny,
        Kind::Deprecated | Kind::QuantumVulnerable => Level::Warn,
        Kind::Indeterminate if has_baseline => Level::Warn,
        Kind::Indeterminate => Level::Allow,
    };
    if item.is_test || item.confidence == Confidence::Low {
        level = level.min(Level::Warn);
    }
    for rule in rules.iter().filter(|rule| reaches(&rule.reach, item)) {
        let begun = rule.from.is_none_or(|from| from <= today);
        level = if begun { rule.level } else { rule.level.min(Level::Warn) };
    }
    level
}

/// Whether `item` is among what `reach` means.
pub(super) fn reaches(reach: &Reach, item: &Item) -> bool {
    let by_rule = reach.rules.is_empty() || reach.rules.iter().any(|(rule, _)| named(rule, item));
    by_rule
        && (reach.systems.is_empty() || reach.systems.contains(&item.system))
        && reach.confidence.is_none_or(|most| item.confidence <= most)
        && reach.tests.is_none_or(|tests| tests == item.is_test)
        && reach.names_path(&item.location.path, &item.location.joined())
}

/// Whether `word` names the item: by kind, kind and family, family, algorithm, policy or its rule, detector or its rule.
pub(super) fn named(word: &str, item: &Item) -> bool {
    let part_of = |whole: &str| whole == word || whole.split('/').any(|part| part == word);
    part_of(&item.rule())
        || slug(word) == item.family
        || word.eq_ignore_ascii_case(&item.algorithm)
        || part_of(&item.seen_by)
        || item.objections.iter().any(|objection| part_of(objection))
}

/// Whether `word` can name anything: `knows` is asked for policies, detectors, their rules, and algorithms.
#[must_use]
pub fn is_known_rule(word: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    let is_kind = |word: &str| word.parse::<Kind>().is_ok();
    match word.split_once('/') {
        Some((kind, family)) if is_kind(kind) => !family.is_empty(),
        _ => is_kind(word) || knows(word),
    }
}
