//! Tables that algorithms cannot do without, as their standards print them.
//!
//! A pattern is the first 32 bytes of a table or more, so that no other data agrees by chance; where one is shorter, its
//! bytes are as random as a key. The tests compute those that follow from a definition and compare curves with what
//! OpenSSL says of them. Left out,
//! because other things have them too: initial values of MD4, MD5 and SHA-1 (each other's), of SHA-256 and SHA-512
//! (BLAKE2's and BLAKE3's), the numbers 9 and 2^255 - 19, and OIDs, which every library of names knows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Region;
use crate::detect::Literals;

/// What a table is and the first place where it lies, by the algorithm that needs it.
pub type Constants = BTreeMap<&'static str, BTreeMap<&'static str, u64>>;

/// The beginning of a table.
pub struct Table {
    /// Registry name of the algorithm.
    pub algorithm: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Bytes of one number; they may stand in either order.
    pub width: usize,
    /// The numbers, the highest byte first, in hexadecimal.
    pub hex: &'static str,
}

const fn table(
    algorithm: &'static str,
    what: &'static str,
    width: usize,
    hex: &'static str,
) -> Table {
    Table { algorithm, what, width, hex }
}

#[rustfmt::skip] // one table a line
const TABLES: &[Table] = &[
    table("AES", "S-box (FIPS 197 §5.1.1)", 1, "637c777bf26b6fc53001672bfed7ab76ca82c97dfa5947f0add4a2af9ca472c0"),
    table("AES", "inverse S-box (FIPS 197 §5.3.2)", 1, "52096ad53036a538bf40a39e81f3d7fb7ce339829b2fff87348e4344c4dee9cb"),
    table("AES", "encryption table (Rijndael proposal §5.2.1)", 4, "c66363a5f87c7c84ee777799f67b7b8dfff2f20dd66b6bbdde6f6fb191c5c554"),
    table("AES", "decryption table (Rijndael proposal §5.2.1)", 4, "51f4a7507e4165531a17a4c33a275e963bab6bcb1f9d45f1acfa58ab4be30393"),
    table("DES", "S-box 1 (FIPS 46-3)", 1, "0e040d01020f0b08030a060c05090007000f07040e020d010a060c0b09050308"),
    table("DES", "S-boxes joined with the permutation P (FIPS 46-3)", 4, "020808000008000002000002020808020200000000080802000800020200000200080802020808000208000000000802"),
    table("DES", "S-boxes joined with the permutation P (FIPS 46-3)", 4, "010104000000000000010000010104040101000400010404000000040001000000000400010104000101040400000400"),
    table("SHA-256", "round constants, of SHA-224 too (FIPS 180-4 §4.2.2)", 4, "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5"),
    table("SHA-512", "round constants, of SHA-384 too (FIPS 180-4 §4.2.3)", 8, "428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc"),
    table("SHA-384", "initial value (FIPS 180-4 §5.3.4)", 8, "cbbb9d5dc1059ed8629a292a367cd5079159015a3070dd17152fecd8f70e5939"),
    table("SHA-1", "round constants, four of each (FIPS 180-4 §4.2.1)", 4, "5a8279995a8279995a8279995a8279996ed9eba16ed9eba16ed9eba16ed9eba1"),
    table("SHA3-256", "round constants of Keccak, of all of SHA-3 and SHAKE (FIPS 202 §3.2.5)", 8, "00000000000000010000000000008082800000000000808a8000000080008000000000000000808b0000000080000001"),
    table("MD5", "table T (RFC 1321 §3.4)", 4, "d76aa478e8c7b756242070dbc1bdceeef57c0faf4787c62aa8304613fd469501"),
    table("MD2", "substitution table (RFC 1319 §3.2)", 1, "292e43c9a2d87c013d3654a1ecf0061362a705f3c0c7738c98932bd9bc4c82ca"),
    table("Blowfish", "P-array: the digits of pi (Schneier 1993)", 4, "243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89"),
    table("CAST5", "S-box 1 (RFC 2144 appendix A)", 4, "30fb40d49fa0ff0b6beccd2f3f258c7a1e213f2f9c004dd36003e540cf9fc949"),
    table("RC2", "PITABLE (RFC 2268 §2)", 1, "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2"),
    table("SEED-128", "SS-box 0 (RFC 4269 appendix A)", 4, "2989a1a80585818416c6d2d413c3d3d0144450541d0d111c2c8ca0ac25052124"),
    table("CAMELLIA", "S-box 1 (RFC 3713 §2.4.1)", 1, "70822cecb327c0e5e4855735ea0cae4123ef6b934519a521ed0e4f4e1d6592bd"),
    table("LEA", "key schedule constants (KS X 3246)", 4, "c3efe9db44626b0279e27c8a78df30ec715ea49ec785da0ae04ef22ae5c40957"),
    table("SM4-128", "S-box (GM/T 0002)", 1, "d690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699"),
    table("ChaCha20", "constant, of Salsa20 too (RFC 8439 §2.3)", 1, "657870616e642033322d62797465206b"),
    table("EC-P-256", "coefficient b (SP 800-186 §3.2.1.3)", 32, "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    table("EC-P-256", "base point (SP 800-186 §3.2.1.3)", 32, "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    table("EC-P-256", "base point in Montgomery form (SP 800-186 §3.2.1.3)", 32, "18905f76a53755c679fb732b7762251075ba95fc5fedb60179e730d418a9143c"),
    table("EC-P-384", "coefficient b (SP 800-186 §3.2.1.4)", 48, "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
    table("EC-P-384", "base point (SP 800-186 §3.2.1.4)", 48, "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
    table("EC-P-521", "coefficient b (SP 800-186 §3.2.1.5)", 65, "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00"),
    table("EC-secp256k1", "base point (SEC 2 §2.4.1)", 32, "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
    table("EC-secp256k1", "order (SEC 2 §2.4.1)", 32, "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
    table("EC-brainpoolP256r1", "coefficient b (RFC 5639 §3.4)", 32, "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6"),
    table("SM2", "coefficient b (GM/T 0003.5)", 32, "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"),
    table("Ed25519", "coefficient d (RFC 8032 §5.1)", 32, "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"),
    table("Ed25519", "coefficient d in five limbs (RFC 8032 §5.1)", 8, "00034dca135978a30001a8283b156ebd0005e7a26001c029000739c663a03cbb"),
    table("Ed25519", "coefficient d in ten limbs (RFC 8032 §5.1)", 4, "ff5978b600d37285ff156ebd006a0a0f0001c029ff79e898ffa03cbcffce7199"),
    table("DH", "prime of the MODP groups (RFC 2409 §6, RFC 3526)", 48, "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"),
    table("DH", "prime of the ffdhe groups (RFC 7919 appendix A)", 48, "ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695a9e13641146433fbcc939dce249b3ef9"),
    table("ML-KEM", "powers of 17 modulo 3329, of Kyber too (FIPS 203 appendix A)", 2, "06c10a140cd90a520276076903500426077f00c1031d0ae20cbc023906d20128"),
    table("ML-KEM", "powers of 17 modulo 3329 in Montgomery form, of Kyber too (FIPS 203 appendix A)", 2, "0a0b0b9a071405d5058e011f00ca0c56026e062900b603c2084f073f05bc023d"),
    table("ML-KEM", "powers of 17 modulo 3329 in Montgomery form, of Kyber too (FIPS 203 appendix A)", 2, "fd0afe99fa1305d5058e011f00caff55026e062900b603c2fb4efa3e05bc023d"),
    table("ML-DSA", "powers of 1753 modulo 8380417, of Dilithium too (FIPS 204 appendix B)", 4, "00495e020039756700396569004f062b0053df73004fe033004f066b0076b1ae"),
    table("ML-DSA", "powers of 1753 modulo 8380417 in Montgomery form, of Dilithium too (FIPS 204 appendix B)", 4, "000064f7005811030077f50400039e44007401190072812900071e24001bde2b"),
    table("ML-DSA", "powers of 1753 modulo 8380417 in Montgomery form, of Dilithium too (FIPS 204 appendix B)", 4, "000064f7ffd83102fff8150300039e44fff42118fff2a12800071e24001bde2b"),
];

impl Table {
    /// Its bytes in both orders; one order where they are the same.
    fn patterns(&self) -> Vec<Vec<u8>> {
        let digit = |at: usize| u8::from_str_radix(&self.hex[at..at + 2], 16).unwrap_or_default();
        let big = (0..self.hex.len()).step_by(2).map(digit).collect::<Vec<_>>();
        let little = big
            .chunks(self.width)
            .flat_map(|number| number.iter().rev().copied())
            .collect::<Vec<_>>();
        if little == big { vec![big] } else { vec![big, little] }
    }
}

/// Tables in `data`, by the name of their algorithm, each with its first place in the input.
pub fn constants(data: &[Region<'_>]) -> Constants {
    static WORDS: LazyLock<(Literals, Vec<&'static Table>)> = LazyLock::new(|| {
        let pairs = TABLES
            .iter()
            .flat_map(|table| table.patterns().into_iter().map(move |bytes| (bytes, table)));
        let (patterns, owners): (Vec<_>, Vec<_>) = pairs.unzip();
        (Literals::new(patterns), owners)
    });
    let (words, owners) = &*WORDS;
    let mut found = Constants::new();
    for region in data {
        words.find(region.bytes, |pattern, start| {
            let table = owners[pattern];
            let place = region.offset + start as u64;
            let known = found.entry(table.algorithm).or_default().entry(table.what);
            known.and_modify(|known| *known = place.min(*known)).or_insert(place);
        });
    }
    found
}

#[cfg(test)]
mod tests;
