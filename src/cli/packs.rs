use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use y2q::detect::code::pack_file::LARGEST;
use y2q::detect::{OwnPacks, RuleSet, SameId};

use super::arguments::PackArguments;
use super::output::FileFault;
use super::settings;

/// Where a user's packs lie when the settings do not say.
const DEFAULT_FOLDER: &str = "rules";

/// A user's pack as it was read.
pub struct PackText {
    pub path: PathBuf,
    pub id: String,
    pub text: String,
}

/// A user's packs, checked, and the rules that they make with those that ship.
pub struct Loaded {
    pub texts: Vec<PackText>,
    pub rules: RuleSet,
}

/// The rules that a scan goes by.
pub fn rule_set(arguments: &PackArguments, quiet: bool) -> anyhow::Result<Arc<RuleSet>> {
    let loaded = load(arguments)?;
    if !quiet && !loaded.texts.is_empty() {
        let count = loaded.rules.own().iter().map(|pack| pack.rules.len()).sum::<usize>();
        let packs = loaded.texts.iter().map(|text| text.id.as_str()).collect::<Vec<_>>();
        let packs = match packs.as_slice() {
            [first, second, third, .., _] => format!("{first}, {second}, {third}, …"),
            few => few.join(", "),
        };
        anstream::eprintln!("using {count} rules of your own: {packs}");
    }
    Ok(Arc::new(loaded.rules))
}

/// What `--rules` names, or else `y2q.toml`.
pub fn load(arguments: &PackArguments) -> anyhow::Result<Loaded> {
    let folders = match arguments.folders.as_slice() {
        [] => by_settings()?.into_iter().collect(),
        named => named.to_vec(),
    };
    read(&folders, SameId::Refused)
}

fn by_settings() -> anyhow::Result<Option<PathBuf>> {
    let Some(written) = settings::read()? else { return Ok(None) };
    Ok(match &written.settings.rules {
        Some(folder) => Some(written.beside(folder)),
        None => Some(written.beside(DEFAULT_FOLDER)).filter(|folder| folder.is_dir()),
    })
}

/// Reads packs: files, or all `.toml` files of folders, in the order of their names.
pub fn read(paths: &[PathBuf], same_id: SameId) -> anyhow::Result<Loaded> {
    let mut own = OwnPacks::new(same_id);
    let mut texts = Vec::new();
    for path in paths.iter().map(|path| files(path)).collect::<Result<Vec<_>, _>>()?.concat() {
        let text = bounded(&path)?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let added = own.add(&stem.unwrap_or_default(), &text).map(|pack| pack.id.clone());
        match added {
            Ok(id) => texts.push(PackText { path, id, text }),
            Err(fault) => return Err(FileFault::new(&path, text, fault).into()),
        }
    }
    Ok(Loaded { texts, rules: own.finish() })
}

fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let shown = path.display();
    let context = || format!("cannot read the rules {shown}");
    if !fs::metadata(path).with_context(context)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(context)? {
        let file = entry.with_context(context)?.path();
        // Neither a pipe nor a device is a pack.
        if file.extension().is_some_and(|extension| extension == "toml") && file.is_file() {
            files.push(file);
        }
        if files.len() > OwnPacks::MOST {
            bail!("more than {} packs in {shown}", OwnPacks::MOST);
        }
    }
    if files.is_empty() {
        bail!("there is no .toml file in {shown}; `y2q rules new` writes a pack to start from");
    }
    files.sort();
    Ok(files)
}

/// A file's text, when it is no larger than a pack may be.
pub fn bounded(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let context = || format!("cannot read {shown}");
    if !fs::metadata(path).with_context(context)?.is_file() {
        bail!("{shown} is no file");
    }
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    File::open(path)
        .with_context(context)?
        .take(most)
        .read_to_end(&mut bytes)
        .with_context(context)?;
    String::from_utf8(bytes).ok().with_context(|| format!("{shown} is not UTF-8"))
}
