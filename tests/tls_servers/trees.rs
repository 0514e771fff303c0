//! Settings in YAML and JSON.

use super::*;

/// Every place of every note stands in the transcript of PyYAML, with the line that it has there.
fn places(path: &str) {
    let transcript = text("trees/leaves.tsv");
    let file = path.trim_start_matches("trees/");
    let of = transcript.lines().filter_map(|line| line.strip_prefix(file)?.strip_prefix('\t'));
    let leaves = of.map(|line| line.splitn(3, '\t').collect::<Vec<_>>()).collect::<Vec<_>>();
    let mut count = 0;
    for (_, finding) in protocols(path) {
        for place in finding.occurrence.note.split(", ") {
            let (keyword, line) = place.split_once(" line ").unwrap();
            let there = |leaf: &&Vec<&str>| {
                leaf[0] == line
                    && (leaf[1].ends_with(keyword) || leaf[1].contains(&format!("{keyword}[")))
            };
            assert!(leaves.iter().any(|leaf| there(&leaf)), "{path}: {place}");
            count += 1;
        }
    }
    assert!(count > 0, "{path}");
}

#[test]
fn lines_are_those_of_another_parser() {
    for path in [
        "mongod.conf",
        "envoy.yaml",
        "envoy-listener.json",
        "traefik-dynamic.yml",
        "elasticsearch.yml",
    ] {
        places(&format!("trees/{path}"));
    }
}

#[test]
fn mongodb_disables_versions() {
    let found = protocols("trees/mongod.conf");
    assert_eq!(titles(&found), ["TLS server (MongoDB)"]);
    let store = &found[0].0;
    assert_eq!(store.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(setting(store, "mode"), ["requireTLS"]);
    assert_eq!(suites(store).len(), 4);
    assert!(!format!("{found:?}").contains("not-to-be-shown"));
    nothing("mongod.conf", "net:\n  port: 27017\n# certificateKeyFile: x\n");
}

#[test]
fn envoy_has_a_context_for_each_side() {
    let found = protocols("trees/envoy.yaml");
    let expected = [
        "TLS server (Envoy), static_resources.listeners[0].filter_chains[0].transport_socket.typed_config",
        "TLS client (Envoy), static_resources.clusters[0].transport_socket.typed_config",
    ];
    assert_eq!(titles(&found), expected);
    let (server, client) = (&found[0].0, &found[1].0);
    assert_eq!(server.version.as_deref(), Some("1.2 to 1.3"));
    let names = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    ];
    assert_eq!(suites(server), names);
    let groups =
        [("X25519MLKEM768", "X25519MLKEM768"), ("X25519", "X25519"), ("P-256", "ECDH-P-256")];
    assert_eq!(offers(server, OfferRole::KeyExchange), groups);
    assert_eq!(
        setting(server, "tls_certificates[0].private_key.filename"),
        ["/etc/envoy/ingress.key"]
    );
    assert!(setting(client, "tls_params.ecdh_curves")[0].starts_with("not set"));
    let json = protocols("trees/envoy-listener.json");
    assert_eq!(json[0].0.version.as_deref(), Some("1.3 and later"));
    nothing("notes.yaml", "text: common_tls_context is a word\n");
    nothing("envoy.yaml", "common_tls_context: [\n");
}

#[test]
fn traefik_and_elasticsearch_name_suites_and_curves() {
    let found = protocols("trees/traefik-dynamic.yml");
    assert_eq!(
        titles(&found),
        ["TLS server (Traefik), options default", "TLS server (Traefik), options modern"]
    );
    assert_eq!(found[0].0.version.as_deref(), Some("1.2 and later"));
    let exchange = [("CurveP256", "ECDH-P-256"), ("X25519", "X25519"), ("RSA", "RSAES-PKCS1-1.5")];
    assert_eq!(offers(&found[0].0, OfferRole::KeyExchange), exchange);
    assert_eq!(offers(&found[1].0, OfferRole::KeyExchange), [("X25519MLKEM768", "X25519MLKEM768")]);
    let found = protocols("trees/elasticsearch.yml");
    let expected = [
        "TLS server (Elasticsearch), xpack.security.http.ssl",
        "TLS server (Elasticsearch), xpack.security.transport.ssl",
    ];
    assert_eq!(titles(&found), expected);
    assert_eq!(found[0].0.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(suites(&found[0].0), ["TLS_AES_256_GCM_SHA384"]);
    nothing("deployment.yaml", "minVersion: 3\nspec:\n  cipherSuites: many\n");
}

#[test]
fn a_bomb_of_aliases_stays_small() {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        text += &format!(
            "{name}: &{name} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
        );
    }
    nothing("envoy.yaml", &format!("{text}common_tls_context: x\n"));
    let started = std::time::Instant::now();
    nothing("envoy.yaml", &format!("common_tls_context: {}", "[".repeat(200_000)));
    nothing("envoy.yaml", &format!("common_tls_context: {}\n", "{a: ".repeat(100_000)));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
