//! The engine: who may be asked, through what, and where it goes on.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::thread;
use std::time::{Duration, Instant};

use y2q::detect::DETECTORS;
use y2q::inventory::{Inventory, InventoryError, ScanEnd, ScanStart, Scope};
use y2q::model::UnknownReason;
use y2q::scan::endpoints::{Asking, ask};
use y2q::scan::{Examiner, Progress, Report};
use y2q::source::endpoint::{Engine, Network, Patience, Proxy, Tally, Targets};

use super::{asked, engine, targets};

fn y2q(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_y2q")).args(arguments).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// A port where nobody listens.
fn closed() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn nothing_but_this_machine_is_asked_without_a_list() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for arguments in [
        vec!["scan", "tls://192.0.2.1"],
        vec!["scan", "host.test.invalid"],
        vec!["scan", "--cidr", "198.51.100.0/24"],
    ] {
        let arguments = arguments.iter().map(|word| {
            if *word == "host.test.invalid" { "tls://host.test.invalid" } else { word }
        });
        let output = y2q(folder, &arguments.collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("--allow"), "{}", said(&output));
    }
    std::fs::write(folder.join("ours.txt"), "192.0.2.0/28\n").unwrap();
    let output = y2q(folder, &["scan", "tls://192.0.2.77", "--allow", "ours.txt"]);
    assert!(
        said(&output).contains("is not in ours.txt: nothing was contacted"),
        "{}",
        said(&output)
    );
    assert!(!folder.join("y2q.db").exists());
    let output =
        y2q(folder, &["scan", "--cidr", "192.0.2.0/28", "--allow", "ours.txt", "--dry-run"]);
    assert!(output.status.success());
    assert!(
        said(&output).contains("16 endpoints would be asked; nothing was contacted"),
        "{}",
        said(&output)
    );
    assert!(!folder.join("y2q.db").exists());
}

#[test]
fn an_endpoint_that_is_not_there_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("tls://127.0.0.1:{}", closed());
    let output = y2q(folder.path(), &["scan", &url, "--retries", "0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("the endpoint said nothing: nothing is known"),
        "{}",
        said(&output)
    );
}

#[test]
fn mistakes_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("hosts.txt"), "127.0.0.1:443\nnot a host!\n").unwrap();
    std::fs::write(folder.path().join("binary.txt"), b"127.0.0.1\n\n\xFF\xFE\n").unwrap();
    for (arguments, words) in [
        (&["scan", "gopher://127.0.0.1"][..], "no service that is asked"),
        (&["scan", "--targets", "hosts.txt"], "hosts.txt line 2"),
        (&["scan", "--targets", "binary.txt"], "binary.txt line 3"),
        (&["scan", "--cidr", "127.0.0.0/30", "--ports", "44x"], "44x is no port"),
        (&["scan", "127.0.0.1:443"], "an endpoint is written tls://127.0.0.1:443"),
        (&["scan", "--cidr", "127.0.0.0/99"], "no block of addresses"),
        (&["scan", "tls://127.0.0.1", "--proxy", "ftp://x"], "socks5://"),
        (&["scan", "tls://127.0.0.1", "--read-timeout", "0"], "--read-timeout"),
    ] {
        let output = y2q(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn absent_addresses_of_a_block_are_counted_and_not_listed() {
    let port = closed();
    let mut block = Targets::default();
    block.add_block("127.0.0.0/28", &[port.to_string()]).unwrap();
    let (records, tally) = asked(&engine(), &block);
    assert_eq!(records.len(), 1);
    let record = &records[&format!("tls://127.0.0.0/28:{port}")];
    assert!(record.findings.is_empty());
    let told = record.unknowns.iter().map(|unknown| unknown.detail.as_str()).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            "16 endpoints of this block refused the connection: nobody listens, or something in between refuses"
        ]
    );
    assert_eq!((tally.asked.into_inner(), tally.answered.into_inner()), (16, 0));
}

#[cfg(target_os = "linux")]
#[test]
fn endpoints_are_asked_through_an_interface() {
    let url = refusing();
    let through = |interface: &str| {
        let folder = tempfile::tempdir().unwrap();
        let output =
            y2q(folder.path(), &["scan", &url, "--interface", interface, "--retries", "0"]);
        (output.status.code(), said(&output))
    };
    let (code, words) = through("lo");
    assert!(code == Some(0) && words.contains("1 answered"), "{words}");
    // A name that no interface has, within the 15 characters that one may have.
    let (code, words) = through("no-such-if0");
    assert!(code == Some(2) && words.contains("nothing is known of what is there"), "{words}");
}

/// Says no to everything, in TLS.
fn refusing() -> String {
    refusing_after(|| {})
}

/// The same, once `asked` has been told that there is a question.
fn refusing_after(asked: impl Fn() + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut octets = [0; 4096];
            let _ = stream.read(&mut octets);
            asked();
            let _ = stream.write_all(&[21, 3, 3, 0, 2, 2, 40]);
        }
    });
    format!("tls://127.0.0.1:{port}")
}

#[test]
fn a_scan_that_was_interrupted_goes_on_where_it_was() {
    // The third endpoint that is asked sees to it that the scan is interrupted before it has its first answer.
    let progress = Arc::new(Progress::default());
    let count = Arc::new(AtomicUsize::new(0));
    let urls = (0..6).map(|_| {
        let (progress, count, once) = (Arc::clone(&progress), Arc::clone(&count), Once::new());
        refusing_after(move || {
            once.call_once(|| {
                let is_third = count.fetch_add(1, Ordering::SeqCst) == 2;
                progress.stop.fetch_or(is_third, Ordering::SeqCst);
            });
        })
    });
    let targets = targets(&urls.collect::<Vec<_>>());
    let one = Engine { concurrency: 1, ..engine() };
    let examiner = Examiner::new(DETECTORS);
    let mut inventory = Inventory::in_memory().unwrap();
    let roots = vec!["tls://".to_owned()];
    let mut asked = Vec::new();
    for _ in 0..3 {
        let looks = inventory.looks(&roots).unwrap();
        let tally = Tally::default();
        progress.stop.store(false, Ordering::SeqCst);
        let asking = Asking {
            engine: &one,
            targets: &targets,
            examiner: &examiner,
            save: None,
            looks: &looks,
            recipe: 5,
        };
        let started = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut writer = inventory.begin(&ScanStart { roots: Vec::new(), started }).unwrap();
        let end = ask(&asking, &progress, &tally, |report| match report {
            Report::Record(record) => writer.add(record),
            Report::Looked(look) => writer.looked(look),
            Report::Unchanged(location) => writer.unchanged(location),
            Report::Touched { location, stamp } => writer.touched(location, *stamp),
        });
        let end = end.unwrap();
        if end == ScanEnd::Finished {
            writer.forget_looks_below("tls://").unwrap();
        }
        writer.finish(end, started).unwrap();
        asked.push((end, tally.asked.into_inner(), tally.skipped.into_inner()));
    }
    use ScanEnd::{Finished, Interrupted};
    // Those of the first part are not asked again by the second, the one that was broken off is, and by the third all are.
    assert_eq!(asked, [(Interrupted, 2, 0), (Finished, 4, 2), (Finished, 6, 0)]);
    let mut places = 0;
    let all = Scope { roots };
    inventory
        .each_entry::<InventoryError>(&all, |entry| {
            places += entry.occurrences.len();
            Ok(())
        })
        .unwrap();
    assert_eq!(places, 6);
}

/// Nobody takes connections, and the queue is full: more are not even refused.
#[cfg(target_os = "linux")]
#[test]
fn a_connection_that_does_not_come_to_stand_is_tried_again_later() {
    let listener =
        socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let short = Duration::from_millis(200);
    let full = std::iter::from_fn(|| TcpStream::connect_timeout(&address, short).ok());
    let full = full.take(100).collect::<Vec<_>>();
    assert!(full.len() < 100);
    let patience = Patience { connect: short, ..engine().patience };
    let stubborn = Engine { patience, retries: 2, ..engine() };
    let url = format!("tls://{address}");
    let began = Instant::now();
    let (records, tally) = asked(&stubborn, &targets(std::slice::from_ref(&url)));
    // Pauses of a quarter and half a second between three tries.
    assert!(began.elapsed() >= 3 * short + Duration::from_millis(750), "{:?}", began.elapsed());
    assert_eq!(tally.connections.into_inner(), 3);
    assert_eq!(records[&url].unknowns[0].reason, UnknownReason::TimedOut);
}

/// A relay of SOCKS 5 or HTTP CONNECT that counts what goes through it.
fn relay(is_http: bool) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for mut client in listener.incoming().map_while(Result::ok) {
            counted.fetch_add(1, Ordering::Relaxed);
            let mut octets = [0; 256];
            let target = if is_http {
                let length = client.read(&mut octets).unwrap();
                let text = String::from_utf8_lossy(&octets[..length]).into_owned();
                text.split(' ').nth(1).unwrap().to_owned()
            } else {
                client.read_exact(&mut octets[..3]).unwrap();
                client.write_all(&[5, 0]).unwrap();
                client.read_exact(&mut octets[..10]).unwrap();
                assert_eq!(octets[..4], [5, 1, 0, 1]);
                let port = u16::from_be_bytes([octets[8], octets[9]]);
                format!("{}.{}.{}.{}:{port}", octets[4], octets[5], octets[6], octets[7])
            };
            let mut server = TcpStream::connect(target).unwrap();
            let yes: &[u8] =
                if is_http { b"HTTP/1.1 200 OK\r\n\r\n" } else { &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0] };
            client.write_all(yes).unwrap();
            let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
            thread::spawn(move || {
                let _ = std::io::copy(&mut from, &mut to);
                let _ = to.shutdown(std::net::Shutdown::Both);
            });
            thread::spawn(move || std::io::copy(&mut client, &mut server));
        }
    });
    (port, count)
}

#[test]
fn endpoints_are_asked_through_relays() {
    let url = refusing();
    let (direct, _) = asked(&engine(), &targets(std::slice::from_ref(&url)));
    for is_http in [false, true] {
        let (relay, count) = relay(is_http);
        let address = ([127, 0, 0, 1], relay).into();
        let proxy = if is_http { Proxy::Http(address) } else { Proxy::Socks5(address) };
        let network = Network { proxy: Some(proxy), ..Network::default() };
        let through = Engine { network, ..engine() };
        let (records, _) = asked(&through, &targets(std::slice::from_ref(&url)));
        assert_eq!(super::protocol(&records[&url]), super::protocol(&direct[&url]));
        assert_eq!(super::property(super::protocol(&records[&url]), "TLS 1.3"), "not offered");
        assert!(count.load(Ordering::Relaxed) >= 6);
    }
}

#[test]
fn a_relay_that_fails_says_nothing_of_the_endpoint() {
    let says = |answer: &'static [u8]| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for mut client in listener.incoming().map_while(Result::ok) {
                let _ = client.read(&mut [0; 256]);
                let _ = client.write_all(answer);
            }
        });
        port
    };
    let url = refusing();
    for (is_http, port, words) in [
        (true, closed(), "the proxy cannot be reached: connection refused"),
        (false, closed(), "the proxy cannot be reached: connection refused"),
        (true, says(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"), "the proxy refuses"),
        (false, says(&[5, 0xFF]), "the proxy wants a password"),
        (false, says(b"SSH-2.0-x\r\n"), "the proxy"),
    ] {
        let address = ([127, 0, 0, 1], port).into();
        let proxy = if is_http { Proxy::Http(address) } else { Proxy::Socks5(address) };
        let network = Network { proxy: Some(proxy), ..Network::default() };
        let through = Engine { network, ..engine() };
        let (records, tally) = asked(&through, &targets(std::slice::from_ref(&url)));
        let record = &records[&url];
        assert!(record.findings.is_empty() && tally.answered.into_inner() == 0);
        let detail = &record.unknowns[0].detail;
        assert!(detail.contains(words), "{words}: {detail}");
    }
}
