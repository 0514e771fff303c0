//! Names of algorithms, TLS and SSH.

use super::facts;
use y2q::model::{Algorithm, CryptoFunction, Maturity, Primitive};
use y2q::registry::{self, Problem};

#[test]
fn canonical_names_survive_composition() {
    for row in registry::all() {
        assert_eq!(registry::renamed(row.algorithm()).name, row.name);
    }
}

#[test]
fn names_of_parts_are_understood() {
    for (name, canonical, family) in [
        ("rsa-2432", "RSA-2432", "RSA"),
        ("RSA2048", "RSA-2048", "RSA"),
        ("DH-1024", "DH-1024", "DH"),
        ("EC-prime256v1", "EC-P-256", "EC"),
        ("secp384r1", "EC-P-384", "EC"),
        ("ECDSA-nistp521", "ECDSA-P-521", "ECDSA"),
        ("ECDSA-P-256-SHA-384", "ECDSA-P-256-SHA-384", "ECDSA"),
        ("RSA-PSS-SHA-256-3072", "RSA-PSS-SHA-256-3072", "RSASSA-PSS"),
        ("RS256", "RSA-PKCS1-1.5-SHA-256", "RSASSA-PKCS1"),
        ("ES256", "ECDSA-P-256-SHA-256", "ECDSA"),
        ("RSA-OAEP-256", "RSA-OAEP-SHA-256", "RSAES-OAEP"),
        ("SHA256withRSA", "RSA-PKCS1-1.5-SHA-256", "RSASSA-PKCS1"),
        ("SHA512withECDSA", "ECDSA-SHA-512", "ECDSA"),
        ("MD5withRSA", "RSA-PKCS1-1.5-MD5", "RSASSA-PKCS1"),
        ("SHA512(256)withRSA", "RSA-PKCS1-1.5-SHA-512/256", "RSASSA-PKCS1"),
        ("SHA3-256withPLAIN-ECDSA", "ECDSA-SHA3-256", "ECDSA"),
        ("SHA256withECDDSA", "ECDSA-SHA-256", "ECDSA"),
        ("SHA256withDDSA", "DSA-SHA-256", "DSA"),
        ("SHA256withRSA/X9.31", "RSA", "RSA"),
        ("MD5WithRSA/ISO9796-2", "RSA", "RSA"),
        ("SHA256withXMSSMT", "XMSSMT", "XMSS"),
        ("RSA/NONE/OAEPWithSHA3-256AndMGF1Padding", "RSA-OAEP-SHA3-256", "RSAES-OAEP"),
        ("ECCDHwithSHA256CKDF", "ECDH", "ECDH"),
        ("X448withSHA512KDF", "X448", "ECDH"),
        ("HMac/SHA1", "HMAC-SHA-1", "HMAC"),
        ("HmacSHA256", "HMAC-SHA-256", "HMAC"),
        ("PBKDF2WithHmacSHA512", "PBKDF2-SHA-512", "PBKDF2"),
        ("AES/GCM/NoPadding", "AES-GCM", "AES"),
        ("aes-256-gcm", "AES-256-GCM", "AES"),
        ("AES-256-CFB8", "AES-256-CFB8", "AES"),
        ("DESede", "3DES", "3DES"),
        ("AES_128/CBC/NoPadding", "AES-128-CBC", "AES"),
        ("RSA/None/PKCS1Padding", "RSAES-PKCS1-1.5", "RSAES-PKCS1"),
        ("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", "RSA-OAEP-SHA-256", "RSAES-OAEP"),
        ("SHA256withRSA/PSS", "RSA-PSS-SHA-256", "RSASSA-PSS"),
        ("DESede/CBC/PKCS5Padding", "3DES-CBC", "3DES"),
        ("sha256", "SHA-256", "SHA-2"),
        ("SHA-512-256", "SHA-512/256", "SHA-2"),
        ("sha3-256", "SHA3-256", "SHA-3"),
        ("mldsa65", "ML-DSA-65", "ML-DSA"),
        ("id-MLDSA65-ECDSA-P256-SHA512", "MLDSA65-ECDSA-P256-SHA512", "Composite-ML-DSA"),
        ("sha256WithRSAEncryption", "RSA-PKCS1-1.5-SHA-256", "RSASSA-PKCS1"),
    ] {
        let algorithm = registry::by_name(name).unwrap_or_else(|| panic!("{name} is unknown"));
        assert_eq!(
            (algorithm.name.as_str(), algorithm.family.as_deref()),
            (canonical, Some(family)),
            "{name}"
        );
    }
    // No row, so the mode tells what the cipher does; rows must say the same.
    for (name, canonical, primitive) in [
        ("LEA-128-GCM", "LEA-128-GCM", Primitive::Ae),
        ("aes-gcm-siv", "AES-GCM-SIV", Primitive::Ae),
        ("SM4-CMAC", "SM4-128-CMAC", Primitive::Mac),
        ("lea-256-cbc", "LEA-256-CBC", Primitive::BlockCipher),
        ("seed-cbc", "SEED-128-CBC", Primitive::BlockCipher),
        ("AES-128-KW", "AES-128-KW", Primitive::KeyWrap),
    ] {
        let algorithm = registry::by_name(name).unwrap();
        assert_eq!((algorithm.name.as_str(), algorithm.primitive), (canonical, primitive));
    }
    let cbc = registry::by_name("AES/CBC/PKCS5Padding").unwrap();
    assert_eq!((cbc.mode.as_deref(), cbc.padding.as_deref()), (Some("cbc"), Some("pkcs5")));
    for nonsense in [
        "",
        "-",
        "RSA-",
        "RSA-PSS-256",
        "RSA-1",
        "RSA-0000",
        "AES-100",
        "AES-256-",
        "ECDSA-P-257",
        "with",
        "//",
        "a/b",
        "é/é/é",
        "RSA-99999999999999999999",
        "SHA",
        "256",
    ] {
        if nonsense == "SHA" {
            assert_eq!(registry::by_name(nonsense).unwrap().name, "SHA-1");
        } else {
            let found = registry::by_name(nonsense).map(|algorithm| algorithm.name);
            assert!(
                matches!(found.as_deref(), None | Some("RSA" | "AES-256")),
                "{nonsense}: {found:?}"
            );
        }
    }
}

#[test]
fn keys_keep_size_curve_and_unknown_purpose() {
    let rsa = registry::key("1.2.840.113549.1.1.1", None, Some(2048));
    assert_eq!((rsa.name.as_str(), rsa.parameter_set.as_deref()), ("RSA-2048", Some("2048")));
    assert_eq!((rsa.primitive, rsa.functions.len()), (Primitive::Unknown, 0));
    assert_eq!(registry::key("1.2.840.113549.1.1.1", None, None).name, "RSA");
    assert_eq!(registry::key("1.2.840.113549.1.1.10", None, Some(3072)).name, "RSA-PSS-3072");
    assert_eq!(registry::key("1.2.840.10040.4.1", None, Some(1024)).name, "DSA-1024");
    assert_eq!(registry::key("1.2.840.10046.2.1", None, Some(2048)).name, "DH-2048");
    let ec = registry::key("1.2.840.10045.2.1", Some("1.2.840.10045.3.1.7"), Some(256));
    assert_eq!((ec.name.as_str(), ec.curve.as_deref()), ("EC-P-256", Some("P-256")));
    assert_eq!(
        (ec.family.as_deref(), ec.parameter_set, ec.primitive),
        (Some("EC"), None, Primitive::Unknown)
    );
    let odd = registry::key("1.2.840.10045.2.1", Some("1.2.3.4"), None);
    assert_eq!((odd.name.as_str(), odd.curve.as_deref()), ("EC-1.2.3.4", Some("1.2.3.4")));
    assert_eq!(registry::facts(&odd).strength, None);
    assert_eq!(registry::key("1.3.132.1.12", Some("1.3.132.0.34"), None).name, "ECDH-P-384");
    let ed = registry::key("1.3.101.112", None, Some(256));
    assert_eq!((ed.name.as_str(), ed.parameter_set), ("Ed25519", None));
    assert_eq!(ed.functions, [CryptoFunction::Sign, CryptoFunction::Verify].into());
    assert_eq!(registry::key("2.16.840.1.101.3.4.3.18", None, None).name, "ML-DSA-65");
}

#[test]
fn unknown_is_kept_verbatim() {
    assert_eq!(registry::by_oid("1.2.3.4.5"), Algorithm::verbatim("1.2.3.4.5", Some("1.2.3.4.5")));
    assert_eq!(registry::key("1.2.3.4.5", None, Some(2048)).name, "1.2.3.4.5");
    assert_eq!(
        registry::ssh("frobnicate@example.org"),
        Algorithm::verbatim("frobnicate@example.org", None)
    );
    assert_eq!(registry::ssh("SSH-RSA"), Algorithm::verbatim("SSH-RSA", None));
    assert_eq!(registry::by_name("frobnicate"), None);
    assert_eq!((registry::tls_group(0x0A0A), registry::tls_signature_scheme(0x0907)), (None, None));
    // One private code point, two owners.
    assert_eq!(registry::tls_group(0xFE30), None);
    let facts = registry::facts(&Algorithm::verbatim("frobnicate", None));
    assert_eq!((facts.problem, facts.maturity), (Problem::Unknown, Maturity::Unknown));
    assert_eq!((facts.strength, facts.nist_category, facts.broken), (None, None, None));
    assert_eq!(registry::oid_name("not an oid"), None);
    assert_eq!(registry::oid_name("1.3.6.1.5.5.7.3.1"), Some("id-kp-serverAuth"));
}

#[test]
fn code_points_of_tls() {
    for (code, name) in [
        (0x0017, "ECDH-P-256"),
        (0x001D, "X25519"),
        (0x0100, "FFDHE-ffdhe2048"),
        (0x0201, "ML-KEM-768"),
        (0x11EB, "SecP256r1MLKEM768"),
        (0x11EC, "X25519MLKEM768"),
        (0x11ED, "SecP384r1MLKEM1024"),
        (0x6399, "X25519Kyber768Draft00"),
    ] {
        assert_eq!(registry::tls_group(code).unwrap().name, name);
    }
    for (code, name) in [
        (0x0401, "RSA-PKCS1-1.5-SHA-256"),
        (0x0403, "ECDSA-P-256-SHA-256"),
        (0x0804, "RSA-PSS-SHA-256"),
        (0x0807, "Ed25519"),
        (0x081B, "ECDSA-brainpoolP384r1-SHA-384"),
        (0x0904, "ML-DSA-44"),
        (0x0906, "ML-DSA-87"),
    ] {
        assert_eq!(registry::tls_signature_scheme(code).unwrap().name, name);
    }
    for point in registry::tls_groups() {
        let algorithm = registry::tls_group(point.code).unwrap();
        assert_eq!(algorithm.name, point.algorithm);
        assert!(
            matches!(algorithm.primitive, Primitive::KeyAgree | Primitive::Kem),
            "{}",
            point.name
        );
        assert_eq!(registry::tls_group_by_name(&point.name.to_uppercase()), Some(algorithm));
    }
    for point in registry::tls_signature_schemes() {
        let algorithm = registry::tls_signature_scheme(point.code).unwrap();
        assert_eq!(
            (algorithm.name.as_str(), algorithm.primitive),
            (point.algorithm, Primitive::Signature)
        );
        assert_eq!(registry::tls_signature_scheme_by_name(point.name), Some(algorithm));
    }
    // Shares of RFC 10024: ML-KEM-768 key and ciphertext with a 32-byte X25519 or 65-byte P-256 point.
    let sizes = facts("X25519MLKEM768").sizes;
    assert_eq!((sizes.public_key, sizes.output), (Some(1184 + 32), Some(1088 + 32)));
    let sizes = facts("SecP384r1MLKEM1024").sizes;
    assert_eq!((sizes.public_key, sizes.output), (Some(1568 + 97), Some(1568 + 97)));
}

/// What `ssh -Q kex`, `-Q key`, `-Q sig`, `-Q cipher`, `-Q mac` print for OpenSSH 9.2, and newer additions.
const OPENSSH: &str = "
diffie-hellman-group1-sha1 diffie-hellman-group14-sha1 diffie-hellman-group14-sha256
diffie-hellman-group16-sha512 diffie-hellman-group18-sha512 diffie-hellman-group-exchange-sha1
diffie-hellman-group-exchange-sha256 ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521
curve25519-sha256 curve25519-sha256@libssh.org sntrup761x25519-sha512 sntrup761x25519-sha512@openssh.com
mlkem768x25519-sha256 mlkem768nistp256-sha256
ssh-ed25519 ssh-ed25519-cert-v01@openssh.com sk-ssh-ed25519@openssh.com sk-ssh-ed25519-cert-v01@openssh.com
ecdsa-sha2-nistp256 ecdsa-sha2-nistp256-cert-v01@openssh.com ecdsa-sha2-nistp384
ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521 ecdsa-sha2-nistp521-cert-v01@openssh.com
sk-ecdsa-sha2-nistp256@openssh.com sk-ecdsa-sha2-nistp256-cert-v01@openssh.com
webauthn-sk-ecdsa-sha2-nistp256@openssh.com ssh-dss ssh-dss-cert-v01@openssh.com ssh-rsa
ssh-rsa-cert-v01@openssh.com rsa-sha2-256 rsa-sha2-512 rsa-sha2-256-cert-v01@openssh.com
rsa-sha2-512-cert-v01@openssh.com ssh-mldsa44-ed25519@openssh.com
3des-cbc aes128-cbc aes192-cbc aes256-cbc aes128-ctr aes192-ctr aes256-ctr aes128-gcm@openssh.com
aes256-gcm@openssh.com chacha20-poly1305@openssh.com
hmac-sha1 hmac-sha1-96 hmac-sha2-256 hmac-sha2-512 hmac-md5 hmac-md5-96 umac-64@openssh.com
umac-128@openssh.com hmac-sha1-etm@openssh.com hmac-sha1-96-etm@openssh.com hmac-sha2-256-etm@openssh.com
hmac-sha2-512-etm@openssh.com hmac-md5-etm@openssh.com hmac-md5-96-etm@openssh.com
umac-64-etm@openssh.com umac-128-etm@openssh.com";

#[test]
fn names_of_ssh() {
    for name in OPENSSH.split_whitespace() {
        let algorithm = registry::ssh(name);
        assert!(algorithm.family.is_some(), "{name}");
        assert_ne!(registry::facts(&algorithm).problem, Problem::Unknown, "{name}");
    }
    for (name, target) in registry::ssh_names() {
        assert_eq!(registry::ssh(name).name, target);
    }
    let hybrid = registry::ssh("mlkem768x25519-sha256");
    assert_eq!(hybrid.components, ["ML-KEM-768", "X25519"]);
    assert_eq!(registry::facts(&hybrid).nist_category, Some(3));
    let group14 = registry::ssh("diffie-hellman-group14-sha1");
    assert_eq!(
        (group14.parameter_set.as_deref(), group14.digest.as_deref()),
        (Some("2048"), Some("SHA-1"))
    );
    assert_eq!(
        (registry::facts(&group14).strength, registry::facts(&group14).broken),
        (Some(112), None)
    );
    assert!(registry::facts(&registry::ssh("diffie-hellman-group1-sha1")).broken.is_some());
    assert!(registry::facts(&registry::ssh("ssh-rsa")).broken.unwrap().1.contains("SHA-1"));
    assert_eq!(registry::facts(&registry::ssh("hmac-sha1")).broken, None);
    assert_eq!(registry::ssh("ecdsa-sha2-nistp384").curve.as_deref(), Some("P-384"));
}
