use choirbook::{loan, Conductor};
use ed25519_dalek::SigningKey;
use rand::rngs::OsRng;

#[test]
fn sums_have_32_bytes() {
    assert_eq!(loan::page_sum(b"Kyrie").len(), 32);
}

#[test]
fn guest_choirs_bring_their_own_key() {
    let guest = SigningKey::generate(&mut OsRng);
    assert_eq!(guest.verifying_key().as_bytes().len(), 32);
    assert!(Conductor.sign(3).contains("bar 3"));
}
