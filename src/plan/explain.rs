use std::fmt::Write as _;

use super::chance::Chance;
use super::kind::word as words;
use super::price::Price;
use super::reason::start_sentence;
use super::speech::{person_days, quarters};
use super::{Deadline, Package, Plan};

/// Plain text on one package: what, why this target, how much, and the constraint behind every date.
#[must_use]
pub fn explain(plan: &Plan, package_id: &str) -> String {
    let Some(package) = plan.packages.iter().find(|package| package.id == package_id) else {
        return format!("The plan has no package {package_id}.\n");
    };
    let mut text = format!("{}\n{}\n\n", package.id, package.title);
    // Writing to a string cannot fail.
    let _ = write(&mut text, plan, package);
    text
}

fn write(text: &mut String, plan: &Plan, package: &Package) -> std::fmt::Result {
    let [low, likely, high] = package.effort_days;
    let kind = words(package.change);
    writeln!(text, "Kind      {kind}: {}", package.choice.why)?;
    for (other, why) in &package.choice.rejected {
        writeln!(text, "          not {}: {why}", words(*other))?;
    }
    if let Some(proposed) = &package.choice.proposed {
        writeln!(text, "          {proposed}")?;
    }
    if let Some(limit) = package.acceptance.as_ref().and_then(|accepted| accepted.limit.as_ref()) {
        writeln!(text, "          the work would be due {}", deadline_text(plan, limit))?;
    }
    match plan.team_names.get(&package.team) {
        Some(name) => writeln!(text, "Team      {name} ({})", package.team)?,
        None => writeln!(text, "Team      {}", package.team)?,
    }
    writeln!(text, "Assets    {}", package.assets.len())?;
    for (at, sentence) in package.places.sentences().iter().enumerate() {
        writeln!(text, "{:<9} {sentence}", if at == 0 { "Seen at" } else { "" })?;
    }
    writeln!(
        text,
        "Effort    {} ({low} to {high}). {}",
        person_days(likely),
        package.effort_basis
    )?;
    if let Some([low, likely, high]) = package.cost {
        let currency = plan.spending.as_ref().map_or("", |spending| spending.currency.as_str());
        let space = if currency.is_empty() { "" } else { " " };
        writeln!(text, "Cost      {likely:.0}{space}{currency} ({low:.0} to {high:.0})")?;
    }
    let phase = plan.phases.get(package.phase).map_or("none", |phase| &phase.name);
    writeln!(text, "Phase     {phase}")?;
    writeln!(text, "Start     {}", start_sentence(package))?;
    match (package.start, package.finish) {
        (Some(start), Some(finish)) => {
            writeln!(text, "Finish    {finish}; work of {}:", plan.team(&package.team))?;
            for (quarter, days) in &package.load {
                writeln!(text, "          {quarter} {}", person_days(*days))?;
            }
            if start == finish {
                writeln!(text, "          all of it fits into one quarter")?;
            }
        }
        _ => writeln!(text, "Finish    no date")?,
    }
    if let Some(mosca) = &package.mosca {
        writeln!(text, "Mosca     {}", mosca.inequality())?;
        writeln!(text, "Chance    {}", mosca.chances())?;
    }
    match &package.deadline {
        Some(deadline) => writeln!(text, "Deadline  {}", deadline_text(plan, deadline))?,
        None => writeln!(text, "Deadline  none of its own; what waits for it has")?,
    }
    if let Some(slack) = package.slack_quarters {
        let state = if slack < 0 { "late" } else { "in time" };
        writeln!(text, "Slack     {}: {state}", quarters(slack))?;
    }
    if let Some(float) = package.float_quarters {
        writeln!(text, "Float     {}", float_text(float))?;
    }
    for (at, sentence) in package.because.iter().enumerate() {
        writeln!(text, "{:<9} {sentence}", if at == 0 { "Why" } else { "" })?;
    }
    if let Some(chance) = &package.chance {
        writeln!(text, "Runs      {}", chance_text(chance))?;
    }
    if let Some((quarter, why)) = &package.release {
        writeln!(text, "Release   not before {quarter}: {why}")?;
    }
    for (id, why) in package.after.iter().zip(&package.after_reasons) {
        let finish =
            plan.packages.iter().find(|other| other.id == *id).and_then(|other| other.finish);
        let finish = finish.map_or("no date".into(), |quarter| quarter.to_string());
        writeln!(text, "After     {id} ({finish}): {why}")?;
    }
    if let Some(target) = &package.target {
        writeln!(text, "Target    {} ({}): {}", target.name, target.scheme, target.reason)?;
        if let Some(later) = &target.later {
            let scheme = later.scheme.as_deref().unwrap_or("no scheme yet");
            writeln!(text, "          then {scheme}: {}", later.reason)?;
        }
        for sentence in target.price.iter().flat_map(Price::sentences) {
            writeln!(text, "          {sentence}")?;
        }
        for other in &target.alternatives {
            writeln!(text, "          or {}: {}", other.scheme, other.words())?;
        }
        for (scheme, why) in &target.rejected {
            writeln!(text, "          not {scheme}: {why}")?;
        }
    }
    for step in &package.steps {
        writeln!(text, "Step      {step}")?;
    }
    for late in plan.late.iter().filter(|late| late.package == package.id) {
        for sentence in &late.because {
            writeln!(text, "Late      {sentence}")?;
        }
        writeln!(text, "          {}", late.remedy)?;
    }
    Ok(())
}

fn float_text(float: i32) -> String {
    match float {
        0 => "none: starting later moves another package or its own deadline is missed".into(),
        _ => format!("it can start {} later without moving any other package", quarters(float)),
    }
}

fn chance_text(chance: &Chance) -> String {
    let shares = [(chance.p50, "half"), (chance.p80, "80 %"), (chance.p95, "95 %")];
    let dated = shares.iter().map_while(|(at, share)| Some(((*at)?, share)));
    let mut dates: Vec<String> =
        dated.map(|(quarter, share)| format!("{share} finish by {quarter}")).collect();
    if let Some((_, share)) = shares.get(dates.len()) {
        dates.push(format!("fewer than {share} get a date at all"));
    }
    let dates = dates.join(", ");
    let in_time = chance
        .in_time
        .map_or_else(String::new, |share| format!("; {:.0} % keep its deadline", share * 100.0));
    format!("with efforts drawn from their ranges {dates}{in_time}")
}

fn deadline_text(plan: &Plan, deadline: &Deadline) -> String {
    let rule = deadline.rule.as_ref().map_or(String::new(), |rule| format!(", rule {rule}"));
    let draft = plan.policies.iter().any(|policy| policy.id == deadline.policy && policy.draft);
    let draft = if draft { " (draft)" } else { "" };
    format!("{}: {}{draft}{rule}, {}", deadline.date, deadline.policy, deadline.clause)
}
