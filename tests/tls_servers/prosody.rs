//! Prosody, against what a running server agrees on.

use super::*;

#[test]
fn tables_of_prosody_are_what_a_server_agrees_on() {
    let agreed = |file: &str, version: &str| {
        let transcript = text("prosody/transcript.tsv");
        let line =
            transcript.lines().find(|line| line.starts_with(&format!("{file}\t{version}\t")));
        !line.unwrap().ends_with("(NONE)")
    };
    let found = of(look("etc/prosody/prosody.cfg.lua", &text("prosody/own.cfg.lua")));
    assert_eq!(
        titles(&found),
        ["TLS server (Prosody)", "TLS server (Prosody), host localhost, c2s_ssl"]
    );
    let [(global, at), (host, _)] = found.as_slice() else { panic!() };
    assert_eq!(global.version.as_deref(), Some("1.2 and later"));
    assert_eq!(at.occurrence.line, Some(4));
    assert_eq!(global.cipher_suites.len(), 2, "{:?}", global.cipher_suites);
    assert_eq!(
        offers(global, OfferRole::KeyExchange)[..2],
        [("X25519", "X25519"), ("secp384r1", "ECDH-P-384")]
    );
    // The host's own table counts for its clients.
    assert_eq!(host.version.as_deref(), Some("1.3"));
    let versions = ["tls1", "tls1_1", "tls1_2", "tls1_3"];
    assert_eq!(versions.map(|version| agreed("own.cfg.lua", version)), [false, false, false, true]);
}

#[test]
fn the_profile_of_a_stock_prosody_is_named() {
    let found = of(look("etc/prosody/prosody.cfg.lua", &text("prosody/stock.cfg.lua")));
    let [(stock, _)] = found.as_slice() else { panic!("{found:?}") };
    let [said] = setting(stock, "protocol")[..] else { panic!("{stock:?}") };
    assert!(said.contains("intermediate") && said.contains("TLS 1.2 and later"), "{said}");
    let transcript = text("prosody/transcript.tsv");
    for (version, is_agreed) in [("tls1_1", false), ("tls1_2", true), ("tls1_3", true)] {
        let line = transcript
            .lines()
            .find(|line| line.starts_with(&format!("stock.cfg.lua\t{version}\t")));
        assert_eq!(!line.unwrap().ends_with("(NONE)"), is_agreed, "{version}");
    }
    assert_eq!(setting(stock, "certificates"), ["certs"]);
    nothing("prosody.cfg.lua", "-- ssl = { protocol = \"tlsv1\" }\nadmins = { \"ssl\" }\n");
    nothing("config.lua", "ssl = { protocol = \"tlsv1\" }\n");
}
