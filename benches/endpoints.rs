//! How fast endpoints are asked, against a responder of our own on the loopback interface (Linux: any address of
//! 127.0.0.0/8). `cargo bench --bench endpoints -- [SCALE]`; a scale of 10 asks a tenth of everything.
//!
//! Prints: full enumerations of groups a second with the processor time of both sides, beside what a bare client makes of
//! the same responder; the time for targets of which half do not answer against the bound that the time-outs and the number
//! at the same time set; the peak of memory.

#![allow(clippy::expect_used, reason = "a bench that cannot go on says where and ends")]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};
use y2q::source::endpoint::{
    Allowed, Engine, Limits, Network, Outcome, Patience, TLS_GROUPS, Tally, Targets,
};
use y2q::wire::tls::{Greeting, Version};

/// Groups that the responder has: a hybrid and two curves.
const GROUPS: [u16; 3] = [0x11EC, 0x001D, 0x0017];

/// A listener on every address of the loopback interface and no other.
fn listener(backlog: i32) -> TcpListener {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.bind_device(Some(b"lo")).expect("the loopback interface");
    socket.bind(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)).into()).expect("a port");
    socket.listen(backlog).expect("to listen");
    socket.into()
}

fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().expect("an address").port()
}

/// Answers with a `HelloRetryRequest` for the first group that is offered and known, else with an alert.
fn respond(mut stream: TcpStream, greeting: &mut [u8]) {
    let mut length = 0;
    let offered = loop {
        let Ok(more @ 1..) = stream.read(&mut greeting[length..]) else { return };
        length += more;
        // A record may come in pieces.
        let whole = 5 + usize::from(u16::from_be_bytes([greeting[3], greeting[4]]));
        if length >= whole {
            break groups(&greeting[..length]);
        }
    };
    let Some(offered) = offered else { return };
    let has = |group: u16| offered.chunks_exact(2).any(|pair| pair == group.to_be_bytes());
    let Some(group) = GROUPS.into_iter().find(|group| has(*group)) else {
        let _ = stream.write_all(&[21, 3, 3, 0, 2, 2, 40]);
        return;
    };
    // RFC 8446 §4.1.4.
    let mut retry = [0; 61];
    retry[..11].copy_from_slice(&[22, 3, 3, 0, 56, 2, 0, 0, 52, 3, 3]);
    retry[11..43].copy_from_slice(&RETRY);
    retry[43..59].copy_from_slice(&[0, 0x13, 0x01, 0, 0, 12, 0, 43, 0, 2, 3, 4, 0, 51, 0, 2]);
    retry[59..].copy_from_slice(&group.to_be_bytes());
    let _ = stream.write_all(&retry);
}

/// The random of a `HelloRetryRequest`: SHA-256 of its name.
const RETRY: [u8; 32] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
];

/// The groups of a client's hello in one record, without a copy: the responder's time is not what is measured.
fn groups(record: &[u8]) -> Option<&[u8]> {
    let (_, rest) = record.split_at_checked(5 + 4 + 2 + 32)?;
    let (_, rest) = vector(rest, 1)?;
    let (_, rest) = vector(rest, 2)?;
    let (_, rest) = vector(rest, 1)?;
    let (mut extensions, _) = vector(rest, 2)?;
    while let Some((kind, rest)) = extensions.split_at_checked(2) {
        let (body, rest) = vector(rest, 2)?;
        if kind == [0, 10] {
            return Some(vector(body, 2)?.0);
        }
        extensions = rest;
    }
    None
}

/// What stands behind a length of `width` bytes, and what follows it.
fn vector(bytes: &[u8], width: usize) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(width)?;
    let length = length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    rest.split_at_checked(length)
}

/// Threads that answer: enough that those who wait for a greeting hold nobody up.
const RESPONDERS: usize = 8;

fn serve(listener: &TcpListener) {
    let mut greeting = [0; 8192];
    for stream in listener.incoming().map_while(Result::ok) {
        respond(stream, &mut greeting);
    }
}

/// Starts to answer, and gives the files that say how much processor time that takes.
fn responders(listener: &TcpListener) -> Vec<PathBuf> {
    let (sender, receiver) = mpsc::channel();
    for _ in 0..RESPONDERS {
        let (listener, sender) = (listener.try_clone().expect("another handle"), sender.clone());
        thread::spawn(move || {
            let own = std::fs::read_link("/proc/thread-self").unwrap_or_default();
            let _ = sender.send(PathBuf::from("/proc").join(own).join("stat"));
            serve(&listener);
        });
    }
    receiver.iter().take(RESPONDERS).collect()
}

/// The same connections from a client that does nothing but to open, send, receive and close: what the system and the
/// responder leave to the engine. Gives connections a second, and how many there were.
fn bare(at: SocketAddr, threads: u32, each: u32) -> (f64, u32) {
    let greeting = greeting();
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut answer = [0; 256];
                for _ in 0..each {
                    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
                    socket.connect(&at.into()).expect("a connection");
                    socket.set_linger(Some(Duration::ZERO)).expect("an option");
                    let mut stream = TcpStream::from(socket);
                    stream.write_all(&greeting).expect("to send");
                    let length = stream.read(&mut answer).expect("an answer");
                    assert!(length > 0);
                }
            });
        }
    });
    let count = threads * each;
    (f64::from(count) / started.elapsed().as_secs_f64(), count)
}

/// A greeting as the probe sends it first.
fn greeting() -> Vec<u8> {
    let mut greeting = Greeting::new(Version::TLS_1_3, [7; 32]);
    greeting.suites = vec![0x1301, 0x1302, 0x1303, 0x1304, 0x1305];
    greeting.groups = (0..80).chain(GROUPS).collect();
    greeting.schemes = (0x0401..0x0440).collect();
    greeting.certificate_schemes.clone_from(&greeting.schemes);
    greeting.records()
}

fn engine(concurrency: usize, connect: Duration) -> Engine {
    Engine {
        probes: vec![&TLS_GROUPS],
        concurrency,
        patience: Patience {
            connect,
            read: Duration::from_secs(10),
            exchange: Duration::from_secs(20),
        },
        retries: 0,
        limits: Limits::default(),
        network: Network::default(),
        allowed: Allowed::default(),
        identification: "bench".to_owned(),
        seed: 7,
    }
}

/// Asks all, and gives the time with the number of endpoints that told all groups.
fn run(engine: &Engine, targets: &Targets) -> (Duration, u64, Tally) {
    let (tally, complete) = (Tally::default(), AtomicU64::new(0));
    let take = |outcome: Outcome| {
        if let Outcome::Asked(_, recording) = outcome {
            // All groups, a refusal, and where need be a question whose order counts.
            let is_complete = recording.transcript().exchanges.len() > GROUPS.len();
            complete.fetch_add(u64::from(is_complete), Ordering::Relaxed);
        }
    };
    let started = Instant::now();
    engine.run(targets, &tally, &AtomicBool::new(false), &|_| false, &take);
    (started.elapsed(), complete.into_inner(), tally)
}

fn block(prefix: &str, port: u16, to: &mut Targets) {
    to.add_block(prefix, &[format!("tls:{port}")]).expect("a block");
}

/// Seconds of processor time that this process has used.
fn processor() -> f64 {
    seconds(Path::new("/proc/self/stat"))
}

/// Seconds of processor time of a process or thread (`proc_pid_stat(5)`, at 100 ticks a second).
fn seconds(stat: &Path) -> f64 {
    let stat = std::fs::read_to_string(stat).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok());
    ticks.sum::<u64>() as f64 / 100.0
}

/// Peak of the process's memory in MiB, as the system tells it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    number.unwrap_or_default() / 1024
}

fn main() {
    let scale = std::env::args().skip(1).find_map(|word| word.parse::<u32>().ok()).unwrap_or(1);
    let less = (scale.max(1)).ilog2();
    let live = listener(4096);
    let live_port = port(&live);
    let responders = responders(&live);
    let responding = || responders.iter().map(|stat| seconds(stat)).sum::<f64>();
    println!("memory before: {} MiB", peak());

    let mut targets = Targets::default();
    block(&format!("127.1.0.0/{}", 21 + less), live_port, &mut targets);
    let (before, before_responding) = (processor(), responding());
    let (alone, count) = bare(([127, 0, 0, 1], live_port).into(), 16, 2_000 >> less);
    let of_responder = responding() - before_responding;
    let micro = |seconds: f64| seconds * 1e6 / f64::from(count);
    println!(
        "a bare client, 16 at a time: {alone:.0} connections/s; processor time of a connection: {:.0} us here, {:.0} us the \
         responder",
        micro(processor() - before - of_responder),
        micro(of_responder),
    );
    for concurrency in [16, 64, 256] {
        let (before, before_responding) = (processor(), responding());
        let (time, complete, tally) = run(&engine(concurrency, Duration::from_secs(5)), &targets);
        let connections = tally.connections.into_inner() as f64;
        let of_responder = responding() - before_responding;
        let of_engine = processor() - before - of_responder;
        let micro = |seconds: f64| seconds * 1e6 / connections;
        println!(
            "{} endpoints, {concurrency} at a time: {complete} complete, {:.0} enumerations/s, {:.0} connections/s ({:.1} an \
             enumeration); processor time of a connection: {:.0} us here, {:.0} us the responder; {:.0} enumerations a second of \
             two processors",
            targets.count(),
            complete as f64 / time.as_secs_f64(),
            connections / time.as_secs_f64(),
            connections / complete as f64,
            micro(of_engine),
            micro(of_responder),
            2.0 * complete as f64 / (of_engine + of_responder),
        );
    }
    println!("memory: {} MiB", peak());

    // A listener whose queue is full drops what comes: nobody answers there, as behind a firewall.
    let dead = listener(0);
    let dead_port = port(&dead);
    let fill = (0..4).map(|_| {
        let address = SocketAddr::from(([127, 0, 0, 1], dead_port));
        TcpStream::connect_timeout(&address, Duration::from_millis(200))
    });
    let filled = fill.collect::<Vec<_>>();
    let mut mixed = Targets::default();
    block(&format!("127.2.0.0/{}", 16 + less), live_port, &mut mixed);
    block(&format!("127.3.0.0/{}", 16 + less), dead_port, &mut mixed);
    let (concurrency, patience) = (2048, Duration::from_secs(1));
    let (time, complete, _) = run(&engine(concurrency, patience), &mixed);
    let dead_count = mixed.count() / 2;
    let bound = dead_count as f64 * patience.as_secs_f64() / concurrency as f64;
    println!(
        "{} targets, half of them dead, {concurrency} at a time: {:.1} s, {complete} complete; the time-outs alone take {bound:.1} s: {:.2} times that",
        mixed.count(),
        time.as_secs_f64(),
        time.as_secs_f64() / bound,
    );
    println!("memory at {concurrency} connections: {} MiB", peak());
    drop(filled);
}
