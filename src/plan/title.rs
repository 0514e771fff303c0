//! One line for people on every package.

use super::change::{Need, Use, Venue};
use super::data::Share;
use super::kind::{Kind, Pace};
use super::{Change, Window};
use crate::model::Supplier;

/// What a title speaks of besides the kind of work.
pub(super) struct Words<'a> {
    /// Certificates, keys, configurations, places in code: what is worked on, each once.
    pub(super) count: usize,
    /// How much of it is data.
    pub(super) data: Share,
    /// Of the count, the old keys that data is read with.
    pub(super) old_keys: usize,
    /// Of the count, what is broken by the key of its authority alone.
    pub(super) forged: usize,
    /// Name of the target.
    pub(super) target: Option<&'a str>,
    /// Who has to deliver.
    pub(super) supplier: Option<&'a Supplier>,
}

pub(super) fn title(kind: Kind, words: &Words<'_>) -> String {
    match kind.pace {
        Pace::Now => broken(kind, words),
        Pace::Resistant => resistant(kind, words),
        Pace::Final => format!(
            "go from the hybrid to {} alone in {}",
            words.target.unwrap_or("its post-quantum half"),
            configurations(kind.at, words.count)
        ),
    }
}

fn broken(kind: Kind, words: &Words<'_>) -> String {
    let (count, at) = (words.count, kind.at);
    let be = if count == 1 { "is" } else { "are" };
    match kind.change {
        Change::Configuration if words.target.is_some() => format!(
            "replace the {} key exchange that is broken today by {} in {}",
            protocol(at.venue),
            words.target.unwrap_or_default(),
            configurations(at, count)
        ),
        Change::Configuration if at.need == Need::Undetermined => {
            format!("stop offering what is broken today in {}", configurations(at, count))
        }
        Change::Configuration => format!(
            "replace the {} that {} broken today in {}",
            need(at.need),
            if at.need == Need::KeyEstablishment { "is" } else { "are" },
            configurations(at, count)
        ),
        Change::TrustDistribution if at == Kind::PINS.at => {
            format!("replace {} that {be} broken today", objects(kind, words))
        }
        Change::TrustDistribution if count == 0 => {
            "distribute the authority certificates that replace broken ones".into()
        }
        Change::Retirement if at == Kind::OLD.at => format!(
            "take out {} that {be} broken today, once nothing is under {}",
            objects(kind, words),
            if count == 1 { "it" } else { "them" }
        ),
        Change::CaRenewal | Change::CertificateReissue if words.forged == count => format!(
            "reissue {}, whose authority is broken today{}",
            objects(kind, words),
            interim(at)
        ),
        Change::TrustDistribution => format!(
            "remove or replace {} that {be} broken today in trust stores",
            counted(count, "authority certificate", "authority certificates")
        ),
        _ => format!(
            "{} {} that {be} broken today{}",
            verb(kind, words),
            objects(kind, words),
            interim(at)
        ),
    }
}

/// What is sound today.
const fn interim(at: Use) -> &'static str {
    match (at.venue, at.need) {
        (Venue::Ssh, _) => " (by %eddsa% or RSA-3072 for now)",
        (Venue::OpenPgp, _) => " (by %eddsa% and %curve% for now)",
        (Venue::Dnssec, _) => " (by %ecdsa-or-eddsa% for now)",
        (_, Need::Signature | Need::Root | Need::Issuing) => " (by %ecdsa% or RSA-3072 for now)",
        (_, Need::KeyEstablishment) => " (by %ecdh% or RSA-3072 for now)",
        (_, Need::Undetermined) => " (by a sound algorithm for now)",
        (_, Need::Symmetric) => " (by %block%-GCM, %hash%, HMAC-%hash%)",
    }
}

fn resistant(kind: Kind, words: &Words<'_>) -> String {
    let (count, at) = (words.count, kind.at);
    let to = words.target.map_or(String::new(), |name| format!(" with {name}"));
    match kind.change {
        Change::Discovery => {
            format!("resolve {} of unknown content or use", counted(count, "thing", "things"))
        }
        Change::VendorCommitment => commitment(words.supplier),
        Change::LibraryUpgrade => match at.venue {
            Venue::Ssh if at.need == Need::Signature => {
                "upgrade OpenSSH to a release with composite keys".into()
            }
            Venue::Ssh => "upgrade OpenSSH".into(),
            Venue::Ike if at.need == Need::Signature => {
                "upgrade the IKE daemon to a release that authenticates by ML-DSA".into()
            }
            Venue::Ike => "upgrade the IKE daemon".into(),
            Venue::OpenPgp => "upgrade the OpenPGP programs".into(),
            Venue::Jose => "upgrade the libraries for JSON web tokens".into(),
            Venue::Dnssec => "upgrade name servers and resolvers".into(),
            _ => "upgrade the library for TLS, certificates, keys and signatures".into(),
        },
        Change::CaRenewal => format!("renew {}{to}", objects(kind, words)),
        Change::TrustDistribution if count == 0 && at == Kind::PINS.at => {
            "add the successors of certificates that servers are verified with".into()
        }
        Change::TrustDistribution if count == 0 => "distribute the new trust anchors".into(),
        Change::TrustDistribution if at == Kind::PINS.at => {
            format!(
                "add the {} of {}",
                if count == 1 { "successor" } else { "successors" },
                objects(kind, words)
            )
        }
        Change::TrustDistribution => {
            format!("replace {} in chains and trust stores", objects(kind, words))
        }
        Change::Configuration => match (at.need, words.target) {
            (Need::KeyEstablishment, Some(name)) => {
                format!("offer {name} key exchange in {}", configurations(at, count))
            }
            (Need::Signature, Some(name)) => {
                format!("accept {name} signatures in {}", configurations(at, count))
            }
            _ => format!("change the {} in {}", need(at.need), configurations(at, count)),
        },
        Change::CertificateReissue => match (kind.part.window, count) {
            (Window::Natural, _) => format!("reissue {}{to}", objects(kind, words)),
            (Window::Automatic, 1) => {
                format!("have {} renewed{to} by what renews it", objects(kind, words))
            }
            (Window::Automatic, _) => {
                format!("have {} renewed{to} by what renews them", objects(kind, words))
            }
            (Window::Early, 1) => format!("reissue {} before its end{to}", objects(kind, words)),
            (Window::Early, _) => format!("reissue {} before their end{to}", objects(kind, words)),
        },
        Change::Rekey => format!("replace {}{to}", objects(kind, words)),
        Change::ProtocolUpgrade => format!(
            "go to TLS 1.3 and offer {} key exchange in {}",
            words.target.unwrap_or("hybrid"),
            configurations(at, count)
        ),
        Change::ProviderInjection => {
            format!("load a provider and name {} by configuration", objects_to(kind, words))
        }
        Change::ProxyInFront if count == 0 => {
            format!("put a proxy with {} in front", words.target.unwrap_or("a hybrid"))
        }
        Change::ProxyInFront => format!(
            "put a proxy with {} in front of {}",
            words.target.unwrap_or("a hybrid"),
            configurations(at, count)
        ),
        Change::HardwareReplacement if count == 0 => {
            "replace the hardware that makes keys or verifies".into()
        }
        Change::HardwareReplacement => {
            format!("replace the hardware of {}{to}", objects(kind, words))
        }
        Change::Decommission => {
            format!("switch it off, with {}", counted(count, "asset", "assets"))
        }
        Change::Pilot => "pilot".into(),
        Change::Retirement if at == Kind::OLD.at => format!("retire {}", objects(kind, words)),
        Change::Retirement if at == Kind::TRUSTED.at => {
            format!("stop trusting {}", objects(kind, words))
        }
        // The title of what is not done.
        Change::AcceptWithExpiry => "review what is accepted".into(),
        Change::Replacement => format!("{} {}{to}", verb(kind, words), objects(kind, words)),
        Change::Retirement if at.need == Need::Signature => {
            format!("stop accepting classical signatures in {}", configurations(at, count))
        }
        Change::Retirement => {
            format!("stop offering classical {} in {}", need(at.need), configurations(at, count))
        }
    }
}

/// Of work for which policies leave no scheme.
pub(super) fn undecided(kind: Kind, words: &Words<'_>) -> String {
    let (count, at) = (words.count, kind.at);
    let what = match kind.change {
        Change::Configuration | Change::ProtocolUpgrade | Change::ProxyInFront => {
            format!("the {} in {}", need(at.need), configurations(at, count))
        }
        _ => objects(kind, words),
    };
    format!(
        "decide what comes in the place of {what}: the policies that apply admit no scheme there"
    )
}

fn commitment(supplier: Option<&Supplier>) -> String {
    let name = supplier.map_or("the supplier", |party| &party.name);
    match supplier.and_then(|party| party.earliest) {
        Some(quarter) => format!("agree with {name} in writing what it delivers from {quarter}"),
        None => format!("get a dated commitment of {name}"),
    }
}

/// What is done with what is replaced.
const fn verb(kind: Kind, words: &Words<'_>) -> &'static str {
    match (words.data, kind.at.need) {
        (Share::All, Need::Signature | Need::Root | Need::Issuing) => "sign again",
        (Share::All, _) => "encrypt again",
        _ => "replace",
    }
}

fn objects(kind: Kind, words: &Words<'_>) -> String {
    let at = kind.at;
    let (one, many) = match (kind.change, at.venue, at.need) {
        (Change::Replacement, _, Need::Signature | Need::Root | Need::Issuing)
            if words.data == Share::All =>
        {
            ("signed file or message", "signed files or messages")
        }
        (Change::Replacement, ..) if words.data == Share::All => {
            return encrypted(words.count.saturating_sub(words.old_keys), words.old_keys);
        }
        (Change::CaRenewal, _, Need::Root) => ("root authority", "root authorities"),
        (Change::CaRenewal, ..) => ("issuing authority", "issuing authorities"),
        (Change::TrustDistribution, _, Need::Signature) => (
            "certificate that a server is verified with",
            "certificates that servers are verified with",
        ),
        (Change::Retirement, Venue::Ssh, _) => {
            ("old key of an SSH authority", "old keys of SSH authorities")
        }
        (Change::Retirement, ..) => {
            ("old authority or trust anchor", "old authorities and trust anchors")
        }
        (Change::TrustDistribution, ..) => ("authority certificate", "authority certificates"),
        (Change::CertificateReissue, Venue::Ssh, _) => ("SSH certificate", "SSH certificates"),
        (Change::CertificateReissue, Venue::Cms, _) => (
            "certificate for signing documents or code",
            "certificates for signing documents or code",
        ),
        (Change::CertificateReissue, Venue::Ike, _) => {
            ("certificate of an IKE daemon", "certificates of IKE daemons")
        }
        (Change::CertificateReissue, Venue::Saml, Need::Signature) => (
            "certificate that SAML messages are verified with",
            "certificates that SAML messages are verified with",
        ),
        (Change::CertificateReissue, Venue::Saml, _) => (
            "certificate that SAML messages are encrypted to",
            "certificates that SAML messages are encrypted to",
        ),
        (Change::CertificateReissue, _, Need::Issuing) => {
            ("revocation list or OCSP response", "revocation lists and OCSP responses")
        }
        (Change::CertificateReissue, _, Need::KeyEstablishment) => {
            ("encryption certificate", "encryption certificates")
        }
        (Change::CertificateReissue, ..) => ("certificate", "certificates"),
        (Change::HardwareReplacement, ..) => ("key", "keys"),
        (Change::Rekey, Venue::Ssh, Need::Issuing) => {
            ("key of an SSH authority", "keys of SSH authorities")
        }
        (Change::Rekey, Venue::Ssh, _) => ("SSH key", "SSH keys"),
        (Change::Rekey, Venue::Dnssec, _) => ("key of DNSSEC", "keys of DNSSEC"),
        (Change::Rekey, Venue::Ledger, _) => ("key of a ledger", "keys of a ledger"),
        (Change::Rekey, _, Need::Symmetric) => ("shared secret key", "shared secret keys"),
        (Change::Rekey, _, Need::KeyEstablishment) => ("encryption key", "encryption keys"),
        (Change::Rekey, _, Need::Undetermined) => {
            ("key of unknown purpose", "keys of unknown purpose")
        }
        (Change::Rekey, ..) => ("signing key", "signing keys"),
        (Change::Replacement, Venue::OpenPgp, _) => {
            ("algorithm of OpenPGP messages", "algorithms of OpenPGP messages")
        }
        (Change::Replacement, Venue::Jose, _) => ("algorithm of tokens", "algorithms of tokens"),
        (Change::Replacement, Venue::Dnssec, _) => ("algorithm of DNSSEC", "algorithms of DNSSEC"),
        (_, Venue::Cms, _) => {
            ("algorithm of signed or encrypted data", "algorithms of signed or encrypted data")
        }
        (_, _, Need::Symmetric) => ("hash or cipher in code", "hashes and ciphers in code"),
        (_, _, Need::KeyEstablishment) => {
            ("key establishment algorithm in code", "key establishment algorithms in code")
        }
        (_, _, Need::Undetermined) => {
            ("algorithm of unknown purpose in code", "algorithms of unknown purpose in code")
        }
        _ => ("signature algorithm in code", "signature algorithms in code"),
    };
    counted(words.count, one, many)
}

/// `2 encrypted files or messages and what 1 old key opens`.
fn encrypted(data: usize, keys: usize) -> String {
    let files = counted(data, "encrypted file or message", "encrypted files or messages");
    let opened = counted(keys, "old key opens", "old keys open");
    match (data, keys) {
        (_, 0) => files,
        (0, _) => format!("what {opened}"),
        _ => format!("{files} and what {opened}"),
    }
}

/// `ML-DSA-65 for 2 signature algorithms in code`.
fn objects_to(kind: Kind, words: &Words<'_>) -> String {
    let target = words.target.unwrap_or("the target");
    format!("{target} for {}", objects(kind, words))
}

fn configurations(at: Use, count: usize) -> String {
    let protocol = protocol(at.venue);
    counted(count, &format!("{protocol} configuration"), &format!("{protocol} configurations"))
}

const fn protocol(venue: Venue) -> &'static str {
    match venue {
        Venue::Tls => "TLS",
        Venue::Ssh => "SSH",
        Venue::Ike => "IKE",
        _ => "other protocol",
    }
}

const fn need(need: Need) -> &'static str {
    match need {
        Need::KeyEstablishment => "key exchange",
        Need::Root | Need::Issuing | Need::Signature => "signatures",
        Need::Symmetric => "ciphers and hashes",
        Need::Undetermined => "algorithms of unknown purpose",
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
