//! Families. Hardness assumptions: NIST IR 8547 ipd §2; `CycloneDX` names: 1.7 `cryptography-defs.json`.

use crate::model::{Maturity, Primitive};

use super::{Family, Grammar, Problem};

use Grammar::{Curve, CurveDigest, Digest, DigestSize, Rows, Size, SizeMode};
use Maturity::{Draft, PreStandard, Specification, Standard, Withdrawn};
use Primitive::{
    Ae, BlockCipher, Drbg, Hash, Kdf, Kem, KeyAgree, Mac, Other, Pke, Signature, StreamCipher,
};
use Problem::{
    Code, DiscreteLogarithm, EllipticCurve, Factoring, HashFunction, Isogeny, Lattice,
    Multivariate, Symmetric,
};

const LONG: &[&str] = &["128", "192", "256"];
const ANY: &[&str] = &[];

const fn family(name: &'static str, problem: Problem, primitive: Primitive) -> Family {
    Family {
        name,
        cyclonedx: None,
        problem,
        primitive,
        maturity: Standard,
        grammar: Rows,
        stem: name,
    }
}

impl Family {
    /// Has the same name in `CycloneDX`.
    const fn listed(mut self) -> Self {
        self.cyclonedx = Some(self.name);
        self
    }

    const fn listed_as(mut self, name: &'static str) -> Self {
        self.cyclonedx = Some(name);
        self
    }

    const fn maturity(mut self, maturity: Maturity) -> Self {
        self.maturity = maturity;
        self
    }

    const fn named(mut self, grammar: Grammar, stem: &'static str) -> Self {
        self.grammar = grammar;
        self.stem = stem;
        self
    }
}

pub(super) const FAMILIES: &[Family] = &[
    // Classical public-key cryptography.
    family("RSA", Factoring, Primitive::Unknown).named(Size, "RSA"),
    family("RSASSA-PKCS1", Factoring, Signature).listed().named(DigestSize, "RSA-PKCS1-1.5"),
    family("RSASSA-PSS", Factoring, Signature).listed().named(DigestSize, "RSA-PSS"),
    family("RSA-X931", Factoring, Signature).listed().named(DigestSize, "RSA-X9.31"),
    family("RSAES-PKCS1", Factoring, Pke).listed().named(Size, "RSAES-PKCS1-1.5"),
    family("RSAES-OAEP", Factoring, Pke).listed().named(DigestSize, "RSA-OAEP"),
    family("RSA-KEM", Factoring, Kem),
    family("DSA", DiscreteLogarithm, Signature).listed().named(DigestSize, "DSA"),
    family("KCDSA", DiscreteLogarithm, Signature).named(DigestSize, "KCDSA"),
    family("DH", DiscreteLogarithm, KeyAgree).listed_as("FFDH").named(Size, "DH"),
    family("ElGamal", DiscreteLogarithm, Pke).listed().named(Size, "ElGamal"),
    family("SRP", DiscreteLogarithm, KeyAgree).listed(),
    family("EC", EllipticCurve, Primitive::Unknown).named(Curve, "EC"),
    family("ECDSA", EllipticCurve, Signature).listed().named(CurveDigest, "ECDSA"),
    family("EC-KCDSA", EllipticCurve, Signature).named(CurveDigest, "EC-KCDSA"),
    family("ECGDSA", EllipticCurve, Signature).named(CurveDigest, "ECGDSA"),
    family("ECDH", EllipticCurve, KeyAgree).listed().named(Curve, "ECDH"),
    family("MQV", EllipticCurve, KeyAgree).listed().named(Curve, "ECMQV"),
    family("ECIES", EllipticCurve, Pke).listed().named(Curve, "ECIES"),
    family("EdDSA", EllipticCurve, Signature).listed(),
    family("BLS", EllipticCurve, Signature).listed(),
    family("Schnorr", EllipticCurve, Signature),
    family("ECNR", EllipticCurve, Signature),
    family("Nyberg-Rueppel", DiscreteLogarithm, Signature),
    family("Rabin-Williams", Factoring, Signature),
    family("LUC", Factoring, Primitive::Unknown),
    family("DLIES", DiscreteLogarithm, Pke),
    family("GOST", EllipticCurve, Signature).listed(),
    family("GOSTR3410-94", DiscreteLogarithm, Signature).listed_as("GOST"),
    family("SM2", EllipticCurve, Signature).listed(),
    family("SM9", EllipticCurve, Signature).listed(),
    family("X3DH", EllipticCurve, KeyAgree).listed(),
    family("J-PAKE", EllipticCurve, KeyAgree).listed(),
    family("SPAKE2", EllipticCurve, KeyAgree).listed(),
    family("SPAKE2PLUS", EllipticCurve, KeyAgree).listed(),
    family("OPAQUE", EllipticCurve, KeyAgree).listed(),
    // Post-quantum signatures.
    family("ML-DSA", Lattice, Signature).listed(),
    family("SLH-DSA", HashFunction, Signature).listed(),
    family("LMS", HashFunction, Signature).listed(),
    family("XMSS", HashFunction, Signature).listed(),
    family("FN-DSA", Lattice, Signature).maturity(Specification),
    family("Falcon", Lattice, Signature).maturity(PreStandard),
    family("Dilithium", Lattice, Signature).maturity(PreStandard),
    family("SPHINCS+", HashFunction, Signature).maturity(PreStandard),
    family("HAETAE", Lattice, Signature).maturity(Specification),
    family("AIMer", Symmetric, Signature).maturity(Specification),
    family("MAYO", Multivariate, Signature).maturity(PreStandard),
    family("UOV", Multivariate, Signature).maturity(PreStandard),
    family("SNOVA", Multivariate, Signature).maturity(PreStandard),
    family("MQOM", Multivariate, Signature).maturity(PreStandard),
    family("CROSS", Code, Signature).maturity(PreStandard),
    family("Rainbow", Multivariate, Signature).maturity(Withdrawn),
    // Post-quantum key encapsulation.
    family("ML-KEM", Lattice, Kem).listed(),
    family("Kyber", Lattice, Kem).maturity(PreStandard),
    family("HQC", Code, Kem).maturity(Specification),
    family("BIKE", Code, Kem).maturity(PreStandard),
    family("Classic-McEliece", Code, Kem),
    family("McEliece", Code, Pke).maturity(PreStandard),
    family("FrodoKEM", Lattice, Kem),
    family("NTRU-Prime", Lattice, Kem).maturity(Specification),
    family("NTRU-HRSS", Lattice, Kem).maturity(PreStandard),
    family("NTRU+", Lattice, Kem).maturity(Specification),
    family("SMAUG-T", Lattice, Kem).maturity(Specification),
    family("SIKE", Isogeny, Kem).maturity(Withdrawn),
    // Hybrids and composites; their facts come from their components.
    family("Composite-ML-DSA", Lattice, Signature).maturity(Draft),
    family("Composite-ML-KEM", Lattice, Kem).maturity(Draft),
    family("Hybrid-ML-KEM", Lattice, Kem),
    family("Hybrid-ML-DSA", Lattice, Signature).maturity(PreStandard),
    family("Hybrid-NTRU-Prime", Lattice, Kem).maturity(Specification),
    family("Hybrid-Kyber", Lattice, Kem).maturity(PreStandard),
    family("Hybrid-Dilithium", Lattice, Signature).maturity(PreStandard),
    family("Hybrid-Falcon", Lattice, Signature).maturity(PreStandard),
    family("Hybrid-SPHINCS+", HashFunction, Signature).maturity(PreStandard),
    family("Hybrid-MAYO", Multivariate, Signature).maturity(PreStandard),
    family("Hybrid-UOV", Multivariate, Signature).maturity(PreStandard),
    family("Hybrid-SNOVA", Multivariate, Signature).maturity(PreStandard),
    family("CECPQ2", Lattice, Kem).maturity(PreStandard),
    // Hashes.
    family("MD2", Symmetric, Hash).listed().maturity(Withdrawn),
    family("MD4", Symmetric, Hash).listed().maturity(Withdrawn),
    family("MD5", Symmetric, Hash).listed().maturity(Withdrawn),
    family("SHA-1", Symmetric, Hash).listed(),
    family("SHA-2", Symmetric, Hash).listed(),
    family("SHA-3", Symmetric, Hash).listed(),
    family("SM3", Symmetric, Hash).listed(),
    family("RIPEMD", Symmetric, Hash).listed(),
    family("Whirlpool", Symmetric, Hash).listed(),
    family("BLAKE2", Symmetric, Hash).listed(),
    family("BLAKE3", Symmetric, Hash).listed(),
    family("Keccak", Symmetric, Hash),
    family("Tiger", Symmetric, Hash),
    family("HAS-160", Symmetric, Hash),
    family("LSH", Symmetric, Hash),
    family("Streebog", Symmetric, Hash).listed_as("GOST"),
    family("GOSTR3411-94", Symmetric, Hash).listed_as("GOST"),
    // Block ciphers.
    family("AES", Symmetric, BlockCipher).listed().named(SizeMode(LONG), "AES"),
    family("ARIA", Symmetric, BlockCipher).listed().named(SizeMode(LONG), "ARIA"),
    family("CAMELLIA", Symmetric, BlockCipher).listed().named(SizeMode(LONG), "CAMELLIA"),
    family("LEA", Symmetric, BlockCipher).named(SizeMode(LONG), "LEA"),
    family("Twofish", Symmetric, BlockCipher).listed().named(SizeMode(LONG), "Twofish"),
    family("Serpent", Symmetric, BlockCipher).listed().named(SizeMode(LONG), "Serpent"),
    family("CAST6", Symmetric, BlockCipher).listed().named(SizeMode(LONG), "CAST6"),
    family("RC6", Symmetric, BlockCipher).listed().named(SizeMode(LONG), "RC6"),
    family("SEED", Symmetric, BlockCipher).listed().named(SizeMode(&["128"]), "SEED"),
    family("HIGHT", Symmetric, BlockCipher).named(SizeMode(&["128"]), "HIGHT"),
    family("SM4", Symmetric, BlockCipher).listed().named(SizeMode(&["128"]), "SM4"),
    family("IDEA", Symmetric, BlockCipher).listed().named(SizeMode(&["128"]), "IDEA"),
    family("Blowfish", Symmetric, BlockCipher).listed().named(SizeMode(ANY), "Blowfish"),
    family("CAST5", Symmetric, BlockCipher).listed().named(SizeMode(ANY), "CAST5"),
    family("RC5", Symmetric, BlockCipher).listed().named(SizeMode(ANY), "RC5"),
    family("GOST28147", Symmetric, BlockCipher).listed_as("GOST").named(SizeMode(ANY), "GOST28147"),
    family("Kuznyechik", Symmetric, BlockCipher).named(SizeMode(&["256"]), "Kuznyechik"),
    family("Magma", Symmetric, BlockCipher).named(SizeMode(&["256"]), "Magma"),
    family("Skipjack", Symmetric, BlockCipher)
        .listed()
        .maturity(Withdrawn)
        .named(SizeMode(&["80"]), "Skipjack"),
    family("3DES", Symmetric, BlockCipher)
        .listed()
        .maturity(Withdrawn)
        .named(SizeMode(&["112", "168"]), "3DES"),
    family("DES", Symmetric, BlockCipher)
        .listed()
        .maturity(Withdrawn)
        .named(SizeMode(&["40", "56"]), "DES"),
    family("RC2", Symmetric, BlockCipher)
        .listed()
        .maturity(Withdrawn)
        .named(SizeMode(&["40", "64", "128"]), "RC2"),
    // Stream ciphers and authenticated encryption.
    family("RC4", Symmetric, StreamCipher)
        .listed()
        .maturity(Withdrawn)
        .named(SizeMode(&["40", "56", "128"]), "RC4"),
    family("ChaCha20", Symmetric, StreamCipher).listed(),
    family("Salsa20", Symmetric, StreamCipher).listed(),
    family("HC", Symmetric, StreamCipher).listed(),
    family("RABBIT", Symmetric, StreamCipher).listed(),
    family("SOSEMANUK", Symmetric, StreamCipher),
    family("TEA", Symmetric, BlockCipher),
    family("ZipCrypto", Symmetric, StreamCipher).maturity(Withdrawn),
    family("AEGIS", Symmetric, Ae),
    family("ZUC", Symmetric, StreamCipher).listed(),
    family("SNOW3G", Symmetric, StreamCipher).listed(),
    family("A5/1", Symmetric, StreamCipher).listed().maturity(Withdrawn),
    family("A5/2", Symmetric, StreamCipher).listed().maturity(Withdrawn),
    family("Ascon", Symmetric, Ae).listed(),
    // Message authentication.
    family("HMAC", Symmetric, Mac).listed().named(Digest, "HMAC"),
    family("UMAC", Symmetric, Mac).listed(),
    family("CMAC", Symmetric, Mac).listed(),
    family("GMAC", Symmetric, Mac),
    family("Poly1305", Symmetric, Mac).listed(),
    family("SipHash", Symmetric, Mac).listed(),
    family("PBMAC1", Symmetric, Mac).listed(),
    // Key derivation and random bits.
    family("HKDF", Symmetric, Kdf).listed().named(Digest, "HKDF"),
    family("PBKDF1", Symmetric, Kdf).listed().named(Digest, "PBKDF1"),
    family("PBKDF2", Symmetric, Kdf).listed().named(Digest, "PBKDF2"),
    family("ANSI-KDF", Symmetric, Kdf).listed().named(Digest, "ANSI-KDF-X9.63"),
    family("SSH-KDF", Symmetric, Kdf).listed().named(Digest, "SSH-KDF"),
    family("KBKDF", Symmetric, Kdf).listed_as("SP800-108").named(Digest, "KBKDF"),
    family("ConcatKDF", Symmetric, Kdf).listed_as("SP800-56C").named(Digest, "ConcatKDF"),
    family("TLS-PRF", Symmetric, Kdf).listed().named(Digest, "TLS12-PRF"),
    family("scrypt", Symmetric, Kdf).listed(),
    family("bcrypt", Symmetric, Kdf).listed(),
    family("yescrypt", Symmetric, Kdf).listed(),
    family("Argon2", Symmetric, Kdf).listed(),
    // crypt(3)
    family("DES-crypt", Symmetric, Kdf),
    family("MD5-crypt", Symmetric, Kdf),
    family("SHA-256-crypt", Symmetric, Kdf),
    family("SHA-512-crypt", Symmetric, Kdf),
    family("crypt", Symmetric, Kdf),
    family("PKCS12-KDF", Symmetric, Kdf),
    family("PRNG", Symmetric, Drbg),
    family("CSPRNG", Symmetric, Drbg),
    family("CTR_DRBG", Symmetric, Drbg).listed(),
    family("Hash_DRBG", Symmetric, Drbg).listed().named(Digest, "Hash_DRBG"),
    family("HMAC_DRBG", Symmetric, Drbg).listed().named(Digest, "HMAC_DRBG"),
    // Password-based encryption (PKCS #5, PKCS #12).
    family("PBES1", Symmetric, Other).listed(),
    family("PBES2", Symmetric, Other).listed(),
    family("PKCS12-PBE", Symmetric, Other),
];
