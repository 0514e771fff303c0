//! lighttpd, Exim, Tomcat, ProFTPD, vsftpd.

use super::*;

#[test]
fn sockets_of_lighttpd_accept_what_is_reported() {
    let found = protocols("lighttpd/lighttpd.conf");
    let expected = [
        "TLS server (lighttpd)",
        "TLS server (lighttpd), $SERVER[\"socket\"] == \"127.0.0.1:19443\"",
        "TLS server (lighttpd), $SERVER[\"socket\"] == \"127.0.0.1:19444\"",
        "TLS server (lighttpd), $SERVER[\"socket\"] == \"127.0.0.1:19445\"",
    ];
    assert_eq!(titles(&found), expected);
    let handshakes = text("lighttpd/handshakes.tsv");
    let accepted = |port: &str| {
        handshakes.lines().find_map(|line| line.strip_prefix(&format!("{port}\t"))).unwrap()
    };
    // The certificate of the test is for RSA.
    let reported = |protocol: &Protocol| {
        let of_rsa = protocol.cipher_suites.iter().filter(|suite| !suite.name.contains("_ECDSA_"));
        let mut codes =
            of_rsa.map(|suite| suite.identifiers.join("").replace("0x", "")).collect::<Vec<_>>();
        codes.sort();
        codes.join(",")
    };
    assert_eq!(reported(&found[1].0), accepted("19443"));
    assert_eq!(reported(&found[2].0), accepted("19444"));
    assert_eq!(
        offers(&found[1].0, OfferRole::KeyExchange)[..2],
        [("X25519", "X25519"), ("P-384", "ECDH-P-384")]
    );
    assert_eq!(found[1].0.version.as_deref(), Some("1.2 and later"));
    // A list of commands replaces the one of the outer scope: the default holds, without an opinion of the file.
    assert_eq!(suites(&found[3].0), Vec::<&str>::new());
    let default = setting(&found[3].0, "CipherString")[0];
    let string = default.strip_prefix("not set: ").unwrap().split(' ').next().unwrap();
    let sink = look(
        "lighttpd/a.conf",
        &format!("ssl.engine = \"enable\"\nssl.cipher-list = \"{string}\"\n"),
    );
    let Asset::Protocol(of_default) = &sink.findings[0].asset else { panic!() };
    for code in accepted("19445").split(',') {
        assert!(codes(of_default).contains(code), "{code}");
    }
    nothing("lighttpd/lighttpd.conf", "server.port = 80\n# ssl.engine = \"enable\"\n");
    nothing("lighttpd.md", "ssl.engine = \"enable\"\n");
}

#[test]
fn exim_says_the_same_of_its_file() {
    let found = protocols("exim/exim4.conf");
    assert_eq!(titles(&found), ["TLS (Exim)"]);
    let (server, at) = &found[0];
    for line in text("exim/bP.txt").lines() {
        let (name, value) = line.split_once(" = ").unwrap();
        let shown =
            setting(server, name)[0].split(" (").next().unwrap().split(", ").next().unwrap();
        assert_eq!(shown.trim_start_matches("not set: "), value, "{name}");
    }
    assert_eq!(server.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(setting(server, "tls_require_ciphers (after begin)"), ["NORMAL"]);
    assert_eq!(at.occurrence.line, Some(3));
    let old = "tls_certificate = ${if exists{/a}{/a}{}}\ntls_require_ciphers = HIGH:!aNULL\nopenssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1\n\
               tls_eccurve = secp384r1\n";
    let found = of(look("exim4/exim4.conf", old));
    assert_eq!(found[0].0.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(offers(&found[0].0, OfferRole::KeyExchange)[0], ("secp384r1", "ECDH-P-384"));
    nothing("exim4/exim4.conf", "# tls_certificate = a\nprimary_hostname = a\n");
    nothing("exim4/README.md", "tls_certificate = a\n");
}

#[test]
fn hosts_of_tomcat_are_read_one_by_one() {
    let found = protocols("tomcat/server.xml");
    let expected = [
        "TLS server (Tomcat), port 18843",
        "TLS server (Tomcat), port 18843, old.haneul.example",
        "TLS server (Tomcat), port 18844",
    ];
    assert_eq!(titles(&found), expected);
    let [(new, at), (old, _), (connector, _)] = found.as_slice() else { panic!() };
    assert_eq!(new.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(suites(new)[0], "TLS_AES_256_GCM_SHA384");
    assert_eq!(suites(new).len(), 5, "ECDHE with AES-GCM, for RSA and for ECDSA");
    let groups = [("x25519", "X25519"), ("secp384r1", "ECDH-P-384")];
    assert_eq!(offers(new, OfferRole::KeyExchange), groups);
    assert_eq!(at.occurrence.line, Some(6));
    assert_eq!(old.version.as_deref(), Some("1.1, 1.2, 1.3"));
    let names = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_CBC_SHA"];
    assert_eq!(suites(old), names);
    assert_eq!(connector.version.as_deref(), Some("1.2"));
    assert!(!format!("{found:?}").contains("not-to-be-shown"));
    nothing("web.xml", "<a><!-- <SSLHostConfig protocols=\"all\"/> --></a>");
    nothing("notes.xml", "<p>Set SSLEnabled on a Connector</p>");
    nothing("broken.xml", "<Connector SSLEnabled=\"true\"");
}

#[test]
fn file_servers_are_read() {
    let found = protocols("proftpd/proftpd.conf");
    assert_eq!(
        titles(&found),
        ["TLS server (ProFTPD)", "TLS server (ProFTPD), VirtualHost 127.0.0.2"]
    );
    let (server, at) = &found[0];
    assert_eq!(server.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(offers(server, OfferRole::KeyExchange)[0], ("secp384r1", "ECDH-P-384"));
    assert_eq!(suites(server)[0], "TLS_AES_256_GCM_SHA384");
    assert!(suites(server).contains(&"TLS_RSA_WITH_AES_256_CBC_SHA"));
    assert_eq!(at.occurrence.line, Some(12));
    assert_eq!(found[1].0.version.as_deref(), Some("1.2"));
    let found = protocols("vsftpd/vsftpd.conf");
    assert_eq!(found[0].0.version.as_deref(), Some("1.1, 1.2, 1.3"));
    assert_eq!(suites(&found[0].0).len(), 5);
    for (path, port) in [("proftpd/proftpd.conf", "19021"), ("vsftpd/vsftpd.conf", "19023")] {
        let (protocol, _) = protocols(path).remove(0);
        let handshakes = text(
            &path
                .replace("proftpd.conf", "handshakes.tsv")
                .replace("vsftpd.conf", "handshakes.tsv"),
        );
        // The certificate of the test is for RSA; the transcript is of TLS 1.2.
        let is_of = |suite: &&y2q::model::CipherSuite| suite.name.contains("_RSA_");
        let code = |suite: &y2q::model::CipherSuite| suite.identifiers.join("").replace("0x", "");
        let mut reported =
            protocol.cipher_suites.iter().filter(is_of).map(code).collect::<Vec<_>>();
        reported.sort();
        assert_eq!(format!("{port}\t{}\n", reported.join(",")), handshakes);
    }
    nothing("vsftpd.conf", "# ssl_enable=YES\nlisten=YES\n");
    nothing("proftpd/proftpd.conf", "# TLSEngine on\nPort 21\n");
    nothing("proftpd/README", "TLSEngine on\n");
}
