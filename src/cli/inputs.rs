use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use y2q::cost::Costs;
use y2q::inventory::{Inventory, ScanEnd, ScanStart, Scope, Writer};
use y2q::model::{Context, Quarter, Timestamp};
use y2q::policy::{Library, Policy};
use y2q::report::plain::counted;
use y2q::source::path_text;

use super::arguments::{PlanInputs, RuleArguments, WalkArguments};
use super::costs;
use super::output::{FileFault, warning_text};
use super::scan::{Scanned, day, now, scan_paths};

/// The inventory that a plan is made from, and what of it.
pub struct Opened {
    pub inventory: Inventory,
    pub scope: Scope,
    /// Paths that were scanned, for an estate file beside them.
    pub paths: Vec<PathBuf>,
    /// Whether all of it was scanned.
    pub end: ScanEnd,
}

impl Opened {
    /// What a scan of the paths of `inputs` left in `inventory`.
    pub fn scanned(inventory: Inventory, scanned: Scanned, inputs: &PlanInputs) -> Self {
        Self { inventory, scope: scanned.scope, paths: inputs.paths.clone(), end: scanned.end }
    }
}

/// Default inventory when neither paths, `--db` nor `--cbom` say otherwise.
const DEFAULT_DB: &str = "y2q.db";

/// Opens or makes the inventory that the arguments name.
pub fn open(inputs: &PlanInputs, now: Timestamp, quiet: bool) -> anyhow::Result<Opened> {
    if !inputs.paths.is_empty() {
        let mut inventory = Inventory::in_memory()?;
        let scanned = scan_paths(&mut inventory, &inputs.paths, &inputs.walk, now, quiet)?;
        return Ok(Opened::scanned(inventory, scanned, inputs));
    }
    if let Some(path) = &inputs.cbom {
        return open_cbom(path, now, quiet);
    }
    let path = inputs.db.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_DB));
    open_database(&path)
}

/// What a path is: an inventory, a CBOM, or something to scan.
pub fn of_path(path: &Path, rules: &RuleArguments, walk: &WalkArguments) -> PlanInputs {
    let input = path.to_owned();
    let (paths, db, cbom) = match path.extension().and_then(|extension| extension.to_str()) {
        Some("db") => (Vec::new(), Some(input), None),
        Some("json") => (Vec::new(), None, Some(input)),
        _ => (vec![input], None, None),
    };
    PlanInputs { paths, db, cbom, rules: rules.clone(), walk: walk.clone() }
}

/// Opens an inventory that must exist.
pub fn open_database(path: &Path) -> anyhow::Result<Opened> {
    if !path.exists() {
        bail!(
            "there is no inventory {}; name paths to scan, or make one with `y2q scan PATH --db {}`",
            path.display(),
            path.display()
        );
    }
    let inventory = Inventory::open(path)
        .with_context(|| format!("cannot use {} as an inventory", path.display()))?;
    Ok(Opened { inventory, scope: Scope::default(), paths: Vec::new(), end: ScanEnd::Finished })
}

fn open_cbom(path: &Path, now: Timestamp, quiet: bool) -> anyhow::Result<Opened> {
    let mut inventory = Inventory::in_memory()?;
    let root = path_text(path);
    let mut writer = inventory.begin(&ScanStart { roots: vec![root.clone()], started: now })?;
    import(path, &root, &mut writer, quiet)?;
    writer.finish(ScanEnd::Finished, now)?;
    Ok(Opened { inventory, scope: Scope::default(), paths: Vec::new(), end: ScanEnd::Finished })
}

/// Reads a CBOM into the inventory, and says what it brought and how it had to be read.
pub fn import(path: &Path, root: &str, writer: &mut Writer<'_>, quiet: bool) -> anyhow::Result<()> {
    const SHOWN: usize = 5;
    let brought = y2q::import::cbom(path, root, writer)
        .with_context(|| format!("cannot use {} as a CBOM", path.display()))?;
    if quiet {
        return Ok(());
    }
    anstream::eprintln!(
        "read {} at their places from {}; {} could not be taken over",
        counted(brought.occurrences, "asset", "assets"),
        path.display(),
        counted(brought.unknowns, "thing", "things"),
    );
    for (how, all, first) in [
        ("not taken over", brought.unknowns, &brought.losses),
        ("read leniently", brought.remarked, &brought.remarks),
    ] {
        for sentence in first.iter().take(SHOWN) {
            anstream::eprintln!("  {how}: {}", y2q::report::plain::visible(sentence));
        }
        let more = all.saturating_sub(SHOWN as u64);
        if more > 0 {
            anstream::eprintln!("  and {more} more {how}");
        }
    }
    Ok(())
}

/// The estate's context: `--estate`, else `estate.toml` in the one scanned folder, else documented defaults.
pub fn context(rules: &RuleArguments, paths: &[PathBuf], quiet: bool) -> anyhow::Result<Context> {
    let beside = match paths {
        [folder] => Some(folder.join("estate.toml")).filter(|path| path.is_file()),
        _ => None,
    };
    let Some(path) = rules.estate.clone().or(beside) else { return Ok(Context::undeclared()) };
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read the estate file {}", path.display()))?;
    if !quiet && rules.estate.is_none() {
        anstream::eprintln!("using the estate file {}", path.display());
    }
    let context =
        y2q::estate::parse(&text).map_err(|fault| FileFault::new(&path, text.clone(), fault))?;
    let today = Quarter::containing(day(now(rules.at)?));
    if !quiet {
        for doubt in y2q::estate::doubts(&text, today) {
            anstream::eprintln!("{}", warning_text(&FileFault::new(&path, text.clone(), doubt)));
        }
    }
    Ok(context)
}

/// The policies that ship, and those that the user named; what operations cost.
#[derive(Clone)]
pub struct PolicyChoice {
    pub shipped: Vec<Policy>,
    pub named: Vec<Policy>,
    pub costs: Costs,
}

/// Reads what `--policy` and `--bench` name.
pub fn policies(rules: &RuleArguments) -> anyhow::Result<PolicyChoice> {
    let named = rules.policy.iter().map(|name| named_policy(name)).collect::<Result<_, _>>()?;
    let costs = costs::costs(rules.bench.as_deref())?;
    Ok(PolicyChoice { shipped: y2q::policy::shipped(), named, costs })
}

/// A policy by id among those that ship, or by file.
pub fn named_policy(name: &str) -> anyhow::Result<Policy> {
    let shipped = y2q::policy::shipped();
    if let Some(policy) = shipped.iter().find(|policy| policy.id == name) {
        return Ok(policy.clone());
    }
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "toml") {
        return read_policy(path);
    }
    let known = shipped.iter().map(|policy| policy.id.as_str());
    let near = y2q::policy::nearest(name, known);
    let near = near.map(|id| format!("did you mean {id}? ")).unwrap_or_default();
    Err(anyhow!(
        "there is no policy {name}; {near}`y2q policy list` names them, or name a .toml file"
    ))
}

/// Reads and checks a policy file: its examples, and that no two of its rules contradict each other on anything.
pub fn read_policy(path: &Path) -> anyhow::Result<Policy> {
    let text = policy_text(path)?;
    let library = library_beside(path, &text);
    let fault = |fault| FileFault::new(path, text.clone(), fault);
    let policy = y2q::policy::parse_in(&text, &library).map_err(&fault)?;
    if let Some(overlap) = y2q::assess::overlaps(&policy).first() {
        return Err(fault(overlap.fault(&policy, &text)).into());
    }
    Ok(policy)
}

/// A policy by id or file, its examples not checked.
pub fn untested_policy(name: &str) -> anyhow::Result<Policy> {
    let path = Path::new(name);
    if path.extension().is_none_or(|extension| extension != "toml") {
        return named_policy(name);
    }
    let text = policy_text(path)?;
    let library = library_beside(path, &text);
    let fault = |fault| FileFault::new(path, text.clone(), fault);
    Ok(y2q::policy::parse_untested(&text, &library).map_err(fault)?)
}

fn policy_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the policy file {}", path.display()))
}

/// What a policy extends, and that in turn, from files of the same folder.
fn library_beside(path: &Path, text: &str) -> Library {
    let mut library = Library::default();
    let mut seen = std::collections::BTreeSet::new();
    let mut wanted = y2q::policy::base_of(text);
    while let Some(id) = wanted.take().filter(|id| seen.insert(id.clone())) {
        // An id is no path: what has a separator in it names no policy and is refused when read.
        let file = path.with_file_name(format!("{id}.toml"));
        let beside = Some(id.as_str()) == file.file_stem().and_then(|stem| stem.to_str());
        if let Some(base) = beside.then(|| std::fs::read_to_string(&file).ok()).flatten() {
            wanted = y2q::policy::base_of(&base);
            library.add(id, base);
        }
    }
    library
}
