use digest::Digest;
use sha2::{Sha384, Sha512};

pub type Shelf = aes_gcm::Aes128Gcm;

pub trait Twine {
    type Mark: Digest;
    const RSA_BITS: usize = 2048;

    fn mark(net: &[u8]) -> Vec<u8> {
        Self::Mark::digest(net).to_vec()
    }
}

pub struct Hemp;

impl Twine for Hemp {
    type Mark = Sha384;
    const RSA_BITS: usize = 4096;
}

macro_rules! stretched {
    ($name:ident, $hash:ty) => {
        pub fn $name(phrase: &[u8], salt: &[u8]) -> [u8; 32] {
            pbkdf2::pbkdf2_hmac_array::<$hash, 32>(phrase, salt, 200_000)
        }
    };
}

stretched!(phrase_key, Sha512);

// sha1, md5: names of knots in the old book
pub const KNOTS: [&str; 3] = ["sha1 bend", "md5 hitch", "rsa loop"];
