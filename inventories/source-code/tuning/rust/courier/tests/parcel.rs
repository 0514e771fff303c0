use courier::parcel;
use openssl::rsa::Rsa;
use ring::digest;

#[test]
fn labels_have_48_octets() {
    assert_eq!(parcel::label(b"x").len(), digest::SHA384.output_len());
}

#[test]
fn slip_round_trip() {
    let key = Rsa::generate(512).unwrap();
    let sealed = courier::depot::seal_slip(&key, b"").unwrap();
    assert_eq!(courier::depot::open_slip(&key, &sealed).is_ok(), false);
}

#[test]
fn sha256_of_nothing() {
    assert_eq!(digest::digest(&digest::SHA256, b"").as_ref()[0], 0xe3);
}
