//! Servers that say nothing, nonsense, too much, or go away: bounded, told apart, recorded.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use y2q::wire::ssh::{KexInit, number, packet};
use y2q::wire::transcript::End;

use super::super::probing::look;
use super::ask_ssh;

/// A server that does the same on every connection; it ends with the process.
fn serve(does: fn(&mut TcpStream) -> std::io::Result<()>) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(100) {
            let Ok(mut stream) = stream else { return };
            let _ = does(&mut stream);
        }
    });
    port
}

/// Reads what comes until the client goes.
fn drain(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    while stream.read(&mut [0; 4096])? > 0 {}
    Ok(())
}

const BANNER: &[u8] = b"SSH-2.0-hostile\r\n";

fn offer() -> Vec<u8> {
    let offer = KexInit {
        key_exchange: vec!["curve25519-sha256"],
        host_key: vec!["ssh-ed25519", "rsa-sha2-256"],
        encryption_to_server: vec!["aes128-ctr"],
        encryption_to_client: vec!["aes128-ctr"],
        mac_to_server: vec!["hmac-sha2-256"],
        mac_to_client: vec!["hmac-sha2-256"],
        compression_to_server: vec!["none"],
        compression_to_client: vec!["none"],
        ..KexInit::default()
    };
    offer.to_packet([0; 16])
}

/// What the server does, and words of the unknown that says so.
type Case = (&'static str, fn(&mut TcpStream) -> std::io::Result<()>, &'static str);

const CASES: &[Case] = &[
    (
        "garbage",
        |stream| stream.write_all(&[0x80; 3_000]).and_then(|()| drain(stream)),
        "does not speak SSH",
    ),
    ("another protocol", |stream| stream.write_all(b"220 mail ready\r\n"), "does not speak SSH"),
    (
        "endless lines",
        |stream| loop {
            stream.write_all(&b"welcome to the server\r\n".repeat(100))?;
        },
        "does not speak SSH",
    ),
    (
        "one byte a second",
        |stream| {
            for byte in b"SSH-2.0-slow machine" {
                stream.write_all(&[*byte])?;
                std::thread::sleep(Duration::from_secs(1));
            }
            Ok(())
        },
        "does not speak SSH",
    ),
    ("silence", drain, "no answer in time"),
    ("goes at once", |_| Ok(()), "throttling"),
    ("turns away", |stream| stream.write_all(b"Not allowed at this time\r\n"), "throttled"),
    ("too many", |stream| stream.write_all(b"Exceeded MaxStartups\r\n"), "throttled"),
    (
        "length that lies",
        |stream| {
            stream.write_all(BANNER)?;
            stream.write_all(&[0xff; 64])?;
            drain(stream)
        },
        "a packet of it is broken",
    ),
    (
        "an offer that breaks off",
        |stream| {
            stream.write_all(BANNER)?;
            stream.write_all(&offer()[..40])?;
            drain(stream)
        },
        "no answer in time",
    ),
    (
        "an offer of nonsense",
        |stream| {
            stream.write_all(BANNER)?;
            stream.write_all(&packet(number::KEXINIT, &[0xee; 200]))?;
            drain(stream)
        },
        "offer does not parse",
    ),
    (
        "endless packets",
        |stream| {
            stream.write_all(BANNER)?;
            loop {
                stream.write_all(&packet(number::IGNORE, &[0; 1_000]))?;
            }
        },
        "",
    ),
    (
        "an offer, then nothing",
        |stream| {
            stream.write_all(BANNER)?;
            stream.write_all(&offer())?;
            drain(stream)
        },
        "the host key of type ssh-ed25519 is offered and was not seen: no answer in time",
    ),
    (
        "an offer, then goodbye",
        |stream| {
            stream.write_all(BANNER)?;
            stream.write_all(&offer())?;
            let bye = [&3_u32.to_be_bytes()[..], &[0; 8]].concat();
            stream.write_all(&packet(number::DISCONNECT, &bye))?;
            drain(stream)
        },
        "the server disconnects with reason 3",
    ),
];

#[test]
fn hostile_servers_are_bounded_and_told_apart() {
    let began = Instant::now();
    std::thread::scope(|scope| {
        for (name, does, words) in CASES {
            scope.spawn(move || {
                let port = serve(*does);
                let transcript = ask_ssh(port);
                let said: usize = transcript
                    .exchanges
                    .iter()
                    .flat_map(|one| &one.messages)
                    .map(|one| one.bytes.len())
                    .sum();
                assert!(said < 2 << 20, "{name}: {said} bytes");
                let sink = look(&transcript);
                let details =
                    sink.unknowns.iter().map(|one| one.detail.as_str()).collect::<Vec<_>>();
                assert!(!details.is_empty(), "{name}");
                assert!(details.iter().any(|one| one.contains(words)), "{name}: {details:?}");
            });
        }
    });
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}

#[test]
fn a_port_where_nobody_listens_is_unknown() {
    let transcript = ask_ssh(super::free_port());
    assert_eq!(transcript.exchanges.len(), 1);
    assert_eq!(transcript.exchanges[0].end, End::Refused);
    let sink = look(&transcript);
    assert!(sink.findings.is_empty());
    assert_eq!(sink.unknowns.len(), 1);
    assert_eq!(sink.unknowns[0].detail, "nobody listens there");
}
