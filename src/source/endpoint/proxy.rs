//! Connections through a relay: SOCKS 5 (RFC 1928) and HTTP CONNECT (RFC 9110 §9.3.6), both without authentication. The
//! relay resolves names.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::conversation::Carrier;

/// A relay through which connections go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// SOCKS 5.
    Socks5(SocketAddr),
    /// HTTP CONNECT.
    Http(SocketAddr),
}

/// Longest answer of a relay.
const LONGEST: usize = 8 << 10;

impl Proxy {
    /// Where it listens.
    #[must_use]
    pub const fn address(self) -> SocketAddr {
        match self {
            Self::Socks5(address) | Self::Http(address) => address,
        }
    }

    /// Has a connection to the relay go on to `host`.
    pub(super) fn extend(
        self,
        carrier: &mut dyn Carrier,
        host: &str,
        port: u16,
        within: Duration,
    ) -> io::Result<()> {
        match self {
            Self::Socks5(_) => socks5(carrier, host, port, within),
            Self::Http(_) => http(carrier, host, port, within),
        }
    }
}

fn socks5(carrier: &mut dyn Carrier, host: &str, port: u16, within: Duration) -> io::Result<()> {
    // Version 5, one method: none.
    carrier.send(&[5, 1, 0], within)?;
    if exactly(carrier, 2, within)? != [5, 0] {
        return Err(refused("the proxy wants a password"));
    }
    let mut request = vec![5, 1, 0];
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => {
            request.push(1);
            request.extend_from_slice(&address.octets());
        }
        Ok(IpAddr::V6(address)) => {
            request.push(4);
            request.extend_from_slice(&address.octets());
        }
        Err(_) => {
            request.push(3);
            request.push(u8::try_from(host.len()).map_err(|_| refused("the name is too long"))?);
            request.extend_from_slice(host.as_bytes());
        }
    }
    request.extend_from_slice(&port.to_be_bytes());
    carrier.send(&request, within)?;
    let head = exactly(carrier, 4, within)?;
    let rest = match head[3] {
        1 => 4,
        4 => 16,
        3 => usize::from(exactly(carrier, 1, within)?[0]),
        _ => return Err(refused("the proxy does not speak SOCKS 5")),
    };
    exactly(carrier, rest + 2, within)?;
    // Reply codes of RFC 1928 §6.
    match head[1] {
        0 => Ok(()),
        3 | 4 => Err(io::ErrorKind::HostUnreachable.into()),
        5 => Err(io::ErrorKind::ConnectionRefused.into()),
        6 => Err(io::ErrorKind::TimedOut.into()),
        _ => Err(refused("the proxy refuses")),
    }
}

fn http(carrier: &mut dyn Carrier, host: &str, port: u16, within: Duration) -> io::Result<()> {
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
    carrier.send(request.as_bytes(), within)?;
    // Octet by octet: what follows the header is the endpoint's.
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        if answer.len() > LONGEST {
            return Err(refused("the proxy does not speak HTTP"));
        }
        answer.extend(exactly(carrier, 1, within)?);
    }
    let status = answer.split(|octet| *octet == b' ').nth(1).unwrap_or_default();
    match status {
        [b'2', ..] => Ok(()),
        b"504" => Err(io::ErrorKind::TimedOut.into()),
        b"502" | b"503" => Err(io::ErrorKind::HostUnreachable.into()),
        _ => Err(refused("the proxy refuses")),
    }
}

fn exactly(carrier: &mut dyn Carrier, count: usize, within: Duration) -> io::Result<Vec<u8>> {
    let mut octets = vec![0; count];
    let mut done = 0;
    while done < count {
        match carrier.receive(&mut octets[done..], within)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            more => done += more,
        }
    }
    Ok(octets)
}

fn refused(why: &'static str) -> io::Error {
    io::Error::other(why)
}
