use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use crossbeam_channel::Sender;
use y2q::assess::{Applied, Assessor};
use y2q::estate::{GateSettings, Reach};
use y2q::gate::{Answer, Baseline, Item, Record, Terms};
use y2q::inventory::{Entry, InventoryError, ScanEnd};
use y2q::model::{Date, SpannedError};
use y2q::policy::Policy;

use super::arguments::{GateCommand, PlanInputs};
use super::changes;
use super::gate_code::Code;
use super::inputs::{self, Opened};
use super::output::write_to;
use super::scan::{day, now};
use super::settings::{self, Written};
use super::{gate_cache, gate_forms, gate_plan, packs};

/// The baseline that counts when neither the command nor the settings name one.
const BASELINE: &str = "y2q-baseline.tsv";

/// Entries that are handed on to be judged at once, and batches of them that may wait.
const BATCH: usize = 64;
const BATCHES: usize = 4;

/// `y2q gate`
pub fn run(command: &GateCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    let now = now(command.inputs.rules.at)?;
    let mut inputs = checked_out(&command.inputs);
    let changes = changes::named(command, &inputs.paths)?;
    inputs.walk.only = changes.as_ref().map(changes::Named::files);
    inputs.walk.own.clone_from(&command.cache);
    #[cfg(feature = "git")]
    if let ([root], None) = (&inputs.paths[..], &changes) {
        // What is committed counts, whatever .gitignore says of it.
        inputs.walk.besides = y2q::source::git::tracked(root);
    }
    let written = settings::read()?;
    let gate = written.as_ref().map_or_else(GateSettings::default, |w| w.settings.gate.clone());
    let choice = choice(&inputs, &gate, written.as_ref())?;
    if let Some(written) = &written {
        known_rules(written, &choice.shipped, &choice.named, &inputs)?;
    }
    let place = baseline_place(command, &gate, written.as_ref());
    let baseline = read_baseline(command, &place)?;
    // A part of the files must not take the place of all of them.
    let opened = match command.cache.as_deref().filter(|_| changes.is_none()) {
        Some(cache) => gate_cache::open(cache, &inputs, now, quiet)?,
        None => inputs::open(&inputs, now, quiet)?,
    };
    if opened.end == ScanEnd::Interrupted {
        bail!("interrupted: not everything was looked at, and so nothing was decided");
    }
    let context = inputs::context(&inputs.rules, &opened.paths, quiet)?;
    let mut applied = y2q::assess::apply(context.clone(), &choice.shipped, &choice.named);
    let mut items = items(&opened, &applied, day(now))?;
    if let Some(changes) = &changes {
        items.extend(changes.unread());
    }
    let compared = command.plan.as_deref().map(|plan| {
        gate_plan::compared(plan, command.lead_months, &opened, (context, choice, day(now)))
    });
    let mut plan = None;
    if let Some(compared) = compared.transpose()? {
        items.extend(compared.items);
        applied.assumptions.extend(compared.assumptions);
        plan = Some(compared.plan);
    }
    if command.write_baseline {
        return accept(&place, &Baseline::of(&items), quiet);
    }
    let mut code = Code::default();
    let mut terms = Terms {
        today: day(now),
        levels: &gate.levels,
        waivers: &gate.waivers,
        baseline: baseline.as_ref(),
        looked_at: &|path| changes.as_ref().is_none_or(|changes| changes.has(path)),
        is_whole: changes.is_none(),
        has_plan: plan.is_some(),
        beside: &mut |item| code.beside(item),
    };
    let decision = y2q::gate::decide(items, &mut terms)
        .map_err(|fault| anyhow!("{}: {}", at(&fault.0), fault.1))?;
    let answer = decision.answer(command.allow_incomplete);
    if command.prune && answer == Answer::Incomplete {
        anstream::eprintln!("{} stays as it is: not everything was read", place.display());
    } else if command.prune {
        prune(&place, baseline, &decision.fixed, quiet)?;
    }
    let record = Record {
        at: day(now),
        policies: applied
            .policies
            .iter()
            .map(|(policy, why)| (policy.id.clone(), why.clone()))
            .collect(),
        assumptions: applied.assumptions.clone(),
        baseline: place.is_file().then(|| place.display().to_string()),
        plan,
        allow_incomplete: command.allow_incomplete,
        answer,
        decision,
    };
    gate_forms::write(command, &record, &opened, &mut code, (now, quiet))?;
    // The process ends here; to free every finding first takes longer than to read some thousand files.
    std::mem::forget(record);
    Ok(match answer {
        Answer::Pass => ExitCode::SUCCESS,
        Answer::Fail => ExitCode::from(super::SAYS_NO),
        Answer::Incomplete => ExitCode::from(super::CANNOT),
    })
}

/// What to look at: this folder, where nothing is named, and there what git would look at.
fn checked_out(named: &PlanInputs) -> PlanInputs {
    let mut inputs = named.clone();
    if inputs.paths.is_empty() && inputs.db.is_none() && inputs.cbom.is_none() {
        inputs.paths.push(PathBuf::from("."));
    }
    inputs.walk.unignored = true;
    inputs
}

fn choice(
    inputs: &PlanInputs,
    gate: &GateSettings,
    written: Option<&Written>,
) -> anyhow::Result<inputs::PolicyChoice> {
    let mut rules = inputs.rules.clone();
    if rules.policy.is_empty() {
        let is_file = |name: &str| Path::new(name).extension().is_some_and(|end| end == "toml");
        let beside = |name: &String| match written.filter(|_| is_file(name)) {
            Some(written) => written.beside(name).display().to_string(),
            None => name.clone(),
        };
        rules.policy = gate.policies.iter().map(beside).collect();
    }
    inputs::policies(&rules)
}

/// Every rule that the settings name must be one: a waiver that is misspelt waives nothing.
fn known_rules(
    written: &Written,
    shipped: &[Policy],
    named: &[Policy],
    inputs: &PlanInputs,
) -> anyhow::Result<()> {
    let gate = &written.settings.gate;
    let reaches = gate.levels.iter().map(|level| &level.reach);
    let reaches: Vec<&Reach> =
        reaches.chain(gate.waivers.iter().map(|waiver| &waiver.reach)).collect();
    let by_policy = |word: &str| {
        shipped.iter().chain(named).any(|policy| {
            policy.id == word
                || policy.rules.iter().any(|rule| {
                    rule.id == word
                        || word.strip_prefix(&format!("{}/", policy.id)) == Some(&rule.id)
                })
        })
    };
    let by_detector =
        |word: &str| y2q::detect::DETECTORS.iter().any(|detector| detector.id == word);
    let knows =
        |word: &str| by_policy(word) || by_detector(word) || y2q::registry::by_name(word).is_some();
    let all = reaches.iter().flat_map(|reach| &reach.rules);
    let open: Vec<_> = all.filter(|(rule, _)| !y2q::gate::is_known_rule(rule, &knows)).collect();
    if open.is_empty() {
        return Ok(());
    }
    // Packs are read for what nothing else knows.
    let packs = packs::load(&inputs.walk.packs)?;
    let by_pack = |word: &str| {
        let word = word.rsplit('/').next().unwrap_or(word);
        packs.rules.packs().any(|pack| pack.rules.iter().any(|rule| rule.id == word))
    };
    match open.into_iter().find(|(rule, _)| !by_pack(rule)) {
        None => Ok(()),
        Some((rule, span)) => {
            let fault = SpannedError::new(format!("there is no rule `{rule}`"), span.clone());
            Err(written.fault(fault.help(
                "name a kind (broken, disallowed, deprecated, quantum-vulnerable, indeterminate, \
                 unread, and of a plan unplanned, overdue, regressed), a kind with a family (broken/md5), an algorithm, a policy or its rule \
                 (nist-ir-8547/rsa-112), or a detector",
            )))
        }
    }
}

fn baseline_place(
    command: &GateCommand,
    gate: &GateSettings,
    written: Option<&Written>,
) -> PathBuf {
    let by_settings = || Some(written?.beside(gate.baseline.as_deref()?));
    command.baseline.clone().or_else(by_settings).unwrap_or_else(|| PathBuf::from(BASELINE))
}

fn read_baseline(command: &GateCommand, place: &Path) -> anyhow::Result<Option<Baseline>> {
    if command.write_baseline {
        return Ok(None);
    }
    if !place.exists() {
        if command.baseline.is_some() || command.prune {
            bail!(
                "there is no baseline {0}; `y2q gate --write-baseline --baseline {0}` makes one",
                place.display()
            );
        }
        return Ok(None);
    }
    let text = std::fs::read_to_string(place)
        .with_context(|| format!("cannot read the baseline {}", place.display()))?;
    let baseline = Baseline::parse(&text)
        .with_context(|| format!("the baseline {} cannot be relied upon", place.display()))?;
    Ok(Some(baseline))
}

/// Everything in scope that somebody may want to know of. One thread reads, another judges.
pub fn items(opened: &Opened, applied: &Applied, today: Date) -> anyhow::Result<Vec<Item>> {
    let policies = applied.policies.iter().map(|(policy, _)| policy.clone()).collect::<Vec<_>>();
    let assessor = &Assessor::new(&applied.context, &policies, today);
    let (sender, receiver) = crossbeam_channel::bounded::<Vec<Entry>>(BATCHES);
    let (read, judged) = std::thread::scope(|scope| {
        let judging = scope.spawn(move || {
            let holdings =
                receiver.into_iter().flatten().flat_map(|entry| assessor.holdings(entry));
            holdings.flat_map(|holding| y2q::gate::items(&holding)).collect::<Vec<_>>()
        });
        let read = read_into(sender, opened);
        (read, judging.join())
    });
    read?;
    let mut items = judged.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    opened.inventory.each_unknown(&opened.scope, |unknown| {
        items.push(y2q::gate::unread(&unknown, assessor.system_of(&unknown.location)));
        Ok::<(), InventoryError>(())
    })?;
    Ok(items)
}

/// Sends every entry in scope, in order.
fn read_into(sender: Sender<Vec<Entry>>, opened: &Opened) -> Result<(), InventoryError> {
    let mut batch = Vec::with_capacity(BATCH);
    // Nobody listens only where judging has panicked, which its thread tells.
    let send = |batch: &mut Vec<Entry>| drop(sender.send(std::mem::take(batch)));
    opened.inventory.each_entry(&opened.scope, |entry| {
        batch.push(entry);
        if batch.len() == BATCH {
            send(&mut batch);
        }
        Ok::<(), InventoryError>(())
    })?;
    send(&mut batch);
    Ok(())
}

fn accept(place: &Path, baseline: &Baseline, quiet: bool) -> anyhow::Result<ExitCode> {
    write_to(Some(place), baseline.text().as_bytes())?;
    if !quiet {
        anstream::eprintln!(
            "accepted {} findings in {}; commit it, and y2q gate fails on what is new or worse",
            baseline.accepted.len(),
            place.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn prune(
    place: &Path,
    baseline: Option<Baseline>,
    fixed: &[y2q::gate::Accepted],
    quiet: bool,
) -> anyhow::Result<()> {
    let Some(mut baseline) = baseline else { return Ok(()) };
    for gone in fixed {
        if let Some(at) = baseline.accepted.iter().position(|accepted| accepted == gone) {
            baseline.accepted.remove(at);
        }
    }
    write_to(Some(place), baseline.text().as_bytes())?;
    if !quiet {
        anstream::eprintln!(
            "took {} findings that are gone out of {}",
            fixed.len(),
            place.display()
        );
    }
    Ok(())
}

fn at(item: &Item) -> String {
    let joined = item.location.joined();
    item.line.map_or_else(|| joined.clone(), |line| format!("{joined}:{line}"))
}
