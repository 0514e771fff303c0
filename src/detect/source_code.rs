use super::code::analysis::Use;
use super::code::{self, Copies, Failure, describe, describe::Parts};
use super::{Detector, Input, Peek, Sink};
use crate::model::{
    Algorithm, Asset, CodePlace, CodeStep, Confidence, CryptoFunction, Evidence, Finding,
    Primitive, UnknownReason,
};

const ID: &str = "source-code";

pub const DETECTOR: Detector = Detector {
    id: ID,
    title: "Uses of cryptography in source code",
    about: "Calls of cryptographic libraries, with the algorithm, size, curve, mode and purpose as far as constants, \
            assignments, functions of the same file, files beside it and configuration tell them. Files are parsed by \
            tree-sitter grammars; what a call means is data, one pack of rules a library. A value that cannot be told \
            gives a use of an indeterminate algorithm, with the parameter or configuration key that would tell it. \
            Comments, texts and names alone give nothing. A file larger than 4 MiB, or one that the parser cannot \
            get through in steps in proportion to its size, is an unknown where it holds the name of a library.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    code::language_of(peek.name, peek.head).is_some()
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(language) = code::language_of(input.name, input.bytes) else { return };
    // What a shell's file is depends on its name.
    let copies = input.copies.filter(|_| language.id != "shell");
    let is_known = |copies: &Copies| copies.is_closed(input, language) || copies.know(input, sink);
    if copies.is_some_and(is_known) {
        return;
    }
    let before = (sink.findings.len(), sink.unknowns.len());
    let rules = input.rules.of(language.id);
    match code::uses(language, rules, input.path, input.bytes, input.tree) {
        Ok(Some(uses)) => {
            found(&uses, input.path, sink);
            if let Some(copies) = copies {
                copies.keep(input, sink, before);
            }
        }
        Ok(None) => {
            if let Some(copies) = copies {
                copies.close(input, language);
            }
        }
        Err(failure) => {
            let (reason, detail) = unread(failure);
            sink.unknown(ID, reason, 0, None, detail);
        }
    }
    if language.id == "shell" {
        interpreted(input, sink);
    }
}

/// Programs in other languages that a shell script holds.
fn interpreted(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for (id, text) in code::programs(text) {
        let known = code::LANGUAGES.iter().find(|language| language.id == id).copied();
        let Some(language) = known else { continue };
        let rules = input.rules.of(id);
        let uses = code::uses(language, rules, input.path, text.as_bytes(), input.tree);
        found(&uses.ok().flatten().unwrap_or_default(), input.path, sink);
    }
}

fn found(uses: &[Use], path: &str, sink: &mut Sink) {
    let mut signed = None;
    for one in uses {
        sink.found(finding(one, path));
        let Some(signature) = signature_of(one).filter(|_| signed != Some(one.place.start)) else {
            continue;
        };
        signed = Some(one.place.start);
        sink.found(finding(&signature, path));
    }
}

/// The signature that a digest is part of, where nothing tells the key that signs: whoever sees the digest alone takes
/// for quantum-resistant what may be RSA.
fn signature_of(one: &Use) -> Option<Use> {
    const SIGNS: [CryptoFunction; 2] = [CryptoFunction::Sign, CryptoFunction::Verify];
    let functions = one.parts.functions.iter().copied().filter(|one| SIGNS.contains(one));
    let functions = functions.collect::<Vec<_>>();
    let is_digest = || describe::algorithm(&one.parts).primitive == Primitive::Hash;
    if one.parts.protocol.is_some() || functions.is_empty() || !is_digest() {
        return None;
    }
    Some(Use {
        parts: Parts { functions, ..Parts::default() },
        missing: Some("the kind of the key that signs".to_owned()),
        ..one.clone()
    })
}

fn unread(failure: Failure) -> (UnknownReason, String) {
    match failure {
        Failure::TooLarge => {
            let limit = code::LARGEST;
            (
                UnknownReason::TooLarge,
                format!(
                    "source code of more than {limit} bytes that names a cryptographic library"
                ),
            )
        }
        Failure::TooHard => (
            UnknownReason::TimedOut,
            "source code that names a cryptographic library, too hard to parse; split the file"
                .to_owned(),
        ),
    }
}

fn finding(one: &Use, path: &str) -> Finding {
    let asset = describe::asset(&one.parts);
    let place = one.place;
    let told = asset_is_told(&asset);
    let confidence = match (told, one.one_of_many) {
        (false, _) => Confidence::Low,
        (true, true) => Confidence::Medium,
        (true, false) => Confidence::High,
    };
    let missing = if told {
        String::new()
    } else {
        one.missing.clone().unwrap_or_else(|| "a computed value".to_owned())
    };
    let told = one.steps.iter().filter(|one| !one.step.what.is_empty());
    let steps = told.map(|one| CodeStep {
        path: one.step.path.clone(),
        line: one.step.line,
        what: plain(&one.step.what),
        part: one.part.to_owned(),
    });
    let code = CodePlace {
        column: place.column,
        symbol: plain(&one.symbol),
        library: one.library.clone(),
        function: plain(&one.function),
        rule: one.rule.clone(),
        is_test: one.is_test || code::test_code::is_test(path),
        steps: steps.collect(),
        missing: plain(&missing),
    };
    Finding::new(ID, asset, place.start as u64, Some(place.line))
        .evidence(Evidence::Configured)
        .confidence(confidence)
        .code(code)
}

fn asset_is_told(asset: &Asset) -> bool {
    !matches!(asset, Asset::Algorithm(Algorithm { name, .. }) if name == describe::INDETERMINATE)
}

/// Names from a source file, without what separates the parts of an export.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c == ';' || c.is_control() { ' ' } else { c }).collect()
}
