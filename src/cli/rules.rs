use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use y2q::detect::code::pack_file::{Example, line_of, text_of};
use y2q::detect::code::rule::Pack;
use y2q::detect::code::{examples, packs as shipped, schema};
use y2q::detect::{RuleSet, SHIPPED_RULES, SameId};

use super::arguments::PackArguments;
use super::output::{is_stdout, write_to};
use super::packs::{self, Loaded};
use super::rules_new;

#[derive(Args)]
pub struct RulesCommand {
    #[command(subcommand)]
    action: RulesAction,
}

#[derive(Subcommand)]
enum RulesAction {
    /// One line a pack: id, languages, library, number of rules
    List {
        /// Only packs about this language
        #[arg(long, value_name = "LANGUAGE")]
        language: Option<String>,
        #[command(flatten)]
        packs: PackArguments,
    },
    /// A pack or rule as it is written
    Show {
        /// Id of a pack or rule
        id: String,
        #[command(flatten)]
        packs: PackArguments,
    },
    /// Run every example through the engine; exit code 1 where one does not hold
    Test {
        /// Packs, or folders of packs (default: those that ship, and your own)
        paths: Vec<PathBuf>,
        #[command(flatten)]
        packs: PackArguments,
    },
    /// Write a pack to start from, which explains itself
    New {
        /// Id of a language, as in `y2q rules list`
        language: String,
        /// Name of the library, as code imports it
        library: String,
        /// Where to write it; - is standard output
        #[arg(long, short, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// JSON Schema of a pack, for editors
    Schema,
}

/// `y2q rules`
pub fn run(command: &RulesCommand) -> anyhow::Result<ExitCode> {
    match &command.action {
        RulesAction::List { language, packs } => list(language.as_deref(), &packs::load(packs)?),
        RulesAction::Show { id, packs } => show(id, &packs::load(packs)?),
        RulesAction::Test { paths, packs } => test(paths, packs),
        RulesAction::New { language, library, output } => new(language, library, output),
        RulesAction::Schema => {
            write_to(None, format!("{:#}\n", schema::schema()).as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The text of a pack and the file that it comes from, where it is a user's.
fn text_and_file<'l>(loaded: &'l Loaded, id: &str) -> (&'l str, Option<&'l Path>) {
    match loaded.texts.iter().find(|text| text.id == id) {
        Some(own) => (&own.text, Some(&own.path)),
        None => (shipped::shipped_text(id).unwrap_or_default(), None),
    }
}

fn list(language: Option<&str>, loaded: &Loaded) -> anyhow::Result<ExitCode> {
    let packs: Vec<&Pack> = loaded
        .rules
        .packs()
        .filter(|pack| language.is_none_or(|named| pack.languages.iter().any(|own| own == named)))
        .collect();
    if packs.is_empty() {
        bail!("no pack is about {}; `y2q rules list` names the languages", language.unwrap_or(""));
    }
    let width = |text: fn(&Pack) -> usize| packs.iter().map(|pack| text(pack)).max().unwrap_or(0);
    let id = width(|pack| pack.id.len());
    let languages = width(|pack| pack.languages.join(", ").len());
    let mut page = String::new();
    for pack in &packs {
        let _ = write!(
            page,
            "{:<id$}  {:<languages$}  {:>4}  {}",
            pack.id,
            pack.languages.join(", "),
            pack.rules.len(),
            pack.library,
        );
        if let (_, Some(path)) = text_and_file(loaded, &pack.id) {
            let _ = write!(page, "  ({})", path.display());
        }
        page.push('\n');
    }
    let rules: usize = packs.iter().map(|pack| pack.rules.len()).sum();
    let _ = writeln!(page, "{} packs, {rules} rules", packs.len());
    write_to(None, page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn show(id: &str, loaded: &Loaded) -> anyhow::Result<ExitCode> {
    for pack in loaded.rules.packs() {
        let (text, _) = text_and_file(loaded, &pack.id);
        let shown = if pack.id == id {
            text.trim_end()
        } else if let Some(at) = pack.rules.iter().position(|rule| rule.id == id) {
            text_of(text, at)
        } else {
            continue;
        };
        write_to(None, format!("{shown}\n").as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    bail!("no pack and no rule is called {id}; `y2q rules list` names the packs");
}

fn test(paths: &[PathBuf], arguments: &PackArguments) -> anyhow::Result<ExitCode> {
    let loaded = if paths.is_empty() {
        packs::load(arguments)?
    } else {
        packs::read(&[arguments.folders.as_slice(), paths].concat(), SameId::Replaces)?
    };
    let tested: Vec<&Pack> = if paths.is_empty() {
        loaded.rules.packs().collect()
    } else {
        loaded.rules.own().iter().collect()
    };
    let (mut page, mut held, mut skipped, mut failed) = (String::new(), 0, 0, 0);
    for pack in &tested {
        let outcome = examples::run(pack, &loaded.rules);
        held += outcome.held;
        skipped += outcome.skipped;
        failed += outcome.failures.len();
        let (text, path) = text_and_file(&loaded, &pack.id);
        let file =
            path.map_or_else(|| format!("{}.toml", pack.id), |path| path.display().to_string());
        for failure in &outcome.failures {
            let _ = writeln!(
                page,
                "{file}:{}: {} of {} does not hold\n  expected  {}\n  actual    {}",
                line_of(text, failure.rule, failure.example),
                match failure.example {
                    Example::Hit(_) => "a hit",
                    Example::Miss(_) => "a miss",
                },
                pack.rules[failure.rule].id,
                names(&failure.expected),
                names(&failure.actual),
            );
        }
    }
    let _ = write!(page, "{} packs: {held} examples hold, {failed} do not", tested.len());
    if skipped > 0 {
        let _ = write!(page, "; {skipped} are in languages that this build leaves out");
    }
    page.push('\n');
    write_to(None, page.as_bytes())?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(super::SAYS_NO) })
}

fn names(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

fn new(language: &str, library: &str, output: &Path) -> anyhow::Result<ExitCode> {
    let known = known_languages(&SHIPPED_RULES);
    if !known.iter().any(|one| one == language) {
        bail!("there is no language {language}; there are {}", known.join(", "));
    }
    if !is_stdout(Some(output)) && output.exists() {
        bail!(
            "{} exists; a template never overwrites what a person may have written",
            output.display()
        );
    }
    let pack = rules_new::pack(language, library)?;
    write_to(Some(output), pack.text.as_bytes())?;
    if !is_stdout(Some(output)) {
        if output.file_stem().is_none_or(|stem| *stem != *pack.id) {
            anstream::eprintln!("note: the id is {}, which must be the name of the file", pack.id);
        }
        anstream::eprintln!(
            "wrote {}; then: y2q rules test {}",
            output.display(),
            output.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn known_languages(rules: &RuleSet) -> Vec<String> {
    let mut all: Vec<String> = rules.packs().flat_map(|pack| pack.languages.clone()).collect();
    all.sort();
    all.dedup();
    all
}
