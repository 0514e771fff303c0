//! What nobody has to replace any more because it is valid no more.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::beside::{Estate, assert_evidence};

#[test]
fn a_certificate_that_has_ended_is_done_and_said_to_have_ended() {
    let estate = Estate::new(&[("client", "")], &[("client/id/app.pem", "leaf.pem")]);
    let id = "client/certificate-reissue/signature";
    assert!(estate.planned().has(id), "{:?}", estate.planned().ids());
    let track = estate.track("2035-06-10", &[]);
    assert_eq!(track.state(id), "drifting");
    let track = estate.track("2036-01-02", &[]);
    assert_eq!(track.state(id), "done");
    assert_evidence(&track, id, "it ended on 2035-12-31, and what has ended is not replaced");
}

const INGRESS: &str = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: shop, namespace: shop}\nspec:\n  \
                       tls: [{hosts: [shop.example], secretName: shop-tls}]\n";
const GATEWAY: &str = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: shop}\nspec:\n  \
                       listeners:\n  - name: https\n    protocol: HTTPS\n    tls: {certificateRefs: [{name: shop-tls}]}\n";

/// A Secret with the certificate of the other test.
fn secret(namespace: &str) -> String {
    let certificate = fs::read("tests/tracking/pki/leaf.pem").unwrap();
    format!(
        "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {{name: shop-tls{namespace}}}\ndata:\n  tls.crt: {}\n",
        STANDARD.encode(certificate)
    )
}

#[test]
fn what_a_cluster_still_presents_is_not_done_when_it_ends() {
    let id = "shop/certificate-reissue/signature";
    let apart = |object: &str, namespace: &str| {
        [("shop/tls.yaml", secret(namespace)), ("shop/app/edge.yaml", object.to_owned())]
    };
    let own = ", namespace: shop";
    for files in [
        [("shop/all.yaml", format!("{}---\n{INGRESS}", secret("")))].to_vec(),
        [("shop/all.yaml", format!("{}---\n{GATEWAY}", secret(own)))].to_vec(),
        apart(INGRESS, own).to_vec(),
        apart(GATEWAY, own).to_vec(),
    ] {
        let files: Vec<(&str, &str)> = files.iter().map(|(at, text)| (*at, &**text)).collect();
        let estate = Estate::new(&[("shop", "")], &files);
        assert!(estate.planned().has(id), "{:?}", estate.planned().ids());
        // What the Ingress offers is left to its controller, so that is to be found out.
        assert!(estate.planned().has("shop/discovery"), "{:?}", estate.planned().ids());
        assert_eq!(estate.track("2036-01-02", &[]).state(id), "drifting", "{files:?}");
    }
    // Its configuration tells, where it is there.
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: controller}\ndata:\n  ssl-ecdh-curve: X25519\n";
    let text = format!("{INGRESS}---\n{map}");
    let files = [("shop/all.yaml", text.as_str())];
    let estate = Estate::new(&[("shop", "")], &files);
    assert!(!estate.planned().has("shop/discovery"), "{:?}", estate.planned().ids());
    // Nothing names a Secret of another namespace.
    let files = apart(INGRESS, ", namespace: other");
    let files: Vec<(&str, &str)> = files.iter().map(|(at, text)| (*at, &**text)).collect();
    let estate = Estate::new(&[("shop", "")], &files);
    assert_eq!(estate.track("2036-01-02", &[]).state(id), "done");
}
