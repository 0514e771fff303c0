use std::mem::take;
use std::path::Path;
use std::process::ExitCode;

use y2q::assess::{Applied, Assessor, Harvest, Unheeded, Uses, Verdicts, year_ends};
use y2q::estate::Assigner;
use y2q::inventory::{Inventory, InventoryError, Location, Scope};
use y2q::model::{Context, Date};
use y2q::plan::{AppliedPolicy, Options, Plan, PlanInput, Planner};
use y2q::policy::Policy;
use y2q::report::sections::{self, SectionSet};
use y2q::report::{AssetTable, Format};
use y2q::scheme::Scheme;

use anyhow::{Context as _, bail};

use super::arguments::{PlanCommand, PlanFormat, SearchArguments};
use super::output::{is_stdout, write_with};
use super::scan::{day, now, write_assets};
use super::{in_force, inputs, places, progress, scenarios, track};

/// Which of the two commands that share their arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// `y2q plan`: work packages.
    Plan,
    /// `y2q report`: the assets too.
    Report,
}

/// `y2q plan` and `y2q report`
pub fn run(command: &PlanCommand, flavour: Flavour, quiet: bool) -> anyhow::Result<ExitCode> {
    let now = now(command.inputs.rules.at)?;
    let opened = inputs::open(&command.inputs, now, quiet)?;
    let context = inputs::context(&command.inputs.rules, &opened.paths, quiet)?;
    let policies = inputs::policies(&command.inputs.rules)?;
    if let Some(path) = &command.scenario {
        scenarios::run(command, path, (&opened, &context), (day(now), quiet))?;
        return Ok(ExitCode::SUCCESS);
    }
    let set = section_set(command, &context, &policies)?;
    let previous = in_force::read(&command.in_force, &context.estate.name)?;
    let tracked = track::plans(command)?;
    let options = in_force::options(previous.as_ref(), &command.in_force, options(command.search));
    // What is tracked tells of authorities that are lost too.
    let options = match tracked.last() {
        Some(plan) if previous.is_none() => Options { lost: &plan.lost_authorities, ..options },
        _ => options,
    };
    let made = progress::planning(quiet, |watch| {
        in_force::made(&opened.inventory, &Options { watch, ..options }, |options| {
            let (context, policies) = (context.clone(), policies.clone());
            Made::new(&opened.inventory, &opened.scope, context, policies, day(now), options)
        })
    })??;
    let output = command.output.as_deref();
    let format = command.format.unwrap_or_else(|| output.map_or(PlanFormat::Text, format_of));
    if !tracked.is_empty() {
        let form = track::form(format)?;
        let track = track::track((command, tracked), &made, &opened.inventory)?;
        write_with(output, |out| Ok(form(out, &track)?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let made = made.with_places(&opened.inventory, &opened.scope)?;
    let made = match format {
        PlanFormat::Html | PlanFormat::Md => made.with_verdicts(),
        _ => made,
    };
    if let Some(set) = set {
        write_with(output, |out| Ok(sections::write(out, set, &made.plan, &made.assets)?))?;
        return Ok(ExitCode::SUCCESS);
    }
    write_with(output, |out| {
        if format == PlanFormat::Csv && flavour == Flavour::Report {
            return write_assets(out, &opened.inventory, &opened.scope, &|place| {
                made.system_of(place)
            });
        }
        Ok((report_format(format)?.write)(out, &made.plan, &made.assets)?)
    })?;
    if !quiet && !is_stdout(output) {
        let path = output.unwrap_or(Path::new("-"));
        anstream::eprintln!("wrote {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The sections asked for. A document whose dates are not in the plan is not written.
fn section_set(
    command: &PlanCommand,
    context: &Context,
    choice: &inputs::PolicyChoice,
) -> anyhow::Result<Option<&'static SectionSet>> {
    let named = command.other.sections.as_deref().and_then(SectionSet::named);
    let Some(set) = named else { return Ok(None) };
    let applied = y2q::assess::apply(context.clone(), &choice.shipped, &choice.named);
    if applied.policies.iter().any(|(policy, _)| policy.id == set.policy) {
        return Ok(Some(set));
    }
    bail!(
        "--sections {} takes its dates from the policy {}, which does not apply to this estate: add --policy {}",
        set.id,
        set.policy,
        set.policy
    )
}

/// How the arguments say to look for the dates.
pub fn options(search: SearchArguments) -> Options<'static> {
    let SearchArguments { effort, seed, fewest_late } = search;
    Options { effort, seed, fewest_late, beside: &beside, ..Options::default() }
}

/// Does both at once, each on a processor of its own where there is one.
fn beside(one: &mut (dyn FnMut() + Send), other: &mut dyn FnMut()) {
    std::thread::scope(|scope| {
        scope.spawn(one);
        other();
    });
}

/// The plan in force.
pub fn previous(path: &Path) -> anyhow::Result<Plan> {
    let text = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let plan: Plan = serde_json::from_slice(&text).with_context(|| {
        format!("{} is no plan; write one with y2q plan --format json", path.display())
    })?;
    if plan.schema != "y2q-plan/1" {
        bail!("{} is a plan of the form {}, not y2q-plan/1", path.display(), plan.schema);
    }
    Ok(plan)
}

/// A plan of another estate says nothing of this one.
pub fn same_estate(path: &Path, then: &Plan, now: &str) -> anyhow::Result<()> {
    if then.estate == now {
        return Ok(());
    }
    bail!(
        "{} is the plan of the estate `{}`, and what is found is judged as `{now}`; name its estate file with --estate, or, \
         if the estate has another name now, write that name for `estate` in the plan",
        path.display(),
        then.estate
    )
}

/// A plan with the table of the assets behind it.
pub struct Made {
    pub plan: Plan,
    pub assets: AssetTable,
    pub assigner: Assigner,
    uses: Uses,
    policies: Vec<Policy>,
    context: Context,
}

impl Made {
    /// Judges everything in scope as of `today` and plans.
    pub fn new(
        inventory: &Inventory,
        scope: &Scope,
        context: Context,
        choice: inputs::PolicyChoice,
        today: Date,
        options: &Options<'_>,
    ) -> anyhow::Result<Self> {
        let schemes = y2q::scheme::all();
        Self::among(schemes, inventory, scope, context, choice, today, options)
    }

    /// [`Self::new`] with `schemes` alone to migrate to.
    pub fn among(
        schemes: &[&'static Scheme],
        inventory: &Inventory,
        scope: &Scope,
        context: Context,
        choice: inputs::PolicyChoice,
        today: Date,
        options: &Options<'_>,
    ) -> anyhow::Result<Self> {
        let Applied { context, policies, mut assumptions } =
            y2q::assess::apply(context, &choice.shipped, &choice.named);
        let judged_by = policies.iter().map(|(policy, _)| policy.clone()).collect::<Vec<Policy>>();
        let assessor = Assessor::new(&context, &judged_by, today);
        let mut planner = Planner::new();
        let mut assets = AssetTable::default();
        let mut harvest = Harvest::default();
        let mut uses = Uses::default();
        let mut unheeded = Unheeded::of(&context);
        inventory.each_entry(scope, |entry| {
            for holding in assessor.holdings(entry) {
                planner.add(&holding);
                assets.collect(&holding);
                if let Some(system) = assessor.system(&holding.system) {
                    harvest.add(&holding, system.data_tier);
                }
                uses.collect(&holding);
                unheeded.collect(&holding);
            }
            Ok::<(), InventoryError>(())
        })?;
        inventory.each_unknown(scope, |unknown| {
            planner.add_unknown(assessor.system_of(&unknown.location), unknown.unknown.reason);
            Ok::<(), InventoryError>(())
        })?;
        assumptions.extend(unheeded.sentences());
        let applied = policies
            .iter()
            .map(|(policy, why)| AppliedPolicy { policy, why: why.clone() })
            .collect::<Vec<_>>();
        let mut plan = planner.finish(&PlanInput {
            context: &context,
            policies: &applied,
            schemes,
            costs: &choice.costs,
            today,
            assumptions: &assumptions,
            options,
        });
        plan.harvested = harvest.into_rows();
        let assigner = Assigner::new(&context);
        Ok(Self { plan, assets, assigner, uses, policies: judged_by, context })
    }

    /// Judges as the plan does, on its day.
    pub fn assessor(&self) -> Assessor<'_> {
        Assessor::new(&self.context, &self.policies, self.plan.at)
    }

    /// Where what its packages cover was seen: for plans that are written.
    pub fn with_places(mut self, inventory: &Inventory, scope: &Scope) -> anyhow::Result<Self> {
        places::fill(&mut self.plan, inventory, scope, &self.assigner)?;
        Ok(self)
    }

    /// What the policies say on chosen days, beside the assets: for the formats that show it.
    pub fn with_verdicts(mut self) -> Self {
        let days = year_ends(self.plan.at);
        let (policies, uses) = (take(&mut self.policies), take(&mut self.uses));
        let verdicts = Verdicts::of(&self.context, policies, uses, days);
        Self { assets: self.assets.with_verdicts(verdicts), ..self }
    }

    /// The system that a place belongs to.
    pub fn system_of(&self, location: &Location) -> String {
        y2q::assess::system_of(&self.assigner, location).to_owned()
    }
}

fn format_of(path: &Path) -> PlanFormat {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html" | "htm") => PlanFormat::Html,
        Some("md") => PlanFormat::Md,
        Some("csv") => PlanFormat::Csv,
        Some("json") => PlanFormat::Json,
        Some("xml") => PlanFormat::Mspdi,
        Some("ics") => PlanFormat::Ics,
        Some("jsonl") => PlanFormat::Github,
        _ => PlanFormat::Text,
    }
}

/// The report module's format behind a word of the command line.
pub fn report_format(format: PlanFormat) -> anyhow::Result<&'static Format> {
    let id = match format {
        PlanFormat::Text => "text",
        PlanFormat::Md => "md",
        PlanFormat::Html => "html",
        PlanFormat::Csv => "csv",
        PlanFormat::Json => "json",
        PlanFormat::Jira => "jira",
        PlanFormat::Github => "github",
        PlanFormat::Mspdi => "mspdi",
        PlanFormat::Ics => "ics",
        PlanFormat::Oscal => "oscal",
    };
    Format::named(id).ok_or_else(|| anyhow::anyhow!("this build has no {id} format"))
}
