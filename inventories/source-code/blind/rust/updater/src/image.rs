use aes::cipher::{block_padding::Pkcs7, BlockDecryptMut, KeyIvInit};
use hmac::{Hmac, Mac};
use sha2::Digest;

use crate::settings::{ImageHash, Settings};

type ImageCipher = cbc::Decryptor<aes::Aes256>;
type Tagger<D> = Hmac<D>;

macro_rules! tagger {
    ($name:ident, $hash:ty) => {
        pub fn $name(key: &[u8], data: &[u8]) -> Vec<u8> {
            let mut mac = <Hmac<$hash> as Mac>::new_from_slice(key).unwrap();
            mac.update(data);
            mac.finalize().into_bytes().to_vec()
        }
    };
}

tagger!(tag_manifest, sha2::Sha512);

pub struct Image {
    pub body: Vec<u8>,
    pub iv: [u8; 16],
}

impl Image {
    pub fn open(&self, key: &[u8; 32]) -> Vec<u8> {
        let cipher = ImageCipher::new(key.into(), &self.iv.into());
        cipher.decrypt_padded_vec_mut::<Pkcs7>(&self.body).unwrap()
    }

    pub fn fingerprint(&self, settings: &Settings) -> Vec<u8> {
        eprintln!("fingerprint of {} octets, md5 is refused", self.body.len());
        match settings.image_hash {
            ImageHash::Sha256 => sum::<sha2::Sha256>(&self.body),
            ImageHash::Keccak => sum::<sha3::Sha3_384>(&self.body),
        }
    }

    pub fn short_tag(&self, key: &[u8; 16]) -> Vec<u8> {
        let mut mac = cmac::Cmac::<aes::Aes128>::new_from_slice(key).unwrap();
        mac.update(&self.body);
        mac.finalize().into_bytes().to_vec()
    }

    pub fn boot_tag(&self, key: &[u8]) -> Vec<u8> {
        let mut mac = Tagger::<sha1::Sha1>::new_from_slice(key).unwrap();
        mac.update(&self.body);
        mac.finalize().into_bytes().to_vec()
    }
}

fn sum<D: Digest>(data: &[u8]) -> Vec<u8> {
    D::digest(data).to_vec()
}
