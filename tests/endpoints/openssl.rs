//! Servers of the installed OpenSSL, each with settings of its own, and what `openssl s_client` says of them.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use y2q::model::OfferRole::{KeyExchange, Signature};

use super::{asked, certificates, engine, offers, property, protocol, suites, targets};

/// A server, which ends with the test.
pub struct Server {
    pub child: Child,
    pub port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn openssl(folder: &Path, arguments: &str) {
    let status = Command::new("openssl")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the tests need openssl: tests/run installs it");
    assert!(status.success(), "openssl {arguments}");
}

pub fn certificate(folder: &Path, name: &str, key: &str) {
    openssl(folder, &format!("genpkey {key} -out {name}.key"));
    openssl(
        folder,
        &format!(
            "req -x509 -new -key {name}.key -subj /CN={name}.test.invalid -days 30 -out {name}.crt"
        ),
    );
}

fn serve(folder: &Path, arguments: &str) -> Server {
    serve_with(folder, "-www", arguments)
}

/// A server with `kind`, what it is, among its arguments.
pub fn serve_with(folder: &Path, kind: &str, arguments: &str) -> Server {
    serve_at(folder, "127.0.0.1:0", kind, arguments)
}

fn serve_at(folder: &Path, address: &str, kind: &str, arguments: &str) -> Server {
    let mut child = Command::new("openssl")
        .args(["s_server", "-accept", address, kind])
        .args(arguments.split_whitespace())
        .current_dir(folder)
        // One that speaks DTLS ends with its input.
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the tests need openssl: tests/run installs it");
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let port = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("ACCEPT")?.rsplit(':').next()?.trim().parse().ok());
    Server { child, port: port.expect("s_server says where it listens") }
}

/// What s_client says when it connects to the server.
fn client(server: &Server, arguments: &str) -> String {
    let address = format!("127.0.0.1:{}", server.port);
    let output = Command::new("openssl")
        .args(["s_client", "-connect", &address])
        .args(arguments.split_whitespace())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const NONE: &str = "none before a request";

#[test]
fn servers_are_seen_as_they_are_set() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    certificate(folder, "rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    certificate(folder, "p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384");
    certificate(folder, "ed25519", "-algorithm ED25519");
    certificate(folder, "ed448", "-algorithm ED448");
    certificate(folder, "pss", "-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048");
    let servers = [
        "-cert p384.crt -key p384.key -tls1_3 -groups P-384:X25519 -ciphersuites TLS_CHACHA20_POLY1305_SHA256 -serverpref",
        "-cert rsa.crt -key rsa.key -tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384:AES256-SHA:ECDHE-RSA-AES128-SHA -serverpref \
         -curves P-521:P-256",
        "-cert rsa.crt -key rsa.key -dcert p384.crt -dkey p384.key -alpn http/1.1",
        "-cert ed25519.crt -key ed25519.key -tls1_3 -groups X25519 -ciphersuites TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256",
        "-cert p384.crt -key p384.key -tls1_3 -groups P-521 -Verify 1",
        "-cert ed448.crt -key ed448.key -tls1_3 -groups X448 -num_tickets 0",
        "-cert pss.crt -key pss.key -tls1_3 -groups ffdhe3072",
    ]
    .map(|arguments| serve(folder, arguments));
    // Not together with -www.
    let early = serve_with(folder, "-early_data", "-cert rsa.crt -key rsa.key -tls1_3");
    let servers = servers.into_iter().chain([early]).collect::<Vec<_>>();
    let urls = servers.iter().map(|server| format!("tls://127.0.0.1:{}", server.port));
    let urls = urls.collect::<Vec<_>>();
    let (records, _) = asked(&engine(), &targets(&urls));
    let records = urls.iter().map(|url| &records[url]).collect::<Vec<_>>();

    let seen = protocol(records[0]);
    assert_eq!(suites(seen), ["TLS_CHACHA20_POLY1305_SHA256"]);
    assert_eq!(offers(seen, KeyExchange), ["secp384r1", "x25519"]);
    assert_eq!(offers(seen, Signature), ["ecdsa_secp384r1_sha384"]);
    assert_eq!(certificates(records[0])[0].key_algorithm.name, "EC-P-384");

    let seen = protocol(records[1]);
    assert_eq!(seen.version.as_deref(), Some("1.2"));
    assert_eq!(
        suites(seen),
        [
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
        ]
    );
    assert_eq!(property(seen, "suite order of TLS 1.2"), "the server's");
    let mut exchanges = offers(seen, KeyExchange);
    exchanges.sort_unstable();
    assert_eq!(exchanges, ["RSA", "secp256r1", "secp521r1"]);

    let seen = protocol(records[2]);
    assert_eq!(seen.version.as_deref(), Some("1.2, 1.3"));
    let keys = certificates(records[2]).into_iter().map(|c| c.key_algorithm.name.clone());
    let mut keys = keys.collect::<Vec<_>>();
    keys.sort();
    assert_eq!(keys, ["EC-P-384", "RSA-2048"]);
    assert_eq!(property(seen, "application protocol"), "http/1.1");
    assert_eq!(property(seen, "downgrade mark"), "set");
    let tickets = ["session tickets", "session tickets of TLS 1.3", "early data"];
    let tickets = tickets.map(|name| property(seen, name));
    assert_eq!(tickets, ["offered", "offered", "not offered"]);
    assert_eq!(property(seen, "fallback to a lower version"), "refused");
    assert_eq!(property(seen, "key exchange"), "classical only");

    let seen = protocol(records[3]);
    let mut names = suites(seen);
    names.sort_unstable();
    assert_eq!(names, ["TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_SHA256"]);
    assert_eq!(offers(seen, Signature), ["ed25519"]);

    // Behind groups whose private key is one.
    for (record, group, key, scheme) in [
        (records[4], "secp521r1", "EC-P-384", "ecdsa_secp384r1_sha384"),
        (records[5], "x448", "Ed448", "ed448"),
        (records[6], "ffdhe3072", "RSA-PSS-2048", "rsa_pss_pss_sha256"),
    ] {
        let seen = protocol(record);
        assert_eq!(offers(seen, KeyExchange), [group]);
        assert_eq!(certificates(record)[0].key_algorithm.name, key);
        assert!(offers(seen, Signature).contains(&scheme), "{group}: {seen:?}");
        assert_eq!(record.unknowns, []);
    }
    assert_eq!(property(protocol(records[4]), "client certificate"), "asked for");
    // Each suite seals the end of a handshake; a server that wants a certificate first is not asked further.
    let tickets = |at: usize| property(protocol(records[at]), "session tickets of TLS 1.3");
    assert_eq!([0, 3, 4, 5, 6].map(tickets), ["offered", "offered", "", NONE, "offered"]);

    assert_eq!(property(protocol(records[7]), "early data"), "16384 octets");

    for (server, record) in servers.iter().zip(&records) {
        let said = client(
            server,
            "-cipher ALL:@SECLEVEL=0 -ciphersuites TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256",
        );
        let suite = said.lines().find_map(|line| line.split_once("Cipher is ")).unwrap().1;
        let suite = y2q::registry::tls_cipher_suite_by_name(suite).unwrap().name;
        assert!(suites(protocol(record)).contains(&suite), "{suite}");
    }
}

/// Over IPv6, a server that has another certificate for another name.
#[test]
fn the_name_that_is_asked_for_decides() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for name in ["one", "two"] {
        certificate(folder, name, "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    }
    let names =
        "-cert one.crt -key one.key -servername two.test.invalid -cert2 two.crt -key2 two.key";
    let server = serve_at(folder, "[::1]:0", "-www", names);
    let url = format!("tls://[::1]:{}", server.port);
    for (target, subject) in [
        (url.clone(), "CN=one.test.invalid"),
        (format!("{url} two.test.invalid"), "CN=two.test.invalid"),
    ] {
        let (records, _) = asked(&engine(), &targets(&[target]));
        let record = records.values().next().unwrap();
        let own = certificates(record).into_iter().map(|one| one.subject.as_str());
        assert_eq!(own.collect::<Vec<_>>(), [subject], "{record:?}");
        assert_eq!(protocol(record).version.as_deref(), Some("1.2, 1.3"));
    }
}

#[test]
fn what_was_said_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path(), "rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    let server = serve(folder.path(), "-cert rsa.crt -key rsa.key -tls1_3");
    let url = format!("tls://127.0.0.1:{}", server.port);
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_y2q"))
            .args(["--quiet", "scan"])
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    run(&[&url, "--save-transcripts", "said", "--format", "csv", "-o", "live.csv"]);
    run(&["said", "--db", "again.db", "--format", "csv", "-o", "again.csv"]);
    let assets = |file: &str| {
        let mut reader = csv::Reader::from_path(folder.path().join(file)).unwrap();
        let rows = reader.deserialize::<std::collections::BTreeMap<String, String>>();
        let mut rows: Vec<String> = rows
            .map(Result::unwrap)
            .map(|mut row| {
                row.retain(|column, _| {
                    !["location", "root", "path", "system"].contains(&column.as_str())
                });
                format!("{row:?}")
            })
            .collect();
        rows.sort();
        rows
    };
    assert!(!assets("live.csv").is_empty());
    assert_eq!(assets("live.csv"), assets("again.csv"));
}
