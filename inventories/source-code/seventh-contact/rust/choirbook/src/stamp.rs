//! Stamps on the first page.

use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use openssl::ssl::{SslConnector, SslMethod, SslVersion};
use openssl::symm::{encrypt, Cipher};
use serde::Deserialize;

const INK_STRENGTH: u32 = 256;
const FILM: Film = Film::Old;

#[allow(dead_code)]
enum Film {
    Old,
    Fresh,
}

#[derive(Deserialize)]
struct Book {
    stamp: Stamp,
}

#[derive(Deserialize)]
struct Stamp {
    #[serde(default = "usual_curve")]
    curve: String,
}

fn usual_curve() -> String {
    "prime256v1".to_string()
}

fn nid_of(curve: &str) -> Nid {
    match curve {
        "secp521r1" => Nid::SECP521R1,
        "secp384r1" => Nid::SECP384R1,
        _ => Nid::X9_62_PRIME256V1,
    }
}

pub fn page_stamp(sum: &[u8]) -> Result<EcdsaSig, Box<dyn std::error::Error>> {
    let book: Book = toml::from_str(include_str!("../choirbook.toml"))?;
    let group = EcGroup::from_curve_name(nid_of(&book.stamp.curve))?;
    let key = EcKey::generate(&group)?;
    Ok(EcdsaSig::sign(sum, &key)?)
}

pub fn archive_key() -> Result<PKey<Private>, openssl::error::ErrorStack> {
    let bits = std::env::var("CHOIR_ARCHIVE_BITS").ok().and_then(|v| v.parse().ok()).unwrap_or(3072);
    PKey::from_rsa(Rsa::generate(bits)?)
}

pub fn archive_stamp(page: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let key = archive_key()?;
    let ink = MessageDigest::from_name(&format!("sha{INK_STRENGTH}")).ok_or("ink")?;
    let mut signer = Signer::new(ink, &key)?;
    signer.update(page)?;
    Ok(signer.sign_to_vec()?)
}

pub fn microfilm(key: &[u8], iv: &[u8], page: &[u8]) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let cipher = match FILM {
        Film::Old => Cipher::des_ede3_cbc(),
        Film::Fresh => Cipher::aes_256_cbc(),
    };
    encrypt(cipher, key, Some(iv), page)
}

pub fn catalogue_line() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut b = SslConnector::builder(SslMethod::tls())?;
    b.set_min_proto_version(Some(SslVersion::TLS1_1))?;
    b.set_groups_list("X25519:P-256")?;
    Ok(b.build())
}
