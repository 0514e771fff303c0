//! Names and types that the other modules share.

pub type RowCipher = aes_gcm::Aes128Gcm;
pub type LotDigest = sha2::Sha512;
pub const LEGACY_BITS: usize = 1024;

/// Algorithm names as they stand in the printed catalogue.
pub const PRINTED: &[(&str, &str)] = &[
    ("1.2.840.113549.2.5", "md5"),
    ("1.3.14.3.2.26", "sha1"),
    ("2.16.840.1.101.3.4.4.2", "id-alg-ml-kem-768"),
];

#[allow(non_camel_case_types)]
pub enum Withdrawn {
    DES_CBC,
    RC4_40,
}
