//! OpenSSL, GnuTLS, Java and system-wide policies.

use super::*;

#[test]
fn defaults_of_openssl_are_those_of_a_new_context() {
    let mut sink = look("etc/ssl/openssl.cnf", &text("openssl/openssl.cnf"));
    assert_eq!(sink.unknowns, []);
    let (certificates, tls): (Vec<_>, Vec<_>) = std::mem::take(&mut sink.findings)
        .into_iter()
        .partition(|finding| matches!(finding.asset, Asset::Algorithm(_)));
    let made = certificates.iter().map(|finding| (finding.asset.name(), finding.occurrence.line));
    let expected = [
        ("RSA-3072".to_owned(), Some(40)),
        ("SHA-384".to_owned(), Some(41)),
        ("SHA-256".to_owned(), Some(51)),
    ];
    assert_eq!(made.collect::<Vec<_>>(), expected);
    sink.findings = tls;
    let found = of(sink);
    assert_eq!(
        titles(&found),
        ["TLS defaults (openssl.cnf), system_default", "TLS defaults (openssl.cnf), web"]
    );
    let [(system, at), (web, _)] = found.as_slice() else { panic!() };
    assert_eq!(codes(system), text("openssl/ciphers.txt").trim());
    assert_eq!(system.version.as_deref(), Some("1.2 and later"));
    assert_eq!(
        offers(system, OfferRole::KeyExchange)[..2],
        [("X25519", "X25519"), ("P-384", "ECDH-P-384")]
    );
    assert_eq!(offers(system, OfferRole::Signature)[2], ("ed25519", "Ed25519"));
    assert_eq!(setting(system, "provider"), ["default", "legacy"], "fips is not activated");
    assert_eq!(setting(system, "SECLEVEL"), ["2"]);
    assert!(at.occurrence.note.contains("Groups line 32"), "{}", at.occurrence.note);
    assert!(
        setting(web, "MinProtocol")[0]
            .ends_with("not determined, it depends on the variable ENV::LOWEST")
    );
    assert_eq!(web.version, None);
}

#[test]
fn a_configuration_without_tls_says_nothing_of_it() {
    nothing("my.cnf", "[mysqld]\nport = 1\n# MinProtocol\n");
    nothing(
        "openssl.cnf",
        "openssl_conf = a\n[a]\nproviders = b\n[b]\ndefault = c\n[c]\nactivate = 1\n",
    );
    nothing("openssl.cnf", "[req]\ndefault_md = default\nprompt = no\n");
    nothing("openssl.md", "default_md = sha256\n");
    let found = of(look(
        "openssl.cnf",
        "openssl_conf = a\n[a]\nproviders = b\n[b]\noqsprovider = c\n[c]\nactivate = 1\n",
    ));
    assert_eq!(setting(&found[0].0, "provider"), ["oqsprovider"]);
}

#[test]
fn properties_of_java_are_those_that_it_prints() {
    let found = protocols("java/java.security");
    assert_eq!(titles(&found), ["TLS (JSSE), java.security"]);
    let java = &found[0].0;
    let said = text("java/properties.txt");
    for line in said.lines().filter(|line| !line.starts_with("protocols=")) {
        let (name, value) = line.split_once('=').unwrap();
        assert_eq!(setting(java, name), [value], "{name}");
    }
    assert!(said.contains("protocols=TLSv1.3,TLSv1.2\n"));
    assert_eq!(java.version.as_deref(), Some("1.2, 1.3"));
    assert_eq!(found[0].1.occurrence.line, Some(2));
    nothing("app.properties", "name=jdk.tls.disabledAlgorithms is a property\n");
    let groups = of(look("java.config", "jdk.tls.namedGroups=x25519,secp256r1,ffdhe2048\n"));
    let expected =
        [("x25519", "X25519"), ("secp256r1", "ECDH-P-256"), ("ffdhe2048", "FFDHE-ffdhe2048")];
    assert_eq!(offers(&groups[0].0, OfferRole::KeyExchange), expected);
}

/// What `gnutls-cli --list --priority` prints.
struct Lists<'a> {
    versions: Vec<&'a str>,
    /// Ciphers and MACs without AEAD.
    protection: Vec<&'a str>,
    exchange: Vec<&'a str>,
    groups: Vec<&'a str>,
    signatures: Vec<&'a str>,
}

impl<'a> Lists<'a> {
    fn of(line: &'a str) -> (&'a str, Self) {
        let fields = line.split('\t').collect::<Vec<_>>();
        let list = |at: usize| {
            fields[at]
                .split(' ')
                .filter(|word| !word.is_empty() && *word != "none")
                .collect::<Vec<_>>()
        };
        let plain = |words: Vec<&'a str>| {
            words
                .into_iter()
                .map(|word| word.trim_start_matches("GROUP-").trim_start_matches("SIGN-"))
                .collect::<Vec<_>>()
        };
        let lists = Self {
            versions: list(1)
                .into_iter()
                .filter(|word| !word.contains("DTLS"))
                .map(|word| word.trim_start_matches("VERS-TLS"))
                .collect(),
            protection: [list(2), list(3)]
                .concat()
                .into_iter()
                .filter(|word| *word != "AEAD")
                .collect(),
            exchange: list(4),
            groups: plain(list(5)),
            signatures: plain(list(6)),
        };
        (fields[0], lists)
    }

    fn check(&self, string: &str, protocol: &Protocol) {
        let names = |roles: &[OfferRole]| {
            let of = protocol.offers.iter().filter(|offer| roles.contains(&offer.role));
            of.map(|offer| offer.name.as_str()).collect::<Vec<_>>()
        };
        let mut versions = self.versions.clone();
        versions.sort();
        assert_eq!(protocol.version.clone().unwrap_or_default(), versions.join(", "), "{string}");
        assert_eq!(names(&[OfferRole::Cipher, OfferRole::Mac]), self.protection, "{string}");
        // On which curves is said by the groups; GnuTLS leaves out the methods of suites that nothing else allows.
        let others = self.exchange.iter().filter(|name| !name.starts_with("ECDHE-"));
        let expected = self.groups.iter().chain(others).copied().collect::<Vec<_>>();
        assert_eq!(names(&[OfferRole::KeyExchange]), expected, "{string}");
        assert_eq!(names(&[OfferRole::Signature]), self.signatures, "{string}");
    }
}

#[test]
fn priorities_are_resolved_as_gnutls_does() {
    for line in text("gnutls/priorities.tsv").lines() {
        let (string, lists) = Lists::of(line);
        let protocol = match string {
            "@SYSTEM" => protocols("gnutls/config").remove(0).0,
            _ => {
                of(look("gnutls/config", &format!("[priorities]\nSYSTEM = {string}\n"))).remove(0).0
            }
        };
        lists.check(string, &protocol);
    }
    let found = of(look("gnutls/config", "[priorities]\nX=NORMAL:+BOGUS\n"));
    assert!(setting(&found[0].0, "X")[0].ends_with("refuses: BOGUS)"));
}

#[test]
fn system_wide_policies_are_named_and_read() {
    let policy = |path: &str| protocols(path).remove(0).0;
    assert_eq!(setting(&policy("crypto-policies/config"), "policy"), ["DEFAULT:NO-SHA1"]);
    assert_eq!(setting(&policy("crypto-policies/state/current"), "policy"), ["FIPS"]);
    let string = policy("crypto-policies/back-ends/openssl.config");
    assert!(suites(&string).contains(&"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
    assert!(
        !suites(&string)
            .iter()
            .any(|suite| suite.starts_with("TLS_RSA_") || suite.contains("CAMELLIA"))
    );
    let commands = policy("crypto-policies/back-ends/opensslcnf.config");
    assert_eq!(commands.version.as_deref(), Some("1.2 to 1.3"));
    assert_eq!(offers(&commands, OfferRole::KeyExchange)[3], ("ffdhe2048", "FFDHE-ffdhe2048"));
    assert_eq!(offers(&commands, OfferRole::Signature)[1], ("RSA-PSS+SHA512", "RSA-PSS-SHA-512"));
    let own = policy("crypto-policies/policies/SITE.pol");
    assert_eq!(own.version.as_deref(), Some("1.2, 1.3"));
    let groups = [
        ("X25519", "X25519"),
        ("SECP256R1", "ECDH-P-256"),
        ("SECP384R1", "ECDH-P-384"),
        ("FFDHE-3072", "FFDHE-ffdhe3072"),
    ];
    assert_eq!(offers(&own, OfferRole::KeyExchange), groups);
    assert_eq!(setting(&own, "min_rsa_size"), ["3072"]);
    nothing("crypto-policies/config", "<html>\n");
    nothing("crypto-policies/README", "cipher = AES\nmin_rsa_size = 2048\n");
    nothing("back-ends/openssl.config", "This is the cipher string.\n");
}

/// What config(5) calls the default section is the same whether its name stands there or not.
#[test]
fn the_default_section_of_openssl_can_be_named() {
    let rest = "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\nMinProtocol = TLSv1.2\n";
    for text in [rest.to_owned(), format!("[default]\n{rest}"), format!("[ default ]\n{rest}")] {
        let found = of(look("openssl.cnf", &text));
        let [(system, _)] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(system.version.as_deref(), Some("1.2 and later"), "{text}");
    }
}
