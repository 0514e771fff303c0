//! Caddy: against the JSON that it makes of the Caddyfile, and what it accepted on the loopback interface.

use super::*;

#[test]
fn the_caddyfile_says_what_its_json_says() {
    let file = protocols("caddy/Caddyfile");
    let expected = [
        "TLS server (Caddy), site https://www.haneul.example:18443",
        "TLS server (Caddy), site https://api.haneul.example:18444, https://api2.haneul.example:18444",
        "TLS server (Caddy), site https://strict.haneul.example:18445",
        "TLS server (Caddy), site https://plain2.haneul.example:18447",
        "TLS client (Caddy), reverse_proxy at line 35",
    ];
    assert_eq!(titles(&file), expected);
    let json = protocols("caddy/adapted.json");
    assert_eq!(
        titles(&json),
        ["TLS server (Caddy), srv0, policy 0", "TLS server (Caddy), srv2, policy 0"]
    );
    for ((site, _), (policy, _)) in [(&file[0], &json[0]), (&file[2], &json[1])] {
        assert_eq!((&site.version, suites(site)), (&policy.version, suites(policy)));
        assert_eq!(offers(site, OfferRole::KeyExchange), offers(policy, OfferRole::KeyExchange));
    }
    assert_eq!(json[0].1.occurrence.line, Some(43));
    let (client, _) = &file[4];
    assert_eq!(setting(client, "tls_insecure_skip_verify"), [""]);
    assert_eq!(
        file[0].1.occurrence.note,
        "key_type line 6, tls line 18, protocols line 19, ciphers line 20, curves line 21, client_auth line 22"
    );
}

/// Version, group and key of the handshakes that came to an end.
fn made(port: &str) -> Vec<(String, String, String)> {
    let text = text("caddy/groups.tsv");
    let of = text.lines().filter_map(|line| line.strip_prefix(&format!("{port}\t")));
    let parts = |line: &str| {
        let [version, group, key] =
            line.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap();
        (version, group, key)
    };
    of.map(parts).collect()
}

#[test]
fn sites_accept_what_is_reported() {
    let file = protocols("caddy/Caddyfile");
    let handshakes = text("caddy/handshakes.tsv");
    assert_eq!(format!("18443\t{}\n", codes(&file[0].0)), handshakes);
    for (at, port, version, groups, key) in [
        (0, "18443", Some("1.2"), &["X25519", "P-384"][..], "rsaEncryption 2048"),
        (2, "18445", Some("1.3 and later"), &["P-384"][..], "rsaEncryption 4096"),
    ] {
        let made = made(port);
        let accepted = made.iter().map(|(_, group, _)| group.as_str()).collect::<Vec<_>>();
        assert_eq!(accepted, groups);
        let reported = offers(&file[at].0, OfferRole::KeyExchange);
        let names =
            reported.iter().map(|(_, name)| name.trim_start_matches("ECDH-")).collect::<Vec<_>>();
        assert_eq!(names, groups);
        assert_eq!(file[at].0.version.as_deref(), version);
        assert!(made.iter().all(|(_, _, of)| of == key));
    }
    // Caddy 2.6, where nothing is set: no TLS 1.1, the groups that the text says, and the keys.
    let unset = made("18447");
    assert!(
        unset.iter().all(|(version, group, _)| version != "-tls1_1"
            && ["X25519", "P-256"].contains(&group.as_str()))
    );
    assert!(setting(&file[3].0, "curves")[0].ends_with("x25519 secp256r1 before"));
    assert!(setting(&file[3].0, "protocols")[0].ends_with("tls1.2 to tls1.3"));
    assert_eq!(offers(&file[3].0, OfferRole::Signature), [("key_type rsa4096", "RSA-4096")]);
    assert_eq!(made("18444")[0].2, "id-ecPublicKey 384");
    assert_eq!(offers(&file[1].0, OfferRole::Signature), [("key_type p384", "EC-P-384")]);
    assert_eq!(made("default")[0].2, "id-ecPublicKey 256");
    let sink = look("Caddyfile", "a.haneul.example {\n tls internal\n}\n");
    let Asset::Protocol(protocol) = &sink.findings[0].asset else { panic!() };
    assert_eq!(setting(protocol, "key_type"), ["not set: p256"]);
}

#[test]
fn one_site_needs_no_braces() {
    let found = of(look(
        "Caddyfile",
        "a.haneul.example\n\ntls {\n\tprotocols tls1.3\n\tdns name not-to-be-shown\n}\nimport sites/*\n",
    ));
    assert_eq!(titles(&found), ["TLS server (Caddy), site a.haneul.example"]);
    assert_eq!(found[0].0.version.as_deref(), Some("1.3 and later"));
    assert_eq!(setting(&found[0].0, "import"), ["sites/*"]);
    assert!(!format!("{found:?}").contains("not-to-be-shown"));
    nothing("Caddyfile", "a.haneul.example {\n respond \"tls\n }\"\n # tls internal\n}\n");
    nothing("Caddyfile.md", "a.haneul.example {\n tls internal\n}\n");
    nothing("Caddyfile", "a {\n tls internal\n");
    nothing("notes.json", "{\"tls_connection_policies\": [{\"curves\": [\"x25519\"]}]}");
}
