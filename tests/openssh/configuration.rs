//! Client and server configurations.

use super::*;

fn protocols(path: &str) -> Vec<(Protocol, Finding)> {
    let take = |finding: Finding| {
        let Asset::Protocol(protocol) = finding.asset.clone() else { panic!("{finding:?}") };
        assert_eq!(finding.occurrence.evidence, Evidence::Configured);
        (protocol, finding)
    };
    found(path).into_iter().map(take).collect()
}

fn names(protocol: &Protocol, role: OfferRole) -> Vec<&str> {
    let of_role = protocol.offers.iter().filter(|offer| offer.role == role);
    of_role.map(|offer| offer.name.as_str()).collect()
}

fn setting<'a>(protocol: &'a Protocol, keyword: &str) -> Vec<&'a str> {
    let of = protocol.settings.iter().filter(|(key, _)| key == keyword);
    of.map(|(_, value)| value.as_str()).collect()
}

#[test]
fn a_stock_configuration_sets_nothing() {
    for (path, name) in [("stock/sshd_config", "SSH server"), ("stock/ssh_config", "SSH client")] {
        let found = protocols(path);
        assert_eq!(found.len(), 1, "{path}");
        let protocol = &found[0].0;
        assert_eq!(protocol.name, name);
        assert_eq!(protocol.offers, []);
        assert!(setting(protocol, "KexAlgorithms")[0].starts_with("not set"), "{protocol:?}");
        assert_eq!(setting(protocol, "Include").len(), 1);
    }
}

#[test]
fn a_server_configuration_is_read_as_sshd_reads_it() {
    let found = protocols("hardened/sshd_config");
    let titles = found.iter().map(|(protocol, _)| protocol.name.as_str()).collect::<Vec<_>>();
    let expected = [
        "SSH server",
        "SSH server, Match User backup Address 10.0.0.0/8",
        "SSH server, Match User legacy",
    ];
    assert_eq!(titles, expected);
    let (global, finding) = &found[0];
    let kex = ["mlkem768x25519-sha256", "sntrup761x25519-sha512@openssh.com", "curve25519-sha256"];
    assert_eq!(names(global, OfferRole::KeyExchange), kex, "the first value counts");
    let ciphers = [
        "aes256-gcm@openssh.com",
        "chacha20-poly1305@openssh.com",
        "aes128-gcm@openssh.com",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
    ];
    assert_eq!(names(global, OfferRole::Cipher), ciphers);
    let macs = [
        "umac-128-etm@openssh.com",
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-512-etm@openssh.com",
        "umac-128@openssh.com",
        "hmac-sha2-256",
        "hmac-sha2-512",
    ];
    assert_eq!(names(global, OfferRole::Mac), macs);
    let signatures = names(global, OfferRole::Signature);
    assert_eq!(signatures[..2], ["ssh-ed25519", "rsa-sha2-512"]);
    assert!(signatures.contains(&"ssh-future-9@example.org"), "unknown names stay");
    assert!(!signatures.iter().any(|name| name.contains("ecdsa")), "{signatures:?}");
    assert_eq!(setting(global, "HostKeyAlgorithms"), ["ssh-ed25519,rsa-sha2-512"]);
    assert_eq!(
        setting(global, "HostKey"),
        ["/etc/ssh/ssh host rsa key", "/etc/ssh/ssh_host_ed25519_key"]
    );
    assert_eq!(setting(global, "RequiredRSASize"), ["3072"]);
    assert_eq!(setting(global, "RekeyLimit"), ["1G 1h"]);
    assert_eq!(setting(global, "Include"), ["/etc/ssh/sshd_config.d/*.conf"]);
    assert!(setting(global, "Ciphers")[0].contains("OpenSSH 10.0"));
    assert!(!format!("{global:?}").contains("PermitRootLogin"));
    assert_eq!(finding.occurrence.line, Some(6));
    assert!(
        finding.occurrence.note.contains("kexalgorithms line 6"),
        "{}",
        finding.occurrence.note
    );

    let (backup, finding) = &found[1];
    assert_eq!(finding.occurrence.line, Some(18));
    assert_eq!(names(backup, OfferRole::KeyExchange), kex, "the rest is inherited");
    assert!(names(backup, OfferRole::Signature).contains(&"ssh-rsa"));
    let (legacy, _) = &found[2];
    assert_eq!(names(legacy, OfferRole::Cipher), ciphers, "sshd refuses Ciphers in a Match block");
    assert!(setting(legacy, "Ciphers").iter().any(|text| text.contains("refuses")));
}

#[test]
fn fragments_speak_only_of_what_they_set() {
    let found = protocols("hardened/sshd_config.d/50-kex.conf");
    let kex = [
        "mlkem768x25519-sha256",
        "sntrup761x25519-sha512",
        "sntrup761x25519-sha512@openssh.com",
        "curve25519-sha256",
        "curve25519-sha256@libssh.org",
        "ecdh-sha2-nistp256",
        "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521",
        "diffie-hellman-group14-sha1",
    ];
    assert_eq!(names(&found[0].0, OfferRole::KeyExchange), kex);
    assert_eq!(setting(&found[0].0, "Ciphers"), Vec::<&str>::new());
    assert_eq!(protocols("hardened/sshd_config.d/90-passwords.conf").len(), 0);
    let legacy = protocols("hardened/ssh_config.d/legacy.conf");
    assert_eq!(legacy.len(), 1);
    assert_eq!(legacy[0].0.name, "SSH client, Host old-switch");
    let ciphers = ["aes128-cbc", "3des-cbc"];
    assert_eq!(names(&legacy[0].0, OfferRole::Cipher), ciphers);
}

#[test]
fn a_client_configuration_is_read_in_file_order() {
    let found = protocols("hardened/.ssh/config");
    let titles = found.iter().map(|(protocol, _)| protocol.name.as_str()).collect::<Vec<_>>();
    let expected = [
        "SSH client",
        "SSH client, Host build-*.example.org !build-9.example.org",
        "SSH client, Host late.example.org",
    ];
    assert_eq!(titles, expected);
    let [(global, _), (build, _), (late, _)] = found.as_slice() else { panic!() };
    assert_eq!(names(global, OfferRole::Mac), ["hmac-sha2-512-etm@openssh.com"]);
    assert_eq!(
        names(global, OfferRole::Cipher),
        ["aes256-gcm@openssh.com", "aes256-ctr"],
        "Match all"
    );
    assert_eq!(names(global, OfferRole::KeyExchange), Vec::<&str>::new());
    assert_eq!(names(build, OfferRole::KeyExchange), ["sntrup761x25519-sha512"]);
    assert_eq!(names(build, OfferRole::Mac), ["hmac-sha2-512-etm@openssh.com"], "set before");
    assert!(setting(build, "MACs").iter().any(|text| text.contains("without effect")));
    assert_eq!(setting(build, "IdentityFile"), ["~/.ssh/id_build"]);
    assert_eq!(
        names(late, OfferRole::Cipher),
        ["aes256-gcm@openssh.com", "aes256-ctr"],
        "set before"
    );
    assert_eq!(
        names(late, OfferRole::KeyExchange)[..2],
        ["diffie-hellman-group16-sha512", "mlkem768x25519-sha256"]
    );
}

/// `ssh -G` prints what the installed client makes of a file. Where its lists are those of 10.0, they must be equal.
#[test]
fn prefixes_and_wildcards_are_resolved_as_ssh_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config");
    for (line, role) in [
        ("MACs +hmac-md5", OfferRole::Mac),
        ("MACs -*sha1*,umac-64*", OfferRole::Mac),
        ("MACs ^hmac-sha2-512,hmac-md5", OfferRole::Mac),
        ("MACs hmac-sha2-256,hmac-sha1", OfferRole::Mac),
        ("MACs \"hmac-sha2-512,hmac-sha2-512\"", OfferRole::Mac),
        ("HostKeyAlgorithms +ssh-rsa", OfferRole::Signature),
        ("hostkeyalgorithms=-*-cert-v01@openssh.com,sk-*", OfferRole::Signature),
        ("HostKeyAlgorithms ^rsa-sha2-512 # first", OfferRole::Signature),
        ("HostKeyAlgorithms ecdsa-sha2-nistp*,rsa-sha2-???", OfferRole::Signature),
        ("CASignatureAlgorithms -ecdsa*", OfferRole::Signature),
        ("PubkeyAcceptedKeyTypes ^ssh-rsa*", OfferRole::Signature),
        ("Ciphers aes128-cbc,3des-cbc", OfferRole::Cipher),
        ("Ciphers   =  aes128-ctr", OfferRole::Cipher),
        ("KexAlgorithms curve25519-sha256,ecdh-sha2-nistp256", OfferRole::KeyExchange),
    ] {
        std::fs::write(&path, format!("{line}\n")).unwrap();
        let truth = run("ssh", &["-G", "-F", path.to_str().unwrap(), "host.invalid"]);
        let keyword = line.split([' ', '=']).next().unwrap().to_lowercase() + " ";
        let keyword = keyword.replace("keytypes", "algorithms");
        let truth = truth.lines().find_map(|line| line.strip_prefix(&keyword)).unwrap().to_owned();
        let sink = look("ssh_config", format!("{line}\n").as_bytes());
        let Asset::Protocol(protocol) = &sink.findings[0].asset else { panic!() };
        assert_eq!(names(protocol, role).join(","), truth, "{line}");
    }
}

#[test]
fn what_is_no_configuration_gives_nothing() {
    for (path, text) in [
        ("sshd_config", b"\x7fELF\x02\x01\x01\0\0\0".as_slice()),
        ("ssh_config", b"{\"KexAlgorithms\": [\"a\"]}\n"),
        (".ssh/config", b"#!/bin/sh\nset -e\nfor host in a b\ndo echo $host\ndone\n"),
        ("config", b"[core]\n\tbare = false\n"),
        ("sshd_config.txt", b"Ciphers aes128-ctr\n"),
    ] {
        let sink = look(path, text);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{path}: {sink:?}");
    }
    assert_eq!(look("config", b"Host *\n  Ciphers aes128-ctr\n").findings.len(), 1);
    // A comment in Latin-1 does not hide the line after it.
    assert_eq!(
        look("sshd_config", b"# caf\xe9\nCiphers aes128-ctr\n").findings[0].occurrence.offset,
        7
    );
    for wrong in ["Ciphers aes128-ctr, aes256-ctr\n", "Ciphers +aes*-cbc\n"] {
        let sink = look("sshd_config", wrong.as_bytes());
        let Asset::Protocol(protocol) = &sink.findings[0].asset else { panic!() };
        assert_eq!(protocol.offers, []);
        assert!(setting(protocol, "Ciphers")[0].contains("refuses"));
    }
}
