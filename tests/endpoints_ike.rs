//! IKE responders, asked over the network of this machine, against their own configuration.

use std::net::{Ipv4Addr, UdpSocket};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use y2q::model::{Asset, OfferRole};
use y2q::source::endpoint::ike::PROBE;
use y2q::wire::ike::Message;
use y2q::wire::transcript::{Origin, Transcript, Transport};

use super::probing::{Server, ask, free_udp_port, look, offered, protocol, setting, text};

/// The proposals that the strongSwan server of these tests has.
const PROPOSALS: &str =
    "aes256gcm16-prfsha384-ecp384-x25519,aes128-sha256-modp2048,3des-sha1-modp1024";

/// The plugins that it takes on this machine.
const PLUGINS: &str = "load_modular = no\n load = random nonce openssl aes des sha1 sha2 md5 hmac kdf gcm curve25519 pem \
                       pkcs1 x509 pubkey vici socket-default kernel-netlink";

/// A strongSwan daemon of its own, without a connection to the kernel's IPsec beyond netlink.
fn strongswan(folder: &Path, plugins: &str, proposals: &str) -> Server {
    let (port, other) = (free_udp_port(), free_udp_port());
    let socket = format!("unix://{}/vici", text(folder));
    let settings = format!(
        "charon-systemd {{\n port = {port}\n port_nat_t = {other}\n interfaces_use = lo\n install_routes = no\n \
         {plugins}\n plugins {{ vici {{ socket = {socket} }} }}\n}}\n"
    );
    std::fs::write(folder.join("strongswan.conf"), settings).unwrap();
    let connections = format!(
        "connections {{ test {{ version = 0\n local_addrs = 127.0.0.1\n remote_addrs = %any\n proposals = {proposals}\n \
         local {{ auth = psk\n id = test }}\n remote {{ auth = psk }}\n children {{ net {{ local_ts = 192.0.2.0/24 }} }} }} }}\n\
         secrets {{ ike-1 {{ secret = of-tests-only }} }}\n"
    );
    std::fs::write(folder.join("swanctl.conf"), connections).unwrap();
    let mut daemon = Command::new("/usr/sbin/charon-systemd");
    daemon.env("STRONGSWAN_CONF", folder.join("strongswan.conf"));
    let server = Server::spawn(&mut daemon, port, "charon-systemd and strongswan-swanctl");
    let began = Instant::now();
    loop {
        let mut load = Command::new("/usr/sbin/swanctl");
        let file = folder.join("swanctl.conf");
        load.args(["--load-all", "--file", text(&file), "--uri", &socket]);
        let loaded =
            load.output().unwrap_or_else(|error| panic!("{error}; install strongswan-swanctl"));
        if loaded.status.success() {
            return server;
        }
        let printed = String::from_utf8_lossy(&loaded.stderr).into_owned();
        assert!(began.elapsed() < Duration::from_secs(30), "strongSwan does not load: {printed}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn ask_ike(port: u16) -> Transcript {
    ask(&PROBE, Transport::Udp, port)
}

#[test]
fn strongswan_accepts_what_its_configuration_says() {
    let folder = TempDir::new().unwrap();
    let server = strongswan(folder.path(), PLUGINS, PROPOSALS);
    let transcript = ask_ike(server.port);
    let sink = look(&transcript);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let two = protocol(&sink, "IKE responder");
    let mut ciphers = offered(&two, OfferRole::Cipher);
    ciphers.sort_unstable();
    assert_eq!(ciphers, ["3des", "aes128", "aes256gcm16"]);
    let mut macs = offered(&two, OfferRole::Mac);
    macs.sort_unstable();
    assert_eq!(macs, ["prfsha1", "prfsha256", "prfsha384", "sha1", "sha256"]);
    assert_eq!(offered(&two, OfferRole::KeyExchange), ["modp1024", "modp2048", "ecp384", "x25519"]);
    assert_eq!(setting(&two, "key exchange"), "classical only");
    assert_eq!(setting(&two, "additional key exchanges"), "not offered");
    assert_eq!(setting(&two, "fragmentation"), "announced");
    // Version 1 takes the proposals that it has words for.
    let one = protocol(&sink, "IKE responder, version 1");
    assert_eq!(offered(&one, OfferRole::KeyExchange), ["modp2048", "modp1024"]);
    assert_eq!(offered(&one, OfferRole::Cipher), ["aes128", "3des"]);
    assert_eq!(setting(&one, "authentication"), "pre-shared key");
}

/// strongSwan 6, which knows RFC 9370 and ML-KEM, as `tests/servers/start.sh` starts it.
#[test]
#[ignore = "asks the servers that tests/run starts"]
fn strongswan_6_accepts_additional_key_exchanges() {
    let transcript = ask_ike(16500);
    let sink = look(&transcript);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let two = protocol(&sink, "IKE responder");
    let hybrids = ["ecp384-ke1_mlkem1024", "x25519-ke1_mlkem768"];
    let mut exchanges = offered(&two, OfferRole::KeyExchange);
    exchanges.sort_unstable();
    assert_eq!(exchanges, [hybrids[0], "mlkem512", hybrids[1]]);
    assert_eq!(offered(&two, OfferRole::Cipher), ["aes128", "aes256gcm16"]);
    assert_eq!(setting(&two, "key exchange"), "hybrid");
    assert_eq!(setting(&two, "additional key exchanges"), "pq");
    assert_eq!(setting(&two, "intermediate exchanges"), "announced");
    // As a capture would have them: what was agreed on in the whole exchange.
    let captured = look(&Transcript { origin: Origin::Captured, ..transcript });
    let is_agreed = |finding: &y2q::model::Finding| match &finding.asset {
        Asset::Protocol(one) => {
            let agreed = offered(one, OfferRole::KeyExchange);
            one.name == "IKE connection" && hybrids.iter().any(|hybrid| agreed == [*hybrid])
        }
        _ => false,
    };
    assert!(captured.findings.iter().any(is_agreed), "{:?}", captured.findings.len());
}

/// What a responder with a hybrid says to each transform that is asked by itself, as RFC 9370 §2.2.1 has it.
#[test]
fn an_additional_key_exchange_is_a_hybrid() {
    let port = respond(|socket, datagram, from| {
        let Ok(request) = Message::read(datagram) else { return };
        let Ok(proposals) = request.proposals() else { return };
        let has = |kind: u8, id: u16| {
            proposals
                .iter()
                .any(|one| one.transforms.iter().any(|it| (it.kind, it.id) == (kind, id)))
        };
        // AES-GCM with PRF_HMAC_SHA2_384 and P-384, and ML-KEM-768 besides.
        let is_chosen = has(1, 20) && has(2, 6) && has(4, 20) && has(6, 36);
        let notification = if is_chosen { &[0, 17, 0, 20][..] } else { &[0, 14][..] };
        let length = u8::try_from(6 + notification.len()).unwrap();
        let spi = request.header.initiator;
        let mut bytes = [&spi[..], &[9; 8], &[41, 0x20, 34, 0x20, 0, 0, 0, 0, 0, 0, 0]].concat();
        bytes.push(28 + length);
        bytes.extend([0, 0, 0, length, 0, 0]);
        bytes.extend(notification);
        let _ = socket.send_to(&bytes, from);
    });
    let sink = look(&ask_ike(port));
    let two = protocol(&sink, "IKE responder");
    assert_eq!(offered(&two, OfferRole::KeyExchange), ["ecp384-ke1_mlkem768"]);
    assert_eq!(setting(&two, "key exchange"), "hybrid");
    assert_eq!(setting(&two, "key exchange, without quantum resistance"), "");
    assert_eq!(setting(&two, "additional key exchanges"), "pq");
}

/// A responder that does the same with every datagram; it ends with the process.
fn respond(does: fn(&UdpSocket, &[u8], std::net::SocketAddr)) -> u16 {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = socket.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let mut buffer = [0; 65_535];
        for _ in 0..10_000 {
            let Ok((length, from)) = socket.recv_from(&mut buffer) else { return };
            does(&socket, &buffer[..length], from);
        }
    });
    port
}

/// What a responder does, and words of the unknown that says so.
type Case = (&'static str, fn(&UdpSocket, &[u8], std::net::SocketAddr), &'static str);

const CASES: &[Case] = &[
    ("silence", |_, _, _| {}, "no answer in time"),
    (
        "garbage",
        |socket, _, from| {
            let _ = socket.send_to(&[0x5a; 500], from);
        },
        "does not speak IKE",
    ),
    (
        "an echo",
        |socket, datagram, from| {
            let _ = socket.send_to(datagram, from);
        },
        "",
    ),
    (
        "the beginning of an answer",
        |socket, datagram, from| {
            let _ = socket.send_to(&datagram[..datagram.len() / 2], from);
        },
        "does not speak IKE",
    ),
    (
        "a flood",
        |socket, _, from| {
            for _ in 0..200 {
                let _ = socket.send_to(&[0; 1_200], from);
            }
        },
        "does not speak IKE",
    ),
    (
        "cookies without end",
        |socket, datagram, from| {
            let at = datagram.iter().take(4).filter(|byte| **byte == 0).count() & 4;
            let spi = &datagram[at..at + 8];
            // A response with one notification, COOKIE, of sixteen bytes.
            let mut bytes = [spi, &[0; 8], &[41, 0x20, 34, 0x20, 0, 0, 0, 0]].concat();
            bytes.extend(52_u32.to_be_bytes());
            bytes.extend([0, 0, 0, 24, 0, 0, 0x40, 0x06]);
            bytes.extend([7; 16]);
            let _ = socket.send_to(&bytes, from);
        },
        "",
    ),
];

#[test]
fn hostile_responders_are_bounded_and_told_apart() {
    let began = Instant::now();
    std::thread::scope(|scope| {
        for (name, does, words) in CASES {
            scope.spawn(move || {
                let transcript = ask_ike(respond(*does));
                assert!(transcript.exchanges.len() < 200, "{name}: {}", transcript.exchanges.len());
                let sink = look(&transcript);
                let details =
                    sink.unknowns.iter().map(|one| one.detail.as_str()).collect::<Vec<_>>();
                assert!(!details.is_empty(), "{name}: {:?}", sink.findings);
                assert!(details.iter().any(|one| one.contains(words)), "{name}: {details:?}");
            });
        }
    });
    assert!(began.elapsed() < Duration::from_secs(120), "{:?}", began.elapsed());
}

#[test]
fn a_port_where_nobody_listens_is_unknown() {
    let sink = look(&ask_ike(free_udp_port()));
    assert!(sink.findings.is_empty());
    assert_eq!(sink.unknowns.len(), 1);
    assert_eq!(sink.unknowns[0].detail, "nobody listens there");
}
