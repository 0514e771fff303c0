//! Algorithms that a binary has its own code for, told by the tables that they need.

use std::collections::BTreeMap;

use super::crypto_library::own;
use super::executable::{self, Image, build_information, is_executable};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Algorithm, Asset, Confidence, Finding};

/// Finds tables of algorithms in binaries.
pub const DETECTOR: Detector = Detector {
    id: "crypto-constant",
    title: "Constants of cryptographic algorithms in binaries",
    about: "One pass over the data (not the code) of ELF, PE, Mach-O, WebAssembly and static archives for the beginning \
            of tables from the standards, in both byte orders: S-boxes and tables of AES, DES, Blowfish, CAST5, RC2, \
            SEED, Camellia, LEA and SM4, round constants of SHA-1, SHA-2, SHA-3, MD2 and MD5, the constant of ChaCha20, \
            parameters of elliptic curves and Diffie-Hellman groups, powers of the roots of unity of ML-KEM and \
            ML-DSA. One finding an algorithm and binary, with medium confidence, low for text (ChaCha20) and digits of pi (Blowfish): the \
            table is there, which does not say that it is used, nor with which key size. What a known library has is \
            said of the library, what the Go toolchain brings of its modules. Code that computes its tables or has \
            them in instructions shows nothing here.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    is_executable(peek.head)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let images = input.images();
    let found = tables(images);
    if found.is_empty() {
        return;
    }
    if let [own] = &own(input.name, images)[..]
        && own.confidence > Confidence::Low
    {
        return;
    }
    for (algorithm, whats) in found {
        let offset = whats.values().min().copied().unwrap_or_default();
        let list = whats.keys().copied().collect::<Vec<_>>().join("; ");
        // Text, and digits of pi: other things have them too.
        let is_weak = matches!(algorithm, "ChaCha20" | "Blowfish");
        let confidence = if is_weak { Confidence::Low } else { Confidence::Medium };
        let finding = Finding::new(
            DETECTOR.id,
            Asset::Algorithm(executable::algorithm(algorithm)),
            offset,
            None,
        );
        sink.found(finding.confidence(confidence).note(format!("constants: {list}")));
    }
}

/// Algorithms whose tables are in the images of one input.
pub fn algorithms(images: &[Image<'_>]) -> impl Iterator<Item = Algorithm> {
    tables(images).into_keys().map(executable::algorithm)
}

fn tables(images: &[Image<'_>]) -> BTreeMap<&'static str, BTreeMap<&'static str, u64>> {
    let mut found: BTreeMap<_, BTreeMap<_, u64>> = BTreeMap::new();
    for image in images {
        let tables = image.constants();
        if tables.is_empty() || build_information(image).is_some() {
            continue;
        }
        for (algorithm, whats) in tables {
            let known = found.entry(*algorithm).or_default();
            for (what, offset) in whats {
                known.entry(*what).or_insert(*offset);
            }
        }
    }
    found
}
