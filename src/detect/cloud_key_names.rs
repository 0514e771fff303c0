//! What key services call algorithms: AWS KMS, ACM and Private CA, Google Cloud KMS and CAS, Azure Key Vault, HashiCorp
//! Vault, cert-manager.

use crate::model::{Algorithm, CryptoFunction};
use crate::registry;

/// What a key is declared to be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To sign and verify.
    Signing,
    /// To encrypt and decrypt, or to wrap.
    Encryption,
    /// To agree on a secret.
    Agreement,
    /// Not declared, or several at once.
    Open,
}

impl Purpose {
    /// By a word of `KeyUsage` of AWS KMS, `purpose` of Google or a value of `key_opts` of Azure.
    pub fn named(word: &str) -> Self {
        match word {
            "SIGN_VERIFY" | "ASYMMETRIC_SIGN" | "sign" | "verify" => Self::Signing,
            "ENCRYPT_DECRYPT" | "ASYMMETRIC_DECRYPT" | "encrypt" | "decrypt" | "wrapKey"
            | "unwrapKey" => Self::Encryption,
            "KEY_AGREEMENT" => Self::Agreement,
            _ => Self::Open,
        }
    }

    /// The one that all `words` say.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = words.into_iter().map(Self::named);
        let first = all.next().unwrap_or(Self::Open);
        if all.all(|purpose| purpose == first) { first } else { Self::Open }
    }
}

/// An RSA key of `bits` for a purpose. Which padding is used is a matter of each request.
pub fn rsa(bits: Option<&str>, purpose: Purpose) -> Algorithm {
    let bits = bits.filter(|bits| bits.bytes().all(|byte| byte.is_ascii_digit()));
    let name = bits.map_or_else(|| "RSA".to_owned(), |bits| format!("RSA-{bits}"));
    let mut algorithm = named(&name, &name);
    algorithm.functions = match purpose {
        Purpose::Signing => [CryptoFunction::Sign, CryptoFunction::Verify].into(),
        Purpose::Encryption => [CryptoFunction::Encrypt, CryptoFunction::Decrypt].into(),
        Purpose::Agreement | Purpose::Open => algorithm.functions,
    };
    algorithm
}

/// A key on a curve by any of its names; verbatim where the curve is unknown.
pub fn elliptic(curve: &str, purpose: Purpose) -> Algorithm {
    let name = match curve {
        // Azure's name.
        "P-256K" | "P256K" => "secp256k1",
        "P224" => "P-224",
        "P256" => "P-256",
        "P384" => "P-384",
        "P521" => "P-521",
        other => other,
    };
    if name.eq_ignore_ascii_case("ed25519") {
        return named("Ed25519", curve);
    }
    let family = match purpose {
        Purpose::Signing => "ECDSA",
        Purpose::Agreement => "ECDH",
        Purpose::Encryption | Purpose::Open => "EC",
    };
    registry::curve(name).map_or_else(
        || Algorithm::verbatim(curve, None),
        |curve| named(&format!("{family}-{curve}"), curve),
    )
}

/// `KeySpec` of AWS KMS ("Key spec reference" of its developer guide), `KeyAlgorithm` of ACM and AWS Private CA.
pub fn aws(spec: &str, purpose: Purpose) -> Algorithm {
    match spec {
        // 256-bit AES-GCM; in China Regions 128-bit SM4.
        "SYMMETRIC_DEFAULT" => named("AES-256-GCM", spec),
        "SM2" => named("SM2", spec),
        "ECC_NIST_EDWARDS25519" => named("Ed25519", spec),
        "ECC_SECG_P256K1" => elliptic("secp256k1", purpose),
        "EC_prime256v1" | "EC_secp384r1" | "EC_secp521r1" => {
            elliptic(spec.trim_start_matches("EC_"), purpose)
        }
        _ => {
            if let Some(bits) = spec.strip_prefix("RSA_") {
                return rsa(Some(bits), purpose);
            }
            if let Some(curve) = spec.strip_prefix("ECC_NIST_") {
                return elliptic(curve, purpose);
            }
            if let Some(bits) = spec.strip_prefix("HMAC_") {
                return named(&format!("HMAC-SHA-{bits}"), spec);
            }
            named(&spec.replace('_', "-"), spec)
        }
    }
}

/// `SigningAlgorithm` of AWS Private CA: `SHA256WITHRSA`, `SHA384WITHECDSA`, `ML_DSA_65`.
pub fn aws_signature(name: &str) -> Algorithm {
    if name == "SM3WITHSM2" {
        return named("SM2", name);
    }
    let Some((hash, key)) = name.split_once("WITH") else {
        return named(&name.replace('_', "-"), name);
    };
    let stem = if key == "RSA" { "RSA-PKCS1-1.5" } else { key };
    let digest = registry::digest(hash).unwrap_or(hash);
    named(&format!("{stem}-{digest}"), name)
}

/// `CryptoKeyVersionAlgorithm` of Google Cloud KMS; `SignHashAlgorithm` of its certificate authorities is the same
/// without `SIGN_`.
pub fn google(name: &str, _: Purpose) -> Algorithm {
    let plain = name.replace("_SIGN_", "_").replace("_RAW_", "_");
    let parts = plain.split('_').collect::<Vec<_>>();
    let digest = |word: &str| registry::digest(word).unwrap_or_default().to_owned();
    let composed = match parts.as_slice() {
        // Cloud KMS documents AES-256 in Galois/Counter Mode.
        ["GOOGLE", "SYMMETRIC", "ENCRYPTION"] => "AES-256-GCM".to_owned(),
        ["AES", bits, mode] => format!("AES-{bits}-{mode}"),
        ["HMAC", hash] => format!("HMAC-{}", digest(hash)),
        ["EC", "ED25519"] => "Ed25519".to_owned(),
        ["EC", curve, hash] => {
            let curve = elliptic(curve, Purpose::Open).curve.unwrap_or_default();
            format!("ECDSA-{curve}-{}", digest(hash))
        }
        ["RSA", "PSS", bits, hash] => format!("RSA-PSS-{}-{bits}", digest(hash)),
        ["RSA", "PKCS1", bits, hash] => format!("RSA-PKCS1-1.5-{}-{bits}", digest(hash)),
        ["RSA", "PKCS1", bits] => return rsa(Some(bits), Purpose::Signing),
        ["RSA", "DECRYPT", "OAEP", bits, _] => return rsa(Some(bits), Purpose::Encryption),
        ["KEM", "XWING"] => "X-Wing".to_owned(),
        ["PQ", rest @ ..] => rest.join("-"),
        _ => plain.replace('_', "-"),
    };
    named(&composed, name)
}

/// Key types of Vault's transit engine: `aes256-gcm96`, `ecdsa-p384`, `rsa-3072`.
pub fn transit(name: &str, purpose: Purpose) -> Algorithm {
    match name {
        "aes128-gcm96" => named("AES-128-GCM", name),
        "aes256-gcm96" => named("AES-256-GCM", name),
        "chacha20-poly1305" => named("ChaCha20-Poly1305", name),
        _ => match name.split_once('-') {
            Some(("rsa", bits)) => rsa(Some(bits), purpose),
            Some(("ecdsa", curve)) => elliptic(&curve.to_uppercase(), Purpose::Signing),
            _ => named(name, name),
        },
    }
}

/// Keys of ACME clients: a size of RSA or a curve.
pub fn acme(name: &str, purpose: Purpose) -> Algorithm {
    match name.parse::<u32>() {
        Ok(_) => rsa(Some(name), purpose),
        Err(_) => elliptic(name, purpose),
    }
}

/// A key by its type, with size and curve beside it: `RSA`, `EC`, `ECDSA`, `RSA-HSM`, `ed25519`, `DH`, `oct`.
pub fn typed(kind: &str, size: Option<&str>, curve: Option<&str>, purpose: Purpose) -> Algorithm {
    match kind.to_ascii_lowercase().trim_end_matches("-hsm") {
        "rsa" => rsa(size, purpose),
        "ec" | "ecc" | "ecdsa" => {
            let curve = curve.map(str::to_owned).or_else(|| Some(format!("P{}", size?)));
            let family = if purpose == Purpose::Signing { "ECDSA" } else { "EC" };
            curve.map_or_else(|| named(family, kind), |curve| elliptic(&curve, purpose))
        }
        family @ ("dh" | "dsa") => {
            let family = family.to_uppercase();
            named(&size.map_or_else(|| family.clone(), |size| format!("{family}-{size}")), kind)
        }
        "oct" => named(&size.map_or_else(|| "AES".to_owned(), |size| format!("AES-{size}")), kind),
        _ => named(kind, kind),
    }
}

/// The algorithm that the registry knows by `name`; else what was `written`.
fn named(name: &str, written: &str) -> Algorithm {
    registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(written, None))
}
