//! Mail, databases, brokers, directories.

use super::*;

fn only(path: &str) -> (Protocol, Finding) {
    let mut found = protocols(path);
    assert_eq!(found.len(), 1, "{:?}", titles(&found));
    found.remove(0)
}

/// Every line `name = value` or `name=value` of a transcript about a directive that y2q shows has the value that y2q shows.
fn agrees(protocol: &Protocol, transcript: &str, names: &[&str]) {
    let transcript = text(transcript);
    for name in names {
        let said = transcript.lines().find_map(|line| {
            let (key, value) = line.split_once('=')?;
            (key.trim().trim_start_matches("--").replace('-', "_") == name.replace('-', "_"))
                .then(|| value.trim().trim_start_matches('='))
        });
        let shown = setting(protocol, name);
        assert_eq!(shown.first().map(|text| text.split(" (").next().unwrap()), said, "{name}");
    }
}

#[test]
fn postfix_is_read_by_level_and_grade() {
    let found = protocols("postfix/main.cf");
    assert_eq!(titles(&found), ["TLS server (Postfix smtpd)", "TLS client (Postfix smtp)"]);
    let [(server, at), (client, _)] = found.as_slice() else { panic!() };
    assert_eq!(server.version.as_deref(), Some("1.2 and later"));
    let names = [
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    ];
    assert_eq!(suites(server)[..4], names);
    assert!(!suites(server).contains(&"TLS_RSA_WITH_AES_256_CBC_SHA"), "excluded: kRSA and SHA1");
    assert_eq!(
        offers(server, OfferRole::KeyExchange),
        [("X25519", "X25519"), ("prime256v1", "ECDH-P-256"), ("DHE", "DH")]
    );
    assert!(at.occurrence.note.contains("tls_high_cipherlist line 13"), "{}", at.occurrence.note);
    let names = [
        "smtpd_tls_security_level",
        "smtpd_tls_cert_file",
        "smtpd_tls_mandatory_protocols",
        "smtpd_tls_exclude_ciphers",
        "tls_eecdh_auto_curves",
    ];
    agrees(server, "postfix/postconf.txt", &names);
    assert_eq!(client.version.as_deref(), Some("1.2, 1.3"));
    assert!(setting(client, "smtp_tls_ciphers")[0].starts_with("not set: medium"));
    assert_eq!(suites(client), Vec::<&str>::new(), "nothing in the file says so");
    nothing("main.cf", "myhostname = a\n");
    nothing("README", "smtpd_tls_cert_file = a\n");
}

#[test]
fn dovecot_is_read_outside_of_blocks() {
    let (server, _) = only("dovecot/dovecot.conf");
    assert_eq!(server.version.as_deref(), Some("1.2 and later"));
    assert_eq!(suites(&server).len(), 6);
    assert_eq!(
        offers(&server, OfferRole::KeyExchange),
        [("X25519", "X25519"), ("P-256", "ECDH-P-256")]
    );
    agrees(
        &server,
        "dovecot/doveconf.txt",
        &["ssl", "ssl_cert", "ssl_cipher_list", "ssl_curve_list", "ssl_prefer_server_ciphers"],
    );
    assert_eq!(setting(&server, "ssl_cert (in a block)"), ["</etc/dovecot/tls/old.pem"]);
    nothing("dovecot/conf.d/10-mail.conf", "mail_location = maildir\n# ssl = yes\n");
}

#[test]
fn databases_are_read_as_they_read_themselves() {
    let (postgres, at) = only("postgresql/postgresql.conf");
    let names = [
        "ssl",
        "ssl_min_protocol_version",
        "ssl_max_protocol_version",
        "ssl_ciphers",
        "ssl_ecdh_curve",
        "ssl_cert_file",
        "password_encryption",
    ];
    agrees(&postgres, "postgresql/postgres-C.txt", &names);
    assert_eq!(postgres.version.as_deref(), Some("1.2"));
    assert_eq!(
        offers(&postgres, OfferRole::KeyExchange)[..2],
        [("secp384r1", "ECDH-P-384"), ("RSA", "RSAES-PKCS1-1.5")]
    );
    assert_eq!(at.occurrence.line, Some(4));
    let (mysql, _) = only("mysql/my.cnf");
    agrees(
        &mysql,
        "mysql/defaults.txt",
        &["tls_version", "ssl_cipher", "ssl_cert", "ssl_key", "require_secure_transport"],
    );
    assert_eq!(mysql.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(suites(&mysql).len(), 2);
    let (redis, _) = only("redis/redis.conf");
    assert_eq!(redis.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(suites(&redis)[0], "TLS_CHACHA20_POLY1305_SHA256");
    assert_eq!(offers(&redis, OfferRole::Cipher), [("CHACHA20_POLY1305", "ChaCha20-Poly1305")]);
    nothing("redis.conf", "port 6379\n# tls-port 6380\n");
    nothing("my.cnf", "[mysqldump]\nssl_cipher = x\n");
    nothing("postgresql/notes.md", "ssl_ciphers = 'HIGH'\n");
}

#[test]
fn clients_of_postgresql_prove_who_they_are() {
    let sink = look("pg_hba.conf", &text("postgresql/pg_hba.conf"));
    let Asset::Protocol(protocol) = &sink.findings[0].asset else { panic!() };
    let pair = |kind: &str, method: &str| (kind.to_owned(), method.to_owned());
    let expected = [
        pair("host", "md5"),
        pair("host", "scram-sha-256"),
        pair("hostssl", "scram-sha-256"),
        pair("local", "peer"),
    ];
    assert_eq!(protocol.settings, expected);
    assert_eq!(
        sink.findings[0].occurrence.note,
        "local peer line 2, hostssl scram-sha-256 line 3, host md5 line 4, host scram-sha-256 line 5"
    );
    nothing("pg_hba.conf", "host is a word; md5 is a method\n");
}

#[test]
fn brokers_are_read_by_the_names_of_their_languages() {
    let (kafka, _) = only("kafka/server.properties");
    assert_eq!(kafka.name, "TLS server (Kafka)");
    assert_eq!(kafka.version.as_deref(), Some("1.2, 1.3"));
    let names = [
        "TLS_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_RSA_WITH_AES_128_CBC_SHA256",
    ];
    assert_eq!(suites(&kafka), names);
    assert_eq!(
        setting(&kafka, "listener.name.external.ssl.keystore.location"),
        ["/etc/kafka/external.p12"]
    );
    let found = protocols("rabbitmq/rabbitmq.conf");
    assert_eq!(
        titles(&found),
        ["TLS server (RabbitMQ), ssl_options", "TLS server (RabbitMQ), management.ssl"]
    );
    assert_eq!(found[0].0.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(
        suites(&found[0].0),
        ["TLS_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]
    );
    let sink = look("advanced.config", "[{rabbit, [{ssl_options, [{versions, ['tlsv1.2']}]}]}].\n");
    assert_eq!((sink.findings.len(), sink.unknowns.len()), (0, 1));
    nothing("application.properties", "server.port=1\n# ssl.protocol=TLS\n");
}

#[test]
fn openldap_is_the_same_in_both_forms() {
    let (file, _) = only("openldap/slapd.conf");
    let (entry, _) = only("openldap/slapd.d/cn=config.ldif");
    assert_eq!(file.version.as_deref(), Some("1.2"));
    assert_eq!(file.version, entry.version);
    assert_eq!(file.offers, entry.offers);
    assert!(offers(&file, OfferRole::Cipher).contains(&("AES-256-GCM", "AES-256-GCM")));
    let client =
        of(look("etc/ldap/ldap.conf", "TLS_CACERT /etc/ssl/ca.pem\nTLS_PROTOCOL_MIN 3.4\n"));
    assert_eq!(titles(&client), ["TLS client (OpenLDAP)"]);
    assert_eq!(client[0].0.version.as_deref(), Some("1.3 and later"));
    nothing("people.ldif", "dn: cn=a\ndescription: olcTLS is a prefix\n");
}

#[test]
fn passwords_stay_where_they_are() {
    for path in ["redis/redis.conf", "kafka/server.properties", "rabbitmq/rabbitmq.conf"] {
        assert!(text(path).contains("not-to-be-shown"));
        assert!(!format!("{:?}", look(path, &text(path))).contains("not-to-be-shown"), "{path}");
    }
}

#[test]
fn stunnel_and_mosquitto_accept_what_is_reported() {
    let found = protocols("stunnel/stunnel.conf");
    let expected = [
        "TLS server (stunnel), service mail",
        "TLS server (stunnel), service old",
        "TLS client (stunnel), service backup",
    ];
    assert_eq!(titles(&found), expected);
    assert_eq!(found[1].0.version.as_deref(), Some("1.2 and later"), "shared");
    assert_eq!(offers(&found[1].0, OfferRole::KeyExchange)[0], ("P-384", "ECDH-P-384"));
    accepted("stunnel/stunnel.conf", "stunnel/handshakes.tsv");
    let found = protocols("mosquitto/mosquitto.conf");
    assert_eq!(titles(&found), ["TLS server (Mosquitto), listener 21884 127.0.0.1"]);
    accepted("mosquitto/mosquitto.conf", "mosquitto/handshakes.tsv");
    nothing("mosquitto.conf", "listener 1883\n# certfile a\n");
    nothing("stunnel.conf", "; accept = 1\n");
}

#[test]
fn unbound_reads_the_same() {
    let (server, _) = only("unbound/unbound.conf");
    agrees(
        &server,
        "unbound/checkconf.txt",
        &["tls-ciphers", "tls-ciphersuites", "tls-port", "tls-service-key", "tls-service-pem"],
    );
    assert_eq!(suites(&server)[0], "TLS_CHACHA20_POLY1305_SHA256");
    assert_eq!(offers(&server, OfferRole::KeyExchange), [("ECDHE", "ECDH")]);
    nothing("unbound.conf", "server:\n    interface: 0.0.0.0\n# tls-upstream: yes\n");
}
