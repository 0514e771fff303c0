use std::collections::BTreeSet;

pub use crate::model::Venue;

use super::kind::{Kind, Pace};
use super::related::{CLIENT, SERVER};
use super::{Change, accepted, venue};
use crate::assess::{Holding, Judged};
use crate::model::{
    Asset, Certificate, Exposure, InUse, Kept, Material, MaterialKind, Maturity, Primitive,
    Purpose, Purposes, Subject,
};
use crate::policy::{Status, Verdict};

/// What the replacement has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Agree on or transport keys.
    KeyEstablishment,
    /// Sign as a root authority: long lifetime, few signatures.
    Root,
    /// Sign as an issuing authority.
    Issuing,
    /// Sign as an end entity.
    Signature,
    /// Establish keys or sign: what was seen does not tell.
    Undetermined,
    /// Encrypt with a shared key, hash or authenticate: no scheme of the public-key kind.
    Symmetric,
}

impl Need {
    /// Kebab-case word for ids.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::KeyEstablishment => "key-establishment",
            Self::Root => "root",
            Self::Issuing => "issuing",
            Self::Signature => "signature",
            Self::Undetermined => "undetermined-purpose",
            Self::Symmetric => "symmetric",
        }
    }
}

/// Where and for what: packages are split by it, because the target differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Use {
    /// Where.
    pub venue: Venue,
    /// For what.
    pub need: Need,
}

impl Use {
    /// The last part of a package id: `tls-key-establishment`, `ssh-signature`, `root`.
    #[must_use]
    pub fn suffix(self) -> String {
        let venue = match self.venue {
            Venue::Tls => "tls-",
            Venue::Ssh => "ssh-",
            Venue::Ike => "ike-",
            Venue::Cms => "cms-",
            Venue::Saml => "saml-",
            Venue::OpenPgp => "openpgp-",
            Venue::Jose => "jose-",
            Venue::Dnssec => "dnssec-",
            Venue::Ledger => "ledger-",
            Venue::X509 | Venue::Code => "",
            Venue::Other => "other-",
        };
        format!("{venue}{}", self.need.word())
    }
}

/// Whether a subject is exposed, barred by some policy now or later, or superseded by a standard.
pub(super) fn needs_change(judged: &Judged) -> bool {
    matches!(judged.subject.exposure, Exposure::Shor | Exposure::ClassicallyBroken)
        || matches!(judged.subject.maturity, Maturity::PreStandard | Maturity::Withdrawn)
        || judged.verdicts.iter().any(restricts)
}

fn restricts(verdict: &Verdict) -> bool {
    let barred = |status: Status| {
        matches!(status, Status::Deprecated | Status::LegacyUse | Status::Disallowed)
    };
    verdict.status != Status::NotApplicable
        && (barred(verdict.status) || verdict.upcoming.iter().any(|step| barred(step.status)))
}

/// The work that a subject of a holding asks for; a key that both signs and establishes keys asks for two.
/// What is broken today asks for its replacement now and, where what replaces it is public-key
/// cryptography again, for the quantum-resistant one later.
pub(super) fn work(holding: &Holding, subject: &Subject) -> Vec<Kind> {
    let changes = changes(holding, subject).into_iter();
    if subject.exposure != Exposure::ClassicallyBroken {
        return changes.map(|(change, at)| Kind::resistant(change, at)).collect();
    }
    let mut kinds = Vec::new();
    for (change, at) in changes {
        let sound =
            matches!(holding.asset, Asset::Protocol(_)).then(|| offers_sound(holding, at.need));
        let (change, now) = match sound {
            // Removed, not replaced: something sound is offered beside it, or the default is sound.
            Some(true) => (Change::Configuration, Use { need: Need::Undetermined, ..at }),
            Some(false) => (Change::Configuration, at),
            None => (change, at),
        };
        kinds.push(Kind::resistant(change, now).at_pace(Pace::Now));
        // The hybrids of TLS and SSH are there already: nothing is left to do afterwards.
        let final_at_once = change == Change::Configuration
            && at.need == Need::KeyEstablishment
            && matches!(at.venue, Venue::Tls | Venue::Ssh);
        if at.need != Need::Symmetric && sound != Some(true) && !final_at_once {
            kinds.push(Kind::resistant(change, at));
        }
    }
    kinds
}

/// What of a holding has to be looked into, where it asks for work of the kinds `asked`: what cannot be judged where nothing else
/// is asked, and the key exchange of a protocol that does not say which it is, whatever else it says.
pub(super) fn unclear<'h>(holding: &'h Holding, asked: &[Kind]) -> Vec<&'h Judged> {
    let cannot_be_told = |judged: &&Judged| {
        judged.subject.exposure == Exposure::Indeterminate
            || judged.verdicts.iter().any(|verdict| verdict.status == Status::Indeterminate)
    };
    let is_left = |judged: &&Judged| {
        matches!(holding.asset, Asset::Protocol(_))
            && judged.subject.exposure == Exposure::Indeterminate
            && judged.subject.purposes.possible().contains(&Purpose::KeyEstablishment)
            && !asked.iter().any(|kind| kind.at.need == Need::KeyEstablishment)
    };
    let all = holding.judged.iter().filter(cannot_be_told);
    all.filter(|judged| asked.is_empty() || is_left(judged)).collect()
}

/// Whether a protocol can do without what is broken: ciphers and hashes always have a sound default.
fn offers_sound(holding: &Holding, need: Need) -> bool {
    need == Need::Symmetric
        || holding.judged.iter().any(|judged| {
            judged.subject.exposure != Exposure::ClassicallyBroken
                && needs(&judged.subject).contains(&need)
        })
}

fn changes(holding: &Holding, subject: &Subject) -> Vec<(Change, Use)> {
    match &holding.asset {
        Asset::Algorithm(_) => {
            let venue = venue::of_places(holding).unwrap_or(Venue::Code);
            with_needs(Change::Replacement, venue, subject)
        }
        Asset::Protocol(protocol) => {
            let venue = Venue::of(protocol.protocol);
            let needs = with_needs(Change::Configuration, venue, subject).into_iter();
            // Where something quantum-resistant is offered or accepted already, what is left is to stop doing so with
            // what is classical.
            let is_there = |at: &Use| match at.need {
                Need::KeyEstablishment => offers_resistant_key_exchange(holding),
                Need::Signature => accepts_resistant_signatures(holding),
                _ => false,
            };
            let left = |(change, at): (Change, Use)| {
                (if is_there(&at) { Change::Retirement } else { change }, at)
            };
            needs.map(left).collect()
        }
        Asset::Certificate(certificate) => {
            let ssh = certificate.is_of_ssh();
            let venue = venue::of_certificate(holding, certificate);
            if certificate.is_ca && !ssh && signs_certificates(holding) {
                let need = if certificate.self_signed { Need::Root } else { Need::Issuing };
                return vec![(Change::CaRenewal, Use { venue: Venue::X509, need })];
            }
            // What its issuer signed it with says nothing of what it is for.
            let own = holding.judged.iter().map(|judged| &judged.subject);
            let own = own.clone().find(|own| own.algorithm == certificate.key_algorithm.name);
            let in_use = InUse::of(&holding.relations);
            let serves_tls = serves_tls(certificate, in_use.is_presented);
            let signs = venue == Venue::Ike || serves_tls;
            let need = issued_need(own.unwrap_or(subject), signs);
            let is_of_data = signs_documents(certificate) || in_use.is_signer && !serves_tls;
            let documents = venue == Venue::X509 && need == Need::Signature && is_of_data;
            let venue = if documents { Venue::Cms } else { venue };
            vec![(Change::CertificateReissue, Use { venue, need })]
        }
        Asset::RelatedCryptoMaterial(material) => material_changes(holding, material, subject),
        // A library has no subjects, so nothing asks.
        Asset::Software(_) => Vec::new(),
    }
}

/// Whether a certificate is an authority's: one that a server presents as its own is not, whatever its CA flag says.
fn signs_certificates(holding: &Holding) -> bool {
    let signs =
        |judged: &Judged| judged.subject.purposes.possible().contains(&Purpose::CertificateSigning);
    holding.judged.iter().any(signs)
}

/// A certificate for signatures that are kept (RFC 5280 §4.2.1.3 nonRepudiation, §4.2.1.12), not for TLS.
fn signs_documents(certificate: &Certificate) -> bool {
    let extended = |name: &str| certificate.extended_key_usage.contains(name);
    if extended("serverAuth") || extended("clientAuth") {
        return false;
    }
    ["codeSigning", "timeStamping", "emailProtection", "1.3.6.1.5.5.7.3.36"]
        .into_iter()
        .any(extended)
        || certificate.key_usage.contains("nonRepudiation")
}

fn material_changes(
    holding: &Holding,
    material: &Material,
    subject: &Subject,
) -> Vec<(Change, Use)> {
    match material.material {
        // Requests are issued again with the certificates, revocation lists and responses with their authority.
        MaterialKind::CertificateRequest => vec![(
            Change::CertificateReissue,
            Use { venue: Venue::X509, need: issued_need(subject, is_of_tls(holding)) },
        )],
        MaterialKind::CertificateRevocationList | MaterialKind::OcspResponse => {
            vec![(Kind::STATEMENTS.change, Kind::STATEMENTS.at)]
        }
        MaterialKind::SignedData | MaterialKind::Signature => {
            let venue = venue::of_material(holding, material).unwrap_or(Venue::Cms);
            with_needs(Change::Replacement, venue, subject)
        }
        // No key: it is encrypted again.
        MaterialKind::Other if material.is_encrypted_data() => {
            let venue = venue::of_material(holding, material).unwrap_or(Venue::Cms);
            let needs = needs(subject).into_iter();
            needs.map(|need| (Change::Replacement, Use { venue, need })).collect()
        }
        // Finite-field parameters only serve TLS and SSH key exchange; both configure hybrids instead.
        MaterialKind::DomainParameters => {
            vec![(Change::Configuration, Use { venue: Venue::Tls, need: Need::KeyEstablishment })]
        }
        MaterialKind::SecretKey => {
            vec![(Change::Rekey, Use { venue: Venue::Code, need: Need::Symmetric })]
        }
        MaterialKind::PrivateKey
        | MaterialKind::PublicKey
        | MaterialKind::Keystore
        | MaterialKind::Other => {
            let venue = match subject.usage.kept {
                Kept::Ledger => Venue::Ledger,
                _ => venue::of_material(holding, material).unwrap_or(Venue::X509),
            };
            match venue {
                // SSH keys only ever sign (RFC 4252 §7, RFC 4253 §6.6).
                Venue::Ssh => vec![(Change::Rekey, Use { venue, need: Need::Signature })],
                // What it opens is encrypted again, and it is destroyed after that.
                Venue::X509 if holding.deactivated => {
                    let at = Use { venue: Venue::Cms, need: Need::KeyEstablishment };
                    vec![(Change::Replacement, at)]
                }
                _ if holding.deactivated => with_needs(Change::Replacement, venue, subject),
                // It is replaced as its certificate is.
                Venue::X509 if !holding.certificates.is_empty() => {
                    let need = issued_need(subject, is_of_tls(holding));
                    vec![(Change::Rekey, Use { venue, need })]
                }
                _ => with_needs(Change::Rekey, venue, subject),
            }
        }
    }
}

/// Whether a hybrid or something else that is resistant is among the key exchanges of a protocol.
pub(super) fn offers_resistant_key_exchange(holding: &Holding) -> bool {
    holding.judged.iter().any(|judged| {
        judged.subject.exposure == Exposure::None
            && needs(&judged.subject).contains(&Need::KeyEstablishment)
            && !needs_change(judged)
    })
}

/// Whether a protocol's settings say that a resistant signature is accepted of peers, whatever is accepted beside it.
pub(super) fn accepts_resistant_signatures(holding: &Holding) -> bool {
    let Asset::Protocol(protocol) = &holding.asset else { return false };
    let resistant = holding.judged.iter().filter(|judged| {
        judged.subject.exposure == Exposure::None
            && needs(&judged.subject) == [Need::Signature]
            && !needs_change(judged)
    });
    let names: Vec<&str> = resistant.map(|one| one.subject.algorithm.as_str()).collect();
    !names.is_empty() && accepted::lists_have(protocol, &names)
}

fn with_needs(change: Change, venue: Venue, subject: &Subject) -> Vec<(Change, Use)> {
    let at = |need| match (venue, need) {
        // Hashes and ciphers need no code points of their own.
        (Venue::OpenPgp | Venue::Jose | Venue::Dnssec | Venue::Ledger, Need::Symmetric) => {
            Use { venue: Venue::Code, need }
        }
        // Keys of a zone only ever sign (RFC 4034 §2).
        (Venue::Dnssec, _) => Use { venue, need: Need::Signature },
        _ => Use { venue, need },
    };
    needs(subject).into_iter().map(|need| (change, at(need))).collect()
}

/// Whether a certificate is for TLS, by its extended key usage (RFC 5280 §4.2.1.12) or because something presents it.
fn serves_tls(certificate: &Certificate, is_presented: bool) -> bool {
    !certificate.is_of_ssh()
        && (is_presented || certificate.is_for(SERVER) || certificate.is_for(CLIENT))
}

/// Whether one of the certificates of a key or request is for TLS.
fn is_of_tls(holding: &Holding) -> bool {
    holding.certificates.iter().any(|one| serves_tls(&one.certificate, one.in_use.is_presented))
}

/// A certificate that authenticates, whatever else it may do, is issued again for signatures, and so is every one for TLS:
/// with hybrid key establishment in the handshake the key transport or agreement that it allowed falls away (RFC 9846), and
/// no version of TLS has certificates with keys of a KEM. Those are for messages (RFC 9936).
fn issued_need(subject: &Subject, is_for_tls: bool) -> Need {
    if needs(subject) == [Need::KeyEstablishment] && !is_for_tls {
        Need::KeyEstablishment
    } else {
        Need::Signature
    }
}

fn needs(subject: &Subject) -> Vec<Need> {
    let possible = subject.purposes.possible();
    let establishes = possible.contains(&Purpose::KeyEstablishment);
    let signs =
        possible.contains(&Purpose::Signature) || possible.contains(&Purpose::CertificateSigning);
    match (establishes, signs) {
        (true, true) if matches!(subject.purposes, Purposes::Known(_)) => {
            vec![Need::KeyEstablishment, Need::Signature]
        }
        (true, true) => vec![Need::Undetermined],
        (true, false) => vec![Need::KeyEstablishment],
        (false, true) => vec![Need::Signature],
        (false, false) => vec![need_of_primitive(subject.primitive, possible)],
    }
}

fn need_of_primitive(primitive: Primitive, possible: &BTreeSet<Purpose>) -> Need {
    match primitive {
        _ if !possible.is_empty() => Need::Symmetric,
        Primitive::Signature => Need::Signature,
        Primitive::Kem | Primitive::KeyAgree => Need::KeyEstablishment,
        Primitive::Pke | Primitive::Combiner | Primitive::Other | Primitive::Unknown => {
            Need::Undetermined
        }
        _ => Need::Symmetric,
    }
}
