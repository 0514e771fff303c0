//! The `[gate]` table of `y2q.toml`: what may pass, and what has been allowed for how long.

use std::collections::BTreeSet;
use std::ops::Range;

use globset::{GlobSet, GlobSetBuilder};

use super::assigner::path_globs;
use super::table::{Result, Table};
use crate::model::{Confidence, Date, SpannedError};

/// What the owner says of the gate.
///
/// ```toml
/// [gate]
/// policies = ["cnsa-2.0"]           # instead of those that the jurisdictions of the estate call for
/// baseline = "y2q-baseline.tsv"     # from where the file lies
///
/// [[gate.level]]                    # the last one that speaks of a finding decides
/// rule = ["quantum-vulnerable"]
/// path = ["src/**"]
/// level = "deny"                    # allow, warn, deny
/// from = "2028-01-01"               # warns until then
///
/// [[gate.waiver]]
/// rule = ["broken/md5"]
/// path = ["vendor/etag/**"]
/// reason = "cache keys, no protection"
/// owner = "platform"
/// expires = "2027-03-31"
/// ```
#[derive(Clone, Debug, Default)]
pub struct GateSettings {
    /// Policies to judge by, by id or file; empty where the file does not say.
    pub policies: Vec<String>,
    /// The baseline's file, relative to the settings.
    pub baseline: Option<String>,
    /// In the order of the file.
    pub levels: Vec<LevelRule>,
    /// In the order of the file.
    pub waivers: Vec<Waiver>,
}

/// What becomes of a finding that is new or worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is in the record and nowhere else.
    Allow,
    /// It is shown.
    Warn,
    /// It is shown, and the gate says no.
    Deny,
}

impl Level {
    const WORDS: &'static [(&'static str, Self)] =
        &[("allow", Self::Allow), ("warn", Self::Warn), ("deny", Self::Deny)];

    /// The word in settings and records.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

/// A level for some findings.
#[derive(Clone, Debug)]
pub struct LevelRule {
    /// Which findings.
    pub reach: Reach,
    /// The level.
    pub level: Level,
    /// The first day on which `deny` denies; before, it warns.
    pub from: Option<Date>,
}

/// Permission for some findings until a day.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// Which findings.
    pub reach: Reach,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Last day.
    pub expires: Date,
    /// Line of the settings, 1-based.
    pub line: u32,
}

/// Which findings: all that is stated must hold, and of a list one.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Rules (`broken`, `broken/md5`), algorithms, policies and their rules, each with its place.
    pub rules: Vec<(String, Range<usize>)>,
    /// Systems.
    pub systems: BTreeSet<String>,
    /// At most this sure.
    pub confidence: Option<Confidence>,
    /// In tests and examples, or not there.
    pub tests: Option<bool>,
    paths: Option<GlobSet>,
}

impl Reach {
    const KEYS: [&'static str; 5] = ["rule", "path", "system", "confidence", "tests"];

    /// Whether a path, as relative to its root or as joined to it, is meant.
    #[must_use]
    pub fn names_path(&self, relative: &str, joined: &str) -> bool {
        let plain = joined.strip_prefix("./").unwrap_or(joined);
        self.paths.as_ref().is_none_or(|set| set.is_match(relative) || set.is_match(plain))
    }

    fn read(table: &Table<'_>) -> Result<Self> {
        const SURE: &[(&str, Confidence)] =
            &[("low", Confidence::Low), ("medium", Confidence::Medium), ("high", Confidence::High)];
        let mut paths = GlobSetBuilder::new();
        for (pattern, span) in table.texts("path")? {
            let fault = |error: globset::Error| SpannedError::new(error.to_string(), span.clone());
            path_globs(pattern).map_err(fault)?.into_iter().for_each(|glob| {
                paths.add(glob);
            });
        }
        let paths = paths.build().map_err(|error| {
            SpannedError::new(error.to_string(), table.span_of("path")).help("use fewer patterns")
        })?;
        Ok(Self {
            rules: texts(table, "rule")?,
            systems: texts(table, "system")?.into_iter().map(|(system, _)| system).collect(),
            confidence: table.word("confidence", SURE)?,
            tests: table.truth("tests")?,
            paths: table.value("path").is_some().then_some(paths),
        })
    }
}

fn texts(table: &Table<'_>, key: &str) -> Result<Vec<(String, Range<usize>)>> {
    let owned = |(text, span): (&str, Range<usize>)| (text.to_owned(), span);
    Ok(table.texts(key)?.into_iter().map(owned).collect())
}

/// Reads the table.
pub(super) fn read(text: &str, table: &Table<'_>) -> Result<GateSettings> {
    let levels = table.list("level")?.map(|value| {
        let keys = [&Reach::KEYS[..], &["level", "from"]].concat();
        let table = Table::from_value("[[gate.level]]", value, &keys)?;
        let level = table.required_word("level", Level::WORDS)?;
        Ok(LevelRule { reach: Reach::read(&table)?, level, from: table.day("from")? })
    });
    let waivers = table.list("waiver")?.map(|value| {
        let keys = [&Reach::KEYS[..], &["reason", "owner", "expires"]].concat();
        let table = Table::from_value("[[gate.waiver]]", value, &keys)?;
        let scoped = ["rule", "path", "system"].iter().any(|key| table.value(key).is_some());
        if !scoped {
            let fault = SpannedError::new("a waiver of everything".to_owned(), table.span());
            return Err(fault.help("say of what: `rule = [\"broken/md5\"]`, `path`, `system`"));
        }
        let expires = table.required_day("expires")?;
        let line = text.bytes().take(table.span().start).filter(|byte| *byte == b'\n').count();
        Ok(Waiver {
            reach: Reach::read(&table)?,
            reason: table.text("reason")?.to_owned(),
            owner: table.text("owner")?.to_owned(),
            expires,
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
        })
    });
    Ok(GateSettings {
        policies: texts(table, "policies")?.into_iter().map(|(policy, _)| policy).collect(),
        baseline: table.optional_text("baseline")?.map(str::to_owned),
        levels: levels.collect::<Result<_>>()?,
        waivers: waivers.collect::<Result<_>>()?,
    })
}
