use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

use super::conversation::Carrier;
use super::proxy::Proxy;
use crate::wire::transcript::{Endpoint, Transport};

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
    /// A connection to `endpoint` at `address`, or a port for datagrams to it.
    ///
    /// # Errors
    /// The system's; datagrams do not go through a relay.
    pub fn open(
        &self,
        endpoint: &Endpoint,
        address: SocketAddr,
        within: Duration,
    ) -> io::Result<Box<dyn Carrier>> {
        match (endpoint.transport, self.proxy) {
            (Transport::Tcp, None) => Ok(Box::new(Line::stream(self.connect(address, within)?))),
            (Transport::Tcp, Some(proxy)) => {
                // That nobody listens there says nothing of the endpoint.
                let unreached = |error: io::Error| {
                    io::Error::other(format!("the proxy cannot be reached: {}", error.kind()))
                };
                let connected = self.connect(proxy.address(), within).map_err(unreached)?;
                let mut line = Line::stream(connected);
                proxy.extend(&mut line, &endpoint.host, endpoint.port, within)?;
                Ok(Box::new(line))
            }
            (Transport::Udp, None) => {
                let socket = self.socket(address, Type::DGRAM, Protocol::UDP)?;
                socket.connect(&address.into())?;
                Ok(Box::new(Line::datagrams(socket)))
            }
            (Transport::Udp, Some(_)) => {
                Err(io::Error::new(io::ErrorKind::Unsupported, "no datagrams through a proxy"))
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

struct Line {
    socket: Socket,
    most_at_once: usize,
}

impl Line {
    /// Thousands of connections wait at the same time, each with its buffer.
    const fn stream(socket: Socket) -> Self {
        Self { socket, most_at_once: 4 << 10 }
    }

    const fn datagrams(socket: Socket) -> Self {
        Self { socket, most_at_once: 16 << 10 }
    }
}

impl Carrier for Line {
    fn send(&mut self, bytes: &[u8], within: Duration) -> io::Result<()> {
        self.socket.set_write_timeout(Some(within))?;
        io::Write::write_all(&mut self.socket, bytes)
    }

    fn receive(&mut self, into: &mut [u8], within: Duration) -> io::Result<usize> {
        self.socket.set_read_timeout(Some(within))?;
        io::Read::read(&mut self.socket, into)
    }

    fn most_at_once(&self) -> usize {
        self.most_at_once
    }
}
