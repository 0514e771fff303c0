//! Servers that say nothing, nonsense, too much, or too slowly: bounded in time and bytes, classified, recorded.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use y2q::inventory::Record;
use y2q::model::{OfferRole, UnknownReason};
use y2q::source::endpoint::{Engine, Patience};
use y2q::wire::tls::{ClientHello, SessionTicket, Speech, Version};

use super::{asked, engine, targets};

/// A server on this machine that does `serve` with every connection and ends with the test binary.
fn server(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let serve = Arc::clone(&serve);
            thread::spawn(move || serve(stream));
        }
    });
    port
}

/// The same, after the client's greeting has come.
fn greeted(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> u16 {
    server(move |mut stream| {
        let mut buffer = [0; 4096];
        let _ = stream.read(&mut buffer);
        answer(&mut stream);
    })
}

fn impatient() -> Engine {
    let patience = Patience {
        connect: Duration::from_millis(500),
        read: Duration::from_millis(300),
        exchange: Duration::from_millis(700),
    };
    Engine { patience, ..engine() }
}

/// The record of the one endpoint, and how long it took.
fn record(port: u16) -> (Record, Duration) {
    record_of("tls", port)
}

/// The same, asked for another service.
fn record_of(service: &str, port: u16) -> (Record, Duration) {
    let started = Instant::now();
    let url = format!("{service}://127.0.0.1:{port}");
    let (mut records, _) = asked(&impatient(), &targets(std::slice::from_ref(&url)));
    (records.remove(&url).unwrap(), started.elapsed())
}

/// Nothing is known of it, for this reason, soon.
fn unknown(port: u16, reason: UnknownReason, words: &str) {
    let (record, took) = record(port);
    assert!(record.findings.is_empty(), "{words}: {:?}", record.findings);
    assert_eq!(record.unknowns.len(), 1, "{words}: {:?}", record.unknowns);
    let unknown = &record.unknowns[0];
    assert_eq!(
        (unknown.reason, unknown.detail.contains(words)),
        (reason, true),
        "{}",
        unknown.detail
    );
    assert!(took < Duration::from_secs(8), "{words}: {took:?}");
}

/// A record of TLS.
fn tls(content: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap().to_be_bytes();
    [&[content, 3, 3][..], &length, body].concat()
}

/// A handshake message in as many records as it takes.
fn message(kind: u8, length: usize, body: &[u8]) -> Vec<u8> {
    let header = [&[kind][..], &length.to_be_bytes()[5..]].concat();
    [header.as_slice(), body].concat().chunks(16_000).flat_map(|part| tls(22, part)).collect()
}

/// A hello of TLS 1.2 that chooses RSA with AES-128.
fn hello() -> Vec<u8> {
    let body = [&[3, 3][..], &[7; 32], &[0, 0, 0x2F, 0]].concat();
    message(2, body.len(), &body)
}

#[test]
fn what_does_not_speak_tls_is_named() {
    unknown(
        greeted(|s| drop(s.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"))),
        UnknownReason::Unsupported,
        "HTTP",
    );
    unknown(
        server(|mut s| drop(s.write_all(b"SSH-2.0-OpenSSH_9.2p1\r\n"))),
        UnknownReason::Unsupported,
        "SSH",
    );
    let garbage: Vec<u8> =
        (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    unknown(greeted(move |s| drop(s.write_all(&garbage))), UnknownReason::Unsupported, "not TLS");
    unknown(
        greeted(|s| drop(s.write_all(&[22, 3, 3, 0xFF, 0xFF, 1]))),
        UnknownReason::Unsupported,
        "not TLS",
    );
}

#[test]
fn silence_refusals_and_resets_are_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = listener.local_addr().unwrap().port();
    drop(listener);
    unknown(closed, UnknownReason::Unreadable, "connection refused");
    let hold = |stream: TcpStream| {
        thread::sleep(Duration::from_secs(5));
        drop(stream);
    };
    unknown(server(hold), UnknownReason::TimedOut, "no answer in time");
    // Closed, or reset where the greeting came after that.
    unknown(server(drop), UnknownReason::Unreadable, "without a word");
    unknown(greeted(|_| ()), UnknownReason::Unreadable, "closed");
}

/// Ends the connection with a reset.
fn reset(stream: &TcpStream) {
    // The socket is closed when the server's function ends.
    let _ = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
}

#[test]
fn resets_at_every_step_are_told() {
    unknown(server(|stream| reset(&stream)), UnknownReason::Unreadable, "reset");
    unknown(greeted(|stream| reset(stream)), UnknownReason::Unreadable, "reset");
    let within = greeted(|stream| {
        let _ = stream.write_all(&hello()[..20]);
        thread::sleep(Duration::from_millis(50));
        reset(stream);
    });
    unknown(within, UnknownReason::Unreadable, "reset");
    let behind = greeted(|stream| {
        let _ = stream.write_all(&hello());
        thread::sleep(Duration::from_millis(50));
        reset(stream);
    });
    let (record, _) = record(behind);
    let seen = super::protocol(&record);
    assert_eq!(seen.version.as_deref(), Some("1.2"));
    assert!(super::property(seen, "authentication").starts_with("unknown: "));
    assert!(!record.unknowns.is_empty());
}

/// A server of TLS where another service was asked for: it waits for a greeting, and refuses what is none.
#[test]
fn tls_on_a_port_of_another_service_is_unknown() {
    let port = server(|mut stream| {
        let mut buffer = [0; 4096];
        while let Ok(1..) = stream.read(&mut buffer) {
            if buffer[0] != 22 {
                let _ = stream.write_all(&tls(21, &[2, 10]));
                return;
            }
        }
    });
    for service in ["smtp", "imap", "ftp", "ldap", "postgresql", "mysql", "rdp", "ssh"] {
        let (record, took) = record_of(service, port);
        assert!(record.findings.is_empty(), "{service}: {:?}", record.findings);
        assert_eq!(record.unknowns.len(), 1, "{service}: {:?}", record.unknowns);
        assert!(took < Duration::from_secs(8), "{service}: {took:?}");
    }
}

/// A server of TLS 1.3 with one suite and one group, which says no to everything else.
fn asking_for(suite: u16, group: u16) -> u16 {
    server(move |mut stream| {
        let (mut heard, mut buffer) = (Vec::new(), [0; 4096]);
        let hello = loop {
            match stream.read(&mut buffer) {
                Ok(length @ 1..) => heard.extend_from_slice(&buffer[..length]),
                _ => return,
            }
            let speech = Speech::read(&heard);
            if speech.client_hellos().next().is_some() || heard[0] != 22 {
                break speech.client_hellos().next();
            }
        };
        let is_one = |hello: &ClientHello| {
            hello.versions() == [Version::TLS_1_3]
                && hello.suites.contains(&suite)
                && hello.groups().contains(&group)
        };
        if !hello.as_ref().is_some_and(is_one) {
            let _ = stream.write_all(&tls(21, &[2, 40]));
            return;
        }
        let retry = ring::digest::digest(&ring::digest::SHA256, b"HelloRetryRequest");
        let extensions = [&[0, 12, 0, 43, 0, 2, 3, 4, 0, 51, 0, 2][..], &group.to_be_bytes()];
        let body =
            [&[3, 3], retry.as_ref(), &[0], &suite.to_be_bytes(), &[0], &extensions.concat()];
        let body = body.concat();
        let _ = stream.write_all(&message(2, body.len(), &body));
    })
}

/// A curve of GOST (RFC 9367), and a suite of SM4 (RFC 8998), which no server of the tests has.
#[test]
fn certificates_behind_what_is_not_computed_are_unknown() {
    for (suite, group, name) in [(0x1301, 0x0022, "GC256A"), (0x00C6, 0x001D, "x25519")] {
        let (record, _) = record(asking_for(suite, group));
        let seen = super::protocol(&record);
        assert_eq!(seen.version.as_deref(), Some("1.3"));
        assert_eq!(super::offers(seen, OfferRole::KeyExchange), [name]);
        let told = record.unknowns.iter().map(|unknown| unknown.detail.as_str());
        let why =
            "certificates of TLS 1.3: the server takes no group or no suite that y2q computes";
        assert!(told.clone().any(|detail| detail.contains(why)), "{:?}", told.collect::<Vec<_>>());
        assert!(super::property(seen, "authentication").starts_with("unknown: "), "{seen:?}");
        assert!(super::certificates(&record).is_empty());
    }
}

#[test]
fn a_session_ticket_that_breaks_off_is_none() {
    // Lifetime, added age, nonce, ticket, and an extension with the early data that is taken.
    let ticket = [0, 0, 28, 32, 1, 2, 3, 4, 1, 0, 0, 2, 9, 9, 0, 8, 0, 42, 0, 4, 0, 0, 64, 0];
    let read = SessionTicket { lifetime: 7200, early_data: 16_384 };
    assert_eq!(SessionTicket::read(&ticket), Some(read));
    for cut in 0..ticket.len() {
        assert_eq!(SessionTicket::read(&ticket[..cut]), None, "{cut}");
    }
}

#[test]
fn drops_and_floods_end_at_a_bound() {
    // A tarpit: a byte at a time of a record that would go on.
    let slow = greeted(|stream| {
        for byte in [22, 3, 3, 0x40, 0].into_iter().chain(std::iter::repeat_n(0, 1000)) {
            if stream.write_all(&[byte]).is_err() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
    });
    unknown(slow, UnknownReason::TimedOut, "in time");
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let endless = greeted(move |stream| {
        let record = tls(22, &[11; 16_000]);
        while stream.write_all(&record).is_ok() {
            count.fetch_add(record.len(), Ordering::Relaxed);
        }
    });
    let (record, took) = record(endless);
    assert!(record.findings.is_empty() && !record.unknowns.is_empty());
    assert!(took < Duration::from_secs(8), "{took:?}");
    // What is taken, and what the system holds meanwhile.
    assert!(sent.load(Ordering::Relaxed) < 60 << 20, "{sent:?}");
}

#[test]
fn a_certificate_of_16_megabytes_is_not_taken() {
    let port = greeted(|stream| {
        let _ = stream.write_all(&hello());
        let length = (1 << 24) - 1;
        let _ = stream.write_all(&message(11, length, &[0xFF; 100]));
        let filler = tls(22, &[0x30; 16_000]);
        for _ in 0..1100 {
            if stream.write_all(&filler).is_err() {
                return;
            }
        }
    });
    let (record, took) = record(port);
    // What the hello said is told, what did not come is unknown.
    let seen = super::protocol(&record);
    assert_eq!(seen.version.as_deref(), Some("1.2"));
    assert!(super::certificates(&record).is_empty() && !record.unknowns.is_empty());
    assert!(super::property(seen, "authentication").starts_with("unknown: "));
    assert!(took < Duration::from_secs(30), "{took:?}");
}

#[test]
fn resets_and_lies_at_every_step_are_survived() {
    // A whole answer of TLS 1.2, cut at every place, and with every length a lie.
    let certificates = [&[0, 0, 6, 0, 0, 3][..], &[0x30, 1, 0]].concat();
    let done = message(14, 0, &[]);
    let answer = [hello(), message(11, certificates.len(), &certificates), done].concat();
    for cut in (0..answer.len()).step_by(7) {
        let part = answer[..cut].to_vec();
        let (record, _) = record(greeted(move |stream| drop(stream.write_all(&part))));
        assert!(!record.unknowns.is_empty(), "{cut}");
    }
    for place in [3, 4, 6, 7, 8, 43, 57] {
        let mut lie = answer.clone();
        lie[place] ^= 0xFF;
        let (record, took) = record(greeted(move |stream| drop(stream.write_all(&lie))));
        assert!(!record.unknowns.is_empty(), "{place}");
        assert!(took < Duration::from_secs(20), "{place}: {took:?}");
    }
}

#[test]
fn a_server_that_does_not_turn_to_tls_is_unknown() {
    let smtp = server(|mut stream| {
        let _ = stream.write_all(b"220 mail.test.invalid ESMTP\r\n");
        let mut buffer = [0; 512];
        let _ = stream.read(&mut buffer);
        let _ = stream.write_all(b"250-mail.test.invalid\r\n250 SIZE 1000\r\n");
        let _ = stream.read(&mut buffer);
    });
    let url = format!("smtp://127.0.0.1:{smtp}");
    let (records, _) = asked(&impatient(), &targets(std::slice::from_ref(&url)));
    let record = &records[&url];
    assert!(record.findings.is_empty());
    assert!(record.unknowns[0].detail.contains("does not turn to TLS"), "{:?}", record.unknowns);
}
