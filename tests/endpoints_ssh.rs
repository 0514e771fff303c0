//! SSH servers, asked over the network of this machine, against their own configuration and keys.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Evidence, MaterialKind, OfferRole, Protocol};
use y2q::scan::examine;
use y2q::source::endpoint::ssh::PROBE;
use y2q::wire::transcript::{Transcript, Transport};

use super::probing::{Server, ask, free_port, look, offered, output, protocol, setting, text};

mod hostile;

/// Makes a host key.
fn key(folder: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-N", "", "-C", "", "-f", text(&path)]).args(arguments);
    output(&mut command);
    path
}

/// An OpenSSH server with host keys and configuration lines.
fn sshd(folder: &Path, keys: &[&PathBuf], lines: &str) -> Server {
    std::fs::create_dir_all("/run/sshd").unwrap();
    let port = free_port();
    let mut config =
        format!("ListenAddress 127.0.0.1\nPort {port}\nPidFile none\nUsePAM no\n{lines}\n");
    for key in keys {
        config += &format!("HostKey {}\n", text(key));
    }
    let path = folder.join(format!("sshd_config.{port}"));
    std::fs::write(&path, config).unwrap();
    let mut command = Command::new("/usr/sbin/sshd");
    Server::start(command.args(["-D", "-e", "-f", text(&path)]), port, "openssh-server")
}

fn ask_ssh(port: u16) -> Transcript {
    ask(&PROBE, Transport::Tcp, port)
}

/// The fingerprints of host keys, as `ssh-keygen -l` prints them.
fn host_keys(sink: &Sink) -> BTreeSet<String> {
    let of = |asset: &Asset| match asset {
        Asset::RelatedCryptoMaterial(one) if one.material == MaterialKind::PublicKey => {
            one.details.iter().find(|(what, _)| what == "ssh_fingerprint").map(|(_, it)| it.clone())
        }
        _ => None,
    };
    let negotiated =
        sink.findings.iter().filter(|one| one.occurrence.evidence == Evidence::Negotiated);
    negotiated.filter_map(|finding| of(&finding.asset)).collect()
}

fn fingerprint(public: &Path) -> String {
    let printed = output(Command::new("ssh-keygen").args(["-l", "-f", text(public)]));
    printed.split(' ').nth(1).unwrap().to_owned()
}

fn server(sink: &Sink) -> Protocol {
    protocol(sink, "SSH server")
}

#[test]
fn openssh_says_what_its_configuration_says() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let keys = [
        key(at, "ed25519", &["-t", "ed25519"]),
        key(at, "rsa", &["-t", "rsa", "-b", "2048"]),
        key(at, "ecdsa", &["-t", "ecdsa", "-b", "384"]),
    ];
    let kex = "sntrup761x25519-sha512@openssh.com,curve25519-sha256,diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha1";
    let lines = format!(
        "KexAlgorithms {kex}\nCiphers aes256-gcm@openssh.com,aes128-cbc\nMACs hmac-sha1,umac-64@openssh.com\nCompression no\n"
    );
    let running = sshd(at, &keys.iter().collect::<Vec<_>>(), &lines);
    let transcript = ask_ssh(running.port);
    let sink = look(&transcript);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let found = server(&sink);
    assert_eq!(offered(&found, OfferRole::KeyExchange).join(","), kex);
    assert_eq!(offered(&found, OfferRole::Cipher), ["aes256-gcm@openssh.com", "aes128-cbc"]);
    assert_eq!(offered(&found, OfferRole::Mac), ["hmac-sha1", "umac-64@openssh.com"]);
    assert_eq!(setting(&found, "key exchange"), "hybrid");
    assert_eq!(setting(&found, "key exchange, without quantum resistance"), "accepted too");
    assert_eq!(setting(&found, "host keys"), "classical only");
    assert_eq!(setting(&found, "compression"), "none");
    assert_eq!(
        setting(&found, "smallest group of a group exchange"),
        "2048 bits, where 1024 were asked for"
    );
    let expected = keys.iter().map(|key| fingerprint(&key.with_extension("pub")));
    assert_eq!(host_keys(&sink), expected.collect());
    // The same keys, read from their files, are the same assets.
    for key in &keys {
        let public = std::fs::read(key.with_extension("pub")).unwrap();
        let on_disk = examine(DETECTORS, "host.pub", &public);
        let id = on_disk.findings[0].asset.id();
        assert!(sink.findings.iter().any(|finding| finding.asset.id() == id));
    }
}
