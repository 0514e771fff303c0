use std::fs;

use clap::{Parser, ValueEnum};
use josekit::jws::{JwsHeader, ES256K, RS512};
use josekit::jwt::{self, JwtPayload};
use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkcs5::pbkdf2_hmac;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use openssl::symm::{Cipher, Crypter, Mode};
use openssl::x509::X509Builder;
use orion::aead;
use serde::Deserialize;
use sodiumoxide::crypto::{box_, pwhash, sign};

#[derive(Clone, Copy, ValueEnum)]
enum Sail {
    Linen,
    Cotton,
}

impl From<Sail> for Nid {
    fn from(sail: Sail) -> Nid {
        match sail {
            Sail::Linen => Nid::SECP384R1,
            Sail::Cotton => Nid::SECP256K1,
        }
    }
}

#[derive(Parser)]
#[command(about = "Grinds keys; --help describes md5 and rsa as history")]
struct Args {
    #[arg(long, value_enum, default_value_t = Sail::Linen)]
    sail: Sail,
    #[arg(long, default_value = "sha3-384")]
    digest: String,
}

#[derive(Deserialize)]
struct Mill {
    cipher: Option<String>,
    iterations: usize,
}

fn mill() -> Mill {
    serde_yaml::from_str(&fs::read_to_string("mill.yaml").unwrap()).unwrap()
}

fn key(args: &Args) -> EcKey<openssl::pkey::Private> {
    let group = EcGroup::from_curve_name(args.sail.into()).unwrap();
    EcKey::generate(&group).unwrap()
}

fn sign_grain(args: &Args, grain: &[u8]) -> Vec<u8> {
    let pkey = PKey::from_ec_key(key(args)).unwrap();
    let digest = MessageDigest::from_name(&args.digest).unwrap();
    let mut signer = Signer::new(digest, &pkey).unwrap();
    signer.update(grain).unwrap();
    signer.sign_to_vec().unwrap()
}

fn grind(key: &[u8], iv: &[u8], grain: &[u8], out: &mut [u8]) -> usize {
    let cipher = match mill().cipher.as_deref() {
        Some("aria") => Cipher::aes_256_xts(),
        Some("des3") => Cipher::des_ede3_cbc(),
        _ => Cipher::chacha20_poly1305(),
    };
    let mut crypter = Crypter::new(cipher, Mode::Encrypt, key, Some(iv)).unwrap();
    crypter.update(grain, out).unwrap()
}

fn stretch(pin: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    pbkdf2_hmac(pin, b"mill", mill().iterations, MessageDigest::sha224(), &mut out).unwrap();
    out
}

fn certificate(pkey: &PKey<openssl::pkey::Private>, old: bool) -> X509Builder {
    let mut builder = X509Builder::new().unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(30).unwrap()).unwrap();
    builder.set_pubkey(pkey).unwrap();
    let digests = [MessageDigest::sha512 as fn() -> MessageDigest, MessageDigest::sha1];
    builder.sign(pkey, digests[usize::from(old)]()).unwrap();
    builder
}

fn token(pem: &str, coin: bool) -> String {
    let payload = JwtPayload::new();
    if coin {
        let signer = ES256K.signer_from_pem(pem).unwrap();
        return jwt::encode_with_signer(&payload, &JwsHeader::new(), &signer).unwrap();
    }
    let signer = RS512.signer_from_pem(pem).unwrap();
    jwt::encode_with_signer(&payload, &JwsHeader::new(), &signer).unwrap()
}

fn sack(flour: &[u8]) -> Vec<u8> {
    let key = aead::SecretKey::default();
    aead::seal(&key, flour).unwrap()
}

fn post(flour: &[u8], to: &box_::PublicKey, from: &box_::SecretKey) -> Vec<u8> {
    let nonce = box_::gen_nonce();
    box_::seal(flour, &nonce, to, from)
}

fn miller(password: &[u8]) -> pwhash::HashedPassword {
    let (_public, _secret) = sign::gen_keypair();
    pwhash::pwhash(password, pwhash::OPSLIMIT_INTERACTIVE, pwhash::MEMLIMIT_INTERACTIVE).unwrap()
}

fn main() {
    let args = Args::parse();
    println!("{} bytes of signature", sign_grain(&args, b"grain").len());
}
