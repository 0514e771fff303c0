//! How fast endpoints are asked, against a responder of our own on the loopback interface (Linux: any address of
//! 127.0.0.0/8). `cargo bench --bench endpoints -- [SCALE]`; a scale of 10 asks a tenth of everything.
//!
//! Prints: full enumerations of groups a second, the time for targets of which half do not answer against the bound that
//! the time-outs and the number at the same time set, and the peak of memory.

#![allow(clippy::expect_used, reason = "a bench that cannot go on says where and ends")]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};
use y2q::source::endpoint::{
    Allowed, Engine, Limits, Network, Outcome, Patience, TLS_GROUPS, Tally, Targets,
};
use y2q::wire::tls::{Speech, Version};

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
fn respond(mut stream: TcpStream) {
    let mut greeting = vec![0; 4096];
    let Ok(length) = stream.read(&mut greeting) else { return };
    let speech = Speech::read(&greeting[..length]);
    let Some(hello) = speech.client_hellos().next() else { return };
    let group = GROUPS.into_iter().find(|group| hello.groups().contains(group));
    let Some(group) = group.filter(|_| hello.versions().contains(&Version::TLS_1_3)) else {
        let _ = stream.write_all(&[21, 3, 3, 0, 2, 2, 40]);
        return;
    };
    let retry = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    let random = (0..32).filter_map(|at| u8::from_str_radix(&retry[at * 2..at * 2 + 2], 16).ok());
    let mut body = vec![3, 3];
    body.extend(random);
    body.extend([0, 0x13, 0x01, 0, 0, 12, 0, 43, 0, 2, 3, 4, 0, 51, 0, 2]);
    body.extend(group.to_be_bytes());
    let mut record = vec![22, 3, 3, 0, (body.len() + 4) as u8, 2, 0, 0, body.len() as u8];
    record.extend(body);
    let _ = stream.write_all(&record);
}

fn serve(listener: &TcpListener) {
    for stream in listener.incoming().map_while(Result::ok) {
        respond(stream);
    }
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
        if let Outcome::Asked(_, transcript) = outcome {
            let is_complete = transcript.exchanges.len() == GROUPS.len() + 2;
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

/// Seconds of processor time that this process has used (`proc_pid_stat(5)`, at 100 ticks a second).
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
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
    for _ in 0..2 {
        let live = live.try_clone().expect("another handle");
        thread::spawn(move || serve(&live));
    }
    println!("memory before: {} MiB", peak());

    let mut targets = Targets::default();
    block(&format!("127.1.0.0/{}", 21 + less), live_port, &mut targets);
    for concurrency in [16, 64, 256] {
        let before = processor();
        let (time, complete, tally) = run(&engine(concurrency, Duration::from_secs(5)), &targets);
        let seconds = time.as_secs_f64();
        println!(
            "{} endpoints, {concurrency} at a time: {complete} complete, {:.0} enumerations/s, {:.0} connections/s, {:.0} \
             enumerations a second of processor time (the responder's with it)",
            targets.count(),
            complete as f64 / seconds,
            tally.connections.into_inner() as f64 / seconds,
            complete as f64 / (processor() - before),
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
