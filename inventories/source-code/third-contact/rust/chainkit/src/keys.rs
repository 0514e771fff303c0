use bip39::Mnemonic;
use ed25519_dalek::{Signer, SigningKey};
use rand::rngs::{OsRng, SmallRng};
use rand::{Rng, SeedableRng};
use secp256k1::{ecdsa, All, Message, Secp256k1, SecretKey};
use sha3::{Digest, Keccak256};

pub enum Chain {
    Ether(SecretKey),
    Sol(SigningKey),
}

pub struct Wallet {
    context: Secp256k1<All>,
    chains: Vec<Chain>,
}

impl Wallet {
    pub fn generate() -> Self {
        let context = Secp256k1::new();
        let chains = vec![
            Chain::Ether(SecretKey::new(&mut OsRng)),
            Chain::Sol(SigningKey::generate(&mut OsRng)),
        ];
        Self { context, chains }
    }

    pub fn pay(&self, tx: &[u8]) -> Vec<Vec<u8>> {
        let ether = |key: &SecretKey| -> ecdsa::Signature {
            let digest: [u8; 32] = Keccak256::digest(tx).into();
            self.context.sign_ecdsa(&Message::from_digest(digest), key)
        };
        self.chains
            .iter()
            .map(|chain| match chain {
                Chain::Ether(key) => ether(key).serialize_compact().to_vec(),
                Chain::Sol(key) => key.sign(tx).to_vec(),
            })
            .collect()
    }
}

pub fn seed(words: &str) -> Result<[u8; 64], bip39::Error> {
    Ok(Mnemonic::parse(words)?.to_seed(""))
}

/// A six-digit code for the second device.
pub fn pairing_code() -> u32 {
    SmallRng::from_entropy().gen_range(0..1_000_000)
}
