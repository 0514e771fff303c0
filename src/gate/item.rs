use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::assess::{Holding, Judged};
use crate::detect::is_in_test_code;
use crate::inventory::{Located, LocatedUnknown, Location};
use crate::model::{Asset, AssetId, Confidence, Exposure, Unknown};
use crate::policy::{Status, Verdict};
use crate::risk::{self, Case};

/// What is wrong with a use, from least to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Something was not read, so it is not known what is there.
    Unread,
    /// The algorithm, or what a policy says of it, cannot be told.
    Indeterminate,
    /// Shor's algorithm breaks it.
    QuantumVulnerable,
    /// A policy deprecates it, or allows it for what is protected already.
    Deprecated,
    /// A policy disallows it.
    Disallowed,
    /// Broken or too small without a quantum computer.
    Broken,
    /// No package of the plan covers it. This and what follows is told by a plan alone, and never accepted before.
    Unplanned,
    /// The time of a package of the plan has passed.
    Overdue,
    /// What a package of the plan has replaced is there again.
    Regressed,
}

impl Kind {
    /// All, from least to worst.
    pub const ALL: [Self; 9] = [
        Self::Unread,
        Self::Indeterminate,
        Self::QuantumVulnerable,
        Self::Deprecated,
        Self::Disallowed,
        Self::Broken,
        Self::Unplanned,
        Self::Overdue,
        Self::Regressed,
    ];

    /// The word in settings, baselines and rule ids.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Indeterminate => "indeterminate",
            Self::QuantumVulnerable => "quantum-vulnerable",
            Self::Deprecated => "deprecated",
            Self::Disallowed => "disallowed",
            Self::Broken => "broken",
            Self::Unplanned => "unplanned",
            Self::Overdue => "overdue",
            Self::Regressed => "regressed",
        }
    }

    /// Whether only a plan tells it.
    #[must_use]
    pub const fn is_of_a_plan(self) -> bool {
        matches!(self, Self::Unplanned | Self::Overdue | Self::Regressed)
    }

    fn of(judged: &Judged) -> Option<Self> {
        let worst = judged.verdicts.iter().map(|verdict| verdict.status).max();
        match (judged.subject.exposure, worst) {
            (Exposure::ClassicallyBroken, _) => Some(Self::Broken),
            (_, Some(Status::Disallowed)) => Some(Self::Disallowed),
            (exposure, Some(Status::Indeterminate)) if exposure != Exposure::Shor => {
                Some(Self::Indeterminate)
            }
            (_, Some(Status::Deprecated | Status::LegacyUse)) => Some(Self::Deprecated),
            (Exposure::Shor, _) => Some(Self::QuantumVulnerable),
            (Exposure::Indeterminate, _) => Some(Self::Indeterminate),
            (Exposure::None | Exposure::Grover, _) => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.word() == word).ok_or(())
    }
}

/// One use at one place that somebody may want to know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it is known by again, wherever it moves: see [`items`].
    pub fingerprint: AssetId,
    /// What is wrong with it.
    pub kind: Kind,
    /// Family of the algorithm in lower case (`rsa`); the reason, of what was not read.
    pub family: String,
    /// The algorithm (`RSA-1024`); what was not read, in a sentence.
    pub algorithm: String,
    /// Asset id; `None` for what was not read.
    pub asset: Option<AssetId>,
    /// `CycloneDX` asset type and the asset's name.
    pub what: String,
    /// Where.
    pub location: Location,
    /// 1-based line, where there are lines.
    pub line: Option<u32>,
    /// 1-based column in bytes, in source code.
    pub column: Option<u32>,
    /// System that it belongs to.
    pub system: String,
    /// Detector, and behind a `/` its rule where it has several.
    pub seen_by: String,
    /// Called name in source code.
    pub symbol: String,
    /// How sure the detector is.
    pub confidence: Confidence,
    /// In a test or an example.
    pub is_test: bool,
    /// What makes it so, one sentence each.
    pub reasons: Vec<String>,
    /// Policies, and behind a `/` their rules, that object.
    pub objections: Vec<String>,
}

impl Item {
    /// Id of the rule that it breaks: `broken/md5`.
    #[must_use]
    pub fn rule(&self) -> String {
        format!("{}/{}", self.kind, self.family)
    }

    /// The path as tools take it: below the current folder without `./`.
    #[must_use]
    pub fn path(&self) -> String {
        let joined = self.location.joined();
        joined.strip_prefix("./").unwrap_or(&joined).to_owned()
    }

    /// The line behind a colon; empty where there are no lines.
    #[must_use]
    pub fn colon_line(&self) -> String {
        self.line.map_or_else(String::new, |line| format!(":{line}"))
    }
}

/// The uses of a holding that are not free of objection, one for every place.
///
/// A fingerprint is made of the algorithm with its parameters, and of what the use is besides its place: in source
/// code the name that is called and the function around it, of a certificate or key its identity, of a protocol its
/// name. Neither file nor line are in it: two uses alike have one fingerprint, and a baseline counts them.
#[must_use]
pub fn items(holding: &Holding) -> Vec<Item> {
    let mut all = Vec::new();
    let broken = |judged: &Judged| judged.subject.exposure == Exposure::ClassicallyBroken;
    // Only they say since when and why something is broken.
    let cases = match holding.judged.iter().any(broken) {
        true => risk::cases(&holding.asset, &holding.relations, &holding.certificates),
        false => Vec::new(),
    };
    for judged in &holding.judged {
        let Some(kind) = Kind::of(judged) else { continue };
        let (reasons, objections) = (reasons(&cases, judged), objections(judged));
        for located in &holding.occurrences {
            all.push(item(holding, judged, located, kind, reasons.clone(), objections.clone()));
        }
    }
    // One algorithm may be offered in several roles at one place.
    all.sort_by(|a: &Item, b| order(a).cmp(&order(b)).then(b.kind.cmp(&a.kind)));
    all.dedup_by(|a, b| order(a) == order(b));
    all
}

fn order(item: &Item) -> (&Location, Option<u32>, Option<u32>, AssetId) {
    (&item.location, item.line, item.column, item.fingerprint)
}

fn item(
    holding: &Holding,
    judged: &Judged,
    located: &Located,
    kind: Kind,
    reasons: Vec<String>,
    objections: Vec<String>,
) -> Item {
    let occurrence = &located.occurrence;
    let code = occurrence.code.as_deref();
    let family = judged.subject.family.as_deref().unwrap_or(&judged.subject.algorithm);
    let seen_by = match code {
        Some(code) => format!("{}/{}", occurrence.detector, code.rule),
        None => occurrence.detector.clone(),
    };
    Item {
        fingerprint: fingerprint(holding, judged, located),
        kind,
        family: slug(family),
        algorithm: judged.subject.algorithm.clone(),
        asset: Some(holding.id),
        what: match holding.asset.name() {
            name if name == judged.subject.algorithm => holding.asset.kind().to_owned(),
            name => format!("{} {name}", holding.asset.kind()),
        },
        location: located.location.clone(),
        line: occurrence.line,
        column: code.map(|code| code.column),
        system: holding.system.clone(),
        seen_by,
        symbol: code.map(|code| code.symbol.clone()).unwrap_or_default(),
        confidence: occurrence.confidence,
        is_test: is_in_test_code(&located.location.path, code),
        reasons,
        objections,
    }
}

fn fingerprint(holding: &Holding, judged: &Judged, located: &Located) -> AssetId {
    let occurrence = &located.occurrence;
    let identity = match &holding.asset {
        Asset::Algorithm(algorithm) => {
            let text = |field: &Option<String>| field.clone().unwrap_or_default();
            [&algorithm.mode, &algorithm.padding, &algorithm.curve].map(text).join("\0")
        }
        Asset::Protocol(protocol) => format!("{:?}\0{}", protocol.protocol, protocol.name),
        _ => holding.id.to_string(),
    };
    let code = occurrence.code.as_deref();
    let (symbol, function) =
        code.map_or(("", ""), |code| (code.symbol.as_str(), code.function.as_str()));
    let parts = [
        holding.asset.kind(),
        &identity,
        &judged.subject.algorithm,
        &occurrence.detector,
        symbol,
        function,
    ];
    AssetId::of("gate", &parts.map(str::as_bytes))
}

fn reasons(cases: &[Case], judged: &Judged) -> Vec<String> {
    let name = &judged.subject.algorithm;
    let own = match judged.subject.exposure {
        Exposure::ClassicallyBroken => {
            let case = cases.iter().find(|case| case.subject == judged.subject);
            let broken = case.and_then(|case| case.circumstances.broken.as_ref());
            Some(broken.map_or_else(
                || format!("{name} is broken or too small without a quantum computer"),
                |broken| format!("{name} is unacceptable since {}: {}", broken.since, broken.why),
            ))
        }
        Exposure::Shor => Some(format!("{name} falls to a quantum computer (Shor's algorithm)")),
        Exposure::Indeterminate => Some(format!("{name}: what it is cannot be told")),
        Exposure::None | Exposure::Grover => None,
    };
    own.into_iter().chain(judged.verdicts.iter().filter_map(objection)).collect()
}

/// What a policy that objects, or will, says.
fn objection(verdict: &Verdict) -> Option<String> {
    let next = verdict.next().map_or_else(String::new, |due| format!("; {due}"));
    let check = if verdict.needs_primary_check { "; clause not checked" } else { "" };
    let draft = if verdict.draft { ", a draft" } else { "" };
    let policy = &verdict.policy;
    match verdict.status {
        Status::NotApplicable => None,
        Status::Acceptable if next.is_empty() => None,
        status => Some(format!("{status} under {policy}{draft} ({}){next}{check}", verdict.clause)),
    }
}

fn objections(judged: &Judged) -> Vec<String> {
    let objects = |verdict: &&Verdict| verdict.status > Status::Acceptable;
    let named = |verdict: &Verdict| match &verdict.rule {
        Some(rule) => format!("{}/{rule}", verdict.policy),
        None => verdict.policy.clone(),
    };
    judged.verdicts.iter().filter(objects).map(named).collect()
}

/// What was not read, as an item.
#[must_use]
pub fn unread(located: &LocatedUnknown, system: &str) -> Item {
    let LocatedUnknown { location, unknown } = located;
    let Unknown { reason, detector, line, detail, .. } = unknown;
    let seen_by = detector.as_deref().unwrap_or("source");
    Item {
        fingerprint: AssetId::of(
            "gate",
            &["unread", reason.word(), seen_by, detail].map(str::as_bytes),
        ),
        kind: Kind::Unread,
        family: reason.word().to_owned(),
        algorithm: detail.clone(),
        asset: None,
        what: "unread".to_owned(),
        location: location.clone(),
        line: *line,
        column: None,
        system: system.to_owned(),
        seen_by: seen_by.to_owned(),
        symbol: String::new(),
        confidence: Confidence::High,
        is_test: false,
        reasons: vec![detail.clone()],
        objections: Vec::new(),
    }
}

/// A departure from a plan.
pub struct Departed<'a> {
    /// How.
    pub kind: Kind,
    /// The package of the plan.
    pub package: &'a str,
    /// What it is about: the package's title, or the asset.
    pub subject: String,
    /// The asset, where it is about one.
    pub asset: Option<AssetId>,
    /// Where; the plan itself, where it is about nothing that was found.
    pub location: Location,
    /// 1-based line.
    pub line: Option<u32>,
    /// System.
    pub system: &'a str,
    /// Why, one sentence each.
    pub reasons: Vec<String>,
}

impl From<Departed<'_>> for Item {
    /// As an item, whose family is the id of the package with a `-` for whatever is no letter or digit.
    fn from(departed: Departed<'_>) -> Self {
        let Departed { kind, package, subject, asset, location, line, system, reasons } = departed;
        let id = asset.map_or_else(String::new, |id| id.to_string());
        Self {
            fingerprint: AssetId::of(
                "gate",
                &["plan", kind.word(), package, &id].map(str::as_bytes),
            ),
            kind,
            family: slug(package),
            algorithm: subject,
            asset,
            what: "plan".to_owned(),
            location,
            line,
            column: None,
            system: system.to_owned(),
            seen_by: "plan".to_owned(),
            symbol: String::new(),
            confidence: Confidence::High,
            is_test: false,
            reasons,
            objections: Vec::new(),
        }
    }
}

/// A name in lower case, with a `-` for whatever is no letter or digit.
pub(super) fn slug(name: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    let text: String = name.chars().map(plain).collect();
    text.trim_matches('-').to_owned()
}
