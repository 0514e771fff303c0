//! Chains of certificates made with OpenSSL: leaf and intermediate under a root, new keys every time.

use openssl::asn1::{Asn1Object, Asn1Time};
use openssl::bn::{BigNum, MsbOption};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey, Private};
use openssl::pkey_ctx::PkeyCtx;
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509Name};

use super::certificates::SERVER;

/// Kinds of chain: what reports call them, the algorithm of the leaf's key, that of the keys above it.
///
/// OpenSSL signs no handshake with SLH-DSA, which has no code point in its TLS (`openssl list -tls-signature-algorithms`):
/// there the authorities alone have it.
const KINDS: [(&str, &str, &str); 6] = [
    ("ECDSA P-256", "P-256", "P-256"),
    ("ML-DSA-44", "ML-DSA-44", "ML-DSA-44"),
    ("ML-DSA-65", "ML-DSA-65", "ML-DSA-65"),
    ("ML-DSA-87", "ML-DSA-87", "ML-DSA-87"),
    ("SLH-DSA-128s CA", "ML-DSA-44", "SLH-DSA-SHA2-128s"),
    ("SLH-DSA-128f CA", "ML-DSA-44", "SLH-DSA-SHA2-128f"),
];

/// What reports call them.
pub(super) const NAMES: [&str; 6] =
    [KINDS[0].0, KINDS[1].0, KINDS[2].0, KINDS[3].0, KINDS[4].0, KINDS[5].0];

/// Certificates with the key of the first.
pub(super) struct OpensslChain {
    pub(super) leaf: X509,
    pub(super) intermediate: X509,
    pub(super) root: X509,
    pub(super) key: PKey<Private>,
}

impl OpensslChain {
    pub(super) fn new(name: &str) -> Result<Self, ErrorStack> {
        let kind = KINDS.iter().find(|kind| kind.0 == name).unwrap_or(&KINDS[0]);
        let (root_key, own_key, key) = (key(kind.2)?, key(kind.2)?, key(kind.1)?);
        let root = certificate("Bench Root", &root_key, None)?;
        let intermediate = certificate("Bench Intermediate", &own_key, Some((&root, &root_key)))?;
        let leaf = certificate(SERVER, &key, Some((&intermediate, &own_key)))?;
        Ok(Self { leaf, intermediate, root, key })
    }
}

fn key(algorithm: &str) -> Result<PKey<Private>, ErrorStack> {
    if algorithm == "P-256" {
        return PKey::ec_gen(algorithm);
    }
    let id = Id::from_raw(Asn1Object::from_str(algorithm)?.nid().as_raw());
    let mut context = PkeyCtx::new_id(id)?;
    context.keygen_init()?;
    context.keygen()
}

/// A certificate that `issuer` signs with its key, or the key its own.
fn certificate(
    name: &str,
    key: &PKey<Private>,
    issuer: Option<(&X509, &PKey<Private>)>,
) -> Result<X509, ErrorStack> {
    let mut subject = X509Name::builder()?;
    subject.append_entry_by_text("CN", name)?;
    let subject = subject.build();
    let mut serial = BigNum::new()?;
    serial.rand(159, MsbOption::MAYBE_ZERO, false)?;
    let mut certificate = X509::builder()?;
    certificate.set_version(2)?;
    let serial = serial.to_asn1_integer()?;
    certificate.set_serial_number(&serial)?;
    certificate.set_subject_name(&subject)?;
    let (issued_by, signer) = match issuer {
        Some((issuer, signer)) => (issuer.subject_name(), signer),
        None => (subject.as_ref(), key),
    };
    certificate.set_issuer_name(issued_by)?;
    certificate.set_pubkey(key)?;
    let (before, after) = (Asn1Time::days_from_now(0)?, Asn1Time::days_from_now(2)?);
    certificate.set_not_before(&before)?;
    certificate.set_not_after(&after)?;
    if name == SERVER {
        let names = SubjectAlternativeName::new()
            .dns(name)
            .build(&certificate.x509v3_context(issuer.map(|one| &**one.0), None))?;
        certificate.append_extension(names)?;
    } else {
        certificate.append_extension(BasicConstraints::new().critical().ca().build()?)?;
    }
    // All but ECDSA hash the certificate themselves.
    let digest = match signer.id() {
        Id::EC => MessageDigest::sha256(),
        _ => MessageDigest::null(),
    };
    certificate.sign(signer, digest)?;
    Ok(certificate.build())
}
