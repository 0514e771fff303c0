//! DTLS servers of the installed OpenSSL and GnuTLS, each with settings of its own; transcripts of DTLS and QUIC servers against
//! what other programs say of the same servers (`inventories/fixtures/datagram-endpoints`); and servers that lie.

use std::net::UdpSocket;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::Duration;

use y2q::detect::DETECTORS;
use y2q::inventory::{Location, Record};
use y2q::model::OfferRole::{KeyExchange, Signature};
use y2q::scan::examine;
use y2q::source::endpoint::{Engine, Patience};
use y2q::wire::dtls::{Writer, speech};
use y2q::wire::tls::Version;

use super::openssl::{Server, certificate, serve_with};
use super::{asked, certificates, engine, offers, property, protocol, suites, targets};

/// Silence is an answer here: what a server does not speak it may drop.
pub fn patient() -> Engine {
    let patience = Patience { read: Duration::from_secs(2), ..engine().patience };
    Engine { patience, ..engine() }
}

fn record(engine: &Engine, url: &str) -> Record {
    let (mut records, _) = asked(engine, &targets(&[url.to_owned()]));
    records.remove(url).unwrap()
}

#[test]
fn openssl_is_seen_as_it_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    certificate(folder, "rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    certificate(folder, "p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384");
    let serve = |arguments: &str| serve_with(folder, "-dtls", arguments);

    let server = serve(
        "-cert rsa.crt -key rsa.key -dcert p384.crt -dkey p384.key -serverpref -curves X25519:P-384 -cipher \
         ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:AES128-SHA",
    );
    let found = record(&patient(), &format!("dtls://127.0.0.1:{}", server.port));
    let seen = protocol(&found);
    assert_eq!((seen.name.as_str(), seen.version.as_deref()), ("DTLS server", Some("DTLS 1.2")));
    assert_eq!(
        suites(seen),
        [
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_128_CBC_SHA"
        ]
    );
    assert_eq!(property(seen, "suite order of DTLS 1.2"), "the server's");
    let mut exchanges = offers(seen, KeyExchange);
    exchanges.sort_unstable();
    assert_eq!(exchanges, ["RSA", "secp384r1", "x25519"]);
    assert!(offers(seen, Signature).contains(&"ecdsa_secp384r1_sha384"));
    let mut keys =
        certificates(&found).iter().map(|c| c.key_algorithm.name.clone()).collect::<Vec<_>>();
    keys.sort();
    assert_eq!(keys, ["EC-P-384", "RSA-2048"]);
    assert_eq!(property(seen, "key exchange"), "classical only");

    // An old version, whose digests the level of today's defaults does not allow.
    let server = serve(
        "-cert rsa.crt -key rsa.key -min_protocol DTLSv1 -max_protocol DTLSv1 -cipher AES256-SHA:@SECLEVEL=0",
    );
    let found = record(&patient(), &format!("dtls://127.0.0.1:{}", server.port));
    assert_eq!(protocol(&found).version.as_deref(), Some("DTLS 1.0"));
    assert_eq!(suites(protocol(&found)), ["TLS_RSA_WITH_AES_256_CBC_SHA"]);
    assert_eq!(property(protocol(&found), "DTLS 1.2"), "not offered");
}

#[test]
fn gnutls_wants_a_cookie_first() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    certificate(folder, "p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let child = Command::new("gnutls-serv")
        .args(["--udp", "--port", &port.to_string(), "--x509certfile=p256.crt", "--x509keyfile=p256.key", "--quiet"])
        .args(["--priority", "NONE:+VERS-DTLS1.2:+ECDHE-ECDSA:+AES-256-GCM:+AES-128-GCM:+AEAD:+GROUP-SECP256R1:+GROUP-X25519:+SIGN-ALL:+COMP-NULL"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the tests need gnutls-serv: tests/run installs it");
    let server = Server { child, port };
    thread::sleep(Duration::from_millis(500));
    let found = record(&patient(), &format!("dtls://127.0.0.1:{}", server.port));
    let seen = protocol(&found);
    assert_eq!(seen.version.as_deref(), Some("DTLS 1.2"), "{found:?}");
    let mut names = suites(seen);
    names.sort_unstable();
    assert_eq!(
        names,
        ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"]
    );
    let mut groups = offers(seen, KeyExchange);
    groups.sort_unstable();
    assert_eq!(groups, ["secp256r1", "x25519"]);
    assert_eq!(certificates(&found)[0].subject, "CN=p256.test.invalid");
}

/// A port whose datagrams `answer` makes from those that come.
fn answering(answer: impl Fn(&[u8]) -> Vec<Vec<u8>> + Send + 'static) -> u16 {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut buffer) {
            for datagram in answer(&buffer[..length]) {
                let _ = socket.send_to(&datagram, from);
            }
        }
    });
    port
}

/// One of DTLS 1.3 that chooses a group, as RFC 9147 §5.4 has it, and says no to everything else.
#[test]
fn groups_of_dtls_1_3_are_told_apart() {
    const GROUPS: [u16; 2] = [0x11EC, 0x001D];
    let port = answering(|datagram| {
        let hello = speech(std::iter::once(datagram)).client_hellos().next();
        let mut writer = Writer::default();
        let Some(hello) = hello.filter(|hello| hello.versions() == [Version::DTLS_1_3]) else {
            return vec![writer.end(Version::DTLS_1_2)];
        };
        let Some(group) = GROUPS.into_iter().find(|group| hello.groups().contains(group)) else {
            return vec![writer.end(Version::DTLS_1_2)];
        };
        let retry = ring::digest::digest(&ring::digest::SHA256, b"HelloRetryRequest");
        let [high, low] = group.to_be_bytes();
        let mut body = vec![0xFE, 0xFD];
        body.extend_from_slice(retry.as_ref());
        // No session id, the suite, no compression; the version and the group.
        body.extend_from_slice(&[
            0, 0x13, 0x02, 0, 0, 12, 0, 43, 0, 2, 0xFE, 0xFC, 0, 51, 0, 2, high, low,
        ]);
        let length = u8::try_from(body.len()).unwrap();
        writer.message(Version::DTLS_1_2, 0, &[&[2, 0, 0, length][..], &body].concat())
    });
    let found = record(&patient(), &format!("dtls://127.0.0.1:{port}"));
    let seen = protocol(&found);
    assert_eq!(seen.version.as_deref(), Some("DTLS 1.3"), "{found:?}");
    assert_eq!(offers(seen, KeyExchange), ["X25519MLKEM768", "x25519"]);
    assert_eq!(suites(seen), ["TLS_AES_256_GCM_SHA384"]);
    assert_eq!(property(seen, "key exchange"), "hybrid");
    assert!(property(seen, "authentication").starts_with("unknown: "));
    let told = found.unknowns.iter().map(|unknown| unknown.detail.as_str()).collect::<Vec<_>>();
    assert!(told.iter().any(|detail| detail.starts_with("authentication: ")), "{told:?}");
}

#[test]
fn servers_that_lie_are_bounded_and_named() {
    let patience = Patience {
        connect: Duration::from_secs(1),
        read: Duration::from_millis(400),
        exchange: Duration::from_secs(2),
    };
    let hasty = Engine { patience, ..engine() };
    let count = AtomicU8::new(0);
    let cookies = answering(move |_| {
        // Another cookie every time, in a message with another number.
        let octet = count.fetch_add(1, Ordering::Relaxed);
        let message = [3, 0, 0, 5, 0xFE, 0xFF, 2, octet, 7];
        Writer::default().message(Version::DTLS_1_0, octet.into(), &message)
    });
    let prose = answering(|_| vec![b"hello, who is there?".to_vec()]);
    let garbage = answering(|_| (0..50).map(|octet| vec![22, 0xFE, 0xFD, 0, 0, octet]).collect());
    let flood = answering(|_| vec![vec![22; 60_000]; 20]);
    let silent = answering(|_| Vec::new());
    let lists = answering(|_| vec![[&[0x80, 0, 0, 0, 0, 0, 0][..], &[0x6A; 400]].concat()]);
    for scheme in ["dtls", "quic"] {
        for port in [cookies, prose, garbage, flood, silent, lists] {
            let url = format!("{scheme}://127.0.0.1:{port}");
            let began = std::time::Instant::now();
            let found = record(&hasty, &url);
            assert!(found.findings.is_empty(), "{url}: {found:?}");
            assert!(!found.unknowns.is_empty(), "{url}");
            assert!(began.elapsed() < Duration::from_secs(20), "{url}: {:?}", began.elapsed());
        }
    }
    // Nobody is there.
    let closed = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for scheme in ["dtls", "quic"] {
        let found = record(&hasty, &format!("{scheme}://127.0.0.1:{closed}"));
        assert!(found.unknowns[0].detail.contains("nobody listens"), "{:?}", found.unknowns);
    }
}

/// Transcripts of real servers against what `openssl s_client` says of the same servers.
#[test]
fn what_openssl_negotiates_is_among_what_was_seen() {
    const FOLDER: &str = "inventories/fixtures/datagram-endpoints";
    let text = std::fs::read_to_string(format!("{FOLDER}/s_client.txt")).unwrap();
    assert_eq!(text.lines().count(), 4);
    for line in text.lines() {
        let (name, said) = line.split_once(' ').unwrap();
        let file = format!("{name}.transcript.json");
        let bytes = std::fs::read(format!("{FOLDER}/{file}")).unwrap();
        let sink = examine(DETECTORS, &file, &bytes);
        let location = Location { root: FOLDER.into(), path: file };
        let found =
            Record { location, digest: None, findings: sink.findings, unknowns: sink.unknowns };
        let seen = protocol(&found);
        let field = |name: &str| {
            let after = said.split_once(name)?.1;
            Some(after.split(';').next().unwrap_or_default().trim().to_owned())
        };
        let suite = field("Cipher is").unwrap();
        let suite = y2q::registry::tls_cipher_suite_by_name(&suite).unwrap().name;
        assert!(suites(seen).contains(&suite), "{name}: {suite}");
        let scheme = field("Peer signature type:").unwrap();
        assert!(offers(seen, Signature).contains(&scheme.as_str()), "{name}: {scheme}");
        let subject = field("subject=").unwrap();
        assert_eq!(certificates(&found)[0].subject, subject, "{name}");
        // s_client says nothing of a hybrid over QUIC.
        if let Some(group) = field("Peer Temp Key:") {
            let group = if group.starts_with("X25519,") { "x25519" } else { &group };
            assert!(offers(seen, KeyExchange).contains(&group), "{name}: {group}");
        } else {
            assert_eq!(property(seen, "key exchange"), "hybrid");
        }
        match field("Protocol:").unwrap().as_str() {
            "QUICv1" => {
                assert_eq!(
                    (seen.name.as_str(), seen.version.as_deref()),
                    ("QUIC server", Some("1.3"))
                );
                assert!(property(seen, "versions of QUIC").split(", ").any(|one| one == "1"));
                assert_eq!(
                    property(seen, "application protocol"),
                    field("ALPN protocol:").unwrap()
                );
            }
            other => {
                let version = other.replace("DTLSv", "DTLS ");
                assert!(seen.version.as_ref().unwrap().contains(&version), "{name}: {version}");
            }
        }
    }
}
