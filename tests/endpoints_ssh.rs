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

#[test]
fn dropbear_says_what_its_keys_are() {
    let folder = TempDir::new().unwrap();
    let keys = ["ed25519", "ecdsa", "rsa"].map(|kind| folder.path().join(kind));
    let port = free_port();
    let mut command = Command::new("/usr/sbin/dropbear");
    command.args([
        "-F",
        "-E",
        "-p",
        &format!("127.0.0.1:{port}"),
        "-P",
        text(&folder.path().join("pid")),
    ]);
    let mut expected = BTreeSet::new();
    for path in &keys {
        let kind = path.file_name().unwrap().to_str().unwrap();
        let made = output(Command::new("dropbearkey").args(["-t", kind, "-f", text(path)]));
        let line = made.lines().find(|line| line.starts_with("ecdsa-") || line.starts_with("ssh-"));
        let public = path.with_extension("pub");
        std::fs::write(&public, line.unwrap()).unwrap();
        expected.insert(fingerprint(&public));
        command.args(["-r", text(path)]);
    }
    let running = Server::start(&mut command, port, "dropbear-bin");
    let sink = look(&ask_ssh(running.port));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    assert_eq!(host_keys(&sink), expected);
    let found = server(&sink);
    assert!(setting(&found, "software").starts_with("dropbear_"), "{found:?}");
    // What `ssh -vv` reads of the same server.
    let printed = Command::new("ssh")
        .args(["-vv", "-F", "/dev/null", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"])
        .args([
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-p",
            &port.to_string(),
            "nobody@127.0.0.1",
            "true",
        ])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&printed.stderr).into_owned();
    let peer = printed.split("peer server KEXINIT proposal").nth(1).unwrap();
    let list = |what: &str| {
        let line = peer.lines().find_map(|line| line.split_once(what)).unwrap().1;
        let names = line.trim().split(',').filter(|name| !y2q::wire::ssh::is_marker(name));
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    // Dropbear 2022 has a marker of its own for a first guess.
    let methods = list("KEX algorithms:");
    assert_eq!(offered(&found, OfferRole::KeyExchange), methods);
    assert_eq!(offered(&found, OfferRole::Signature), list("host key algorithms:"));
    assert_eq!(offered(&found, OfferRole::Cipher), list("ciphers ctos:"));
    assert_eq!(offered(&found, OfferRole::Mac), list("MACs ctos:"));
}

#[test]
fn a_full_server_is_throttled_and_not_misread() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let host_key = key(at, "ed25519", &["-t", "ed25519"]);
    let running = sshd(at, &[&host_key], "MaxStartups 1:100:1\nLoginGraceTime 60\n");
    // The one connection that the server lets begin. `Server::start` had one too, which may not be over.
    std::thread::sleep(std::time::Duration::from_millis(500));
    let held = std::net::TcpStream::connect(("127.0.0.1", running.port)).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    let sink = look(&ask_ssh(running.port));
    assert!(sink.findings.is_empty(), "{:?}", sink.findings);
    assert_eq!(sink.unknowns.len(), 1);
    assert!(sink.unknowns[0].detail.starts_with("throttled"), "{:?}", sink.unknowns);
    drop(held);
}

/// The four SSH servers of a testbed with OpenSSH 10; `Y2Q_TESTBED` names its folder.
#[test]
#[ignore = "asks the servers of Y2Q_TESTBED"]
fn the_ssh_servers_of_the_testbed() {
    let folder = std::env::var_os("Y2Q_TESTBED").map(PathBuf::from);
    let folder = folder.expect("Y2Q_TESTBED names the folder of a testbed");
    let truth = csv::Reader::from_path(folder.join("tb/truth.csv"));
    let mut truth = truth.expect("Y2Q_TESTBED names a testbed that was started");
    let rows = truth.records().map(Result::unwrap).filter(|row| &row[1] == "ssh");
    let rows = rows.collect::<Vec<_>>();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        let transcript = ask_ssh(row[0].parse().unwrap());
        let sink = look(&transcript);
        assert!(sink.unknowns.is_empty(), "{row:?}: {:?}", sink.unknowns);
        let found = server(&sink);
        let methods = offered(&found, OfferRole::KeyExchange);
        if row[4].starts_with("defaults") {
            assert_eq!(methods[0], "mlkem768x25519-sha256", "{row:?}");
        } else {
            assert_eq!(
                methods.join(";"),
                row[4].replace("sha512@openssh.com", "sha512"),
                "{row:?}"
            );
        }
        let word = if &row[7] == "hybrid" { "hybrid" } else { "classical only" };
        assert_eq!(setting(&found, "key exchange"), word, "{row:?}");
        assert_eq!(setting(&found, "host keys"), "classical only", "{row:?}");
        assert!(setting(&found, "software").starts_with("OpenSSH_10.0"), "{row:?}");
        let public = folder.join(format!("tb/ssh_{}.pub", &row[5]));
        assert_eq!(host_keys(&sink), [fingerprint(&public)].into(), "{row:?}");
    }
}

/// A file of the fixtures that `inventories/fixtures/endpoints/make.sh` makes.
fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/fixtures/endpoints");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Transcripts of OpenSSH 10, against what `ssh -vv` and `ssh-keygen -l` said of the same servers.
#[test]
fn saved_transcripts_say_what_ssh_saw() {
    for (port, word) in
        [(15022, "hybrid"), (15023, "classical only"), (15024, "classical only"), (15025, "hybrid")]
    {
        let transcript = Transcript::read(&fixture(&format!("ssh-{port}.json"))).unwrap();
        let oracle = String::from_utf8(fixture(&format!("ssh-{port}.txt"))).unwrap();
        let list = |what: &str| {
            let line = oracle.lines().find_map(|line| line.strip_prefix(what)).unwrap();
            let names = line.trim().split(',').filter(|name| !y2q::wire::ssh::is_marker(name));
            names.collect::<Vec<_>>()
        };
        let sink = look(&transcript);
        assert!(sink.unknowns.is_empty(), "{port}: {:?}", sink.unknowns);
        let found = server(&sink);
        assert_eq!(offered(&found, OfferRole::KeyExchange), list("KEX algorithms:"), "{port}");
        assert_eq!(offered(&found, OfferRole::Signature), list("host key algorithms:"), "{port}");
        assert_eq!(offered(&found, OfferRole::Cipher), list("ciphers ctos:"), "{port}");
        assert_eq!(offered(&found, OfferRole::Mac), list("MACs ctos:"), "{port}");
        assert_eq!(setting(&found, "key exchange"), word, "{port}");
        let expected = oracle.split(' ').nth(1).unwrap().to_owned();
        assert_eq!(host_keys(&sink), [expected].into(), "{port}");
    }
}

/// The same bytes, as a capture would have them: two peers and what they agree on.
#[test]
fn a_captured_connection_has_two_peers() {
    let mut transcript = Transcript::read(&fixture("ssh-15024.json")).unwrap();
    transcript.origin = y2q::wire::transcript::Origin::Captured;
    let sink = look(&transcript);
    let agreed = protocol(&sink, "SSH connection");
    assert_eq!(offered(&agreed, OfferRole::KeyExchange), ["diffie-hellman-group14-sha1"]);
    assert_eq!(setting(&agreed, "key exchange"), "classical only");
    let of = |finding: &&y2q::model::Finding| finding.asset.name() == "SSH connection";
    let evidence = sink.findings.iter().find(of).unwrap().occurrence.evidence;
    assert_eq!(evidence, Evidence::Negotiated);
    assert!(setting(&protocol(&sink, "SSH client"), "software").starts_with("y2q_"));
    assert_eq!(offered(&server(&sink), OfferRole::KeyExchange), ["diffie-hellman-group14-sha1"]);
}

/// Text that quotes what is in transcripts is none.
#[test]
fn documents_about_ssh_are_nothing() {
    let text = "A transcript begins with {\"y2q-transcript\":1, and has \"service\":\"ssh\". SSH-2.0-OpenSSH_10.0\n";
    for name in ["README.md", "notes.json", "rfc4253.txt"] {
        let sink = examine(DETECTORS, name, text.as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{name}");
    }
}
