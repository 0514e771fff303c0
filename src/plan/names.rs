//! What programs call the targets: runbooks are written with these names, so that none says another one than was chosen.
//!
//! In the texts of runbooks a word between per cent signs stands for a name; [`Names::fill`] puts it in. Where policies
//! leave the usual choice, the words are those of the usual choice.
//!
//! Sources: OpenSSH release notes (10.5 has no `mlkem1024nistp384-sha384`, and `mlkem768nistp256-sha256` outside its default
//! list); `openssl list -tls-groups` of OpenSSL 3.5.9; GnuTLS NEWS; swanctl.conf(5); draft-ietf-tls-mldsa-05.

use super::directives::{Setting, Speakers, Stack};
use super::draft::Maker;
use super::kind::Kind;
use super::{Need, Target, Use, Venue};
use crate::scheme::{Role, Scheme};

/// The targets where a package is.
pub(super) struct Names<'a> {
    maker: &'a Maker<'a>,
    kem: Option<&'a Scheme>,
    signature: Option<&'a Scheme>,
    /// What says how the system speaks TLS, where the package is and anywhere.
    speakers: Speakers,
    all: Speakers,
    /// What stands beside the post-quantum half in TLS, and is sound today.
    classical: Classical,
}

/// A curve that is sound today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Classical {
    X25519,
    P256,
    P384,
}

impl Maker<'_> {
    /// The names for a package of this kind, which has `target`.
    pub(super) fn names(&self, kind: Kind, target: Option<&Target>) -> Names<'_> {
        let scheme = |target: Option<&Target>| {
            let id = &target?.scheme;
            self.input.schemes.iter().copied().find(|scheme| scheme.id == id)
        };
        let at = |venue, need| {
            let target = self.target(Kind { at: Use { venue, need }, ..kind });
            scheme(target.as_ref())
        };
        let own = |role| scheme(target).filter(|scheme| scheme.role == role);
        let agrees = match kind.at.venue {
            venue @ (Venue::Tls | Venue::Ssh | Venue::Ike | Venue::OpenPgp) => venue,
            _ => Venue::Code,
        };
        let signs = match kind.at.venue {
            venue @ (Venue::OpenPgp | Venue::Jose | Venue::Cms) => venue,
            _ => Venue::X509,
        };
        let group = at(Venue::Tls, Need::KeyEstablishment);
        let speakers = &self.tally.speakers;
        let items = self.tally.bundles.get(&kind).into_iter().flatten();
        Names {
            maker: self,
            speakers: Speakers::among(speakers, items.map(|item| &item.id)),
            all: Speakers::among(speakers, speakers.keys()),
            kem: own(Role::Kem).or_else(|| at(agrees, Need::KeyEstablishment)),
            signature: own(Role::Signature).or_else(|| at(signs, Need::Signature)),
            classical: group.map_or(Classical::X25519, Classical::of),
        }
    }
}

impl Classical {
    fn of(scheme: &Scheme) -> Self {
        if scheme.id.contains("p384") || scheme.nist_category == Some(5) {
            Self::P384
        } else if scheme.id.contains("p256") {
            Self::P256
        } else {
            Self::X25519
        }
    }

    /// The first where it is X25519, the second or the third where it is a curve of NIST.
    const fn pick(
        self,
        usual: &'static str,
        p256: &'static str,
        p384: &'static str,
    ) -> &'static str {
        match self {
            Self::X25519 => usual,
            Self::P256 => p256,
            Self::P384 => p384,
        }
    }
}

impl Names<'_> {
    /// `text` with names in the place of words between per cent signs.
    pub(super) fn fill(&self, text: &str) -> String {
        let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
        while let Some((before, after)) = rest.split_once('%') {
            filled.push_str(before);
            let marked = after.split_once('%');
            (filled, rest) = match marked.and_then(|(word, rest)| Some((self.name(word)?, rest))) {
                Some((name, rest)) => (filled + &name, rest),
                None => (filled + "%", after),
            };
        }
        filled + rest
    }

    /// Whether it is the key exchange that OpenSSH offers first from 10.0 on.
    pub(super) fn has_usual_kex(&self) -> bool {
        self.kem.is_none_or(|kem| {
            !kem.protocols.contains(&"ssh") || kem.id.starts_with("mlkem768x25519")
        })
    }

    /// What the software calls a setting, else what widespread servers call it.
    fn set(&self, setting: Setting, usual: &str) -> String {
        self.speakers.names(setting).unwrap_or_else(|| usual.to_owned())
    }

    /// The implementation of TLS, where it is none that OpenSSL stands for and its usual group is the target.
    pub(super) fn stack(&self) -> Option<Stack> {
        self.all.stack().filter(|_| self.name("group").as_deref() == Some("X25519MLKEM768"))
    }

    /// `None` where it is no word for a name.
    fn name(&self, word: &str) -> Option<String> {
        let pick = |usual, p256, p384| self.classical.pick(usual, p256, p384).to_owned();
        let hybrid = self.kem.filter(|kem| kem.hybrid).map(|kem| kem.name);
        let group = || match self.kem {
            Some(kem) if !kem.hybrid => kem.name.replace('-', ""),
            _ => hybrid.unwrap_or("X25519MLKEM768").to_owned(),
        };
        let kex = hybrid.unwrap_or("mlkem768x25519-sha256");
        let classical_kex = pick("curve25519-sha256", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384");
        let size = self.kem.map_or("768", size);
        let signature = self.signature.map_or("ML-DSA-65", |scheme| scheme.name);
        Some(match word {
            "set-groups" => self.set(Setting::Groups, "ssl_ecdh_curve, SSLOpenSSLConfCmd Groups"),
            "set-signatures" => self.set(
                Setting::Signatures,
                "ssl_conf_command, SSLOpenSSLConfCmd ClientSignatureAlgorithms, or SignatureAlgorithms where that is not set",
            ),
            "set-version" => self.set(Setting::Version, "ssl_protocols TLSv1.3, SSLProtocol TLSv1.3"),
            "group" => group(),
            "default-group" if group() == "X25519MLKEM768" => {
                "X25519MLKEM768 offered by default".into()
            }
            "default-group" => format!("3.5.9 has {}, which a configuration has to name", group()),
            "stacks" => match group().as_str() {
                "X25519MLKEM768" => "Go 1.24, Java 27, rustls 0.23.27, GnuTLS 3.8.10".into(),
                "SecP256r1MLKEM768" => "with SecP256r1MLKEM768 GnuTLS 3.8.8".into(),
                "SecP384r1MLKEM1024" => "with SecP384r1MLKEM1024 GnuTLS 3.8.9, Botan 3.8.0".into(),
                other => format!("with {other} none is known here"),
            },
            "front" if group() == "X25519MLKEM768" => {
                "on OpenSSL 3.5 or later, Go 1.24 or later, AWS-LC".into()
            }
            "front" => "on OpenSSL 3.5 or later".into(),
            "hash" => self.maker.hash().into(),
            "aes" => self.maker.aes().into(),
            "block" => self.maker.block().into(),
            "suites" => self.maker.suites(),
            "ssh-ciphers" => self.maker.ssh_ciphers().into(),
            "ssh-macs" => self.maker.ssh_macs().into(),
            "curve" => pick("X25519", "P-256", "P-384"),
            "curves" => pick("X25519 and P-256", "P-256", "P-384"),
            "agrees" => pick("X25519 or ECDH P-256", "ECDH P-256", "ECDH P-384"),
            "kex" => kex.into(),
            "kex-now" if self.has_usual_kex() => {
                "mlkem768x25519-sha256,sntrup761x25519-sha512,curve25519-sha256".into()
            }
            "kex-now" => format!("{kex},{classical_kex}"),
            "kex-classical" => classical_kex,
            "kex-kept" if self.has_usual_kex() => "without mlkem768 or sntrup761".into(),
            "kex-kept" => format!("but {kex}"),
            "openssh" if self.has_usual_kex() => "OpenSSH 10.0 or later".into(),
            "openssh" => format!("an SSH server that has {kex}"),
            "ke1" => format!("ke1_mlkem{size}"),
            "KE1" => format!("KE1_ML_KEM_{size}"),
            "ML_KEM" => format!("ML_KEM_{size}"),
            "proposals" => pick(
                "aes256gcm16-prfsha256-x25519 or aes256gcm16-prfsha256-ecp256",
                "aes256gcm16-prfsha256-ecp256",
                "aes256gcm16-prfsha384-ecp384",
            ),
            "kem" => match self.kem {
                Some(kem) if !kem.hybrid => kem.name.into(),
                _ => format!("ML-KEM-{size}"),
            },
            "sign" => signature.into(),
            "signs" => match self.signature {
                Some(scheme)
                    if scheme.family == "Composite-ML-DSA" && !scheme.name.contains('+') =>
                {
                    "composite ML-DSA".into()
                }
                Some(scheme) if !scheme.hybrid => scheme.family.into(),
                _ => "ML-DSA".into(),
            },
            "x509" => match self.signature {
                Some(scheme) if scheme.hybrid => "draft-ietf-lamps-pq-composite-sigs".into(),
                Some(scheme) if scheme.family == "SLH-DSA" => "RFC 9909".into(),
                _ => "RFC 9881".into(),
            },
            "cms" | "mechanism" => {
                let is_slh = self.signature.is_some_and(|scheme| scheme.family == "SLH-DSA");
                let (rfc, mechanism) = match is_slh {
                    true => ("RFC 9814", "CKM_SLH_DSA"),
                    false => ("RFC 9882", "CKM_ML_DSA"),
                };
                let name = if word == "cms" { rfc } else { mechanism };
                name.into()
            }
            "sigalg" => signature.to_ascii_lowercase().replace('-', ""),
            "bytes" => thousands(self.signature.map_or(3309, |scheme| scheme.output)),
            "pgp-kem" => {
                hybrid.filter(|name| name.contains('+')).unwrap_or("ML-KEM-768+X25519").into()
            }
            "pgp-sign" if signature.contains('+') => signature.into(),
            "pgp-sign" => "ML-DSA-65+Ed25519".into(),
            "ecdsa" => pick("ECDSA P-256", "ECDSA P-256", "ECDSA P-384"),
            "ecdsa-or-eddsa" => pick("ECDSA P-256 or Ed25519", "ECDSA P-256", "ECDSA P-384"),
            "ssh-keygen" => pick("ed25519", "ecdsa -b 256", "ecdsa -b 384"),
            "dnssec" => pick("ECDSAP256SHA256", "ECDSAP256SHA256", "ECDSAP384SHA384"),
            "gpg" => pick("ed25519", "nistp256", "nistp384"),
            "gpg-encr" => pick("cv25519", "nistp256", "nistp384"),
            "ssh-keys" => pick("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384"),
            "eddsa" => pick("Ed25519", "ECDSA P-256", "ECDSA P-384"),
            "keys" => pick("ECDSA P-256, X25519", "EC P-256", "EC P-384"),
            "ike-curve" => pick("x25519", "ecp256", "ecp384"),
            "ecdh" => pick("ECDH P-256, X25519", "ECDH P-256", "ECDH P-384"),
            "jose" => pick(
                "ES256 or EdDSA for signatures, ECDH-ES with X25519 for encryption",
                "ES256 for signatures, ECDH-ES with P-256 for encryption",
                "ES384 for signatures, ECDH-ES with P-384 for encryption",
            ),
            _ => return None,
        })
    }
}

/// The parameter set of its ML-KEM.
fn size(kem: &Scheme) -> &'static str {
    ["1024", "512"].into_iter().find(|size| kem.id.contains(size)).unwrap_or("768")
}

fn thousands(bytes: u32) -> String {
    match bytes.checked_div(1000) {
        Some(whole @ 1..) => format!("{whole},{:03}", bytes % 1000),
        _ => bytes.to_string(),
    }
}
