//! Key shares of TLS 1.3 whose other half can be computed: X25519, P-256, P-384, ML-KEM, and the hybrids of both
//! (draft-ietf-tls-ecdhe-mlkem, draft-ietf-tls-mlkem). They hide nothing: a probe reads a certificate and hangs up.

use ml_kem::kem::{Decapsulate, FromSeed, KeyExport, Seed};
use ml_kem::{MlKem512, MlKem768, MlKem1024};
use ring::agreement::{
    self, Algorithm, ECDH_P256, ECDH_P384, EphemeralPrivateKey, UnparsedPublicKey, X25519,
};
use ring::rand::{SecureRandom, SystemRandom};

type Agree = Box<dyn FnOnce(&[u8]) -> Option<Vec<u8>>>;

/// A key share and the way to the secret that it makes with the server's.
pub struct KeyPair {
    /// What the client sends.
    pub share: Vec<u8>,
    agree: Agree,
}

impl KeyPair {
    /// Groups that can be computed, the cheapest first.
    pub const GROUPS: [u16; 9] =
        [0x001D, 0x0017, 0x0018, 0x11EC, 0x11EB, 0x11ED, 0x0201, 0x0200, 0x0202];

    /// A fresh pair; `None` for a group that cannot be computed here.
    pub fn generate(group: u16) -> Option<Self> {
        let half = |(share, agree): Half| Some(Self { share, agree });
        match group {
            0x0017 => half(curve(&ECDH_P256)?),
            0x0018 => half(curve(&ECDH_P384)?),
            0x001D => half(curve(&X25519)?),
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

fn both(first: Half, second: Half, length: usize) -> Half {
    let share = [first.0, second.0].concat();
    let agree = move |peer: &[u8]| {
        let (one, other) = peer.split_at_checked(length)?;
        Some([first.1(one)?, second.1(other)?].concat())
    };
    (share, Box::new(agree))
}
