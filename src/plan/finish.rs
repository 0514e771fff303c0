use std::collections::{BTreeMap, BTreeSet};

use super::assign::{Owners, settle};
use super::burndown::burndown;
use super::chance::draw;
use super::ends::{self, Drawn};
use super::infeasible::{infeasible, otherwise};
use super::kind::Pace;
use super::late::{count, late, of_held};
use super::moved::replanned;
use super::parts::is_one_work;
use super::phases::phases;
use super::remainder::Remainder;
use super::renewal::{self, Renewal};
use super::retire;
use super::route::route;
use super::spending::spending;
use super::tally::Planner;
use super::timetable::horizon;
use super::{Mosca, Options, Package, Plan, PolicyUsed, SystemFacts, Totals};
use super::{
    certifiers, ended, forgeable, held, holders, leaving, lost, public, stated, undated, undecided,
    until,
};
use crate::cost::Costs;
use crate::model::{AssetId, Context, Date};
use crate::policy::Policy;
use crate::scheme::Scheme;

/// What a plan is made from besides the holdings.
#[derive(Clone, Copy, Debug)]
pub struct PlanInput<'a> {
    /// Systems, teams, capacity.
    pub context: &'a Context,
    /// The policies under which the holdings were judged.
    pub policies: &'a [AppliedPolicy<'a>],
    /// Candidates to migrate to: [`crate::scheme::all`].
    pub schemes: &'a [&'a Scheme],
    /// What operations of the candidates cost: [`Costs::reference`], or the user's own figures.
    pub costs: &'a Costs,
    /// The day that counts as today.
    pub today: Date,
    /// Assumptions in force, one sentence each; the plan adds its own.
    pub assumptions: &'a [String],
    /// How to look for the dates.
    pub options: &'a Options<'a>,
}

/// A policy and why it applies.
#[derive(Clone, Debug)]
pub struct AppliedPolicy<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Why it is applied: named by the user, or by jurisdiction.
    pub why: String,
}

pub(super) fn plan(mut planner: Planner, input: &PlanInput<'_>) -> Plan {
    let first = Remainder::on(input.today);
    let from = first.quarter;
    ended::set_aside(&mut planner, input.today);
    stated::leave_to_file(&mut planner);
    let owners = settle(&mut planner, input.context);
    forgeable::settle(&mut planner, input);
    planner.lost_before = input.options.lost.to_vec();
    let ends = ends::of(&planner, input.context, from);
    leaving::find(&mut planner, &owners, input, &ends);
    let mut whole = (!planner.certified_until.is_empty()).then(|| planner.clone());
    let Drawn { drafts, mut held, mut table, broken_cycles } = loop {
        settled(&mut planner, &owners, input);
        let drawn = ends::draw(&mut planner, &owners, input, (first, &ends));
        let ends = until::certified_until(&drawn.drafts, &planner);
        match whole.take_if(|_| planner.parts_by(&ends)) {
            // Once: by other parts other authorities may have the time for a successor.
            Some(whole) => planner = Planner { certified_until: ends, ..whole },
            None => break drawn,
        }
    };
    let (mut packages, unordered, told) = (drafts.packages, drafts.unordered, drafts.told);
    table.otherwise = otherwise(&table, count(&packages), input.options);
    let mut late = late(&packages, &table);
    let mut infeasible = infeasible(&packages, &table, &mut late, (input.context, input.options));
    let undecided = undecided::late(&packages, &late);
    // No relaxation gives a date to what nobody has decided.
    let found = infeasible.iter_mut().flat_map(|one| &mut one.relaxations);
    found.for_each(|one| one.late += undecided.len());
    late.extend(undecided);
    let mut chances = draw(&mut packages, &table, input.options.seed);
    if !held.is_empty() {
        // No capacity, money or order brings them in, and no run does.
        let found = infeasible.iter_mut().flat_map(|one| &mut one.relaxations);
        found.for_each(|one| one.late += held.len());
        chances.iter_mut().for_each(|one| one.last.in_time = Some(0.0));
        late.extend(held.iter().map(of_held));
        late.sort_by(|a, b| a.package.cmp(&b.package));
        packages.append(&mut held);
    }
    super::spending::cost(&mut packages, input.context);
    let crqc_year = input.context.estate.crqc_year;
    holders::note(&mut packages);
    renewal::say_shared(&mut packages);
    for package in &mut packages {
        package.mosca = Mosca::of(package, input.today, crqc_year);
        let tally = planner.systems.get(&package.system);
        package.renewal = tally.and_then(|tally| Renewal::of(package, tally, input.today));
        let note = package.renewal.as_ref().map(Renewal::note);
        drop(package.steps.splice(0..0, note));
    }
    let finish = packages.iter().filter_map(|package| package.finish).max();
    let until = horizon(from).max(finish.unwrap_or(from));
    let phases = phases(&mut packages, input.policies, (from, until));
    let Options { previous, inherited, .. } = *input.options;
    let replanned = previous.map(|previous| replanned(&packages, (previous, inherited), from));
    let teams = table.loads(until);
    let spending = spending(&packages, input.context, (first, until));
    let burndown = burndown(&planner, &packages, (from, until));
    let mut assumptions = assumptions(input, &planner, &owners, &packages, told);
    assumptions.extend(unordered);
    assumptions.extend(outlived(input, &planner));
    let optimisation = (!packages.is_empty()).then(|| table.optimisation.clone());
    packages.sort_by(|a, b| {
        (a.start.is_none(), a.start, &a.id).cmp(&(b.start.is_none(), b.start, &b.id))
    });
    Plan {
        schema: "y2q-plan/1".into(),
        tool: env!("CARGO_PKG_VERSION").into(),
        at: input.today,
        estate: input.context.estate.name.clone(),
        crqc_year: input.context.estate.crqc_year,
        assumptions,
        policies: input.policies.iter().map(|applied| used(applied, input.context)).collect(),
        totals: totals(&planner),
        from,
        until,
        phases,
        packages,
        late,
        broken_cycles,
        teams,
        team_names: super::speech::names(input.context),
        burndown,
        systems: systems(&planner, input.context),
        system_facts: facts(input.context),
        optimisation,
        infeasible,
        chances,
        replanned,
        spending,
        harvested: Vec::new(),
        lost_authorities: lost::lost(&planner),
    }
}

/// Settles what is done of what was found, and in which parts.
pub(super) fn settled(planner: &mut Planner, owners: &Owners, input: &PlanInput<'_>) {
    route(planner, input);
    renewal::split(planner, input);
    public::note(planner, input.context, owners);
    held::find(planner, input);
    retire::follow(planner, input);
}

fn used(applied: &AppliedPolicy<'_>, context: &Context) -> PolicyUsed {
    let policy = applied.policy;
    let systems = context.systems.iter().map(|system| system.id.as_str());
    let mut all = systems.chain([Context::UNASSIGNED]).map(|id| context.resolve(id));
    let unbound = !all.any(|system| policy.binds(&system.jurisdictions));
    PolicyUsed {
        id: policy.id.clone(),
        title: policy.title.clone(),
        authority: policy.authority.clone(),
        edition: policy.edition.clone(),
        url: policy.url.clone(),
        binding: policy.binding,
        draft: policy.draft,
        verified: format!("{} on {}", policy.verified, policy.verified_on),
        why: applied.why.clone(),
        unbound,
        note: policy.note.clone(),
        milestones: policy.milestones.clone(),
    }
}

fn totals(planner: &Planner) -> Totals {
    let mut totals = Totals::default();
    let mut assets: Vec<AssetId> = Vec::new();
    let mut libraries: BTreeSet<AssetId> = BTreeSet::new();
    for tally in planner.systems.values() {
        for seen in &tally.seen {
            totals.holdings += 1;
            *totals.by_exposure.entry(seen.exposure).or_default() += 1;
            *totals.by_kind.entry(seen.kind.word().to_owned()).or_default() += 1;
            assets.push(seen.id);
        }
        libraries.extend(&tally.libraries);
        for (reason, count) in &tally.unknowns {
            // The reason serialises as a kebab-case string; anything else would be left out.
            if let Ok(serde_json::Value::String(word)) = serde_json::to_value(reason) {
                let sum = totals.unknowns.entry(word).or_default();
                *sum = sum.saturating_add(*count);
            }
        }
    }
    assets.sort_unstable();
    assets.dedup();
    totals.assets = assets.len() as u64;
    totals.libraries = libraries.len() as u64;
    totals
}

fn systems(planner: &Planner, context: &Context) -> BTreeSet<String> {
    let declared = context.systems.iter().map(|system| &system.id);
    planner.systems.keys().chain(declared).cloned().collect()
}

fn facts(context: &Context) -> BTreeMap<String, SystemFacts> {
    let facts = context.systems.iter().map(|system| {
        let jurisdictions = context.resolve(&system.id).jurisdictions;
        let supplier = system.supplier.as_ref().map(|supplier| supplier.name.clone());
        (system.id.clone(), SystemFacts { jurisdictions, supplier })
    });
    facts.collect()
}

/// The assumptions given, then the plan's own, one sentence each.
fn assumptions(
    input: &PlanInput<'_>,
    planner: &Planner,
    owners: &Owners,
    packages: &[Package],
    told: Vec<String>,
) -> Vec<String> {
    let mut sentences = input.assumptions.to_vec();
    let served: usize = planner.systems.values().map(|tally| tally.served.len()).sum();
    if served > 0 {
        let configurations =
            super::speech::counted(served as u64, "configuration", "configurations");
        sentences.push(format!(
            "Nothing is planned for {configurations} of software that cannot be changed: a proxy that offers nothing classical \
             forwards to it."
        ));
    }
    let ended: usize = planner.systems.values().map(|tally| tally.ended.len()).sum();
    sentences.extend(ended::sentence(planner));
    if packages.is_empty() {
        let seen: usize = planner.systems.values().map(|tally| tally.seen.len()).sum();
        let seen = seen.saturating_sub(served + ended);
        let others = if served + ended > 0 { "other " } else { "" };
        sentences.push(format!(
            "Nothing to plan: none of the {seen} {others}holdings is exposed, restricted by a policy or unknown."
        ));
        return sentences;
    }
    sentences.push(
        "Effort figures are planning defaults of y2q, not measurements; the schedule uses the likely one."
            .into(),
    );
    let left = Remainder::on(input.today).words().map_or(String::new(), |left| {
        format!("; of the first quarter {left}, and as much of its capacity and money")
    });
    sentences.push(format!(
        "Capacity is checked per team and quarter; work may pause where a team has no room{left}."
    ));
    sentences.push(
        "Holdings of unknown exposure leave the exposed ones when their discovery ends and count as not known from then \
         on; what it finds is for the next plan."
            .into(),
    );
    if !owners.is_empty() {
        sentences.push(
            "An authority is the estate's own when its private key lies in it or it issued a certificate in \
             it and is no public one; every other authority certificate is a trust anchor that somebody else renews."
                .into(),
        );
    }
    sentences.extend(public::sentences(planner));
    sentences.extend(certifiers::sentence(planner));
    sentences.extend(undated::assumptions(packages));
    sentences.extend(unused(input, packages));
    sentences.extend(told);
    let shared = shared_owners(owners, planner);
    sentences.extend(shared.into_iter().map(|(system, count)| {
        format!("System {system} is taken to renew {count} of the estate's authorities.")
    }));
    sentences
}

/// Systems that were to be switched off and are still found.
fn outlived(input: &PlanInput<'_>, planner: &Planner) -> Vec<String> {
    let systems = input.context.systems.iter().filter(|one| planner.systems.contains_key(&one.id));
    let ended = systems.filter_map(|system| {
        let end = system.changeability.decommission?;
        (end.last_day() < input.today).then(|| {
            format!(
                "System {} was to be switched off at the end of {end} and is still found: its work is planned as if it stayed. \
                 Switch it off, or name the quarter in which it ends ([[system]] decommission).",
                system.id
            )
        })
    });
    ended.collect()
}

/// Acceptances that stand for no work, and those that have ended.
fn unused(input: &PlanInput<'_>, packages: &[Package]) -> Vec<String> {
    let stated = input.context.acceptances.iter();
    stated
        .filter_map(|stated| {
            let planned = packages.iter().find(|package| package.id == stated.package);
            if stated.expires < input.today {
                let then = if planned.is_some() {
                    "it is work again"
                } else {
                    "the plan has no such package"
                };
                return Some(format!(
                    "The acceptance of {} by {} ended on {}: {then}.",
                    stated.package, stated.owner, stated.expires
                ));
            }
            let why = match planned {
                Some(package) if package.acceptance.is_some() => return None,
                Some(_) => "it enables other work and has no asset of its own",
                None => "the plan has no such package",
            };
            let mut others = packages.iter().filter(|one| is_one_work(&one.id, &stated.package));
            let other = others.find(|_| planned.is_none());
            let hint = other.map_or(String::new(), |one| {
                format!(
                    " It covers what has come from there to {} where the plan in force tells so (--previous).",
                    one.id
                )
            });
            Some(format!(
                "The acceptance of {} by {} covers nothing: {why}.{hint}",
                stated.package, stated.owner
            ))
        })
        .collect()
}

fn shared_owners<'a>(owners: &'a Owners, planner: &Planner) -> BTreeMap<&'a str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let is_lost = |id: &AssetId| planner.orphans.lost.contains_key(&(*id, Pace::Resistant));
    for (_, system) in owners.iter().filter(|(id, _)| !is_lost(id)) {
        *counts.entry(system).or_default() += 1;
    }
    counts
}
