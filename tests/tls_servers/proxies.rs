//! Apache httpd and HAProxy.

use super::*;

#[test]
fn hosts_of_apache_take_over_and_change() {
    let found = protocols("apache/httpd.conf");
    let expected = [
        "TLS server (Apache httpd), host portal.haneul.example",
        "TLS client (Apache httpd), host portal.haneul.example",
        "TLS server (Apache httpd), host old.haneul.example",
    ];
    assert_eq!(titles(&found), expected);
    let [(portal, at), (backend, _), (old, old_at)] = found.as_slice() else { panic!() };
    assert_eq!(portal.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(suites(portal)[0], "TLS_AES_256_GCM_SHA384");
    assert!(suites(portal).contains(&"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));
    assert!(!suites(portal).contains(&"TLS_RSA_WITH_AES_128_CBC_SHA"), "that is for one location");
    assert_eq!(
        offers(portal, OfferRole::KeyExchange),
        [("X25519", "X25519"), ("P-256", "ECDH-P-256")]
    );
    assert_eq!(setting(portal, "SSLOpenSSLConfCmd Groups"), ["X25519:P-256"]);
    assert_eq!(setting(portal, "SSLCertificateFile"), ["tls/www.pem"]);
    assert_eq!(at.occurrence.line, Some(16));
    assert!(
        at.occurrence.note.contains("SSLOpenSSLConfCmd Groups line 28"),
        "{}",
        at.occurrence.note
    );
    assert_eq!(backend.version.as_deref(), Some("1.2"));
    assert!(
        offers(backend, OfferRole::KeyExchange).iter().all(|(name, _)| name.starts_with("RSA"))
    );
    assert_eq!(old.version.as_deref(), Some("1.2"), "a name without a sign replaces");
    assert!(setting(old, "SSLOpenSSLConfCmd Groups")[0].starts_with("not set"));
    assert!(old_at.occurrence.note.contains("SSLProtocol line 40"));
}

#[test]
fn apache_reads_the_same_directives() {
    let dump = text("apache/dump-config.txt");
    assert!(dump.contains("Syntax OK"));
    let (portal, _) = protocols("apache/httpd.conf").remove(0);
    for (keyword, value) in [
        ("SSLProtocol", "SSLProtocol"),
        ("SSLCipherSuite", "SSLCipherSuite"),
        ("SSLHonorCipherOrder", "SSLHonorCipherOrder"),
    ] {
        let line = format!("{value} {}", setting(&portal, keyword)[0]);
        assert!(dump.lines().any(|dumped| dumped == line), "{line}");
    }
    accepted("apache/httpd.conf", "apache/handshakes.tsv");
}

#[test]
fn a_file_of_apache_without_hosts_speaks_for_the_server() {
    let found = of(look(
        "conf-available/ssl.conf",
        "<IfModule mod_ssl.c>\nSSLProtocol -all +TLSv1.3\nSSLCertificateFile ${CERTS}/a.pem\n</IfModule>\n",
    ));
    assert_eq!(titles(&found), ["TLS server (Apache httpd)"]);
    assert_eq!(found[0].0.version.as_deref(), Some("1.3"));
    for (path, text) in [
        ("apache2/README.md", "SSLProtocol all\n"),
        ("ports.conf", "<IfModule ssl_module>\n\tListen 443\n</IfModule>\n"),
        ("x.conf", "Use `SSLProtocol all -SSLv3`, he said.\n"),
        ("x.conf", "<VirtualHost *:443>\nSSLEngine off\n</VirtualHost>\n"),
        ("x.conf", "<VirtualHost *:443>\nSSLEngine on\n</Directory>\n"),
    ] {
        nothing(path, text);
    }
}

/// What httpd 2.4.71 did, asked with every suite: none of these, and the others.
#[test]
fn apache_never_takes_anonymous_suites_or_those_in_the_clear() {
    for text in [
        "SSLCipherSuite ALL:eNULL:aNULL:@SECLEVEL=0\n",
        "SSLCipherSuite ALL:eNULL\nSSLProtocol all\n",
    ] {
        let found = of(look("sites-enabled/a.conf", &format!("SSLEngine on\n{text}")));
        let suites = suites(&found[0].0);
        assert!(suites.contains(&"TLS_RSA_WITH_AES_128_CBC_SHA"), "{suites:?}");
        let wrong = |suite: &&&str| suite.contains("_anon_") || suite.contains("_NULL_");
        assert_eq!(suites.iter().find(wrong), None, "{text}");
    }
    let all = of(look(
        "haproxy.cfg",
        "frontend a\n  bind :443 ssl crt a.pem ciphers ALL:eNULL:aNULL:@SECLEVEL=0\n",
    ));
    assert!(suites(&all[0].0).iter().any(|suite| suite.contains("_NULL_")), "others do");
}

#[test]
fn lines_of_haproxy_change_the_defaults() {
    let found = protocols("haproxy/haproxy.cfg");
    let expected = [
        "TLS server (HAProxy), frontend www, bind 127.0.0.1:20443",
        "TLS server (HAProxy), frontend www, bind 127.0.0.1:20444",
        "TLS client (HAProxy), backend app, server app1",
    ];
    assert_eq!(titles(&found), expected);
    let [(first, at), (second, _), (app, _)] = found.as_slice() else { panic!() };
    assert_eq!(first.version.as_deref(), Some("1.2 and later"));
    assert_eq!(suites(first)[..2], ["TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"]);
    assert_eq!(
        offers(first, OfferRole::KeyExchange),
        [("X25519", "X25519"), ("P-256", "ECDH-P-256"), ("DHE", "DH")]
    );
    assert_eq!(setting(first, "tune.ssl.default-dh-param"), ["3072"]);
    assert_eq!(setting(first, "bind alpn"), ["h2,http/1.1"]);
    assert_eq!(at.occurrence.line, Some(3));
    assert_eq!(second.version.as_deref(), Some("1.0 and later"));
    assert_eq!(offers(second, OfferRole::KeyExchange)[0], ("secp384r1", "ECDH-P-384"));
    assert!(setting(second, "no-…")[0].contains("without effect"));
    assert_eq!(app.version.as_deref(), Some("1.2"));
    assert_eq!(setting(app, "server verify"), ["none"]);
    assert!(setting(app, "curves")[0].starts_with("not set"));
    assert!(text("haproxy/haproxy-c.txt").contains("Configuration file is valid"));
    accepted("haproxy/haproxy.cfg", "haproxy/handshakes.tsv");
    // `defaults.tsv`: TLS 1.2 is the lowest version of a bind line, and none is of a server line.
    let both = "frontend f\n  bind :443 ssl crt a.pem\nbackend b\n  server s 127.0.0.1:1 ssl verify none\n";
    let found = of(look("haproxy.cfg", both));
    let measured = text("haproxy/defaults.tsv");
    assert!(measured.contains("bind\ttls1_1\tno\nserver\ttls1_1\tyes\nbind\ttls1_2\tyes\n"));
    assert_eq!(setting(&found[0].0, "ssl-min-ver"), ["not set: TLSv1.2 since HAProxy 2.2"]);
    assert_eq!(
        setting(&found[1].0, "ssl-min-ver"),
        ["not set: the default of the installed OpenSSL"]
    );
    nothing("haproxy.cfg", "frontend www\n    bind :80\n");
    nothing("notes.cfg", "bind :443 ssl crt x\n");
}
