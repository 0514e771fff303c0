//! Samba: against what testparm says of the fixture and of an empty `[global]`.

use super::openvpn::all;
use super::*;

fn said(transcript: &str, key: &str) -> Option<String> {
    let text = text(&format!("samba/{transcript}"));
    let global = text.lines().take_while(|line| *line != "[drawings]");
    let value = |line: &str| {
        line.split_once(" =")
            .filter(|(name, _)| *name == key)
            .map(|(_, value)| value.trim().to_owned())
    };
    global.filter_map(value).last()
}

#[test]
fn smb_is_read_as_testparm_reads_it() {
    let found = all("samba/smb.conf");
    let expected = ["SMB server (Samba)", "SMB client (Samba)", "Kerberos (Samba)", "TLS (Samba)"];
    assert_eq!(titles(&found), expected);
    let [(server, at), (client, _), (kerberos, _), (tls, _)] = found.as_slice() else { panic!() };
    assert_eq!(server.version.as_deref(), Some("NT1 to SMB3"));
    let pair = |low: &str, high: &str| {
        Some(format!(
            "{} to {}",
            said("testparm.txt", low).unwrap(),
            said("testparm.txt", high).unwrap()
        ))
    };
    assert_eq!(server.version, pair("server min protocol", "server max protocol"));
    for (role, key) in [
        (OfferRole::Cipher, "server smb3 encryption algorithms"),
        (OfferRole::Mac, "server smb3 signing algorithms"),
    ] {
        let offered = offers(server, role).iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert_eq!(Some(offered.join(", ")), said("testparm.txt", key), "{key}");
    }
    assert_eq!(offers(server, OfferRole::Mac)[0], ("AES-128-CMAC", "AES-128-CMAC"));
    for (protocol, key) in
        [(server, "ntlm auth"), (server, "lanman auth"), (client, "client signing")]
    {
        let shown = setting(protocol, key)[0];
        assert!(shown.eq_ignore_ascii_case(&said("testparm.txt", key).unwrap()), "{key}");
    }
    assert_eq!(setting(server, "server smb encrypt in [drawings]"), ["required"]);
    assert_eq!(
        at.occurrence.note,
        "server role line 4, Min Protocol line 5, server max protocol line 6, smb encrypt line 7, server signing line 8, \
         server smb3 encryption algorithms line 9, server smb3 signing algorithms line 10, ntlm auth line 12, \
         lanman auth line 13, server smb encrypt line 27"
    );
    // 20 is 0x10, AES-256, and 0x4, RC4; `strong` adds AES-128.
    assert_eq!(said("testparm.txt", "kdc supported enctypes").as_deref(), Some("20"));
    let types =
        offers(kerberos, OfferRole::Cipher).iter().map(|(name, _)| *name).collect::<Vec<_>>();
    assert_eq!(types, ["aes256-cts-hmac-sha1-96", "rc4-hmac", "aes128-cts-hmac-sha1-96"]);
    assert_eq!((tls.protocol, tls.version.as_deref()), (ProtocolKind::Tls, Some("1.3")));
}

#[test]
fn defaults_are_those_of_testparm() {
    let sink = look(
        "etc/samba/smb.conf",
        "[global]\nserver role = auto\nclient signing = auto\ntls enabled = yes\nkdc supported enctypes = aes128-cts\n",
    );
    let mut checked = 0;
    for finding in &sink.findings {
        let Asset::Protocol(protocol) = &finding.asset else { panic!() };
        for (key, value) in protocol.settings.iter() {
            let Some(default) = value.strip_prefix("not set: in Samba 4.17 ") else { continue };
            let default = default.split(", since").next().unwrap().split(", which").next().unwrap();
            let said = said("defaults.txt", key).unwrap_or_else(|| panic!("{key}"));
            assert!(said.eq_ignore_ascii_case(default), "{key}: {said}, {default}");
            checked += 1;
        }
    }
    assert_eq!(checked, 16);
}

#[test]
fn what_is_no_samba_configuration_gives_nothing() {
    nothing("README.md", "[global]\nserver min protocol = NT1\n");
    nothing("smb.conf", "server min protocol = NT1\n# [global]\n");
    nothing("smb.conf", "The section [global] has server min protocol, = NT1\n");
    nothing("rsyncd.conf", "[global]\nserver min protocol = NT1\n");
    nothing("smb.conf", "[global]\nworkgroup = A\n");
}
