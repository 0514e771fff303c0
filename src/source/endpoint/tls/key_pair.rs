//! Key shares of TLS 1.3 whose other half can be computed: X25519, P-256, P-384, ML-KEM, and the hybrids of both
//! (draft-ietf-tls-ecdhe-mlkem, draft-ietf-tls-mlkem). They hide nothing: a probe reads a certificate, which the server
//! shows to everybody who asks, and hangs up. So of other groups the private key is one. The share is the generator then,
//! which every server takes, and the secret is what the server's own share says.

use ml_kem::kem::{Decapsulate, FromSeed, KeyExport, Seed};
use ml_kem::{MlKem512, MlKem768, MlKem1024};
use ring::agreement::{
    self, Algorithm, ECDH_P256, ECDH_P384, EphemeralPrivateKey, UnparsedPublicKey, X25519,
};
use ring::rand::{SecureRandom, SystemRandom};

use crate::source::endpoint::public_value::{Curve, point};

type Agree = Box<dyn FnOnce(&[u8]) -> Option<Vec<u8>>>;

/// A key share and the way to the secret that it makes with the server's.
pub struct KeyPair {
    /// What the client sends.
    pub share: Vec<u8>,
    agree: Agree,
}

impl KeyPair {
    /// Groups that can be computed, the cheapest first, and those behind them whose private key is one.
    #[rustfmt::skip]
    pub const GROUPS: [u16; 19] = [
        0x001D, 0x0017, 0x0018, 0x11EC, 0x11EB, 0x11ED, 0x0201, 0x0200, 0x0202,
        0x0019, 0x001E, 0x001F, 0x0020, 0x0021, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104,
    ];

    /// A fresh pair; `None` for a group that cannot be computed here.
    pub fn generate(group: u16) -> Option<Self> {
        let half = |(share, agree): Half| Some(Self { share, agree });
        match group {
            0x0017 => half(curve(&ECDH_P256)?),
            0x0018 => half(curve(&ECDH_P384)?),
            0x0019 => half(base_point(Curve::P521)),
            0x001D => half(curve(&X25519)?),
            // RFC 7748 §5: the base point is 5, in little-endian octets.
            0x001E => half(generator(&[[5].as_slice(), &[0; 55]].concat())),
            0x001F => half(base_point(Curve::Brainpool256)),
            0x0020 => half(base_point(Curve::Brainpool384)),
            0x0021 => half(base_point(Curve::Brainpool512)),
            0x0100 => half(finite_field(2048)),
            0x0101 => half(finite_field(3072)),
            0x0102 => half(finite_field(4096)),
            0x0103 => half(finite_field(6144)),
            0x0104 => half(finite_field(8192)),
            0x0200 => half(lattice::<MlKem512>()?),
            0x0201 => half(lattice::<MlKem768>()?),
            0x0202 => half(lattice::<MlKem1024>()?),
            // The curve stands first but for X25519, in shares and in the secret alike. Octets of the server's first
            // half: a point, or a ciphertext of ML-KEM-768 (FIPS 203 table 3).
            0x11EB => half(both(curve(&ECDH_P256)?, lattice::<MlKem768>()?, 65)),
            0x11EC => half(both(lattice::<MlKem768>()?, curve(&X25519)?, 1088)),
            0x11ED => half(both(curve(&ECDH_P384)?, lattice::<MlKem1024>()?, 97)),
            _ => None,
        }
    }

    /// The secret with the server's share; `None` where that is none.
    pub fn agree(self, share: &[u8]) -> Option<Vec<u8>> {
        (self.agree)(share)
    }
}

type Half = (Vec<u8>, Agree);

fn curve(algorithm: &'static Algorithm) -> Option<Half> {
    let private = EphemeralPrivateKey::generate(algorithm, &SystemRandom::new()).ok()?;
    let share = private.compute_public_key().ok()?.as_ref().to_vec();
    let agree = move |peer: &[u8]| {
        let peer = UnparsedPublicKey::new(algorithm, peer);
        agreement::agree_ephemeral(private, &peer, <[u8]>::to_vec).ok()
    };
    Some((share, Box::new(agree)))
}

fn lattice<K>() -> Option<Half>
where
    K: FromSeed,
    K::DecapsulationKey: Decapsulate<Kem = K>,
    K::EncapsulationKey: KeyExport,
{
    let mut seed = Seed::<K>::default();
    SystemRandom::new().fill(&mut seed).ok()?;
    let (private, public) = K::from_seed(&seed);
    let agree = move |sealed: &[u8]| Some(private.decapsulate_slice(sealed).ok()?.to_vec());
    Some((public.to_bytes().to_vec(), Box::new(agree)))
}

/// An uncompressed point (RFC 8446 §4.2.8.2), and the x of the server's (§7.4.2).
fn base_point(curve: Curve) -> Half {
    let share = [[4].as_slice(), &point(curve)].concat();
    let length = share.len();
    let agree = move |peer: &[u8]| {
        let is_point = peer.len() == length && peer[0] == 4;
        is_point.then(|| peer[1..=length / 2].to_vec())
    };
    (share, Box::new(agree))
}

/// A generator of a group whose shares and secrets have one form.
fn generator(share: &[u8]) -> Half {
    let length = share.len();
    (share.to_vec(), Box::new(move |peer| (peer.len() == length).then(|| peer.to_vec())))
}

/// RFC 7919 appendix A: the generator is 2, in as many octets as the prime has (RFC 8446 §4.2.8.1).
fn finite_field(bits: usize) -> Half {
    let mut share = vec![0; bits / 8];
    share[bits / 8 - 1] = 2;
    generator(&share)
}

fn both(first: Half, second: Half, length: usize) -> Half {
    let share = [first.0, second.0].concat();
    let agree = move |peer: &[u8]| {
        let (one, other) = peer.split_at_checked(length)?;
        Some([first.1(one)?, second.1(other)?].concat())
    };
    (share, Box::new(agree))
}
