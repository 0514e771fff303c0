use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::{ClientConnection, ServerConnection};

use super::clock::timed;
use super::memory::{Ends, Sample, failed};
use super::wire::Flights;
use crate::network::Direction;

/// Nobody waits longer than this for the other thread.
const PATIENCE: Duration = Duration::from_secs(10);

impl Ends {
    /// One handshake over a TCP connection of this machine with itself, a thread for each side; system
    /// calls count as processor time of the side that makes them.
    pub(super) fn shake_over_loopback(
        &self,
        listener: &TcpListener,
    ) -> Result<Sample, rustls::Error> {
        let address = listener.local_addr().map_err(failed)?;
        let server = Arc::clone(&self.server);
        let accepting = listener.try_clone().map_err(failed)?;
        let serving = std::thread::Builder::new()
            .spawn(move || {
                let (stream, _) = accepting.accept().map_err(failed)?;
                let mut stream = prepared(stream, Direction::Down).map_err(failed)?;
                let (done, time) = timed(|| {
                    let mut server = ServerConnection::new(server)?;
                    finish(&mut server, &mut stream)
                });
                done.map(|()| time)
            })
            .map_err(failed)?;
        let stream = TcpStream::connect(address).map_err(failed)?;
        let mut stream = prepared(stream, Direction::Up).map_err(failed)?;
        let (done, client) = timed(|| {
            let mut client = ClientConnection::new(Arc::clone(&self.client), self.name.clone())?;
            finish(&mut client, &mut stream)
        });
        let server = serving
            .join()
            .map_err(|_| rustls::Error::General("the server's thread ended early".into()))?;
        done?;
        Ok(Sample { client, server: server?, flights: stream.flights.of_handshake() })
    }
}

/// A listener for all handshakes of a run, on a port that the system picks.
pub(super) fn listener() -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
}

fn prepared(stream: TcpStream, own: Direction) -> io::Result<Counted> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(Counted { stream, own, flights: Flights::default() })
}

fn finish<C, D>(connection: &mut C, stream: &mut Counted) -> Result<(), rustls::Error>
where
    C: std::ops::DerefMut<Target = rustls::ConnectionCommon<D>>,
    D: rustls::SideData,
{
    while connection.is_handshaking() {
        connection.complete_io(stream).map_err(failed)?;
    }
    // The last flight may still be in the buffer.
    while connection.wants_write() {
        connection.write_tls(stream).map_err(failed)?;
    }
    Ok(())
}

/// Counts what passes: what this side writes, and what it reads of the other.
struct Counted {
    stream: TcpStream,
    own: Direction,
    flights: Flights,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        let other = match self.own {
            Direction::Up => Direction::Down,
            Direction::Down => Direction::Up,
        };
        self.flights.take(other, buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl Write for Counted {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.stream.write(buffer)?;
        self.flights.take(self.own, buffer.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
