use std::process::ExitCode;

use anyhow::anyhow;
use y2q::assess::{Applied, Matrix, Row, Verdicts, year_ends};
use y2q::inventory::InventoryError;
use y2q::model::{Context, Date};
use y2q::policy::Policy;

use super::arguments::{VerdictCommand, VerdictFormat};
use super::inputs::{self, Opened, PolicyChoice};
use super::output::{is_stdout, write_with};
use super::scan::{day, now};
use super::verdict_forms;

/// `y2q policy verdict`
pub fn run(command: &VerdictCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    let now = now(command.judging.rules.at)?;
    let today = day(now);
    let days = days(command, today)?;
    let policies = inputs::policies(&command.judging.rules)?;
    let opened = inputs::open(
        &inputs::of_path(&command.input, &command.judging.rules, &command.judging.walk),
        now,
        quiet,
    )?;
    let context = inputs::context(&command.judging.rules, &opened.paths, quiet)?;
    let verdicts = judge(&opened, context, &policies, days, today)?;
    let output = command.judging.output.as_deref();
    let format = command.format.unwrap_or_else(|| {
        match output.and_then(|path| path.extension()).and_then(|extension| extension.to_str()) {
            Some("csv") => VerdictFormat::Csv,
            Some("json") => VerdictFormat::Json,
            _ => VerdictFormat::Text,
        }
    });
    write_with(output, |out| match format {
        VerdictFormat::Text => verdict_forms::text(out, &verdicts),
        VerdictFormat::Csv => verdict_forms::csv(out, &verdicts),
        VerdictFormat::Json => verdict_forms::json(out, &verdicts),
    })?;
    if let Some(path) = output.filter(|path| !quiet && !is_stdout(Some(path))) {
        anstream::eprintln!("wrote {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn days(command: &VerdictCommand, today: Date) -> anyhow::Result<Vec<Date>> {
    if command.on.is_empty() {
        return Ok(year_ends(today));
    }
    let mut days = vec![today];
    for word in &command.on {
        let text = if word.len() == 4 { format!("{word}-12-31") } else { word.to_owned() };
        let day: Date = text
            .parse()
            .map_err(|_| anyhow!("{word} is neither a year nor a day such as 2030-12-31"))?;
        if day < today {
            return Err(anyhow!("{word} is before {today}; --at names another day as today"));
        }
        days.push(day);
    }
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

fn judge(
    opened: &Opened,
    context: Context,
    choice: &PolicyChoice,
    days: Vec<Date>,
    today: Date,
) -> anyhow::Result<Verdicts> {
    if !context.estate.declared && choice.named.is_empty() {
        return as_if_bound(opened, &context, &choice.shipped, days, today);
    }
    let known = if choice.named.is_empty() { &choice.shipped } else { &choice.named };
    let Applied { context, assumptions, .. } =
        y2q::assess::apply(context, &choice.shipped, &choice.named);
    let mut matrix = Matrix::new(&context, known, today);
    fill(opened, std::slice::from_mut(&mut matrix))?;
    let verdicts = Verdicts::of(&context, known.clone(), matrix.into_uses(), days);
    Ok(Verdicts { assumptions, ..verdicts })
}

/// Nobody says whom the estate belongs to: each policy speaks as if it bound it, and conflicts between
/// policies of which most do not apply would mean nothing.
fn as_if_bound(
    opened: &Opened,
    context: &Context,
    shipped: &[Policy],
    days: Vec<Date>,
    today: Date,
) -> anyhow::Result<Verdicts> {
    let mut each: Vec<Matrix<'_>> = shipped
        .iter()
        .map(|policy| {
            let mut context = context.clone();
            context.defaults.jurisdictions = policy.applies_to.iter().cloned().collect();
            Matrix::new(&context, std::slice::from_ref(policy), today)
        })
        .collect();
    fill(opened, &mut each)?;
    // The same entries gave the same rows in the same order.
    let mut columns: Vec<_> =
        each.into_iter().map(|matrix| matrix.into_uses().into_rows().into_iter()).collect();
    let mut rows: Vec<Row> = columns.first().map_or(Vec::new(), |rows| rows.clone().collect());
    for row in &mut rows {
        let of_each = columns.iter_mut().filter_map(Iterator::next);
        row.verdicts = of_each.flat_map(|row| row.verdicts.to_vec()).collect();
    }
    let assumptions = vec![
        "No estate file says whom the estate belongs to: each policy is asked as if it bound the \
         estate, and conflicts are not looked for. Name policies with --policy, or state \
         `jurisdictions` in estate.toml."
            .to_owned(),
    ];
    let policies = shipped.to_vec();
    Ok(Verdicts { today, days, policies, rows, conflicts: Vec::new(), assumptions })
}

fn fill(opened: &Opened, matrices: &mut [Matrix<'_>]) -> anyhow::Result<()> {
    opened.inventory.each_entry(&opened.scope, |entry| {
        matrices.iter_mut().for_each(|matrix| matrix.add(&entry));
        Ok::<(), InventoryError>(())
    })?;
    Ok(())
}
