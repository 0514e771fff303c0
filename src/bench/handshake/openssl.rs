//! Handshakes of OpenSSL, built from source.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::rc::Rc;

use openssl::error::ErrorStack;
use openssl::ssl::{
    HandshakeError, MidHandshakeSslStream, Ssl, SslContext, SslMethod, SslSessionCacheMode,
    SslStream, SslVerifyMode, SslVersion,
};
use openssl::version;

use super::certificates::SERVER;
use super::clock::timed;
use super::memory::Sample;
use super::openssl_chain::{NAMES, OpensslChain};
use super::request::Carrier;
use super::rounds::{Chain, Library, Shake};
use super::wire::Flights;
use crate::network::Direction;

/// As OpenSSL spells them and the registry does.
const GROUPS: [&str; 5] =
    ["X25519", "X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024", "MLKEM1024"];

pub(super) fn library() -> Library {
    let version = version::version();
    Library {
        // "OpenSSL 3.6.3 29 Sep 2026"
        name: version.split_whitespace().take(2).collect::<Vec<_>>().join(" "),
        groups: GROUPS.map(str::to_owned).to_vec(),
        chains: &NAMES,
        carriers: &[Carrier::Memory],
        chain: |name| match OpensslChain::new(name) {
            Ok(chain) => Ok(Box::new(chain)),
            Err(error) => Err(error.to_string()),
        },
    }
}

impl Chain for OpensslChain {
    fn certificates(&self) -> Vec<usize> {
        let size =
            |certificate: &openssl::x509::X509| certificate.to_der().map_or(0, |der| der.len());
        vec![size(&self.leaf), size(&self.intermediate)]
    }

    fn ends(&self, group: &str) -> Result<Rc<dyn Shake>, String> {
        let ends = Ends::new(self, group).map_err(|error| error.to_string())?;
        Ok(Rc::new(ends))
    }
}

struct Ends {
    client: SslContext,
    server: SslContext,
}

impl Ends {
    fn new(chain: &OpensslChain, group: &str) -> Result<Self, ErrorStack> {
        let mut client = SslContext::builder(SslMethod::tls_client())?;
        client.set_min_proto_version(Some(SslVersion::TLS1_3))?;
        client.set_groups_list(group)?;
        client.set_session_cache_mode(SslSessionCacheMode::OFF);
        client.cert_store_mut().add_cert(chain.root.clone())?;
        client.set_verify(SslVerifyMode::PEER);
        let mut server = SslContext::builder(SslMethod::tls_server())?;
        server.set_min_proto_version(Some(SslVersion::TLS1_3))?;
        server.set_groups_list(group)?;
        server.set_session_cache_mode(SslSessionCacheMode::OFF);
        server.set_num_tickets(0)?;
        server.set_certificate(&chain.leaf)?;
        server.add_extra_chain_cert(chain.intermediate.clone())?;
        server.set_private_key(&chain.key)?;
        Ok(Self { client: client.build(), server: server.build() })
    }

    /// A client that wants the server's name to be that of its certificate.
    fn client(&self) -> Result<Ssl, ErrorStack> {
        let mut client = Ssl::new(&self.client)?;
        client.set_hostname(SERVER)?;
        client.param_mut().set_host(SERVER)?;
        Ok(client)
    }
}

impl Shake for Ends {
    fn in_memory(&self) -> Result<Sample, String> {
        let wire = Rc::new(RefCell::new(Wire::default()));
        let end = |own| End { own, wire: Rc::clone(&wire) };
        let (begun, mut client_time) =
            timed(|| self.client().map(|client| client.connect(end(Direction::Up))));
        let mut client = Side::of(begun.map_err(|error| error.to_string())?)?;
        let (begun, mut server_time) =
            timed(|| Ssl::new(&self.server).map(|server| server.accept(end(Direction::Down))));
        let mut server = Side::of(begun.map_err(|error| error.to_string())?)?;
        // Two flights each suffice; a handshake that goes on longer has failed.
        for _ in 0..4 {
            if let (Side::Done(client), Side::Done(server)) = (&client, &server) {
                for side in [client, server] {
                    if side.ssl().version_str() != "TLSv1.3" {
                        return Err(format!("{} was spoken", side.ssl().version_str()));
                    }
                }
                let flights = wire.borrow().flights.clone();
                return Ok(Sample { client: client_time, server: server_time, flights });
            }
            let (turned, time) = timed(|| client.turn());
            client_time += time;
            client = turned?;
            let (turned, time) = timed(|| server.turn());
            server_time += time;
            server = turned?;
        }
        Err("the handshake does not come to an end".to_owned())
    }
}

/// One side on its way.
enum Side {
    Waiting(MidHandshakeSslStream<End>),
    Done(SslStream<End>),
}

impl Side {
    fn of(result: Result<SslStream<End>, HandshakeError<End>>) -> Result<Self, String> {
        match result {
            Ok(stream) => Ok(Self::Done(stream)),
            Err(HandshakeError::WouldBlock(waiting)) => Ok(Self::Waiting(waiting)),
            Err(error) => Err(error.to_string()),
        }
    }

    fn turn(self) -> Result<Self, String> {
        match self {
            Self::Waiting(waiting) => Self::of(waiting.handshake()),
            done @ Self::Done(_) => Ok(done),
        }
    }
}

/// What is on its way to either side, and all that was.
#[derive(Debug, Default)]
struct Wire {
    up: VecDeque<u8>,
    down: VecDeque<u8>,
    flights: Flights,
}

/// One end of the wire.
#[derive(Debug)]
struct End {
    own: Direction,
    wire: Rc<RefCell<Wire>>,
}

impl Read for End {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut wire = self.wire.borrow_mut();
        let waiting = match self.own {
            Direction::Up => &mut wire.down,
            Direction::Down => &mut wire.up,
        };
        if waiting.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        waiting.read(buffer)
    }
}

impl Write for End {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let mut wire = self.wire.borrow_mut();
        wire.flights.take(self.own, buffer);
        match self.own {
            Direction::Up => wire.up.extend(buffer),
            Direction::Down => wire.down.extend(buffer),
        }
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
