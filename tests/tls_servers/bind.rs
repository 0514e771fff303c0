//! BIND: against what named-checkconf prints, the keys that named made, and the suites that it accepted.

use super::openvpn::all;
use super::*;

#[test]
fn tls_blocks_accept_what_is_reported() {
    let found = all("bind/named.conf");
    let expected = [
        "TLS (BIND), tls local-tls",
        "TLS (BIND), tls upstream",
        "DNSSEC (BIND), policy plant",
        "DNSSEC (BIND), policy bare",
        "DNSSEC (BIND)",
    ];
    assert_eq!(titles(&found), expected);
    let (tls, at) = &found[0];
    assert_eq!(tls.version.as_deref(), Some("1.2, 1.3"));
    let handshakes = text("bind/handshakes.tsv");
    let (_, accepted) = handshakes.trim().split_once('\t').unwrap();
    // The certificate of the test is for RSA.
    let of_rsa = tls.cipher_suites.iter().filter(|suite| suite.name.contains("_RSA_"));
    let mut codes =
        of_rsa.map(|suite| suite.identifiers.join("").replace("0x", "")).collect::<Vec<_>>();
    codes.sort();
    assert_eq!(codes.join(","), accepted);
    assert_eq!(
        at.occurrence.note,
        "tls line 2, key-file line 3, cert-file line 4, protocols line 5, ciphers line 6, prefer-server-ciphers line 7, \
         listen-on line 26"
    );
    assert!(setting(&found[1].0, "protocols")[0].starts_with("not set"));
}

#[test]
fn policies_have_the_keys_that_named_makes() {
    let found = all("bind/named.conf");
    let made = |zone: &str| {
        let text = text("bind/keys.tsv");
        let of = text.lines().filter(|line| line.starts_with(zone));
        let mut keys = of
            .map(|line| {
                let [_, _, number, bits, _] = line.split('\t').collect::<Vec<_>>()[..] else {
                    panic!()
                };
                match number {
                    "8" => format!("RSA-PKCS1-1.5-SHA-256-{bits}"),
                    "13" => "ECDSA-P-256-SHA-256".to_owned(),
                    "14" => "ECDSA-P-384-SHA-384".to_owned(),
                    other => panic!("{other}"),
                }
            })
            .collect::<Vec<_>>();
        keys.sort();
        keys
    };
    let plant = &found[2].0;
    let mut keys = offers(plant, OfferRole::Signature)
        .iter()
        .map(|(_, name)| (*name).to_owned())
        .collect::<Vec<_>>();
    keys.sort();
    assert_eq!(keys, made("haneul.example."));
    assert_eq!(offers(plant, OfferRole::Signature)[1].0, "zsk 8 1024");
    assert_eq!(setting(plant, "used by"), ["zone haneul.example"]);
    assert_eq!(found[2].1.occurrence.line, Some(12));
    // Without keys, and as `default`: one key of algorithm 13.
    assert!(setting(&found[3].0, "keys")[0].contains("algorithm 13"));
    assert!(setting(&found[4].0, "dnssec-policy in zone old.example")[0].contains("algorithm 13"));
    assert_eq!(made("bare.example."), ["ECDSA-P-256-SHA-256"]);
    assert_eq!(made("old.example."), ["ECDSA-P-256-SHA-256"]);
    assert_eq!(setting(&found[4].0, "disable-algorithms old.example"), ["RSASHA1 NSEC3RSASHA1"]);
    assert_eq!(setting(&found[4].0, "dnssec-validation in options"), ["auto"]);
}

#[test]
fn the_printed_form_says_the_same() {
    let printed = look("bind/printed.conf", &text("bind/checkconf.conf"));
    let mut found = all("bind/named.conf");
    found.sort_by_key(|(protocol, _)| protocol.name.clone());
    let mut again = printed
        .findings
        .into_iter()
        .filter_map(|finding| match finding.asset {
            Asset::Protocol(protocol) => Some(protocol),
            _ => None,
        })
        .collect::<Vec<_>>();
    again.sort_by_key(|protocol| protocol.name.clone());
    assert_eq!(again.len(), found.len());
    for ((protocol, _), again) in found.iter().zip(&again) {
        assert_eq!(protocol.offers, again.offers);
        assert_eq!(
            (&protocol.version, &protocol.cipher_suites),
            (&again.version, &again.cipher_suites)
        );
    }
    let sink = format!("{:?}", look("bind/named.conf", &text("bind/named.conf")));
    assert!(!sink.contains("bm90LXRvLWJlLXNob3du"));
}

#[test]
fn what_is_no_bind_configuration_gives_nothing() {
    nothing("README.md", "options { dnssec-validation auto; };\n");
    nothing("bind/notes.conf", "The option dnssec-validation is auto; see options { };\n");
    nothing("named.conf", "// dnssec-validation auto;\noptions { recursion no; };\n");
    nothing("named.conf", "/* dnssec-policy */ zone \"a\" { type primary; };\n");
    nothing("bind/nginx.conf", "server { listen 1; cert-file a; }\n");
}
