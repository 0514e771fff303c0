//! Cryptographic libraries that a binary links, is, or has inside.

use std::collections::{BTreeMap, BTreeSet};

use super::crypto_constant;
use super::crypto_function::Functions;
use super::executable::{Contained, Image, is_archive, is_executable, library_of};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Algorithm, Asset, Confidence, Finding, RelationKind, Software, UnknownReason};
use crate::registry;

/// Finds libraries in binaries.
pub const DETECTOR: Detector = Detector {
    id: "crypto-library",
    title: "Cryptographic libraries that binaries link or contain",
    about: "ELF, PE, Mach-O (fat too), WebAssembly and static archives. Libraries named in DT_NEEDED, import tables and \
            LC_LOAD_DYLIB that the registry knows by their file name; the version is the one of the file that is found \
            at run time and therefore not stated, the symbol versions that are asked for are noted. A library's own \
            file, and one that was linked statically, by the text in which it states its version (OpenSSL 3.0.17 1 Jul \
            2025, This is Libgcrypt 1.10.1); the same text in a program that links the library says what it was \
            built against. The functions that such a file exports give the algorithms that it provides. Libraries that \
            are loaded by name at run time are not seen.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    is_executable(peek.head)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let images = input.images();
    if images.is_empty() && !is_archive(input.bytes) {
        let detail = "it begins like a program and its headers are broken or cut off; the whole file is needed";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        return;
    }
    let linked = linked(images);
    for (name, link) in &linked {
        let software = Software { version: link.version.clone(), ..of_file(name, link.library.id) };
        let finding = Finding::new(DETECTOR.id, Asset::Software(software), 0, None);
        sink.found(finding.note(link.note()));
    }
    let own = own(input.name, images);
    if own.is_empty() {
        return;
    }
    let functions = Functions::of(images);
    // With two libraries in one file, the tables are not known to be of either.
    let tables =
        if own.len() == 1 { crypto_constant::algorithms(images).collect() } else { Vec::new() };
    for own in own {
        let provided = functions.provided_by(own.library).chain(tables.iter().cloned());
        sink.found(finding(&own, provided));
    }
}

/// How images ask for one library.
struct Link {
    library: &'static registry::Library,
    version: Option<String>,
    word: &'static str,
    symbol_versions: BTreeSet<String>,
    built_against: Option<String>,
}

impl Link {
    fn note(&self) -> String {
        let mut note = format!("linked ({})", self.word);
        if !self.symbol_versions.is_empty() {
            let versions = self.symbol_versions.iter().map(String::as_str).collect::<Vec<_>>();
            note.push_str("; symbol versions ");
            note.push_str(&versions.join(", "));
        }
        if let Some(version) = &self.built_against {
            note.push_str("; built against ");
            note.push_str(version);
        }
        note
    }
}

/// Libraries that the images ask for, by the name that they ask for.
fn linked(images: &[Image<'_>]) -> BTreeMap<String, Link> {
    let mut links: BTreeMap<String, Link> = BTreeMap::new();
    for image in images {
        for named in image.libraries() {
            let Some(library) = library_of(&named.name) else { continue };
            links.entry(named.name).or_insert(Link {
                library,
                version: named.version,
                word: image.link_word(),
                symbol_versions: BTreeSet::new(),
                built_against: None,
            });
        }
        if links.is_empty() {
            continue;
        }
        image.imports(|function| {
            if let Some(link) = links.get_mut(function.library)
                && !function.version.is_empty()
                && !link.symbol_versions.contains(function.version)
            {
                link.symbol_versions.insert(function.version.to_owned());
            }
        });
        for statement in image.contained() {
            for link in links.values_mut().filter(|link| link.library.id == statement.library) {
                link.built_against.clone_from(&statement.version);
            }
        }
    }
    links
}

/// A library that an input is or contains.
pub struct Own {
    /// Name of the file, or the library's own where it is inside something else.
    name: String,
    /// Id in the registry.
    pub library: &'static str,
    version: Option<String>,
    offset: u64,
    word: &'static str,
    /// Low where the text may be that of the headers it was built with.
    pub confidence: Confidence,
}

/// The libraries that an input of this name is or contains, without those that it links.
pub fn own(name: &str, images: &[Image<'_>]) -> Vec<Own> {
    let is = if images.is_empty() { None } else { library_of(name) };
    let mut found: BTreeMap<&'static str, Own> = BTreeMap::new();
    if let Some(library) = is {
        let (word, confidence) = ("the library's own file", Confidence::High);
        found.insert(
            library.id,
            Own {
                name: name.to_owned(),
                library: library.id,
                version: None,
                offset: 0,
                word,
                confidence,
            },
        );
    }
    for image in images {
        let statements = image.contained();
        if statements.is_empty() {
            continue;
        }
        let linked = image.libraries();
        let linked = linked
            .iter()
            .filter_map(|library| library_of(&library.name))
            .map(|library| library.id)
            .collect::<BTreeSet<_>>();
        for statement in statements {
            match found.get_mut(statement.library) {
                Some(own) if own.version.is_none() => {
                    own.version.clone_from(&statement.version);
                    own.offset = statement.offset;
                }
                Some(_) => {}
                None if linked.contains(statement.library) => {}
                None => {
                    found.insert(statement.library, inside(statement));
                }
            }
        }
    }
    found.into_values().collect()
}

const CONTAINED: &str = "contained: the data has the text in which it states its version";
const UNSURE: &str = "contained, or only built against: the data has the version of its headers";

fn inside(statement: &Contained) -> Own {
    let title =
        registry::library(statement.library).map_or(statement.library, |library| library.title);
    Own {
        name: title.to_owned(),
        library: statement.library,
        version: statement.version.clone(),
        offset: statement.offset,
        word: if statement.certain { CONTAINED } else { UNSURE },
        confidence: if statement.certain { Confidence::Medium } else { Confidence::Low },
    }
}

fn finding(own: &Own, provided: impl Iterator<Item = Algorithm>) -> Finding {
    let software = Software { version: own.version.clone(), ..of_file(&own.name, own.library) };
    let finding = Finding::new(DETECTOR.id, Asset::Software(software), own.offset, None)
        .confidence(own.confidence)
        .note(own.word);
    provided.fold(finding, |finding, algorithm| {
        finding.refers_to(RelationKind::Provides, Asset::Algorithm(algorithm))
    })
}

fn of_file(name: &str, library: &str) -> Software {
    Software {
        name: name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
        version: None,
        purl: None,
        library: Some(library.to_owned()),
        ecosystem: None,
        upstream: None,
    }
}
