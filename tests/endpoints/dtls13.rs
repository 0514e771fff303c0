//! DTLS 1.3, which no packaged server has yet: the implementation of another crate, with a certificate of its own.

use std::collections::BTreeMap;
use std::net::{SocketAddr, UdpSocket};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use dimpl::{Config, Dtls, DtlsCertificate, NamedGroup, Output};
use y2q::model::OfferRole::{KeyExchange, Signature};

use super::datagrams::patient;
use super::openssl::{certificate, openssl};
use super::{asked, certificates, offers, property, protocol, suites, targets};

/// Answers everybody on a port of this machine.
fn serve(own: DtlsCertificate, groups: &[NamedGroup]) -> u16 {
    let config = Config::builder().require_client_certificate(false).kx_groups(groups);
    let config = Arc::new(config.build().unwrap());
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    socket.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    thread::spawn(move || {
        let mut peers = BTreeMap::<SocketAddr, Dtls>::new();
        let (mut into, mut out) = ([0; 4096], [0; 4096]);
        loop {
            let now = Instant::now();
            if let Ok((length, from)) = socket.recv_from(&mut into) {
                let new = || Dtls::new_13(Arc::clone(&config), own.clone(), now);
                let peer = peers.entry(from).or_insert_with(new);
                let _ = peer.handle_timeout(now);
                let _ = peer.handle_packet(&into[..length]);
            }
            for (address, peer) in &mut peers {
                let _ = peer.handle_timeout(now);
                loop {
                    match peer.poll_output(&mut out) {
                        Output::Packet(packet) => {
                            let _ = socket.send_to(packet, address);
                        }
                        Output::Timeout(_) => break,
                        _ => {}
                    }
                }
            }
        }
    });
    port
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn certificates_of_dtls_1_3_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    certificate(folder, "p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    openssl(folder, "x509 -in p256.crt -outform der -out p256.der");
    openssl(folder, "pkcs8 -topk8 -nocrypt -in p256.key -outform der -out p256.p8");
    let own = DtlsCertificate {
        certificate: read(folder, "p256.der"),
        private_key: read(folder, "p256.p8"),
    };
    for (groups, names) in [
        (&[NamedGroup::X25519, NamedGroup::Secp256r1][..], &["secp256r1", "x25519"][..]),
        (&[NamedGroup::Secp384r1], &["secp384r1"]),
    ] {
        let url = format!("dtls://127.0.0.1:{}", serve(own.clone(), groups));
        let (records, _) = asked(&patient(), &targets(std::slice::from_ref(&url)));
        let found = &records[&url];
        let seen = protocol(found);
        assert_eq!(seen.version.as_deref(), Some("DTLS 1.3"), "{found:?}");
        let mut exchanges = offers(seen, KeyExchange);
        exchanges.sort_unstable();
        assert_eq!(exchanges, names);
        assert!(suites(seen).contains(&"TLS_AES_128_GCM_SHA256"), "{seen:?}");
        let subjects = certificates(found).into_iter().map(|one| one.subject.as_str());
        assert_eq!(subjects.collect::<Vec<_>>(), ["CN=p256.test.invalid"], "{found:?}");
        assert_eq!(offers(seen, Signature), ["ecdsa_secp256r1_sha256"]);
        assert_eq!(property(seen, "authentication"), "classical only");
        // What it does not take it drops without a word.
        let silent = ["DTLS 1.0:", "DTLS 1.2:", "cipher suites of", "groups of", "key exchange:"];
        for unknown in &found.unknowns {
            assert!(silent.iter().any(|part| unknown.detail.starts_with(part)), "{unknown:?}");
        }
    }
}
