use chainkit::vault::{openers, seal_list};
use rand::rngs::OsRng;
use rsa::Pkcs1v15Encrypt;

#[test]
fn lists_are_sealed_with_sha384() {
    assert_eq!(seal_list(b"key", b"list").len(), 48);
    assert!(openers().contains_key(&2));
}

#[test]
fn paper_keys() {
    let key = rsa::RsaPrivateKey::new(&mut OsRng, 1024).unwrap();
    assert!(key.to_public_key().encrypt(&mut OsRng, Pkcs1v15Encrypt, b"words").is_ok());
}
