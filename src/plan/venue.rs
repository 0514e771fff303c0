//! In which protocol or format a key, a message or a place in code belongs: it decides what it can become.
//!
//! A certificate belongs where it is used: in an IKE daemon by the daemon's folder or configuration, else, where no server of
//! TLS presents it, in SAML by the metadata that carries it, else where its extended key usage names nothing but a protocol.
//!
//! Keys of PKCS#8, PKCS#1, SEC 1, SPKI and of key stores say nothing, so they count as those of certificates.

use crate::assess::Holding;
use std::collections::BTreeSet;

use super::Change;
use super::beside::is;
use super::change::{Need, Use};
use super::kind::Kind;
use super::tally::{Item, Planner};
use crate::model::{AssetId, Certificate, Material, RelationKind, Venue};

/// Folders of strongSwan, libreswan, racoon and OpenIKED.
const OF_IKE: [&str; 4] = ["swanctl", "ipsec.d", "racoon", "iked"];
/// Extended key usages of IKE (RFC 4945 §5.1.3.12; those of IPsec in RFC 2459; the intermediate of ISO that some clients ask for).
const IKE_USAGES: [&str; 5] = [
    "1.3.6.1.5.5.7.3.17",
    "1.3.6.1.5.5.7.3.5",
    "1.3.6.1.5.5.7.3.6",
    "1.3.6.1.5.5.7.3.7",
    "1.3.6.1.5.5.8.2.2",
];
/// Of Kerberos (RFC 4556 §3.2.2, §3.2.4).
const KERBEROS_USAGES: [&str; 2] = ["1.3.6.1.5.2.3.4", "1.3.6.1.5.2.3.5"];
/// What the detectors say of what lies in SAML metadata.
const IN_SAML: &str = "SAML metadata";

/// Where a certificate is used, as far as it and its places tell.
pub(super) fn of_certificate(holding: &Holding, certificate: &Certificate) -> Venue {
    if certificate.is_of_ssh() {
        return Venue::Ssh;
    }
    let places = || holding.occurrences.iter();
    let in_daemon = |path: &str| path.split('/').rev().skip(1).any(|one| OF_IKE.contains(&one));
    if places().any(|found| in_daemon(&found.location.path)) {
        return Venue::Ike;
    }
    if certificate.is_ca || is(holding, RelationKind::PresentedBy) {
        return Venue::X509;
    }
    if places().any(|found| found.occurrence.note.contains(IN_SAML)) {
        return Venue::Saml;
    }
    let usages = &certificate.extended_key_usage;
    let is_among = |own: &[&str]| usages.iter().any(|usage| own.contains(&usage.as_str()));
    let only = |own: &[&str]| {
        !usages.is_empty() && usages.iter().all(|usage| own.contains(&usage.as_str()))
    };
    match () {
        () if is_among(&IKE_USAGES) => Venue::Ike,
        () if only(&KERBEROS_USAGES) => Venue::Other,
        () => Venue::X509,
    }
}

/// Moves certificates that configurations of IKE present, and nothing else does, to IKE.
pub(super) fn settle(planner: &mut Planner) {
    let Planner { systems, presented, ike, issuing, .. } = planner;
    let is_of_ike = |item: &Item| {
        let by = presented.get(&item.id).map(|known| &known.by);
        item.certificate && by.is_some_and(|by| !by.is_empty() && by.is_subset(ike))
    };
    for tally in systems.values_mut() {
        let shown = Use { venue: Venue::X509, need: Need::Signature };
        let from = |kind: &&Kind| kind.change == Change::CertificateReissue && kind.at == shown;
        for from in tally.bundles.keys().filter(from).copied().collect::<Vec<_>>() {
            let Some(items) = tally.bundles.get_mut(&from) else { continue };
            let moved: Vec<Item> = items.extract_if(.., |item| is_of_ike(item)).collect();
            if moved.is_empty() {
                continue;
            }
            let to = Kind { at: Use { venue: Venue::Ike, ..from.at }, ..from };
            let keys: BTreeSet<AssetId> = moved.iter().filter_map(|item| item.public).collect();
            for (public, kind) in &mut tally.certified {
                if *kind == from && keys.contains(public) {
                    *kind = to;
                }
            }
            tally.bundles.entry(to).or_default().extend(moved);
            tally.part_issuers(from, &[from, to], issuing);
        }
        tally.bundles.retain(|_, items| !items.is_empty());
    }
}

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
