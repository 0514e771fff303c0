//! Functions of cryptographic libraries that binaries import or export, and the algorithms that their names say.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::crypto_library::own;
use super::executable::{Image, algorithm, is_executable};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Algorithm, Asset, Confidence, Finding};
use crate::registry;

/// Finds cryptographic functions in symbol tables.
pub const DETECTOR: Detector = Detector {
    id: "crypto-function",
    title: "Cryptographic functions that binaries import or export",
    about: "Symbol and import tables of ELF, PE, Mach-O (fat too), WebAssembly and static archives. A function of \
            OpenSSL, Nettle, Mbed TLS, wolfSSL, libsodium, liboqs, CommonCrypto or libmd whose name says its \
            algorithm gives that algorithm, once a binary, with medium confidence: the code is linked, which does not \
            say that it runs. A function that takes its algorithm as an argument (EVP_PKEY_sign, gcry_md_open, \
            BCryptOpenAlgorithmProvider) gives none. What an archive's members take from each other is no import. \
            Key sizes and curves are never in a name and stay unknown.",
    anchors: &[],
    wants,
    detect,
};

/// Names that a note lists; the rest is counted.
const LISTED: usize = 6;

fn wants(peek: &Peek<'_>) -> bool {
    is_executable(peek.head)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let images = input.images();
    let found = Functions::of(images);
    for (name, uses) in &found.imported {
        sink.found(finding(name, "imports", uses));
    }
    if found.exported.is_empty() {
        return;
    }
    // What a library offers is said once, of the library.
    let libraries = own(input.name, images);
    let is_said = |uses: &Uses| {
        libraries.iter().any(|own| own.confidence > Confidence::Low && uses.is_of(own.library))
    };
    for (name, uses) in &found.exported {
        if !found.imported.contains_key(name) && !is_said(uses) {
            sink.found(finding(name, "exports", uses));
        }
    }
}

/// Functions by the algorithm that their names say.
#[derive(Debug, Default)]
pub struct Functions {
    /// What the images take from others.
    pub imported: BTreeMap<String, Uses>,
    /// What they give to others.
    pub exported: BTreeMap<String, Uses>,
}

/// The functions of one algorithm.
#[derive(Debug, Default)]
pub struct Uses {
    names: BTreeSet<String>,
    libraries: BTreeSet<&'static str>,
}

impl Functions {
    /// Those of all images of one input, taken together.
    pub fn of(images: &[Image<'_>]) -> Self {
        let mut functions = Self::default();
        let mut defined = HashSet::new();
        for image in images {
            image.exports(|name| {
                if add(&mut functions.exported, name, image) && images.len() > 1 {
                    defined.insert(name.to_owned());
                }
            });
        }
        for image in images {
            image.imports(|function| {
                if !defined.contains(function.name) {
                    add(&mut functions.imported, function.name, image);
                }
            });
        }
        functions
    }

    /// Algorithms of the exported functions that are this library's, by its id in the registry.
    pub fn provided_by(&self, library: &str) -> impl Iterator<Item = Algorithm> {
        self.exported
            .iter()
            .filter(move |(_, uses)| uses.is_of(library))
            .map(|(name, _)| algorithm(name))
    }
}

impl Uses {
    /// Whether the functions can be those of a library, by its id in the registry.
    fn is_of(&self, library: &str) -> bool {
        self.libraries.iter().any(|own| match *own {
            "OpenSSL" => {
                matches!(library, "openssl" | "libressl" | "boringssl" | "aws-lc" | "wolfssl")
            }
            "BoringSSL" => matches!(library, "boringssl" | "aws-lc"),
            own => registry::library(library).is_some_and(|known| known.title == own),
        })
    }
}

/// Files a function under its algorithms; false where its name says none.
fn add(of: &mut BTreeMap<String, Uses>, name: &str, image: &Image<'_>) -> bool {
    let Some(function) = registry::function(name) else { return false };
    if is_generic(name, function.library) && !names_sodium(image) {
        return false;
    }
    for algorithm in function.algorithms {
        let uses = of.entry(algorithm).or_default();
        uses.names.insert(name.to_owned());
        uses.libraries.insert(function.library);
    }
    true
}

/// `crypto_sign` and the like: names of the NaCl interface, which every implementation of a scheme has, whatever the
/// scheme. Those of libsodium that say their scheme have a number in them.
fn is_generic(name: &str, library: &str) -> bool {
    library == "libsodium" && !name.bytes().any(|byte| byte.is_ascii_digit())
}

fn names_sodium(image: &Image<'_>) -> bool {
    image.libraries().iter().any(|library| library.name.contains("sodium"))
}

fn finding(name: &str, verb: &str, uses: &Uses) -> Finding {
    let listed = uses.names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match uses.names.len().saturating_sub(LISTED) {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let libraries = uses.libraries.iter().copied().collect::<Vec<_>>().join(", ");
    Finding::new(DETECTOR.id, Asset::Algorithm(algorithm(name)), 0, None)
        .confidence(Confidence::Medium)
        .note(format!("{verb} {listed}{more} ({libraries})"))
}
