//! What the name of a cipher suite says: key exchange, authentication, cipher, MAC (RFC 5246 appendix C, RFC 8446
//! appendix B.4).

use super::{Suite, by_name, suites::SUITES};
use crate::model::Algorithm;

/// A part of a suite under the protocol's word for it.
pub type Part = (&'static str, Algorithm);

/// The algorithms of a cipher suite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Key exchange (`ECDHE`); `None` in TLS 1.3, where groups stand for it.
    pub key_exchange: Option<Part>,
    /// The kind of the peer's key that signs (`ECDSA`); `None` where nothing signs, and in TLS 1.3.
    pub authentication: Option<Part>,
    /// Cipher, or authenticated cipher; `None` for the NULL cipher.
    pub cipher: Option<Part>,
    /// MAC; `None` with an authenticated cipher.
    pub mac: Option<Part>,
}

impl Suite {
    /// Its algorithms, as far as the name says.
    #[must_use]
    pub fn parts(&self) -> Parts {
        let Some(body) = self.name.strip_prefix("TLS_") else { return Parts::default() };
        let (agreement, rest) = body.split_once("_WITH_").unwrap_or(("", body));
        let (cipher, mac) = protection(rest);
        let (key_exchange, authentication) = agreed(agreement);
        Parts { key_exchange, authentication, cipher, mac }
    }

    /// Whether TLS 1.3 and nothing else has it.
    #[must_use]
    pub const fn is_tls13(&self) -> bool {
        self.code >> 8 == 0x13
            || matches!(self.code, 0x00C6 | 0x00C7 | 0xC0B4 | 0xC0B5 | 0xC103..=0xC106)
    }

    /// Whether it needs TLS 1.2: authenticated encryption, or a MAC of SHA-2 (RFC 5246, RFC 5288).
    #[must_use]
    pub fn needs_tls12(&self) -> bool {
        const LATER: [&str; 7] =
            ["_SHA256", "_SHA384", "_CCM", "_CCM_8", "_POLY1305", "_OMAC", "_IMIT"];
        LATER.iter().any(|end| self.name.ends_with(end))
            && !matches!(self.code, 0x00B0 | 0x00B1 | 0x00B4 | 0x00B5 | 0x00B8 | 0x00B9)
    }

    /// Whether nobody proves who they are.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.name.contains("_anon_")
    }
}

/// A suite by its IANA name, OpenSSL's name, or the name of Java's first releases (`SSL_RSA_WITH_RC4_128_MD5`).
#[must_use]
pub fn tls_cipher_suite_by_name(name: &str) -> Option<&'static Suite> {
    let by = |iana: &str| SUITES.iter().find(|suite| suite.name == iana);
    let openssl =
        |name: &str| SUITES.iter().find(|suite| !suite.openssl.is_empty() && suite.openssl == name);
    by(name).or_else(|| openssl(name)).or_else(|| {
        if let Some(rest) = name.strip_prefix("SSL_") {
            return by(&format!("TLS_{rest}"));
        }
        if let Some(rest) = name.strip_prefix("EDH-") {
            return openssl(&format!("DHE-{rest}"));
        }
        // Static ECDH, whose names OpenSSL had until 1.0.2.
        let ephemeral = openssl(&format!("ECDHE-{}", name.strip_prefix("ECDH-")?))?;
        by(&ephemeral.name.replace("ECDHE_", "ECDH_"))
    })
}

/// A suite by code point.
#[must_use]
pub fn tls_cipher_suite(code: u16) -> Option<&'static Suite> {
    SUITES.iter().find(|suite| suite.code == code)
}

fn agreed(name: &'static str) -> (Option<Part>, Option<Part>) {
    let plain = name.strip_suffix("_EXPORT1024").or_else(|| name.strip_suffix("_EXPORT"));
    let bits = plain.map(|_| if name.ends_with("1024") { "1024" } else { "512" });
    let (exchange, authentication) = match plain.unwrap_or(name) {
        "" | "NULL" => return (None, None),
        // The key that decrypts is the proof (RFC 5246 §7.4.7.1).
        "RSA" | "RSA_PSK" => (name, ""),
        "SRP_SHA" => ("SRP", ""),
        // What needs no public key, and what is not split.
        other @ ("PSK" | "KRB5" | "KRB5_EXPORT" | "GOSTR341112_256") => (other, ""),
        other => other.split_once('_').unwrap_or((other, "")),
    };
    let algorithm = match (exchange, bits) {
        (rsa, bits) if rsa.starts_with("RSA") => sized("RSAES-PKCS1-1.5", bits),
        ("DH" | "DHE", bits) => sized("DH", bits),
        ("ECDH" | "ECDHE", _) => sized("ECDH", None),
        ("SRP", _) => sized("SRP-6", None),
        (other, _) => Algorithm::verbatim(other, None),
    };
    let signer = match authentication.split('_').next().unwrap_or_default() {
        "RSA" => Some("RSA"),
        "DSS" => Some("DSA"),
        "ECDSA" => Some("ECDSA"),
        _ => None,
    };
    let word = if authentication.starts_with("DSS") { "DSS" } else { signer.unwrap_or_default() };
    (Some((exchange, algorithm)), signer.map(|signer| (word, sized(signer, None))))
}

fn sized(name: &str, bits: Option<&str>) -> Algorithm {
    let full = bits.map_or_else(|| name.to_owned(), |bits| format!("{name}-{bits}"));
    by_name(&full).unwrap_or_else(|| Algorithm::verbatim(&full, None))
}

/// Cipher and MAC from what follows `WITH`. The digest of an authenticated cipher is that of the key derivation.
fn protection(text: &'static str) -> (Option<Part>, Option<Part>) {
    let (cipher, digest) = match text.rsplit_once('_') {
        Some((cipher, digest @ ("MD5" | "SHA" | "SHA256" | "SHA384" | "SHA512" | "SM3"))) => {
            (cipher, digest)
        }
        _ => (text, ""),
    };
    let name = match cipher {
        "NULL" | "NULL_NULL" | "SHA256" | "SHA384" => None,
        "CHACHA20_POLY1305" => Some("ChaCha20-Poly1305".to_owned()),
        "3DES_EDE_CBC" => Some("3DES-CBC".to_owned()),
        "DES40_CBC" | "DES_CBC_40" => Some("DES-40-CBC".to_owned()),
        "DES_CBC" => Some("DES-CBC".to_owned()),
        "RC2_CBC_40" => Some("RC2-40-CBC".to_owned()),
        "RC2_CBC_56" => Some("RC2-CBC".to_owned()),
        "IDEA_CBC" => Some("IDEA-128-CBC".to_owned()),
        "SEED_CBC" => Some("SEED-128-CBC".to_owned()),
        "SM4_GCM" => Some("SM4-128-GCM".to_owned()),
        "SM4_CCM" => Some("SM4-128-CCM".to_owned()),
        // The short tag of CCM_8 does not change the cipher.
        other => Some(other.trim_end_matches("_8").replace('_', "-")),
    };
    let found = name
        .map(|name| (cipher, by_name(&name).unwrap_or_else(|| Algorithm::verbatim(cipher, None))));
    let authenticated = ["GCM", "CCM", "CCM_8", "POLY1305", "OMAC", "IMIT", "MGM_L", "MGM_S"];
    if digest.is_empty() || authenticated.iter().any(|end| cipher.ends_with(end)) {
        return (found, None);
    }
    let hash = match digest {
        "SHA" => "SHA-1",
        other => super::digest(other).unwrap_or(other),
    };
    (found, Some((digest, sized(&format!("HMAC-{hash}"), None))))
}
