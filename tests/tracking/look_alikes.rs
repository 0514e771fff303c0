//! Authorities of one name, below which certificates do not say which key has signed them.

use super::beside::Estate;

#[test]
fn a_certificate_waits_for_every_authority_that_may_have_issued_it() {
    let systems = [("pki", ""), ("second", ""), ("shop", "")];
    let files = [
        ("pki/anchor/root.pem", "root.pem"),
        ("pki/anchor/root.key", "root.key"),
        ("pki/issuing/issuing.pem", "issuing.pem"),
        ("second/issuing/issuing.pem", "issuing-again.pem"),
        ("shop/tls/leaf.pem", "leaf.pem"),
    ];
    let estate = Estate::new(&systems, &files);
    let plan = estate.planned();
    let reissue = "shop/certificate-reissue/signature";
    for owner in ["pki", "second"] {
        assert!(plan.waits(reissue, &format!("{owner}/ca-renewal/issuing")), "{:?}", plan.ids());
        assert!(plan.waits(&format!("{owner}/retirement/root"), reissue), "{:?}", plan.ids());
    }
}
