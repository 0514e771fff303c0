//! Kerberos: against the lists that libkrb5 and kadmin.local make of the fixtures (`kerberos/enctypes.tsv`).

use super::*;

fn read(path: &str) -> String {
    text(&format!("../kerberos/{path}"))
}

/// The list of the transcript, under IANA's names.
fn said(of: &str, key: &str) -> Vec<String> {
    let text = read("enctypes.tsv");
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{of}\t{key}\t"))).unwrap();
    let name = |word: &str| {
        let name = word.split(':').next().unwrap().replace("arcfour", "rc4");
        if name == "des3-cbc-sha1" { "des3-cbc-sha1-kd".to_owned() } else { name }
    };
    line.split(' ').map(name).collect()
}

fn found(path: &str, text: &str) -> Vec<(Protocol, Finding)> {
    let sink = look(path, text);
    assert_eq!(sink.unknowns, [], "{path}");
    let protocol = |finding: Finding| match finding.asset.clone() {
        Asset::Protocol(protocol) => (protocol, finding),
        other => panic!("{other:?}"),
    };
    sink.findings.into_iter().map(protocol).collect()
}

fn types(protocol: &Protocol) -> Vec<&str> {
    offers(protocol, OfferRole::Cipher).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn lists_come_to_what_the_library_makes_of_them() {
    // One list at a time, as the asset has them together.
    let text = read("old/krb5.conf");
    for key in ["default_tkt_enctypes", "default_tgs_enctypes", "permitted_enctypes"] {
        let others =
            ["default_tkt", "default_tgs", "permitted"].map(|name| format!("{name}_enctypes"));
        let is_other =
            |line: &&str| others.iter().any(|other| other != key && line.contains(other.as_str()));
        let one = text.lines().filter(|line| !is_other(line)).collect::<Vec<_>>().join("\n");
        let mut listed = types(&found("etc/krb5.conf", &one)[0].0).join(" ");
        // MIT krb5 has had no single DES since 1.18; Heimdal and Java may.
        listed = listed.replace(" des-cbc-crc", "");
        assert_eq!(listed, said("old", key).join(" "), "{key}");
    }
    let new = found("etc/krb5.conf", &read("new/krb5.conf"));
    assert_eq!(types(&new[0].0), said("new", "permitted_enctypes"));
    assert_eq!(said("new", "permitted_enctypes"), said("new", "default_tgs_enctypes"));
    assert_eq!(
        setting(&new[0].0, "permitted_enctypes"),
        [
            "aes256-sha2 aes128-sha2 arcfour-hmac-md5-exp",
            "rc4-hmac-exp: left out, allow_weak_crypto is false"
        ]
    );
}

#[test]
fn the_old_domain_is_read_as_it_stands() {
    let all = found("etc/krb5.conf", &read("old/krb5.conf"));
    assert_eq!(titles(&all), ["Kerberos (libdefaults)"]);
    let (library, at) = &all[0];
    assert_eq!(library.protocol, ProtocolKind::Other);
    let expected = [("pkinit 4096", "DH-4096"), ("spake P-384", "EC-P-384")];
    assert_eq!(offers(library, OfferRole::KeyExchange), expected);
    let macs = offers(library, OfferRole::Mac);
    assert!(macs.contains(&("rc4-hmac", "HMAC-MD5")), "{macs:?}");
    assert!(offers(library, OfferRole::Cipher).contains(&("des-cbc-crc", "DES-CBC")));
    assert_eq!(setting(library, "includedir"), ["/etc/krb5.conf.d/"]);
    assert_eq!(
        at.occurrence.note,
        "default_realm line 8, default_tgs_enctypes line 9, default_tkt_enctypes line 10, permitted_enctypes line 11, \
         allow_weak_crypto line 13, pkinit_dh_min_bits line 14, spake_preauth_groups line 15"
    );
}

#[test]
fn every_realm_of_a_kdc_has_its_types() {
    let all = found("etc/krb5kdc/kdc.conf", &read("new/kdc.conf"));
    let expected = ["Kerberos KDC, realm HANEUL.EXAMPLE", "Kerberos KDC, realm OLD.EXAMPLE"];
    assert_eq!(titles(&all), expected);
    let mut listed = said("HANEUL.EXAMPLE", "supported_enctypes");
    listed.extend(said("HANEUL.EXAMPLE", "master_key_type"));
    assert_eq!(types(&all[0].0), listed);
    assert_eq!(offers(&all[0].0, OfferRole::KeyExchange)[0].0, "spake edwards25519");
    for key in ["supported_enctypes", "master_key_type"] {
        let unset = setting(&all[1].0, key)[0].replace(":normal", "");
        assert_eq!(unset, format!("not set: {}", said("OLD.EXAMPLE", key).join(" ")));
    }
}

#[test]
fn what_is_no_kerberos_configuration_gives_nothing() {
    nothing("README.md", "[libdefaults]\npermitted_enctypes = rc4-hmac\n");
    nothing("krb5.txt", "[libdefaults]\npermitted_enctypes = rc4-hmac\n");
    nothing("kerberos/other.conf", "Put [libdefaults] before\npermitted_enctypes = rc4-hmac\n");
    nothing("krb5.conf", "[libdefaults]\n# permitted_enctypes = rc4-hmac\n");
    nothing("krb5.conf", "[realms]\nA = {\n kdc = a\n}\n");
    let sink = look("krb5.conf", "[libdefaults]\nthis is damaged\n");
    assert_eq!((sink.findings.len(), sink.unknowns.len()), (0, 1));
    let sink = look("krb5.conf", "[libdefaults]\npermitted_enctypes = aes kyber-new\n");
    assert_eq!((sink.findings.len(), sink.unknowns.len()), (1, 1));
}
