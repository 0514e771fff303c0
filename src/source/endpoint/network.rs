use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

use super::conversation::Carrier;
use crate::wire::transcript::Transport;

/// A relay through which connections go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// SOCKS 5 (RFC 1928), without authentication.
    Socks5(SocketAddr),
    /// HTTP CONNECT (RFC 9110 §9.3.6).
    Http(SocketAddr),
}

/// How this machine reaches a network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Through which relay.
    pub proxy: Option<Proxy>,
    /// Through which interface, by name.
    pub interface: Option<String>,
    /// From which address.
    pub source: Option<IpAddr>,
}

impl Network {
    /// A connection to `address`, or a port for datagrams to it.
    ///
    /// # Errors
    /// The system's.
    pub fn open(
        &self,
        address: SocketAddr,
        transport: Transport,
        within: Duration,
    ) -> io::Result<Box<dyn Carrier>> {
        match transport {
            Transport::Tcp => Ok(Box::new(Tcp(self.connect(address, within)?))),
            Transport::Udp => {
                let socket = self.socket(address, Type::DGRAM, Protocol::UDP)?;
                socket.connect(&address.into())?;
                Ok(Box::new(Tcp(socket)))
            }
        }
    }

    fn connect(&self, address: SocketAddr, within: Duration) -> io::Result<Socket> {
        let socket = self.socket(address, Type::STREAM, Protocol::TCP)?;
        socket.connect_timeout(&address.into(), within)?;
        socket.set_tcp_nodelay(true)?;
        // Handshakes are broken off: nothing is lost, and no port stays in TIME_WAIT.
        socket.set_linger(Some(Duration::ZERO))?;
        Ok(socket)
    }

    fn socket(&self, to: SocketAddr, kind: Type, protocol: Protocol) -> io::Result<Socket> {
        let socket = Socket::new(Domain::for_address(to), kind, Some(protocol))?;
        #[cfg(target_os = "linux")]
        if let Some(interface) = &self.interface {
            socket.bind_device(Some(interface.as_bytes()))?;
        }
        if let Some(source) = self.source {
            let any = match to {
                SocketAddr::V4(_) => IpAddr::from(Ipv4Addr::UNSPECIFIED),
                SocketAddr::V6(_) => IpAddr::from(Ipv6Addr::UNSPECIFIED),
            };
            let own = if source.is_ipv4() == to.is_ipv4() { source } else { any };
            socket.bind(&SocketAddr::new(own, 0).into())?;
        }
        Ok(socket)
    }
}

struct Tcp(Socket);

impl Carrier for Tcp {
    fn send(&mut self, bytes: &[u8], within: Duration) -> io::Result<()> {
        self.0.set_write_timeout(Some(within))?;
        io::Write::write_all(&mut self.0, bytes)
    }

    fn receive(&mut self, into: &mut [u8], within: Duration) -> io::Result<usize> {
        self.0.set_read_timeout(Some(within))?;
        io::Read::read(&mut self.0, into)
    }
}
