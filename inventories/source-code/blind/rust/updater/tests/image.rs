use sha2::{Digest, Sha224};

#[test]
fn sum_has_28_octets() {
    assert_eq!(Sha224::digest(b"a").len(), 28);
}
