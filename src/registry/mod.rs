//! What the world calls things: OIDs and protocol names to algorithms, with sizes, strengths and
//! NIST categories; packages to cryptographic libraries and what their versions have. Unknown names
//! are kept verbatim, never an error.

mod authorities;
mod classical;
mod composites;
mod curves;
mod derivation;
mod families;
mod functions;
mod hashes;
mod interim;
mod kems;
mod libraries;
mod names;
mod names_ike;
mod names_ssh;
mod names_tls;
mod numbers_ike;
mod prototypes;
mod row;
mod signatures;
mod stateful;
mod strength;
mod suite_parts;
mod suites;
mod symmetric;
mod tables;
pub mod versions;

use crate::model::{Algorithm, Maturity};

pub use authorities::is_of_public_authority;
pub use curves::NamedCurve;
pub use functions::{Api, NamedFunction, apis, function, function_libraries, functions_of};
pub use libraries::{
    Advisory, Capability, Feature, Grounds, Library, Readiness, Since, Soname, Support, Use,
    libraries, library, library_by_package, library_by_soname, package, readiness, software,
    unmaintained,
};
pub use names::{mode, renamed};
pub use names_ike::{IkeTransform, ike};
pub use names_tls::CodePoint;
pub use numbers_ike::{
    IkeNumber, ike_attribute, ike_authentication, ike_cipher_authenticates, ike_ciphers,
    ike_numbers, ike_signature_hash, ike_transform, ike_transform_named,
};
pub use row::{Family, Grammar, Row};
pub use suite_parts::{Part, Parts, tls_cipher_suite, tls_cipher_suite_by_name};
pub use suites::Suite;
pub use tables::{
    COLLISIONS, all, curves, families, ssh_names, tls_cipher_suites, tls_groups,
    tls_signature_schemes,
};

/// The problem whose hardness an algorithm rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "self-describing")]
pub enum Problem {
    Factoring,
    DiscreteLogarithm,
    EllipticCurve,
    Lattice,
    Code,
    HashFunction,
    Multivariate,
    Isogeny,
    /// Symmetric primitives, hashes, MACs, KDFs, random bit generators.
    Symmetric,
    Unknown,
}

impl Problem {
    /// Whether Shor's algorithm solves it.
    #[must_use]
    pub const fn falls_to_shor(self) -> bool {
        matches!(self, Self::Factoring | Self::DiscreteLogarithm | Self::EllipticCurve)
    }
}

/// Bytes of an algorithm's objects; `None` where it has no such object or the size varies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Public key.
    pub public_key: Option<u32>,
    /// Private key in its standard expanded encoding.
    pub private_key: Option<u32>,
    /// Signature, or KEM ciphertext.
    pub output: Option<u32>,
    /// Shared secret of a KEM or key agreement.
    pub shared_secret: Option<u32>,
}

/// What the registry knows of an algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Hardness assumption. For a hybrid, see `components`.
    pub problem: Problem,
    /// Classical strength in bits (SP 800-57 part 1 rev 5 Table 2, SP 800-56B rev 2 App. D); `None` where unknown.
    pub strength: Option<u16>,
    /// NIST post-quantum category 1 to 5, 0 for none (Shor-vulnerable or broken), `None` where unknown or unclaimed.
    pub nist_category: Option<u8>,
    /// How far the specification has come.
    pub maturity: Maturity,
    /// Year since which it counts as broken or too small, and why; `None` while it is neither.
    pub broken: Option<(i16, &'static str)>,
    /// Object sizes.
    pub sizes: Sizes,
}

/// The algorithm that `oid` (dotted decimal) stands for on its own, without parameters; verbatim when unknown.
#[must_use]
pub fn by_oid(oid: &str) -> Algorithm {
    let Some((row, _)) = tables::row_by_oid(oid) else {
        return Algorithm::verbatim(oid, Some(oid));
    };
    let mut algorithm = row.algorithm();
    algorithm.oid = Some(oid.to_owned());
    algorithm
}

/// The algorithm of a public key: `oid` of the SPKI algorithm, with the curve OID of an EC key and
/// the size in bits of an RSA, DSA or DH modulus. Without knowledge of the purpose, an
/// id-ecPublicKey key is family `EC`, an rsaEncryption key family `RSA`, both without functions and of
/// primitive `unknown`. A curve that the registry does not know is kept by its OID.
#[must_use]
pub fn key(oid: &str, curve_oid: Option<&str>, bits: Option<u32>) -> Algorithm {
    let mut algorithm = by_oid(oid);
    let grammar = algorithm.family.as_deref().and_then(tables::family).map(|family| family.grammar);
    match grammar {
        Some(Grammar::Size | Grammar::DigestSize) => {
            algorithm.parameter_set = bits.map(|bits| bits.to_string());
        }
        Some(Grammar::Curve | Grammar::CurveDigest) if algorithm.curve.is_none() => {
            algorithm.curve = curve_oid.map(|oid| curve(oid).unwrap_or(oid).to_owned());
        }
        _ => {}
    }
    renamed(algorithm)
}

/// The parameter set of a stateful hash-based signature (`LMS_`, `XMSS-` or `XMSSMT-`) that IANA's registry has under `number`.
#[must_use]
pub fn stateful(stem: &str, number: u32) -> Option<Algorithm> {
    tables::numbered(stem, number).map(Row::algorithm)
}

/// An algorithm by any name of the registry: canonical, alias, JCA, JOSE; case-insensitive. `None` when unknown.
///
/// Hyphens, underscores and spaces do not matter. The bare name of a curve gives the key algorithm of
/// unknown purpose on it (`EC-P-256`).
#[must_use]
pub fn by_name(name: &str) -> Option<Algorithm> {
    tables::row(name).map(Row::algorithm).or_else(|| names::parsed(name)).or_else(|| {
        tables::named_curve(name).and_then(|curve| names::parsed(&format!("EC-{}", curve.name)))
    })
}

/// A named curve by OID or any alias (`prime256v1`, `secp256r1`, `nistp256`, `P-256`), as its canonical name.
#[must_use]
pub fn curve(name_or_oid: &str) -> Option<&'static str> {
    tables::named_curve(name_or_oid).map(|curve| curve.name)
}

/// A hash or extendable-output function by any name (`sha256`), as its canonical name (`SHA-256`).
#[must_use]
pub fn digest(name: &str) -> Option<&'static str> {
    names::digest_name(name)
}

/// SSH key-exchange method, host-key/public-key algorithm, cipher or MAC name (RFC 4250 names); verbatim when unknown.
///
/// `ssh-rsa` is the signature algorithm with SHA-1 (RFC 4253 §6.6); for the key in an `ssh-rsa` blob, see [`key`].
#[must_use]
pub fn ssh(name: &str) -> Algorithm {
    tables::ssh_target(name)
        .and_then(by_name)
        .or_else(|| tables::row(name).filter(|row| is_ssh(row, name)).map(Row::algorithm))
        .unwrap_or_else(|| Algorithm::verbatim(name, None))
}

/// SSH names are case-sensitive (RFC 4250 §4.6.1); other names of a row are none.
fn is_ssh(row: &Row, name: &str) -> bool {
    row.name == name || row.aliases.contains(&name)
}

/// TLS named group by code point; `None` when unknown.
#[must_use]
pub fn tls_group(code: u16) -> Option<Algorithm> {
    tls_groups().find(|point| point.code == code).and_then(|point| by_name(point.algorithm))
}

/// TLS named group by its IANA name (`secp256r1`, `X25519MLKEM768`), case-insensitive; `None` when unknown.
#[must_use]
pub fn tls_group_by_name(name: &str) -> Option<Algorithm> {
    tls_groups()
        .find(|point| point.name.eq_ignore_ascii_case(name))
        .and_then(|point| by_name(point.algorithm))
}

/// TLS signature scheme by code point; `None` when unknown.
#[must_use]
pub fn tls_signature_scheme(code: u16) -> Option<Algorithm> {
    tls_signature_schemes()
        .find(|point| point.code == code)
        .and_then(|point| by_name(point.algorithm))
}

/// TLS signature scheme by its IANA name (`rsa_pss_rsae_sha256`), case-insensitive; `None` when unknown.
#[must_use]
pub fn tls_signature_scheme_by_name(name: &str) -> Option<Algorithm> {
    tls_signature_schemes()
        .find(|point| point.name.eq_ignore_ascii_case(name))
        .and_then(|point| by_name(point.algorithm))
}

/// Facts about an algorithm. Total: an algorithm the registry does not know has `Problem::Unknown`.
///
/// Holds for any parameters: strength comes from the family, the size, the curve and the digest.
#[must_use]
pub fn facts(algorithm: &Algorithm) -> Facts {
    strength::facts(algorithm)
}

/// Human name of an OID (`id-kp-serverAuth`), from the registry or the const-oid database.
#[must_use]
pub fn oid_name(oid: &str) -> Option<&'static str> {
    let own =
        tables::row_by_oid(oid).map(|(row, name)| if name.is_empty() { row.name } else { name });
    let collision = || COLLISIONS.iter().find(|(of, _)| *of == oid).map(|(_, names)| *names);
    own.or_else(collision)
        .or_else(|| curves().find(|curve| curve.oid == oid).map(|curve| curve.name))
        .or_else(|| const_oid::db::DB.by_oid(&const_oid::ObjectIdentifier::new(oid).ok()?))
}
