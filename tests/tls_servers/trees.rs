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

/// Options in TOML are those in YAML, and stand where tomllib has them.
#[test]
fn traefik_reads_toml_as_yaml() {
    let yaml = protocols("trees/traefik-dynamic.yml");
    let toml = protocols("trees/traefik-dynamic.toml");
    assert_eq!(titles(&toml), titles(&yaml));
    assert_eq!(toml[0].0.offers, yaml[0].0.offers);
    assert_eq!(toml[0].0.cipher_suites, yaml[0].0.cipher_suites);
    let unset = "not set: the default of Go; VersionTLS12 since Go 1.22, VersionTLS10 before";
    assert_eq!(setting(&toml[1].0, "minVersion"), [unset]);
    assert_eq!(
        toml[0].1.occurrence.note,
        "minVersion line 8, cipherSuites line 10, curvePreferences line 13"
    );
    let transcript = text("trees/leaves.tsv");
    for row in
        ["tls.options.default.curvePreferences[1]\tX25519", "tls.options.modern.sniStrict\ttrue"]
    {
        assert!(transcript.contains(&format!("traefik-dynamic.toml\t0\t{row}\n")), "{row}");
    }
    nothing("Cargo.toml", "[package]\nname = \"VersionTLS12\"\ncurvePreferences = 1\n");
}

/// `GetKeyType` of Traefik: RSA4096 where nothing is said; a resolver that is not for ACME has no key.
#[test]
fn resolvers_of_traefik_name_their_keys() {
    let keys = |path: &str| {
        let sink = look(path, &text(path));
        assert_eq!(sink.unknowns, [], "{path}");
        let algorithms =
            sink.findings.into_iter().filter(|f| matches!(f.asset, Asset::Algorithm(_)));
        algorithms.map(|f| (f.occurrence.line.unwrap(), f.asset.name())).collect::<Vec<_>>()
    };
    let key = |line: u32, name: &str| (line, name.to_owned());
    assert_eq!(keys("trees/traefik-static.yml"), [key(7, "RSA-4096"), key(12, "EC-P-384")]);
    assert_eq!(keys("trees/traefik-static.toml"), [key(3, "RSA-8192")]);
    assert_eq!(keys("trees/docker-compose.yml"), [key(26, "EC-P-256")]);
}

#[test]
fn services_of_compose_set_their_tls() {
    let sink = look("docker-compose.yml", &text("trees/docker-compose.yml"));
    assert_eq!(sink.unknowns, []);
    let mut found = sink;
    found.findings.retain(|finding| matches!(finding.asset, Asset::Protocol(_)));
    let found = of(found);
    let names = ["db", "broker", "build", "shop", "cache", "later"];
    let expected = names.map(|name| format!("TLS (service {name} of Compose)"));
    assert_eq!(titles(&found), expected);
    let transcript = text("trees/leaves.tsv");
    for (protocol, finding) in &found {
        let (line, name) = (finding.occurrence.line.unwrap(), &protocol.name);
        // The text of a block begins on the line after its mark, which is PyYAML's.
        let has =
            |line: u32| transcript.contains(&format!("docker-compose.yml\t{line}\tservices."));
        assert!(has(line) || has(line - 1), "{name}");
    }
    let [db, broker, build, shop, cache, later] = &found[..] else { panic!() };
    assert_eq!(db.0.version.as_deref(), Some("1.2 and later"));
    assert_eq!(suites(&db.0), ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]);
    assert_eq!(setting(&db.0, "mounted"), ["./tls/server.key"]);
    assert_eq!(
        (broker.0.version.as_deref(), suites(&broker.0)),
        (Some("1.3"), vec!["TLS_AES_256_GCM_SHA384"])
    );
    assert_eq!(setting(&build.0, "DOCKER_TLS_VERIFY"), ["1"]);
    assert_eq!(setting(&shop.0, "traefik.http.routers.shop.tls.options"), ["modern@file"]);
    assert_eq!(cache.0.version.as_deref(), Some("1.3"));
    assert_eq!(setting(&cache.0, "tls-port"), ["6379"]);
    let depends = setting(&later.0, "KAFKA_SSL_ENABLED_PROTOCOLS")[0];
    assert!(depends.contains("depends on the variable VERSIONS"), "{depends}");
    assert!(!format!("{found:?}").contains("not-a-real-password"));
    nothing(
        "compose.yaml",
        "services:\n  web:\n    image: nginx\n    command: nginx -g 'daemon off;'\n",
    );
    nothing("notes.yml", "services:\n  a:\n    environment:\n      DOCKER_TLS_VERIFY: 1\n");
    nothing("compose.md", "services: DOCKER_TLS_VERIFY=1\n");
}

/// A key of one document is not read with another's.
#[test]
fn documents_of_one_text_stay_apart() {
    let both = "tls:\n  options:\n    default:\n      minVersion: VersionTLS13\n---\ntls:\n  options:\n    default:\n      cipherSuites: [TLS_RSA_WITH_AES_128_CBC_SHA]\n";
    let found = of(look("traefik.yml", both));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].0.version.as_deref(), Some("1.3 and later"));
    assert!(suites(&found[0].0).is_empty());
    assert_eq!((found[1].0.version.as_deref(), suites(&found[1].0).len()), (None, 1));
    let both = "net.tls.mode: requireTLS\n---\nnet.tls.certificateKeyFile: b.pem\n";
    let found = of(look("mongod.conf", both));
    assert_eq!(found.len(), 2);
    assert_eq!(setting(&found[0].0, "certificateKeyFile"), Vec::<&str>::new());
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
