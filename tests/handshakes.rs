//! Measured handshakes: what a row holds, and that its bytes are those of the sizes.

#![cfg(feature = "bench-handshake")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use y2q::bench::handshake::{Carrier, Request, measure, per_core_second};
use y2q::bench::report::Handshake;
use y2q::network::{TlsSizes, tls_flights};

fn request(groups: &[&str], chains: &[&str]) -> Request {
    let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Request {
        groups: texts(groups),
        chains: texts(chains),
        carriers: vec![Carrier::Memory, Carrier::Loopback],
        rounds: 2,
        repeats: 2,
    }
}

/// The rows of a library.
fn of(library: &str, mut rows: Vec<Handshake>) -> Vec<Handshake> {
    rows.retain(|row| row.backend.starts_with(library));
    rows
}

#[test]
fn memory_and_loopback_carry_the_same_bytes() {
    let mut told = Vec::new();
    let (rows, omitted) =
        measure(&request(&["X25519MLKEM768"], &["Ed25519", "ML-DSA-65"]), &mut |done, of| {
            told.push((done, of))
        });
    assert_eq!(omitted, []);
    let rows = of("rustls", rows);
    assert_eq!(told, [(1, 2), (2, 2)]);
    // Two chains and the baseline, over two carriers.
    assert_eq!(rows.len(), 6);
    for row in &rows {
        assert!(row.client.median > 0.0 && row.server.median > 0.0 && row.ratio > 0.0, "{row:?}");
        assert_eq!((row.client.samples, row.server.samples), (4, 4));
        assert!(per_core_second(&row.server) > 0.0);
        let other = rows
            .iter()
            .find(|other| {
                (&other.group, &other.chain) == (&row.group, &row.chain)
                    && other.carrier != row.carrier
            })
            .unwrap();
        let signature = match row.chain.as_str() {
            "Ed25519" => 64,
            "ML-DSA-65" => 3309,
            _ => {
                assert_eq!((row.group.as_str(), row.ratio), ("X25519", 1.0));
                continue;
            }
        };
        assert_eq!(row.flights, other.flights);
        assert_eq!(row.records, other.records);
        let sizes = TlsSizes {
            client_share: 1216,
            server_share: 1120,
            certificates: &row.certificates,
            signature,
        };
        assert_eq!(row.flights, tls_flights(&sizes), "{row:?}");
    }
}

#[test]
fn what_nobody_has_is_said() {
    let (rows, omitted) = measure(&request(&["X25519", "X448"], &["SLH-DSA"]), &mut |_, _| ());
    // The baseline is measured all the same.
    assert_eq!(of("rustls", rows).len(), 2);
    let subjects: Vec<&str> = omitted.iter().map(|one| one.subject.as_str()).collect();
    assert_eq!(subjects, ["X448", "chain of SLH-DSA"]);
}

/// OpenSSL has what rustls has not: SLH-DSA in a chain, and the largest hybrid.
#[cfg(feature = "bench-openssl")]
#[test]
fn openssl_verifies_chains_of_slh_dsa() {
    let chains = ["ML-DSA-65", "SLH-DSA-128f CA"];
    let (rows, omitted) = measure(&request(&["SecP384r1MLKEM1024"], &chains), &mut |_, _| ());
    assert_eq!(omitted, []);
    let rows = of("OpenSSL", rows);
    // In memory only: the baseline and two chains.
    assert_eq!(rows.len(), 3);
    for row in &rows {
        assert_eq!(row.carrier, "memory");
        let (leaf, issuer) = (row.certificates[0], row.certificates[1]);
        match row.chain.as_str() {
            // Sizes of keys and signatures: FIPS 204 table 2, FIPS 205 table 2.
            "ML-DSA-65" => assert!(leaf > 1952 + 3309 && issuer > 1952 + 3309, "{row:?}"),
            "SLH-DSA-128f CA" => assert!(leaf > 1312 + 17_088 && issuer > 32 + 17_088, "{row:?}"),
            _ => assert_eq!((row.group.as_str(), row.ratio), ("X25519", 1.0)),
        }
        assert!(row.flights[1] > leaf + issuer, "{row:?}");
        // The share of the client: ML-KEM-1024 and a point of P-384.
        assert!(row.chain == "ECDSA P-256" || row.flights[0] > 1568 + 97, "{row:?}");
        assert_eq!(row.flights.len(), 3, "{row:?}");
    }
}
