use std::sync::Arc;

use rustls::client::Resumption;
use rustls::crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs};
use rustls::pki_types::ServerName;
use rustls::server::NoServerSessionStorage;
use rustls::{ClientConfig, ClientConnection, ServerConfig, ServerConnection};

use super::certificates::{Chain, SERVER};
use super::clock::timed;
use super::wire::Flights;
use crate::network::Direction;

/// Nanoseconds of client and server, and what was on the wire.
pub(super) struct Sample {
    pub(super) client: f64,
    pub(super) server: f64,
    pub(super) flights: Flights,
}

/// Client and server that share one group and one chain. Nothing is resumed and no tickets are sent:
/// every handshake is a full one.
#[derive(Clone)]
pub(super) struct Ends {
    pub(super) client: Arc<ClientConfig>,
    pub(super) server: Arc<ServerConfig>,
    pub(super) name: ServerName<'static>,
}

impl Ends {
    pub(super) fn new(
        group: &'static dyn SupportedKxGroup,
        chain: &Chain,
    ) -> Result<Self, rustls::Error> {
        let provider =
            Arc::new(CryptoProvider { kx_groups: vec![group], ..aws_lc_rs::default_provider() });
        let versions: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS13];
        let mut client = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(versions)?
            .with_root_certificates(Arc::clone(&chain.roots))
            .with_no_client_auth();
        client.resumption = Resumption::disabled();
        let mut server = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)?
            .with_no_client_auth()
            .with_single_cert(chain.sent.clone(), chain.key.clone_key())?;
        server.session_storage = Arc::new(NoServerSessionStorage {});
        server.send_tls13_tickets = 0;
        let name = ServerName::try_from(SERVER)
            .map_err(|error| rustls::Error::General(error.to_string()))?;
        Ok(Self { client: Arc::new(client), server: Arc::new(server), name })
    }

    /// One handshake in memory: each side's turn is timed by itself.
    pub(super) fn shake(&self) -> Result<Sample, rustls::Error> {
        let mut flights = Flights::default();
        let mut pending = Vec::new();
        let (made, mut client_time) = timed(|| {
            let mut client = ClientConnection::new(Arc::clone(&self.client), self.name.clone())?;
            let written = write(|into| client.write_tls(into))?;
            Ok::<_, rustls::Error>((client, written))
        });
        let (mut client, hello) = made?;
        let (made, mut server_time) = timed(|| ServerConnection::new(Arc::clone(&self.server)));
        let mut server = made?;
        pending.extend_from_slice(&hello);
        flights.take(Direction::Up, &hello);
        // Two flights each suffice; a handshake that goes on longer has failed.
        for _ in 0..4 {
            let (answer, time) = timed(|| turn(&mut server, &pending));
            server_time += time;
            pending = answer?;
            flights.take(Direction::Down, &pending);
            if !client.is_handshaking() && !server.is_handshaking() {
                return Ok(Sample { client: client_time, server: server_time, flights });
            }
            let (answer, time) = timed(|| turn(&mut client, &pending));
            client_time += time;
            pending = answer?;
            flights.take(Direction::Up, &pending);
        }
        Err(rustls::Error::HandshakeNotComplete)
    }
}

/// Reads what came and gives what is to be sent.
fn turn<C, D>(connection: &mut C, mut received: &[u8]) -> Result<Vec<u8>, rustls::Error>
where
    C: std::ops::DerefMut<Target = rustls::ConnectionCommon<D>>,
    D: rustls::SideData,
{
    while !received.is_empty() {
        let read = connection.read_tls(&mut received).map_err(failed)?;
        connection.process_new_packets()?;
        if read == 0 {
            return Err(rustls::Error::HandshakeNotComplete);
        }
    }
    write(|into| connection.write_tls(into))
}

fn write(
    mut write_tls: impl FnMut(&mut dyn std::io::Write) -> std::io::Result<usize>,
) -> Result<Vec<u8>, rustls::Error> {
    let mut out = Vec::with_capacity(4096);
    while write_tls(&mut out).map_err(failed)? > 0 {}
    Ok(out)
}

pub(super) fn failed(error: std::io::Error) -> rustls::Error {
    rustls::Error::General(error.to_string())
}
