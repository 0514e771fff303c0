//! What keys are for and how long they are, as their owner says: a key alone does not tell whether it signs or establishes
//! keys, and the use of one in code often not its size.

use std::collections::HashMap;

use globset::GlobSet;

use super::assigner::{glob, path_globs};
use super::table::{Result, Table, Value};
use super::words;
use crate::model::{Context, Purpose, SpannedError, StatedKey};

/// What a `[[system]]` says of its keys.
pub(super) fn keys(system: &Table<'_>) -> Result<Vec<StatedKey>> {
    system.list("key")?.map(key).collect()
}

fn key(value: Value<'_>) -> Result<StatedKey> {
    let span = value.span();
    let known = ["path", "fingerprint", "purpose", "size", "state"];
    let table = Table::from_value("[[system.key]]", value, &known)?;
    let purpose = table.word("purpose", words::PURPOSES)?;
    let help = "write the bits of the key, as in `size = 256`";
    let size = table.whole("size", 1, 65_536, help)?.and_then(|bits| u32::try_from(bits).ok());
    let deactivated = table.word("state", words::KEY_STATES)?.unwrap_or_default();
    if deactivated && purpose == Some(Purpose::Signature) {
        let message = "a deactivated key signs nothing, and nothing is read with a signing key";
        return Err(SpannedError::new(message, table.span_of("state"))
            .help("destroy the private key; what it has signed is verified with the public one"));
    }
    if purpose.is_none() && size.is_none() && !deactivated {
        let message = "a [[system.key]] says nothing of its key";
        return Err(SpannedError::new(message, span).help(
            "write what it is for, as in `purpose = \"signature\"`, how many bits it has, as in `size = 256`, or, where it stays \
             to read old data alone, `state = \"deactivated\"`",
        ));
    }
    let path = table.optional_text("path")?;
    let fingerprint = table.optional_text("fingerprint")?;
    if path.is_some() == fingerprint.is_some() {
        let message = "a [[system.key]] names its key by `path` or by `fingerprint`";
        return Err(SpannedError::new(message, value.span()).help(
            "write one of them, as in `path = \"app/service.key\"`; `*` and `**` stand for more, as in `paths`",
        ));
    }
    if let Some((path, error)) = path.and_then(|path| Some((path, glob(path).err()?))) {
        let message = format!("`{}` is no pattern: {}", path.escape_debug(), error.kind());
        return Err(SpannedError::new(message, table.span_of("path"))
            .help("`*` stands for any part of a name, `**` for any folders"));
    }
    let owned = |text: &str| text.to_owned();
    let (path, fingerprint) = (path.map(owned), fingerprint.map(owned));
    Ok(StatedKey { path, fingerprint, purpose, size, deactivated })
}

/// What the owner says of keys, system by system.
#[derive(Clone, Debug, Default)]
pub struct StatedKeys(HashMap<String, Vec<Stated>>);

#[derive(Clone, Debug)]
struct Stated {
    paths: GlobSet,
    fingerprint: Option<String>,
    says: Says,
}

/// What is said of one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Says {
    /// What it is for.
    pub purpose: Option<Purpose>,
    /// Its bits.
    pub size: Option<u32>,
    /// It stays to read old data alone.
    pub deactivated: bool,
}

impl StatedKeys {
    /// All that a context says. A path that is no glob says nothing: [`super::parse`] accepts none.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        let stated = |key: &StatedKey| {
            let mut paths = GlobSet::builder();
            let globs = key.path.as_deref().and_then(|path| path_globs(path).ok());
            globs.into_iter().flatten().for_each(|glob| {
                paths.add(glob);
            });
            Stated {
                paths: paths.build().unwrap_or_default(),
                fingerprint: key.fingerprint.as_deref().map(plain),
                says: Says { purpose: key.purpose, size: key.size, deactivated: key.deactivated },
            }
        };
        let systems = context.systems.iter().filter(|system| !system.keys.is_empty());
        let systems =
            systems.map(|system| (system.id.clone(), system.keys.iter().map(stated).collect()));
        Self(systems.collect())
    }

    /// Whether anything is said of the keys of a system.
    #[must_use]
    pub fn speaks_of(&self, system: &str) -> bool {
        self.0.contains_key(system)
    }

    /// What is said of something in `system`, by the places that it has there, relative to their root and with it, and by its
    /// fingerprint, where it has one: of each, the first that the file says of it.
    #[must_use]
    pub fn of_key(
        &self,
        system: &str,
        places: &[(&str, String)],
        fingerprint: Option<&str>,
    ) -> Says {
        let all = self.meant(system, places, fingerprint).map(|(_, stated)| stated);
        all.fold(Says::default(), |known, one| Says {
            purpose: known.purpose.or(one.says.purpose),
            size: known.size.or(one.says.size),
            deactivated: known.deactivated || one.says.deactivated,
        })
    }

    /// Which of the keys of which `system` says something, in the order of the file, say of this one that it is deactivated.
    pub fn deactivating(
        &self,
        system: &str,
        places: &[(&str, String)],
        fingerprint: Option<&str>,
    ) -> impl Iterator<Item = usize> {
        let all = self.meant(system, places, fingerprint);
        all.filter(|(_, stated)| stated.says.deactivated).map(|(at, _)| at)
    }

    fn meant<'a>(
        &'a self,
        system: &str,
        places: &[(&str, String)],
        fingerprint: Option<&str>,
    ) -> impl Iterator<Item = (usize, &'a Stated)> {
        let fingerprint = fingerprint.map(plain);
        let is_meant = move |(_, stated): &(usize, &Stated)| {
            let mut places = places.iter();
            let is_there = |(path, whole): &(&str, String)| {
                stated.paths.is_match(path) || stated.paths.is_match(whole)
            };
            places.any(is_there)
                || stated.fingerprint.is_some() && stated.fingerprint == fingerprint
        };
        self.0.get(system).into_iter().flatten().enumerate().filter(is_meant)
    }
}

/// A fingerprint without the colons and capitals of some tools.
fn plain(fingerprint: &str) -> String {
    fingerprint.replace(':', "").to_ascii_lowercase()
}
