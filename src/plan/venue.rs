//! In which protocol or format a key, a message or a place in code belongs: it decides what it can become.
//!
//! Keys of PKCS#8, PKCS#1, SEC 1, SPKI and of key stores say nothing, so they count as those of certificates.

use crate::assess::Holding;
use crate::model::{Material, Venue};

/// By the format of the material, else by the detectors of every place where it was found: the public half of a JSON web
/// key is written down as a `SubjectPublicKeyInfo`.
pub(super) fn of_material(holding: &Holding, material: &Material) -> Option<Venue> {
    // A key that some SSH program has serves SSH wherever else its copy lies.
    let ssh = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.contains("ssh") || text.contains("putty")
    };
    let seen_by_ssh = || holding.occurrences.iter().any(|found| ssh(&found.occurrence.detector));
    if ssh(&material.format) || seen_by_ssh() {
        return Some(Venue::Ssh);
    }
    of_format(&material.format).or_else(|| of_places(holding))
}

/// Where every place of it belongs to one protocol.
pub(super) fn of_places(holding: &Holding) -> Option<Venue> {
    let mut places = holding.occurrences.iter().map(|found| {
        let found = &found.occurrence;
        match &found.code {
            Some(code) => of_program(&code.symbol),
            // Keys of TLS and IPsec lie in zones too.
            None if ["TLSA", "IPSECKEY"].iter().any(|kind| found.note.starts_with(kind)) => None,
            None => of_detector(&found.detector),
        }
    });
    let first = places.next()??;
    places.all(|other| other == Some(first)).then_some(first)
}

fn of_format(format: &str) -> Option<Venue> {
    let format = format.to_ascii_lowercase();
    Some(match format.as_str() {
        "jwk" | "cose" | "cose_key" => Venue::Jose,
        "openpgp" => Venue::OpenPgp,
        "dnssec" => Venue::Dnssec,
        // Protocols with keys of one kind, for which no other kind is known here.
        "wireguard" | "minisign" | "tor" | "apk signature" => Venue::Other,
        _ => return None,
    })
}

fn of_detector(detector: &str) -> Option<Venue> {
    Some(match detector {
        "json-web-key" | "json-web-token" | "json-web-serialization" | "cose-message" => {
            Venue::Jose
        }
        "openpgp-key" | "openpgp-message" | "openpgp-signature" | "gnupg-keybox" => Venue::OpenPgp,
        "dns-key-record" | "dnssec-private-key" | "bind-config" => Venue::Dnssec,
        "wireguard-config" | "minisign-signify" | "onion-service-key" => Venue::Other,
        _ => return None,
    })
}

/// Programs that make keys for one protocol only, and calls that have the name of one in theirs (`jwcrypto.jwe.JWE`).
fn of_program(symbol: &str) -> Option<Venue> {
    match symbol {
        "dnssec-keygen"
        | "dnssec-keyfromlabel"
        | "dnssec-signzone"
        | "ldns-keygen"
        | "ldns-signzone" => Some(Venue::Dnssec),
        "gpg" | "gpg2" | "sq" => Some(Venue::OpenPgp),
        _ => {
            let symbol = symbol.to_ascii_lowercase();
            let mut words = symbol.split(|letter: char| !letter.is_ascii_alphanumeric());
            let names = ["jose", "jose4j", "jsonwebtoken", "jwe", "jws", "jwt", "pyjwt"];
            words.any(|word| names.contains(&word)).then_some(Venue::Jose)
        }
    }
}
