//! Truth tables written by hand from RFC 5280, RFC 4252, SP 800-57 and IR 8547, not from the output.

use y2q::model::{
    Asset, Certificate, CryptoFunction, Exposure, Material, MaterialKind, Maturity, OfferRole,
    ProtocolKind, Purpose, Purposes, Subject,
};
use y2q::risk::{self, Threat};

use super::assets::{certificate, key, material, named, protocol, signed, ssh};

use Exposure::{ClassicallyBroken, Grover, Indeterminate, None as Safe, Shor};
use OfferRole::{Cipher, KeyExchange, Mac, Signature as HostKey};
use Purpose::{CertificateSigning, Encryption, Integrity, KeyEstablishment, Signature};

fn all(purposes: &[Purpose]) -> Purposes {
    Purposes::Known(purposes.iter().copied().collect())
}

fn one_of(purposes: &[Purpose]) -> Purposes {
    Purposes::OneOf(purposes.iter().copied().collect())
}

fn only(asset: Asset) -> Subject {
    let mut subjects = risk::subjects(&asset);
    assert_eq!(subjects.len(), 1, "{subjects:#?}");
    subjects.remove(0)
}

#[test]
fn certificates_by_key_usage() {
    let either = one_of(&[KeyEstablishment, Signature]);
    let both = all(&[KeyEstablishment, Signature]);
    let table: &[(&str, &[&str], Purposes, Exposure, Threat)] = &[
        ("RSA-2048", &[], either.clone(), Shor, Threat::HarvestNowDecryptLater),
        ("RSA-2048", &["digitalSignature"], all(&[Signature]), Shor, Threat::TrustNowForgeLater),
        ("RSA-2048", &["nonRepudiation"], all(&[Signature]), Shor, Threat::TrustNowForgeLater),
        (
            "RSA-2048",
            &["keyEncipherment"],
            all(&[KeyEstablishment]),
            Shor,
            Threat::HarvestNowDecryptLater,
        ),
        (
            "RSA-2048",
            &["digitalSignature", "keyEncipherment"],
            both,
            Shor,
            Threat::HarvestNowDecryptLater,
        ),
        (
            "RSA-3072",
            &["keyCertSign"],
            all(&[CertificateSigning]),
            Shor,
            Threat::TrustNowForgeLater,
        ),
        ("RSA-3072", &["cRLSign"], all(&[CertificateSigning]), Shor, Threat::TrustNowForgeLater),
        (
            "RSA-1024",
            &["digitalSignature"],
            all(&[Signature]),
            ClassicallyBroken,
            Threat::AlreadyBroken,
        ),
        ("EC-P-256", &[], either, Shor, Threat::HarvestNowDecryptLater),
        (
            "EC-P-256",
            &["keyAgreement"],
            all(&[KeyEstablishment]),
            Shor,
            Threat::HarvestNowDecryptLater,
        ),
        // RFC 8813 §3: the bit must not be there, and an EC key cannot encipher.
        (
            "EC-P-256",
            &["digitalSignature", "keyEncipherment"],
            all(&[Signature]),
            Shor,
            Threat::TrustNowForgeLater,
        ),
        ("Ed25519", &[], all(&[Signature]), Shor, Threat::TrustNowForgeLater),
        // No certificate makes Ed25519 agree on keys.
        ("Ed25519", &["keyAgreement"], all(&[Signature]), Shor, Threat::TrustNowForgeLater),
        ("X25519", &[], all(&[KeyEstablishment]), Shor, Threat::HarvestNowDecryptLater),
        ("ML-KEM-768", &["keyEncipherment"], all(&[KeyEstablishment]), Safe, Threat::None),
        ("ML-KEM-768", &[], all(&[KeyEstablishment]), Safe, Threat::None),
        ("ML-DSA-65", &["digitalSignature"], all(&[Signature]), Safe, Threat::None),
        ("ML-DSA-65", &[], all(&[Signature]), Safe, Threat::None),
        ("SLH-DSA-SHA2-128s", &["keyCertSign"], all(&[CertificateSigning]), Safe, Threat::None),
        ("MLDSA65-ECDSA-P256-SHA512", &[], all(&[Signature]), Safe, Threat::None),
        ("unknown", &["digitalSignature"], all(&[Signature]), Indeterminate, Threat::None),
    ];
    for (name, usage, purposes, exposure, threat) in table {
        let signature_algorithm = named("ML-DSA-87");
        let made = Certificate { signature_algorithm, ..certificate(name, usage) };
        let subject = only(Asset::Certificate(made));
        assert_eq!(subject.purposes, *purposes, "{name} {usage:?}");
        assert_eq!(subject.exposure, *exposure, "{name} {usage:?}");
        assert_eq!(Threat::of(&subject), *threat, "{name} {usage:?}");
        assert_eq!(subject.kind, "certificate");
        assert!(subject.not_after.is_some(), "the end of validity is carried");
    }
}

#[test]
fn certificates_by_authority_extended_usage_and_format() {
    let made = |name, usage: &[&str], change: fn(&mut Certificate)| {
        let mut made = certificate(name, usage);
        change(&mut made);
        only(Asset::Certificate(made)).purposes
    };
    assert_eq!(made("RSA-2048", &[], |made| made.is_ca = true), all(&[CertificateSigning]));
    let root = made("RSA-2048", &["digitalSignature", "keyCertSign"], |made| made.is_ca = true);
    assert_eq!(root, all(&[Signature, CertificateSigning]));
    // RFC 5280 §4.2.1.12: codeSigning is consistent with digitalSignature alone.
    for usage in ["codeSigning", "id-kp-codeSigning", "1.3.6.1.5.5.7.3.3"] {
        let mut code = certificate("RSA-2048", &[]);
        code.extended_key_usage.insert(usage.to_owned());
        assert_eq!(only(Asset::Certificate(code)).purposes, all(&[Signature]), "{usage}");
    }
    // clientAuth: digitalSignature or keyAgreement, and RSA has no key agreement.
    let client = |made: &mut Certificate| {
        made.extended_key_usage.insert("clientAuth".to_owned());
    };
    assert_eq!(made("RSA-2048", &[], client), all(&[Signature]));
    assert_eq!(made("EC-P-256", &[], client), one_of(&[KeyEstablishment, Signature]));
    // serverAuth permits key transport too: what an RSA key does stays open.
    let server = |made: &mut Certificate| {
        made.extended_key_usage.insert("serverAuth".to_owned());
    };
    assert_eq!(made("RSA-2048", &[], server), one_of(&[KeyEstablishment, Signature]));
    let ssh = |made: &mut Certificate| made.format = "OpenSSH".to_owned();
    assert_eq!(made("RSA-2048", &[], ssh), all(&[Signature]));
    assert_eq!(made("EC-P-256", &[], ssh), all(&[Signature]));
}

#[test]
fn a_broken_signature_of_the_issuer_is_a_second_subject_except_on_a_root() {
    let mut leaf = certificate("RSA-2048", &["digitalSignature"]);
    for (signature, subjects) in [
        ("RSA-PKCS1-1.5-SHA-1", 2),
        ("RSA-PKCS1-1.5-MD5", 2),
        ("ECDSA-SHA-1", 2),
        ("RSA-PKCS1-1.5-SHA-256", 1),
        ("Ed25519", 1),
        ("ML-DSA-65", 1),
    ] {
        leaf.signature_algorithm = named(signature);
        let found = risk::subjects(&Asset::Certificate(leaf.clone()));
        assert_eq!(found.len(), subjects, "{signature}");
        assert_eq!(found[0].exposure, Shor, "the key comes first");
        if let Some(second) = found.get(1) {
            assert_eq!(second.exposure, ClassicallyBroken, "{signature}");
            assert_eq!(second.purposes, all(&[CertificateSigning]));
            assert_eq!(Threat::of(second), Threat::AlreadyBroken);
            assert_eq!(second.not_after, leaf.not_after);
        }
    }
    let mut root = leaf;
    root.signature_algorithm = named("RSA-PKCS1-1.5-SHA-1");
    root.self_signed = true;
    root.is_ca = true;
    assert_eq!(risk::subjects(&Asset::Certificate(root)).len(), 1);
}

/// Whoever verifies relies on the issuer's signature as much as on the key.
#[test]
fn a_signature_that_a_quantum_computer_breaks_exposes_a_key_that_it_does_not() {
    let mut leaf = certificate("ML-DSA-65", &["digitalSignature"]);
    leaf.extended_key_usage.insert("serverAuth".to_owned());
    for (signature, exposed) in
        [("RSA-PKCS1-1.5-SHA-256", true), ("ECDSA-SHA-256", true), ("ML-DSA-87", false)]
    {
        leaf.signature_algorithm = named(signature);
        let found = risk::subjects(&Asset::Certificate(leaf.clone()));
        let second = found.get(1);
        assert_eq!(second.map(|one| one.exposure), exposed.then_some(Shor), "{signature}");
        let Some(second) = second else { continue };
        assert_eq!(second.purposes, all(&[Signature]));
        assert_eq!(second.usage.kept, y2q::model::Kept::Session);
        assert_eq!(Threat::of(second), Threat::TrustNowForgeLater);
    }
    let mut root = leaf;
    root.signature_algorithm = named("ECDSA-SHA-256");
    root.self_signed = true;
    root.is_ca = true;
    assert_eq!(risk::subjects(&Asset::Certificate(root.clone())).len(), 1);
    root.self_signed = false;
    let below = risk::subjects(&Asset::Certificate(root));
    assert_eq!(below[1].purposes, all(&[CertificateSigning]));
}

#[test]
fn keys_by_family_and_format() {
    let either = one_of(&[KeyEstablishment, Signature]);
    let table = [
        ("RSA-2048", "PKCS#8", either.clone(), Shor),
        ("RSA-512", "PKCS#1", either.clone(), ClassicallyBroken),
        ("EC-P-256", "SEC1", either.clone(), Shor),
        ("EC-secp256k1", "PKCS#8", either.clone(), Shor),
        ("DH-2048", "PKCS#8", all(&[KeyEstablishment]), Shor),
        ("X25519", "PKCS#8", all(&[KeyEstablishment]), Shor),
        ("DSA-2048", "PKCS#8", all(&[Signature]), Shor),
        ("DSA-1024", "PKCS#8", all(&[Signature]), ClassicallyBroken),
        ("Ed25519", "PKCS#8", all(&[Signature]), Shor),
        ("Ed448", "SPKI", all(&[Signature]), Shor),
        ("ML-KEM-768", "PKCS#8", all(&[KeyEstablishment]), Safe),
        ("ML-DSA-65", "PKCS#8", all(&[Signature]), Safe),
        ("Dilithium3", "PKCS#8", all(&[Signature]), Safe),
        // SSH keys sign and do nothing else (RFC 4252 §7).
        ("RSA-2048", "OpenSSH", all(&[Signature]), Shor),
        ("EC-P-256", "OpenSSH", all(&[Signature]), Shor),
        ("Ed25519", "OpenSSH", all(&[Signature]), Shor),
        ("unknown", "PKCS#8", either, Indeterminate),
    ];
    for (name, format, purposes, exposure) in table {
        for kind in [MaterialKind::PrivateKey, MaterialKind::PublicKey] {
            let made = material(kind, format, Some(key(name)));
            let subject = only(Asset::RelatedCryptoMaterial(made));
            assert_eq!(subject.purposes, purposes, "{name} {format}");
            assert_eq!(subject.exposure, exposure, "{name} {format}");
            assert_eq!(subject.material, Some(kind));
        }
    }
    let dilithium = material(MaterialKind::PrivateKey, "PKCS#8", Some(key("Dilithium3")));
    let subject = only(Asset::RelatedCryptoMaterial(dilithium));
    assert_eq!(subject.maturity, Maturity::PreStandard);
}

/// What `use` and `key_ops` of a JWK (RFC 7517 §4.2, §4.3) and OpenPGP key flags (RFC 9580 §5.2.3.29) state of a key whose
/// family can do both; no statement makes an algorithm do what it cannot.
#[test]
fn keys_that_state_their_functions() {
    use CryptoFunction::{Decapsulate, Decrypt, Encrypt, Keyderive, Sign, Verify};
    let both = all(&[KeyEstablishment, Signature]);
    for (name, functions, purposes) in [
        ("RSA-2048", &[Sign, Verify][..], all(&[Signature])),
        ("RSA-2048", &[Verify], all(&[Signature])),
        ("RSA-2048", &[Encrypt, Decrypt], all(&[KeyEstablishment])),
        ("RSA-2048", &[Sign, Decrypt], both.clone()),
        ("EC-P-256", &[Sign], all(&[Signature])),
        ("EC-P-256", &[Keyderive], all(&[KeyEstablishment])),
        ("EC-secp256k1", &[Sign, Verify, Keyderive], both),
        ("RSA-2048", &[], one_of(&[KeyEstablishment, Signature])),
        ("Ed25519", &[Keyderive], all(&[Signature])),
        ("X25519", &[Sign], all(&[KeyEstablishment])),
        ("DSA-2048", &[Encrypt], all(&[Signature])),
        ("ML-KEM-768", &[Sign], all(&[KeyEstablishment])),
        ("ML-DSA-65", &[Decapsulate], all(&[Signature])),
    ] {
        let mut algorithm = key(name);
        algorithm.functions = functions.iter().copied().collect();
        let made = material(MaterialKind::PublicKey, "JWK", Some(algorithm));
        let subject = only(Asset::RelatedCryptoMaterial(made));
        assert_eq!(subject.purposes, purposes, "{name} {functions:?}");
        let reads = matches!(name, "ML-KEM-768" | "ML-DSA-65");
        assert_eq!(subject.exposure, if reads { Safe } else { Shor }, "{name} {functions:?}");
    }
}

#[test]
fn other_material() {
    let judged = |made: Material| risk::subjects(&Asset::RelatedCryptoMaterial(made));
    let closed = judged(material(MaterialKind::PrivateKey, "PKCS#8", None));
    assert_eq!(closed[0].exposure, Indeterminate);
    assert_eq!(closed[0].purposes, one_of(&[KeyEstablishment, Signature]));
    assert_eq!(Threat::of(&closed[0]), Threat::None);
    let closed = judged(material(MaterialKind::PrivateKey, "OpenSSH", None));
    assert_eq!(closed[0].purposes, all(&[Signature]));

    assert!(judged(material(MaterialKind::Keystore, "PKCS#12", None)).is_empty());
    assert!(judged(material(MaterialKind::Other, "token", None)).is_empty());
    // A bundle of certificates is signed data without a signature (RFC 5652 §5.2).
    assert!(judged(material(MaterialKind::SignedData, "CMS", None)).is_empty());

    let parameters = judged(material(MaterialKind::DomainParameters, "PEM", Some(key("DH-2048"))));
    assert_eq!(parameters[0].purposes, all(&[KeyEstablishment]));
    for kind in [MaterialKind::CertificateRevocationList, MaterialKind::OcspResponse] {
        let list = judged(signed(kind, "RSA-PKCS1-1.5-SHA-256"));
        assert_eq!(list[0].purposes, all(&[CertificateSigning]), "{kind:?}");
        assert_eq!(list[0].exposure, Shor);
    }
    for kind in [MaterialKind::SignedData, MaterialKind::Signature] {
        assert_eq!(judged(signed(kind, "ML-DSA-65"))[0].purposes, all(&[Signature]));
        assert_eq!(judged(signed(kind, "ECDSA-SHA-1"))[0].exposure, ClassicallyBroken);
    }
    let request =
        judged(material(MaterialKind::CertificateRequest, "PKCS#10", Some(key("RSA-2048"))));
    assert_eq!(request[0].purposes, one_of(&[KeyEstablishment, Signature]));
    // An enveloped message: rsaEncryption transports its key (RFC 5652 §6.2.1).
    let envelope = judged(material(MaterialKind::Other, "CMS", Some(named("RSA"))));
    assert_eq!(envelope[0].purposes, all(&[KeyEstablishment]));
    assert_eq!(envelope[0].exposure, Shor);

    let secret = |algorithm| judged(material(MaterialKind::SecretKey, "JWK", algorithm)).remove(0);
    assert_eq!(secret(Some(named("AES-256"))).purposes, all(&[Encryption]));
    assert_eq!(secret(Some(named("AES-256"))).exposure, Grover);
    assert_eq!(secret(Some(named("HMAC-SHA-256"))).purposes, all(&[Integrity]));
    assert_eq!(secret(Some(named("3DES"))).exposure, ClassicallyBroken);
    assert_eq!(secret(None).exposure, Indeterminate);
    assert_eq!(secret(None).purposes, one_of(&[Encryption, Integrity]));
}

#[test]
fn the_size_of_the_material_counts_where_the_algorithm_has_none() {
    let mut weak = material(MaterialKind::PublicKey, "SPKI", Some(named("RSA")));
    weak.size_bits = Some(1024);
    let subject = only(Asset::RelatedCryptoMaterial(weak.clone()));
    assert_eq!((subject.exposure, subject.strength), (ClassicallyBroken, Some(80)));
    weak.size_bits = None;
    let subject = only(Asset::RelatedCryptoMaterial(weak));
    assert_eq!((subject.exposure, subject.strength), (Shor, None));
}

#[test]
fn algorithms_by_primitive() {
    let table = [
        ("AES-128-GCM", all(&[Encryption]), Grover),
        ("ChaCha20-Poly1305", all(&[Encryption]), Grover),
        ("SHA-256", all(&[Integrity]), Grover),
        ("HMAC-SHA-1", all(&[Integrity]), Grover),
        ("PBKDF2", all(&[Integrity]), Grover),
        ("MD5", all(&[Integrity]), ClassicallyBroken),
        ("DES-CBC", all(&[Encryption]), ClassicallyBroken),
        ("RC4", all(&[Encryption]), ClassicallyBroken),
        ("ECDSA-P-256-SHA-256", all(&[Signature]), Shor),
        ("RSA-PSS-SHA-256", all(&[Signature]), Shor),
        ("RSA-OAEP-SHA-256", all(&[KeyEstablishment]), Shor),
        ("X25519", all(&[KeyEstablishment]), Shor),
        ("ML-KEM-1024", all(&[KeyEstablishment]), Safe),
        ("Kyber768", all(&[KeyEstablishment]), Safe),
        ("AIMer-128f", all(&[Signature]), Safe),
        ("HAETAE-3", all(&[Signature]), Safe),
        ("SIKE", all(&[KeyEstablishment]), ClassicallyBroken),
        ("Rainbow", all(&[Signature]), ClassicallyBroken),
        ("RSA-2048", one_of(&[KeyEstablishment, Signature]), Shor),
    ];
    for (name, purposes, exposure) in table {
        let subject = only(Asset::Algorithm(named(name)));
        assert_eq!(subject.purposes, purposes, "{name}");
        assert_eq!(subject.exposure, exposure, "{name}");
    }
    let mut signing = named("RSA-2048");
    signing.functions.insert(y2q::model::CryptoFunction::Sign);
    assert_eq!(only(Asset::Algorithm(signing)).purposes, all(&[Signature]));
}

#[test]
fn hybrids_are_as_good_as_their_best_part() {
    let table = [
        ("X25519MLKEM768", Safe, Maturity::Standard),
        ("mlkem768x25519-sha256", Safe, Maturity::Draft),
        ("sntrup761x25519-sha512", Safe, Maturity::Specification),
        ("X25519Kyber768Draft00", Safe, Maturity::PreStandard),
        ("MLDSA65-ECDSA-P256-SHA512", Safe, Maturity::Draft),
    ];
    for (name, exposure, maturity) in table {
        let subject = only(Asset::Algorithm(named(name)));
        assert_eq!((subject.exposure, subject.maturity), (exposure, maturity), "{name}");
        assert!(subject.hybrid, "{name}");
        assert_eq!(subject.components.len(), 2, "{name}");
    }
    let made = |parts: &[&str]| {
        let mut hybrid = named("X25519MLKEM768");
        hybrid.components = parts.iter().map(|part| (*part).to_owned()).collect();
        risk::exposure(&hybrid)
    };
    assert_eq!(made(&["X25519", "SIKE"]), Shor, "the broken part leaves the classical one");
    assert_eq!(made(&["X25519", "nobody-knows-kem"]), Indeterminate);
    assert_eq!(made(&["X25519", "ECDH-P-256"]), Shor);
    assert_eq!(made(&["SIKE"]), ClassicallyBroken);
}

#[test]
fn protocols_have_a_subject_for_every_offer_as_it_is() {
    let asset = ssh(&[
        (KeyExchange, "mlkem768x25519-sha256"),
        (KeyExchange, "curve25519-sha256"),
        (KeyExchange, "curve25519-sha256@libssh.org"),
        (KeyExchange, "diffie-hellman-group1-sha1"),
        (KeyExchange, "diffie-hellman-group14-sha1"),
        (HostKey, "ssh-ed25519"),
        (HostKey, "ssh-rsa"),
        (HostKey, "rsa-sha2-512"),
        (Cipher, "aes256-gcm@openssh.com"),
        (Cipher, "3des-cbc"),
        (Mac, "hmac-sha1"),
        (KeyExchange, "nobody-knows@example.com"),
    ]);
    let found: Vec<(String, Exposure, Purpose)> = risk::subjects(&asset)
        .into_iter()
        .map(|subject| {
            let purposes = subject.purposes.possible();
            assert_eq!((purposes.len(), subject.kind.as_str()), (1, "protocol"));
            (subject.algorithm, subject.exposure, *purposes.first().unwrap())
        })
        .collect();
    let expected = [
        ("mlkem768x25519-sha256", Safe, KeyEstablishment),
        // The second name of the same method counts once.
        ("curve25519-sha256", Shor, KeyEstablishment),
        ("diffie-hellman-group1-sha1", ClassicallyBroken, KeyEstablishment),
        ("diffie-hellman-group14-sha1", Shor, KeyEstablishment),
        ("ssh-ed25519", Shor, Signature),
        ("ssh-rsa", ClassicallyBroken, Signature),
        ("rsa-sha2-512", Shor, Signature),
        // AES is not listed, HMAC-SHA-1 is not broken.
        ("3des-cbc", ClassicallyBroken, Encryption),
        ("nobody-knows@example.com", Indeterminate, KeyEstablishment),
    ]
    .map(|(name, exposure, purpose)| (name.to_owned(), exposure, purpose));
    assert_eq!(found, expected);
}

#[test]
fn what_a_configuration_leaves_to_defaults_cannot_be_told() {
    let silent = only(protocol(ProtocolKind::Tls, Vec::new()));
    assert_eq!(silent.exposure, Indeterminate);
    assert_eq!(silent.purposes, one_of(&[KeyEstablishment, Signature]));
    let ciphers = only(ssh(&[(Cipher, "aes256-gcm@openssh.com")]));
    assert_eq!(ciphers.exposure, Indeterminate);
    let host_key = risk::subjects(&ssh(&[(HostKey, "ssh-ed25519")]));
    assert_eq!(host_key.len(), 2);
    assert_eq!(host_key[1].exposure, Indeterminate);
    assert_eq!(host_key[1].purposes, all(&[KeyEstablishment]));
    let exchange = risk::subjects(&ssh(&[(KeyExchange, "curve25519-sha256")]));
    assert_eq!(exchange.len(), 1);
}
