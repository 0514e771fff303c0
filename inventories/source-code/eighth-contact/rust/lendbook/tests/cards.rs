use lendbook::cards::{adult_card, Claims};
use lendbook::Scheme;
use openssl::rsa::Rsa;

#[test]
fn small_keys_are_refused() {
    let pem = Rsa::generate(1024).unwrap().private_key_to_pem().unwrap();
    let key = jsonwebtoken::EncodingKey::from_rsa_pem(&pem).unwrap();
    let claims = Claims { sub: "reader 7".into(), exp: 4_000_000_000 };
    assert!(adult_card(&claims, &key).is_err());
}

#[test]
fn rsa_is_not_a_visitor_scheme() {
    assert_ne!(Scheme::Adult, Scheme::Visitor);
}
