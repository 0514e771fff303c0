//! OpenVPN: what it says itself of its suites and settings (`openvpn/openvpn.tsv`).

use super::*;

/// All protocols of a fixture, TLS or not.
pub(super) fn all(path: &str) -> Vec<(Protocol, Finding)> {
    let sink = look(path, &text(path));
    assert_eq!(sink.unknowns, [], "{path}");
    let protocol = |finding: Finding| match finding.asset.clone() {
        Asset::Protocol(protocol) => Some((protocol, finding)),
        _ => None,
    };
    sink.findings.into_iter().filter_map(protocol).collect()
}

fn said(file: &str, key: &str) -> Vec<String> {
    let text = text("openvpn/openvpn.tsv");
    let lines = text.lines().filter_map(|line| line.strip_prefix(&format!("{file}\t{key}\t")));
    lines.map(|value| value.trim_matches('\'').to_owned()).collect()
}

#[test]
fn a_server_uses_the_suites_that_it_lists() {
    let found = all("openvpn/server.conf");
    let expected = ["OpenVPN server, control channel", "OpenVPN server, data channel"];
    assert_eq!(titles(&found), expected);
    let [(control, at), (data, at_data)] = found.as_slice() else { panic!() };
    assert_eq!((control.protocol, data.protocol), (ProtocolKind::Tls, ProtocolKind::Other));
    // It lists what OpenSSL allows; `dh none` leaves no parameters for the suite with DHE.
    let listed = said("server.conf", "suite").into_iter().map(|name| name.replace('-', "_"));
    let usable = listed.filter(|name| !name.starts_with("TLS_DHE_")).collect::<Vec<_>>();
    assert_eq!(suites(control), usable);
    assert_eq!(control.version.as_deref(), Some("1.2 and later"));
    assert_eq!(setting(control, "tls-cert-profile"), said("server.conf", "tls_cert_profile"));
    assert_eq!(setting(control, "tls-crypt"), said("server.conf", "tls_crypt_file"));
    assert_eq!(
        offers(control, OfferRole::KeyExchange),
        [("X25519", "X25519"), ("secp384r1", "ECDH-P-384")]
    );
    assert!(offers(control, OfferRole::Cipher).contains(&("AES-256-CTR", "AES-256-CTR")));
    assert!(at.occurrence.note.contains("tls-groups line 21"), "{}", at.occurrence.note);
    let ciphers = offers(data, OfferRole::Cipher).iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let negotiated = said("server.conf", "ncp_ciphers");
    assert_eq!(ciphers[..3].join(":"), negotiated[0]);
    assert_eq!(ciphers[3..], ["AES-256-CBC"], "the fallback; BF-CBC is not used");
    assert_eq!(setting(data, "auth"), said("server.conf", "authname"));
    assert_eq!(offers(data, OfferRole::Mac), [("SHA256", "HMAC-SHA-256")]);
    assert_eq!(
        at_data.occurrence.note,
        "data-ciphers line 14, data-ciphers-fallback line 15, cipher line 16, auth line 17"
    );
}

#[test]
fn what_a_client_leaves_out_is_the_default() {
    let found = all("openvpn/laptop.ovpn");
    let [(control, _), (data, _)] = found.as_slice() else { panic!("{:?}", titles(&found)) };
    assert_eq!(control.name, "OpenVPN client, control channel");
    assert_eq!(setting(control, "tls-auth"), ["[inline]"]);
    // The default string comes to what the program lists.
    let default = setting(control, "tls-cipher")[0];
    let string = default.strip_prefix("not set: ").unwrap().split(' ').next().unwrap();
    let server = format!("dev tun\nserver 10.8.0.0 255.255.255.0\ntls-cipher {string}\n");
    let sink = look("openvpn/a.conf", &server);
    let Asset::Protocol(of_default) = &sink.findings[0].asset else { panic!() };
    let listed = said("laptop.ovpn", "suite").into_iter().map(|name| name.replace('-', "_"));
    let older = listed.filter(|name| name.contains("_WITH_")).collect::<Vec<_>>();
    assert_eq!(suites(of_default), older);
    let list = said("laptop.ovpn", "ncp_ciphers");
    assert!(setting(data, "data-ciphers")[0].contains("AES-256-GCM:AES-128-GCM"));
    assert_eq!(list, ["AES-256-GCM:AES-128-GCM:CHACHA20-POLY1305"]);
    let hash = format!("not set: {}", said("laptop.ovpn", "authname")[0]);
    assert!(setting(control, "auth")[0].starts_with(&hash));
    assert!(said("laptop.ovpn", "says")[0].contains("ignores --cipher"));
    assert!(setting(data, "cipher")[0].contains("not used since OpenVPN 2.6"));
    // Which version runs is not known.
    assert_eq!(offers(data, OfferRole::Cipher), [("AES-256-CBC", "AES-256-CBC")]);
    assert!(!format!("{found:?}").contains("not-to-be-shown"));
}

#[test]
fn static_keys_have_no_control_channel() {
    let found = all("openvpn/static.conf");
    assert_eq!(titles(&found), ["OpenVPN peer with a static key, data channel"]);
    assert_eq!(setting(&found[0].0, "cipher"), said("static.conf", "ciphername"));
    assert_eq!(offers(&found[0].0, OfferRole::Mac), [("SHA512", "HMAC-SHA-512")]);
    let old = "dev tap0\nremote 192.0.2.1\ntls-client\ncipher DES-EDE3-CBC\nauth MD5\nncp-ciphers BF-CBC:x-1\n";
    let sink = look("old.ovpn", old);
    let Asset::Protocol(data) = &sink.findings[1].asset else { panic!() };
    let ciphers = [("BF-CBC", "Blowfish-CBC"), ("x-1", "x-1"), ("DES-EDE3-CBC", "3DES-CBC")];
    assert_eq!(offers(data, OfferRole::Cipher), ciphers);
    assert_eq!(offers(data, OfferRole::Mac), [("MD5", "HMAC-MD5")]);
}

#[test]
fn what_is_no_openvpn_configuration_gives_nothing() {
    nothing("README.md", "client\ndev tun\nremote a\ncipher AES-256-CBC\n");
    nothing(
        "notes.conf",
        "The option dev tun goes with remote; cipher and data-ciphers are others.\n",
    );
    nothing("openvpn/notes.ovpn", "remember to set cipher AES-256-CBC and tls-auth\n");
    nothing("nginx.conf", "# dev tun\nclient a;\n");
    nothing("empty.ovpn", "<ca>\n<tls-auth>\n</ca\n");
}
