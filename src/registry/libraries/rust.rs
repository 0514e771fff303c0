//! Crates. Quantum-resistant ones are rows of their own, because each has its own version.

use super::row::{Advisory, Capability, Feature, Library};
use crate::model::Ecosystem::{Cargo, Deb};

/// Where the facts of this table were established.
const TRIED: &str = "crate as published, built and run";
const RUSTLS: &str = "rustls source tree and release notes";

#[rustfmt::skip] // many a line
pub(super) const LIBRARIES: &[Library] = &[
    Library::new("ring", "ring")
        .packages(&[(Cargo, &["ring"])])
        .classical_until("0.17.14", TRIED),
    Library::new("rustls", "rustls")
        .packages(&[(Cargo, &["rustls"])])
        .has(&[
            Capability::at_latest(Feature::HybridTls, "0.23.27", RUSTLS).default_from("0.23.27").primary().detail("X25519MLKEM768 with the aws-lc-rs provider, not with ring"),
            Capability::from(Feature::MlDsa, "0.23.44", RUSTLS).default_from("0.23.44").primary().detail("with the aws-lc-rs provider"),
        ]),
    Library::new("rustls-post-quantum", "rustls-post-quantum").packages(&[(Cargo, &["rustls-post-quantum"])]),
    Library::new("aws-lc-rs", "aws-lc-rs")
        .packages(&[(Cargo, &["aws-lc-rs"])])
        .has(&[
            Capability::at_latest(Feature::MlKem, "1.18.1", TRIED).primary(),
            Capability::at_latest(Feature::MlDsa, "1.18.1", TRIED).primary().detail("stable from 1.18.1"),
        ]),
    Library::new("aws-lc-sys", "AWS-LC, bundled as a crate").packages(&[(Cargo, &["aws-lc-sys", "aws-lc-fips-sys"])]),
    Library::new("rust-openssl", "Bindings to OpenSSL").packages(&[(Cargo, &["openssl", "openssl-sys", "native-tls"])]),
    Library::new("graviola", "Graviola")
        .packages(&[(Cargo, &["graviola", "rustls-graviola"])])
        .has(&[Capability::at_latest(Feature::MlKem, "0.4.2", TRIED).primary().detail("ML-KEM-768")]),
    Library::new("rustcrypto", "RustCrypto, classical crates")
        .packages(&[(Cargo, &[
            "aead", "aes", "aes-gcm", "aes-gcm-siv", "aes-kw", "aes-siv", "argon2", "aria", "ascon-aead", "ascon-hash", "balloon-hash", "bcrypt-pbkdf",
            "belt-block", "belt-hash", "blake2", "blowfish", "bp256", "bp384", "camellia", "cast5", "cast6", "ccm", "cfb-mode", "chacha20",
            "chacha20poly1305", "cmac", "cms", "cmpv2", "concat-kdf", "crypto-bigint", "crypto-box", "crypto_box", "crypto_secretbox", "crypto_kx", "daa",
            "deoxys", "des", "dsa", "eax", "ecb", "ecdsa", "ed25519", "ed448", "elliptic-curve", "fsb", "gcm-siv", "ghash", "gost-modes", "gost94", "groestl", "hkdf",
            "hmac", "idea", "jh", "k256", "k12", "kuznyechik", "magma", "md-5", "md2", "md4", "mgm", "ocb3", "ofb", "p192", "p224", "p256", "p384",
            "p521", "password-hash", "pbkdf2", "pkcs1", "pkcs12", "pkcs5", "pkcs8", "pmac", "poly1305", "polyval", "primeorder", "rabbit", "rc2", "rc4",
            "rc5", "rfc6979", "ripemd", "rsa", "salsa20", "scrypt", "serpent", "sha-1", "sha-crypt", "sha1", "sha2", "sha3", "shabal", "shake", "signature", "siphasher", "skein",
            "sm2", "sm3", "sm4", "spake2", "srp", "ssh-cipher", "ssh-key", "streebog", "threefish", "tiger", "twofish", "whirlpool", "x509-cert", "xsalsa20poly1305", "yescrypt",
        ])]),
    Library::new("dalek", "dalek-cryptography")
        .packages(&[(Cargo, &["curve25519-dalek", "ed25519-dalek", "x25519-dalek", "curve25519-dalek-ng", "ed25519-zebra", "ed25519-compact", "schnorrkel"])]),
    Library::new("blake3", "BLAKE3").packages(&[(Cargo, &["blake3"])]),
    Library::new("bcrypt", "bcrypt crates").packages(&[(Cargo, &["bcrypt", "rust-argon2", "pwhash"])]),
    Library::new("rust-crypto", "rust-crypto")
        .packages(&[(Cargo, &["rust-crypto"])])
        .unmaintained(&[Advisory::of_crate("rust-crypto", "RUSTSEC-2016-0005")]),
    Library::new("orion", "orion").packages(&[(Cargo, &["orion"])]),
    Library::new("snow", "Noise framework").packages(&[(Cargo, &["snow", "noise-protocol"])]),
    Library::new("russh", "russh").packages(&[(Cargo, &["russh", "russh-keys", "thrussh", "thrussh-keys"])]),
    Library::new("sequoia", "Sequoia OpenPGP").packages(&[(Cargo, &["sequoia-openpgp", "pgp"]), (Deb, &["sq", "sqop", "sqv"])]),
    Library::new("age", "age").packages(&[(Cargo, &["age"])]),
    Library::new("rust-jwt", "JOSE crates").packages(&[(Cargo, &["jsonwebtoken", "josekit", "jwt-simple", "jwt", "biscuit", "jose-jwk"])]),
    Library::new("rust-pairing", "Pairing-friendly curves").packages(&[(Cargo, &["bls12_381", "blst", "blstrs", "ark-bls12-381", "pairing", "bls-signatures", "threshold_crypto"])]),
    Library::new("rcgen", "rcgen").packages(&[(Cargo, &["rcgen", "webpki", "rustls-webpki"])]),
    Library::new("ml-kem", "RustCrypto ml-kem")
        .packages(&[(Cargo, &["ml-kem"])])
        .has(&[Capability::at_latest(Feature::MlKem, "0.3.0", TRIED).primary().detail("not audited")]),
    Library::new("ml-dsa", "RustCrypto ml-dsa")
        .packages(&[(Cargo, &["ml-dsa"])])
        .has(&[Capability::at_latest(Feature::MlDsa, "0.1.0", TRIED).primary().detail("not audited")]),
    Library::new("slh-dsa", "RustCrypto slh-dsa")
        .packages(&[(Cargo, &["slh-dsa"])])
        .has(&[Capability::at_latest(Feature::SlhDsa, "0.2.0-rc.5", TRIED).primary().detail("not audited")]),
    Library::new("x-wing", "RustCrypto x-wing")
        .packages(&[(Cargo, &["x-wing"])])
        .has(&[Capability::at_latest(Feature::MlKem, "0.1.1", TRIED).primary().detail("X-Wing, ML-KEM-768 with X25519")]),
    Library::new("hqc-kem", "RustCrypto hqc-kem")
        .packages(&[(Cargo, &["hqc-kem"])])
        .has(&[Capability::at_latest(Feature::Hqc, "0.1.0-rc.0", TRIED).primary().detail("FIPS 207 draft")]),
    Library::new("frodo-kem", "RustCrypto frodo-kem")
        .packages(&[(Cargo, &["frodo-kem"])])
        .has(&[Capability::at_latest(Feature::FrodoKem, "0.1.0", TRIED).primary()]),
    Library::new("fn-dsa", "fn-dsa")
        .packages(&[(Cargo, &["fn-dsa", "fn-dsa-kgen", "fn-dsa-sign", "fn-dsa-vrfy", "fn-dsa-comm"])])
        .has(&[Capability::at_latest(Feature::FnDsa, "0.4.0", TRIED).primary().detail("no standard yet: formats may change")]),
    Library::new("fips203", "fips203")
        .packages(&[(Cargo, &["fips203"])])
        .has(&[Capability::at_latest(Feature::MlKem, "0.5.0", TRIED).primary()]),
    Library::new("fips204", "fips204")
        .packages(&[(Cargo, &["fips204"])])
        .has(&[Capability::at_latest(Feature::MlDsa, "0.5.0", TRIED).primary()]),
    Library::new("fips205", "fips205")
        .packages(&[(Cargo, &["fips205"])])
        .has(&[Capability::at_latest(Feature::SlhDsa, "0.5.0", TRIED).primary()]),
    Library::new("libcrux-ml-kem", "libcrux ML-KEM")
        .packages(&[(Cargo, &["libcrux-ml-kem"])])
        .has(&[Capability::at_latest(Feature::MlKem, "0.0.11", TRIED).primary()]),
    Library::new("libcrux-ml-dsa", "libcrux ML-DSA")
        .packages(&[(Cargo, &["libcrux-ml-dsa"])])
        .has(&[Capability::at_latest(Feature::MlDsa, "0.0.11", TRIED).primary()]),
    Library::new("libcrux", "libcrux, classical crates").packages(&[(Cargo, &["libcrux", "libcrux-sha3", "libcrux-kem", "libcrux-hkdf", "libcrux-hmac", "libcrux-sha2", "libcrux-ed25519", "libcrux-ecdh", "libcrux-psq", "libcrux-chacha20poly1305"])]),
    Library::new("oqs", "Bindings to liboqs")
        .packages(&[(Cargo, &["oqs", "oqs-sys"])])
        .has(&[
            Capability::at_latest(Feature::MlKem, "0.11.0", TRIED).primary(),
            Capability::at_latest(Feature::MlDsa, "0.11.0", TRIED).primary(),
        ]),
    Library::new("kpqc", "kpqc")
        .packages(&[(Cargo, &["kpqc"])])
        .has(&[
            Capability::at_latest(Feature::SmaugT, "0.2.1", TRIED).primary(),
            Capability::at_latest(Feature::NtruPlus, "0.2.1", TRIED).primary(),
            Capability::at_latest(Feature::Haetae, "0.2.1", TRIED).primary(),
            Capability::at_latest(Feature::Aimer, "0.2.1", TRIED).primary().detail("AIM3"),
        ]),
    Library::new("hbs-lms", "hbs-lms")
        .packages(&[(Cargo, &["hbs-lms", "lms-signature"])])
        .has(&[Capability::unstated(Feature::Lms, TRIED).primary()]),
    Library::new("xmss", "xmss")
        .packages(&[(Cargo, &["xmss"])])
        .has(&[Capability::at_latest(Feature::Xmss, "0.1.0-pre.0", TRIED).primary()]),
    Library::new("classic-mceliece-rust", "classic-mceliece-rust")
        .packages(&[(Cargo, &["classic-mceliece-rust"])])
        .has(&[Capability::at_latest(Feature::ClassicMcEliece, "3.1.0", TRIED).primary()]),
    Library::new("pq-mayo", "pq-mayo")
        .packages(&[(Cargo, &["pq-mayo"])])
        .has(&[Capability::at_latest(Feature::Mayo, "0.6.0", TRIED).primary()]),
    Library::new("sntrup", "sntrup")
        .packages(&[(Cargo, &["sntrup"])])
        .has(&[Capability::at_latest(Feature::NtruPrime, "0.4.0", TRIED).primary()]),
    Library::new("pqcrypto", "pqcrypto")
        .packages(&[(Cargo, &["pqcrypto", "pqcrypto-traits", "pqcrypto-internals", "pqcrypto-falcon", "pqcrypto-sphincsplus", "pqcrypto-hqc", "pqcrypto-dilithium", "pqcrypto-kyber"])])
        .unmaintained(&[
            Advisory::of_crate("pqcrypto", "RUSTSEC-2026-0164"),
            Advisory::of_crate("pqcrypto-traits", "RUSTSEC-2026-0162"),
            Advisory::of_crate("pqcrypto-internals", "RUSTSEC-2026-0163"),
            Advisory::of_crate("pqcrypto-falcon", "RUSTSEC-2026-0165"),
            Advisory::of_crate("pqcrypto-sphincsplus", "RUSTSEC-2026-0160"),
            Advisory::of_crate("pqcrypto-hqc", "RUSTSEC-2026-0168"),
            Advisory::of_crate("pqcrypto-dilithium", "RUSTSEC-2024-0380"),
            Advisory::of_crate("pqcrypto-kyber", "RUSTSEC-2024-0381"),
        ]),
    Library::new("pqcrypto-mlkem", "pqcrypto-mlkem")
        .packages(&[(Cargo, &["pqcrypto-mlkem"])])
        .has(&[Capability::at_latest(Feature::MlKem, "0.1.1", TRIED).primary()])
        .unmaintained(&[Advisory::of_crate("pqcrypto-mlkem", "RUSTSEC-2026-0161")]),
    Library::new("pqcrypto-mldsa", "pqcrypto-mldsa")
        .packages(&[(Cargo, &["pqcrypto-mldsa"])])
        .has(&[Capability::at_latest(Feature::MlDsa, "0.1.2", TRIED).primary()])
        .unmaintained(&[Advisory::of_crate("pqcrypto-mldsa", "RUSTSEC-2026-0166")]),
    Library::new("pqcrypto-classicmceliece", "pqcrypto-classicmceliece")
        .packages(&[(Cargo, &["pqcrypto-classicmceliece"])])
        .has(&[Capability::at_latest(Feature::ClassicMcEliece, "0.2.1", TRIED).primary()])
        .unmaintained(&[Advisory::of_crate("pqcrypto-classicmceliece", "RUSTSEC-2026-0167")]),
];
