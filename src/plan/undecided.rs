//! Work for which the policies that apply leave no scheme. It has no date of its own: a decision, or what a vendor commits
//! itself to, is the work, and what waits for it has no date either.

use std::collections::BTreeSet;

use super::draft::{Maker, has_target};
use super::kind::Kind;
use super::runbook::{BACK, BEFORE, CHECK, RUN, WORK};
use super::speech::counted;
use super::target::{TargetRequest, choose_target, spelled};
use super::title::{self, Words};
use super::{BoundBy, Late, Package, Target};
use crate::policy::{Policy, Setting};

/// What has to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Undecided {
    kind: Kind,
    /// No scheme that is spoken there is admitted by these.
    why: String,
}

impl Maker<'_> {
    /// The scheme for work of this kind, where there is one.
    pub(super) fn target(&self, kind: Kind) -> Option<Target> {
        if let Some(known) = self.targets.borrow().get(&kind.at) {
            return known.clone();
        }
        let target = choose_target(&self.request(kind), self.input.schemes);
        self.targets.borrow_mut().insert(kind.at, target.clone());
        target
    }

    /// What is asked for where work of this kind is.
    pub(super) fn request(&self, kind: Kind) -> TargetRequest<'_> {
        // A key of SSH that certifies signs as any other.
        let at = if kind.at == Kind::OFFLINE.at { Kind::SSH_KEYS.at } else { kind.at };
        TargetRequest {
            at,
            signature_years: self.signature_years,
            policies: &self.policies,
            setting: Setting::from(&self.context),
            today: self.calendar.today,
            demand: self.demand,
            costs: self.input.costs,
        }
    }

    /// What policies leave no scheme for, where there would be one without them.
    pub(super) fn undecided(&self, kind: Kind) -> Option<Undecided> {
        if !has_target(kind) || kind.is_now() || kind.is_final() || self.target(kind).is_some() {
            return None;
        }
        let chosen = |policies: &[&Policy]| {
            let request = TargetRequest { policies, ..self.request(kind) };
            choose_target(&request, self.input.schemes)
        };
        chosen(&[])?;
        let mut alone = self.policies.iter().filter(|policy| chosen(&[**policy]).is_none());
        let named: Vec<&str> = match alone.next() {
            Some(policy) => vec![policy.id.as_str()],
            None => self
                .policies
                .iter()
                .filter(|policy| !policy.targets.is_empty())
                .map(|policy| policy.id.as_str())
                .collect(),
        };
        let venue = kind.at.venue.protocol().map_or("own code", spelled);
        let together = if named.len() > 1 { " together" } else { "" };
        let why = format!(
            "no scheme that is spoken in {venue} is admitted by {}{together}",
            named.join(" and ")
        );
        Some(Undecided { kind, why })
    }
}

impl Undecided {
    /// The steps: what is decided, and how the plan learns of it.
    pub(super) fn steps(&self) -> Vec<String> {
        let why = &self.why;
        let mut steps = vec![
            format!("{BEFORE}who answers for the system and for the policies is known"),
            format!(
                "{WORK}decide, for {why}: get from a vendor in writing a release and a date with a scheme that they admit, get an \
                 exception in writing, use another protocol, end the system ([[system]] decommission), or write down who accepts \
                 the risk until when ([[accept]]); nothing is changed before that"
            ),
            format!(
                "{CHECK}the estate file or the policies say what was decided, and a new plan has a target or no such package"
            ),
        ];
        steps.push(format!("{RUN}y2q plan PATH --estate estate.toml"));
        steps.push(format!("{BACK}none needed: nothing is changed"));
        steps
    }

    /// One line for people.
    pub(super) fn title(&self, words: &Words<'_>) -> String {
        title::undecided(self.kind, words)
    }

    /// Why it has no date.
    pub(super) fn words(&self) -> String {
        format!("{}: a decision comes first", self.why)
    }
}

impl Package {
    /// Whether it has no date before somebody decides: the policies that apply leave no scheme for it, or for what it waits
    /// for.
    #[must_use]
    pub const fn is_undecided(&self) -> bool {
        matches!(self.bound_by, BoundBy::Undecided { .. })
    }
}

/// What tracking says of work that is done: what the package leaves out is there as before.
pub(super) fn done(all: usize, done: usize) -> String {
    match (all, all.saturating_sub(done)) {
        (1, 0) => "its asset asks for it no more".into(),
        (_, 0) => format!("none of {all} assets asks for it any more"),
        (_, left) => format!(
            "{done} of {all} assets ask for it no more; {left} {} left out until it is decided who certifies what is left out, and as exposed \
             as before",
            if left == 1 { "is" } else { "are" }
        ),
    }
}

/// What tracking says of work that has no date in the plan in force.
pub(super) fn no_date(package: &Package) -> String {
    package.undecided.as_ref().map_or_else(
        || "It had no place in the earlier plan.".to_owned(),
        |why| format!("The plan gives it no date: {why}."),
    )
}

/// Those of `packages` without a date, and why: what nothing is decided for, and what waits for it.
pub(super) fn dateless(packages: &[Package]) -> Vec<Option<String>> {
    let mut why: Vec<Option<String>> =
        packages.iter().map(|package| package.undecided.clone()).collect();
    let mut stuck: BTreeSet<&str> = BTreeSet::new();
    // Every round adds one at least, so this ends.
    loop {
        let before = stuck.len();
        for (package, why) in packages.iter().zip(&mut why) {
            if why.is_none() {
                let first = package.after.iter().find(|id| stuck.contains(id.as_str()));
                *why = first.map(|id| format!("{id} comes first and has no date itself"));
            }
            if why.is_some() {
                stuck.insert(&package.id);
            }
        }
        if stuck.len() == before {
            return why;
        }
    }
}

/// What is told of those without a date, and of those that leave something out.
pub(super) fn late(packages: &[Package], late: &[Late]) -> Vec<Late> {
    let known: BTreeSet<&str> = late.iter().map(|one| one.package.as_str()).collect();
    let told = packages.iter().zip(dateless(packages)).filter_map(|(package, why)| {
        let (because, remedy) = match why {
            Some(why) => (
                format!("{} has no date: {why}.", package.id),
                "No capacity and no order of the work gives it one, only a decision, or what a vendor commits itself to.",
            ),
            None if package.left_out.is_empty() => return None,
            None => (
                format!(
                    "{} leaves out {}: what certifies them has no successor, or stays as it is, so that they have no date.",
                    package.id,
                    counted(package.left_out.len() as u64, "of its assets", "of its assets")
                ),
                "No capacity and no order of the work gives them one, only a decision who certifies them.",
            ),
        };
        (!known.contains(package.id.as_str())).then(|| Late {
            package: package.id.clone(),
            quarters: None,
            because: vec![because],
            extra_days: None,
            remedy: remedy.into(),
        })
    });
    told.collect()
}
