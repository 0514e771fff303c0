//! Private keys of DNSSEC in the files that BIND, ldns and their kin share.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::spki::PublicKey;
use super::{Detector, Input, Sink, bare_key, dns_algorithm, private_key, sha256};
use crate::model::{Asset, CryptoFunction, Finding, Material, MaterialKind, UnknownReason};

/// Finds DNSSEC private keys.
pub const DETECTOR: Detector = Detector {
    id: "dnssec-private-key",
    title: "DNSSEC private keys",
    about: "Files that begin with `Private-key-format: v1` (`K*.private` of dnssec-keygen and ldns-keygen): the algorithm by its \
            IANA number, RSA with size and public half; Ed25519 with its public half, derived; the public half of P-256, \
            P-384 and Ed448 keys is in the `.key` file beside them.",
    anchors: &[FORMAT],
    wants: |peek| peek.anchored && peek.head.trim_ascii_start().starts_with(FORMAT.as_bytes()),
    detect,
};

const FORMAT: &str = "Private-key-format: v1";

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let field = |name: &str| {
        text.lines().take(64).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            (key.trim() == name).then(|| value.trim())
        })
    };
    let octets = |name: &str| STANDARD.decode(field(name)?).ok();
    let number = field("Algorithm").and_then(|value| value.split(' ').next()?.parse::<u8>().ok());
    let Some(number) = number else {
        let detail = "a DNSSEC private key without its algorithm";
        return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, Some(1), detail);
    };
    let public = match number {
        1 | 5 | 7 | 8 | 10 => octets("Modulus")
            .zip(octets("PublicExponent"))
            .and_then(|(modulus, exponent)| bare_key::rsa(&modulus, &exponent)),
        15 => octets("PrivateKey").and_then(|seed| private_key::ed25519_half(&seed)),
        _ => None,
    };
    let note = format!("DNSSEC algorithm {}", dns_algorithm::words(number));
    let finding = match public {
        Some(public) => with_public(public),
        None => match octets("PrivateKey") {
            // At least 256 random bits, which no search finds again from a digest.
            Some(key) if key.len() >= 32 => alone(number, &key),
            _ => {
                let detail = "a DNSSEC private key whose fields are missing, broken, or of an unknown algorithm";
                return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, Some(1), detail);
            }
        },
    };
    sink.found(finding.note(note));
}

fn with_public(public: PublicKey) -> Finding {
    let public = public.used_for([CryptoFunction::Sign, CryptoFunction::Verify]);
    let private = public.private_half("DNSSEC");
    public.seen(DETECTOR.id, Some(private), (0, Some(1)))
}

fn alone(number: u8, key: &[u8]) -> Finding {
    let algorithm = dns_algorithm::signature(number);
    let name = format!("{} private key", algorithm.name);
    let print = sha256(&[b"DNSSEC private key", key].concat());
    let material = Material::new(MaterialKind::PrivateKey, name, "DNSSEC", print);
    let asset = Asset::RelatedCryptoMaterial(Material { algorithm: Some(algorithm), ..material });
    Finding::new(DETECTOR.id, asset, 0, Some(1))
}
