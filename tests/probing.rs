//! Asking servers on this machine, and what detectors make of the transcripts.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Finding, OfferRole, Protocol};
use y2q::scan::examine;
use y2q::source::endpoint::{Carrier, Dial, Network, Opener, Patience, Probe};
use y2q::wire::transcript::{Endpoint, Transcript, Transport};

/// Opens connections to one port of this machine.
struct Loopback {
    endpoint: Endpoint,
}

impl Opener for Loopback {
    fn open(&self) -> io::Result<Box<dyn Carrier>> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.endpoint.port));
        Network::default().open(&self.endpoint, address, Duration::from_secs(5))
    }
}

/// Short enough for a test that meets silence.
pub fn patience() -> Patience {
    let connect = Duration::from_secs(5);
    Patience { connect, read: Duration::from_millis(1_500), exchange: Duration::from_secs(6) }
}

/// Asks a port of this machine.
pub fn ask(probe: &Probe, transport: Transport, port: u16) -> Transcript {
    let host = "127.0.0.1".to_owned();
    let endpoint = Endpoint { service: probe.service, transport, host, port, server_name: None };
    let opener = Loopback { endpoint: endpoint.clone() };
    let mut dial = Dial::new(endpoint, &opener, patience(), "tests");
    (probe.run)(&mut dial);
    let transcript = dial.transcript();
    if let Ok(folder) = std::env::var("Y2Q_SAVE_TRANSCRIPTS") {
        let test = std::thread::current().name().unwrap_or("test").replace("::", ".");
        std::fs::write(
            Path::new(&folder).join(format!("{test}.{port}.json")),
            transcript.to_bytes(),
        )
        .unwrap();
    }
    transcript
}

/// What all detectors say of a transcript.
pub fn look(transcript: &Transcript) -> Sink {
    examine(DETECTORS, "server.json", &transcript.to_bytes())
}

/// The one protocol asset of that name.
pub fn protocol(sink: &Sink, name: &str) -> Protocol {
    let of = |finding: &Finding| match &finding.asset {
        Asset::Protocol(protocol) if protocol.name == name => Some(protocol.clone()),
        _ => None,
    };
    let found = sink.findings.iter().filter_map(of).collect::<Vec<_>>();
    match <[Protocol; 1]>::try_from(found) {
        Ok([one]) => one,
        Err(all) => panic!("{} assets of {name}: {all:#?}, {:?}", all.len(), sink.unknowns),
    }
}

/// Names that a protocol offers, in order.
pub fn offered(protocol: &Protocol, role: OfferRole) -> Vec<&str> {
    let offers = protocol.offers.iter().filter(|offer| offer.role == role);
    offers.map(|offer| offer.name.as_str()).collect()
}

/// What a protocol asset says of something.
pub fn setting<'a>(protocol: &'a Protocol, what: &str) -> &'a str {
    let of = |(key, value): &'a (String, String)| (key == what).then_some(value.as_str());
    protocol.settings.iter().find_map(of).unwrap_or("")
}

/// A server that ends with the test.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub port: u16,
}

impl Server {
    /// Starts a program that is to listen on a TCP port, and waits until it does.
    pub fn start(command: &mut Command, port: u16, installed_by: &str) -> Self {
        let mut server = Self::spawn(command, port, installed_by);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let began = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_err() {
            let ended = server.child.try_wait().unwrap();
            assert!(ended.is_none(), "{command:?} ended: {ended:?}");
            assert!(began.elapsed() < Duration::from_secs(20), "{command:?} does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Starts a program.
    pub fn spawn(command: &mut Command, port: u16, installed_by: &str) -> Self {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = quiet.spawn();
        let child =
            child.unwrap_or_else(|error| panic!("{command:?}: {error}; install {installed_by}"));
        Self { child, port }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A TCP port that nobody has just now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// A UDP port that nobody has just now.
pub fn free_udp_port() -> u16 {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.local_addr().unwrap().port()
}

/// What a program prints; it must succeed.
pub fn output(command: &mut Command) -> String {
    let done = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// A path as text.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
