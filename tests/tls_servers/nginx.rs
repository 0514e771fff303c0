//! nginx.

use super::*;

#[test]
fn servers_inherit_and_override() {
    let found = protocols("nginx/nginx.conf");
    let expected = [
        "TLS server (nginx), server shop.haneul.example",
        "TLS server (nginx), server legacy.haneul.example old.haneul.example",
        "TLS server (nginx), server latest.haneul.example",
        "TLS server (nginx), server tenants.haneul.example",
        "TLS client (nginx), server shop.haneul.example, location /orders/",
    ];
    assert_eq!(titles(&found), expected);
    let [(shop, at), (legacy, legacy_at), (latest, _), (tenants, _), (orders, orders_at)] =
        found.as_slice()
    else {
        panic!()
    };
    assert_eq!(shop.version.as_deref(), Some("1.2, 1.3"));
    let elliptic = [
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    ];
    assert_eq!(suites(shop), elliptic, "no DHE without ssl_dhparam");
    assert_eq!(offers(shop, OfferRole::KeyExchange), [("ECDHE", "ECDH")]);
    assert_eq!(offers(shop, OfferRole::Signature), [("ECDSA", "ECDSA"), ("RSA", "RSA")]);
    assert_eq!(setting(shop, "ssl_certificate"), ["tls/shop.pem"]);
    assert_eq!(setting(shop, "listen"), ["127.0.0.1:18443 ssl http2"]);
    assert!(setting(shop, "ssl_dhparam")[0].starts_with("not set"));
    assert!(setting(shop, "ssl_ecdh_curve")[0].contains("3.5"));
    assert_eq!(at.occurrence.line, Some(15), "the first directive that has a part in it");
    assert!(at.occurrence.note.contains("ssl_ciphers line 18"), "{}", at.occurrence.note);
    assert!(at.occurrence.note.contains("listen line 22"));

    assert_eq!(legacy.version.as_deref(), Some("1.0, 1.1, 1.2"));
    assert_eq!(
        offers(legacy, OfferRole::KeyExchange)[..2],
        [("X25519", "X25519"), ("prime256v1", "ECDH-P-256")]
    );
    assert!(offers(legacy, OfferRole::KeyExchange).contains(&("DHE", "DH")));
    assert!(offers(legacy, OfferRole::KeyExchange).contains(&("RSA", "RSAES-PKCS1-1.5")));
    assert!(!offers(legacy, OfferRole::KeyExchange).iter().any(|(name, _)| *name == "ECDHE"));
    assert_eq!(setting(legacy, "absent").len(), 1);
    assert_eq!(setting(legacy, "ssl_conf_command Options"), ["-SessionTicket"]);
    assert!(
        legacy_at.occurrence.note.contains("ssl_dhparam line 42"),
        "{}",
        legacy_at.occurrence.note
    );

    assert_eq!(latest.version.as_deref(), Some("1.3"));
    assert_eq!(
        suites(latest),
        ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_CCM_SHA256"],
        "ssl_ciphers is for others"
    );
    assert_eq!(
        offers(latest, OfferRole::KeyExchange),
        [("secp384r1", "ECDH-P-384"), ("X25519", "X25519")]
    );
    let schemes = [
        ("RSA-PSS+SHA384", "RSA-PSS-SHA-384"),
        ("RSA-PSS+SHA256", "RSA-PSS-SHA-256"),
        ("ECDSA+SHA384", "ECDSA-SHA-384"),
    ];
    assert_eq!(offers(latest, OfferRole::Signature), schemes);
    assert_eq!(setting(tenants, "ssl_certificate").len(), 1);
    assert_eq!(setting(tenants, "ssl_certificate"), ["tls/$ssl_server_name.pem"]);
    assert_eq!(orders.version.as_deref(), Some("1.3"));
    assert_eq!(offers(orders, OfferRole::KeyExchange), [("X448", "X448")]);
    assert_eq!(setting(orders, "proxy_pass"), ["https://127.0.0.1:18444"]);
    assert_eq!(orders_at.occurrence.line, Some(28));
}

#[test]
fn fragments_say_that_others_may_set_more() {
    let found = protocols("nginx/sites-available/api.haneul.example");
    assert_eq!(titles(&found), ["TLS server (nginx), server api.haneul.example"]);
    let api = &found[0].0;
    assert!(setting(api, "ssl_protocols")[0].ends_with("(unless another file sets it)"));
    assert_eq!(setting(api, "include"), ["snippets/hybrid.conf"]);
    let found = protocols("nginx/snippets/hybrid.conf");
    assert_eq!(titles(&found), ["TLS server (nginx)"]);
    let groups = [
        ("X25519MLKEM768", "X25519MLKEM768"),
        ("SecP256r1MLKEM768", "SecP256r1MLKEM768"),
        ("X25519", "X25519"),
        ("prime256v1", "ECDH-P-256"),
    ];
    assert_eq!(offers(&found[0].0, OfferRole::KeyExchange), groups);
}

#[test]
fn what_is_reported_is_what_nginx_accepts() {
    accepted("nginx/nginx.conf", "nginx/handshakes.tsv");
}

#[test]
fn what_is_no_tls_of_nginx_gives_nothing() {
    nothing("nginx.conf", "events {}\nhttp { server { listen 80; return 200 ok; } }\n");
    nothing("README.md", "Set `ssl_protocols TLSv1.2;` and `ssl_ciphers HIGH;` in nginx.\n");
    nothing("notes.conf", "Set ssl_protocols to TLSv1.2; and ssl_ciphers, too.\n");
    nothing("nginx/howto.txt", "ssl_protocols TLSv1.2;\n");
    nothing("app.conf", "# ssl_protocols TLSv1.2;\nserver { listen 80; }\n");
    nothing("postgresql.conf.conf", "ssl_ciphers = 'HIGH:MEDIUM'\n");
    let sink = look("nginx.conf", "http { ssl_protocols TLSv1.2; \n");
    assert_eq!(sink.findings.len(), 0);
    assert_eq!(sink.unknowns.len(), 1);
}

#[test]
fn a_thousand_servers_cost_little() {
    let started = std::time::Instant::now();
    let many = format!(
        "http {{ {} {} }}",
        "ssl_ciphers ALL;\n".repeat(20_000),
        "server { listen 1 ssl; }\n".repeat(10_000)
    );
    let sink = look("nginx.conf", &many);
    assert_eq!((sink.findings.len(), sink.unknowns.len()), (2_000, 1));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
