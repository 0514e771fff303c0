//! The languages that are analysed, one file each.

#[cfg(feature = "lang-dart")]
mod dart;
#[cfg(feature = "lang-java")]
mod java;
#[cfg(feature = "lang-javascript")]
mod javascript;
#[cfg(feature = "lang-php")]
mod php;
#[cfg(feature = "lang-python")]
mod python;
#[cfg(feature = "lang-ruby")]
mod ruby;
#[cfg(feature = "lang-solidity")]
mod solidity;
#[cfg(feature = "lang-tsx")]
mod tsx;
#[cfg(feature = "lang-typescript")]
mod typescript;

use super::language::Language;

/// Every language that was compiled in, sorted by id.
pub static LANGUAGES: &[&Language] = &[
    // begin generated: languages
    #[cfg(feature = "lang-dart")]
    &dart::LANGUAGE,
    #[cfg(feature = "lang-java")]
    &java::LANGUAGE,
    #[cfg(feature = "lang-javascript")]
    &javascript::LANGUAGE,
    #[cfg(feature = "lang-php")]
    &php::LANGUAGE,
    #[cfg(feature = "lang-python")]
    &python::LANGUAGE,
    #[cfg(feature = "lang-ruby")]
    &ruby::LANGUAGE,
    #[cfg(feature = "lang-solidity")]
    &solidity::LANGUAGE,
    #[cfg(feature = "lang-tsx")]
    &tsx::LANGUAGE,
    #[cfg(feature = "lang-typescript")]
    &typescript::LANGUAGE,
    // end generated: languages
];

/// A path with `.` and `..` worked out; `None` when it leaves the tree.
pub fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `name` in the folder of `path` and in every folder above it.
fn upwards(path: &str, name: &str) -> Vec<String> {
    let mut folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let mut all = Vec::new();
    while let Some(current) = folder {
        all.push(format!("{current}/{name}"));
        folder = current.rsplit_once('/').map(|(folder, _)| folder);
    }
    all.push(name.to_owned());
    all
}
