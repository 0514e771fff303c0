use std::collections::BTreeSet;

use lz4_flex::block;

use super::address::{Allowed, Block};
use super::order::Order;
use crate::wire::transcript::{Endpoint, Service, Transport};

/// Services that a URL may name, with their ports.
const SERVICES: &[(&str, Service, u16)] = &[
    // Of CoAP, the only service that is DTLS from the first byte on and has a port of its own (RFC 7252 §12.8).
    ("dtls", Service::Dtls, 5684),
    ("ftp", Service::Ftp, 21),
    ("ike", Service::Ike, 500),
    ("imap", Service::Imap, 143),
    ("ldap", Service::Ldap, 389),
    ("mysql", Service::Mysql, 3306),
    ("nntp", Service::Nntp, 119),
    ("pop3", Service::Pop3, 110),
    ("postgresql", Service::Postgresql, 5432),
    ("quic", Service::Quic, 443),
    ("rdp", Service::Rdp, 3389),
    ("sieve", Service::Sieve, 4190),
    ("smtp", Service::Smtp, 25),
    ("ssh", Service::Ssh, 22),
    ("tls", Service::Tls, 443),
    ("xmpp", Service::Xmpp, 5222),
];

/// Ports of TLS from the first byte on, and of the services that turn to it: what a range is asked on by default.
const PORTS: &[(u16, &str)] = &[(443, "tls")];

/// The URL scheme of a service.
#[must_use]
pub fn scheme(service: Service) -> &'static str {
    SERVICES.iter().find(|(_, known, _)| *known == service).map_or("unknown", |(name, ..)| name)
}

/// The service of a URL scheme.
#[must_use]
pub fn service(scheme: &str) -> Option<Service> {
    SERVICES.iter().find(|(name, ..)| *name == scheme).map(|(_, service, _)| *service)
}

/// One endpoint that is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The block of addresses that it is one of; `None` where it was named.
    pub block: Option<Block>,
}

/// A host, and where and how to ask it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    block: Block,
    service: Service,
    port: u16,
}

/// Endpoints to ask, in an order that spreads them; what is held does not grow with blocks of addresses.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    named: Lines,
    ranges: Vec<Range>,
    server_name: Option<String>,
}

/// Lines that are packed together.
const TOGETHER: usize = 64;

/// Lines, packed: names in a list are alike, and a million of them cost less than what they say.
#[derive(Clone, Debug, Default)]
struct Lines {
    packed: Vec<Box<[u8]>>,
    /// Those that are not packed yet.
    last: String,
    count: usize,
}

impl Lines {
    fn push(&mut self, line: &str) {
        if self.count > 0 && self.count.is_multiple_of(TOGETHER) {
            self.packed.push(block::compress_prepend_size(self.last.as_bytes()).into());
            self.last.clear();
        }
        self.last.push_str(line);
        self.last.push('\n');
        self.count += 1;
    }

    const fn len(&self) -> usize {
        self.count
    }

    /// The lines that were packed together there.
    fn together(&self, place: usize) -> String {
        match self.packed.get(place) {
            // Ours, and whole: neither step can fail.
            Some(packed) => block::decompress_size_prepended(packed)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .unwrap_or_default(),
            None => self.last.clone(),
        }
    }

    fn get(&self, at: usize) -> Option<String> {
        let together = (at < self.count).then(|| self.together(at / TOGETHER))?;
        together.lines().nth(at % TOGETHER).map(str::to_owned)
    }

    fn iter(&self) -> impl Iterator<Item = String> {
        let together = (0..=self.packed.len()).map(|place| self.together(place));
        together.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
    }
}

/// What is wrong with a target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// It is no URL, host or address.
    #[error("{0} is no target: write tls://HOST:PORT, or HOST:PORT, or HOST")]
    Unreadable(String),
    /// The scheme is unknown.
    #[error("{0} is no service that is asked; known are {list}", list = schemes())]
    Service(String),
    /// A port that is none.
    #[error("{0} is no port: write 443 or smtp:25")]
    Port(String),
    /// A block that is none.
    #[error("{0} is no block of addresses: write 192.0.2.0/24")]
    Block(String),
}

/// Every scheme, for people.
#[must_use]
pub fn schemes() -> String {
    SERVICES.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ")
}

impl Targets {
    /// Sends `name` as the server name to all that are asked without one of their own.
    pub fn server_name(&mut self, name: Option<String>) {
        self.server_name = name;
    }

    /// Adds one endpoint: `[SERVICE://]HOST[:PORT]`, and behind white space a server name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(&mut self, text: &str) -> Result<(), TargetError> {
        parse(text)?;
        self.named.push(text.trim());
        Ok(())
    }

    /// Adds the endpoint of a line of a list, if it has one; `#` begins a comment.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add_line(&mut self, line: &str) -> Result<(), TargetError> {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() { Ok(()) } else { self.add(line) }
    }

    /// Adds all addresses of a block on `ports`, each `PORT` (what is usual there, else TLS) or `SERVICE:PORT`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add_block(&mut self, text: &str, ports: &[String]) -> Result<(), TargetError> {
        let block = Block::parse(text).ok_or_else(|| TargetError::Block(text.to_owned()))?;
        for port in ports {
            let wrong = || TargetError::Port(port.clone());
            let (name, number) = port.split_once(':').unwrap_or(("", port));
            let number = number.parse().ok().filter(|number| *number != 0).ok_or_else(wrong)?;
            let service = match name {
                "" => usual(number),
                name => self::service(name).ok_or_else(|| TargetError::Service(name.to_owned()))?,
            };
            self.ranges.push(Range { block, service, port: number });
        }
        if ports.is_empty() {
            let all = PORTS.iter().filter_map(|(port, name)| Some((*port, self::service(name)?)));
            self.ranges.extend(all.map(|(port, service)| Range { block, service, port }));
        }
        Ok(())
    }

    /// How many endpoints there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        let named = self.named.len() as u64;
        self.ranges.iter().fold(named, |sum, range| sum.saturating_add(range.block.count()))
    }

    /// All in the order of `seed`.
    pub fn shuffled(&self, seed: u64) -> impl Iterator<Item = Target> + '_ {
        Order::new(self.count(), seed).filter_map(|place| self.nth(place))
    }

    /// Schemes that are asked.
    #[must_use]
    pub fn schemes(&self) -> Vec<&'static str> {
        let named = self.named.iter().filter_map(|text| parse(&text).ok());
        let named = named.map(|endpoint| scheme(endpoint.service));
        let all = named.chain(self.ranges.iter().map(|range| scheme(range.service)));
        all.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What `allowed` does not have: blocks, and endpoints that are named by an address. Where a name leads is seen when
    /// it is asked.
    #[must_use]
    pub fn not_allowed(&self, allowed: &Allowed) -> Vec<String> {
        let named = self.named.iter().filter(|text| {
            let Ok(endpoint) = parse(text) else { return true };
            let host = endpoint.host.as_str();
            match host.parse() {
                Ok(address) => !allowed.permits(host, address),
                // Without a list, a name may only be one of this machine.
                Err(_) => allowed.is_empty() && !host.eq_ignore_ascii_case("localhost"),
            }
        });
        let ranges = self.ranges.iter().filter(|range| !allowed.covers(&range.block));
        named.chain(ranges.map(|range| range.block.to_string())).collect()
    }

    /// The endpoint at a place; `None` past the end.
    #[must_use]
    pub fn nth(&self, place: u64) -> Option<Target> {
        let named = usize::try_from(place).ok().and_then(|at| self.named.get(at));
        let (mut endpoint, block) = match named {
            // Only what can be read was added.
            Some(text) => (parse(&text).ok()?, None),
            None => {
                let mut left = place - self.named.len() as u64;
                let range = self.ranges.iter().find(|range| {
                    let count = range.block.count();
                    let is_here = left < count;
                    if !is_here {
                        left -= count;
                    }
                    is_here
                })?;
                let host = range.block.nth(left).to_string();
                (endpoint(range.service, host, range.port), Some(range.block))
            }
        };
        let is_name = endpoint.host.parse::<std::net::IpAddr>().is_err();
        let own = || is_name.then(|| endpoint.host.clone());
        let name = endpoint.server_name.clone();
        endpoint.server_name = name.or_else(|| self.server_name.clone()).or_else(own);
        Some(Target { endpoint, block })
    }
}

/// What listens on a port by custom.
fn usual(port: u16) -> Service {
    SERVICES
        .iter()
        // TLS and QUIC share a port; who asks for a port means the connection.
        .find(|(_, service, known)| *known == port && *service != Service::Quic)
        .map_or(Service::Tls, |(_, service, _)| *service)
}

fn endpoint(service: Service, host: String, port: u16) -> Endpoint {
    let transport = match service {
        Service::Ike | Service::Dtls | Service::Quic => Transport::Udp,
        _ => Transport::Tcp,
    };
    Endpoint { service, transport, host, port, server_name: None }
}

fn parse(text: &str) -> Result<Endpoint, TargetError> {
    let wrong = || TargetError::Unreadable(text.to_owned());
    let mut words = text.split_whitespace();
    let (url, server_name) = (words.next().ok_or_else(wrong)?, words.next());
    let (service, rest) = match url.split_once("://") {
        Some((name, rest)) => {
            let known = SERVICES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name));
            (*known.ok_or_else(|| TargetError::Service(name.to_owned()))?, rest)
        }
        None => (("tls", Service::Tls, 443), url),
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) => (host, port.strip_prefix(':').or(port.is_empty().then_some(""))),
        // An address of IPv6 without brackets has no port.
        None if rest.matches(':').count() > 1 => (rest, Some("")),
        None => rest.split_once(':').map_or((rest, Some("")), |(host, port)| (host, Some(port))),
    };
    let port = match port.ok_or_else(wrong)? {
        "" => service.2,
        port => port.parse().ok().filter(|port| *port != 0).ok_or_else(wrong)?,
    };
    let is_host = |host: &str| {
        let of_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:%".contains(&byte);
        !host.is_empty() && host.len() <= 253 && host.bytes().all(of_host)
    };
    if !is_host(host) || words.next().is_some() || !server_name.is_none_or(is_host) {
        return Err(wrong());
    }
    let mut endpoint = endpoint(service.1, host.to_owned(), port);
    endpoint.server_name = server_name.map(str::to_owned);
    Ok(endpoint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_in_every_spelling() {
        let read = |text: &str| {
            parse(text).map(|e| (scheme(e.service), e.host, e.port, e.server_name)).ok()
        };
        let plain = |s, h: &str, p| Some((s, h.to_owned(), p, None));
        assert_eq!(read("tls://a.example:8443"), plain("tls", "a.example", 8443));
        assert_eq!(read("a.example"), plain("tls", "a.example", 443));
        assert_eq!(read("smtp://[::1]:2525"), plain("smtp", "::1", 2525));
        assert_eq!(read("2001:db8::1"), plain("tls", "2001:db8::1", 443));
        assert_eq!(read("SSH://192.0.2.1/"), plain("ssh", "192.0.2.1", 22));
        let named = Some(("tls", "192.0.2.1".to_owned(), 443, Some("shop.example".to_owned())));
        assert_eq!(read("tls://192.0.2.1 shop.example"), named);
        for wrong in
            ["", "gopher://x", "a:b", "a:0", "a/b", "tls://", "[::1]x", "a b c", "tls://a:70000"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn long_lists_are_packed_and_every_line_is_found() {
        let line = |at: usize| format!("tls://192.0.2.{}:{} host{at}.example", at % 250, at + 1);
        for count in [1, TOGETHER, TOGETHER + 1, 1_000] {
            let mut lines = Lines::default();
            (0..count).for_each(|at| lines.push(&line(at)));
            assert!((0..count).all(|at| lines.get(at) == Some(line(at))));
            assert_eq!(lines.get(count), None);
            assert!(lines.iter().eq((0..count).map(line)));
            let held = lines.packed.iter().map(|packed| packed.len()).sum::<usize>();
            let all = (0..count).map(|at| line(at).len()).sum::<usize>();
            assert!(held * 2 < all, "{held} of {all}");
        }
    }

    #[test]
    fn blocks_and_lists_are_one_sequence() {
        let mut targets = Targets::default();
        for line in ["# ours", "tls://a.example", "ssh://b.example # old\r", ""] {
            targets.add_line(line).unwrap();
        }
        targets
            .add_block("192.0.2.0/30", &["443".into(), "smtp:2525".into(), "22".into()])
            .unwrap();
        assert_eq!(targets.count(), 14);
        let mut all: Vec<_> = targets
            .shuffled(7)
            .map(|target| {
                let Endpoint { service, host, port, .. } = target.endpoint;
                format!("{}://{host}:{port}", scheme(service))
            })
            .collect();
        assert_ne!(all[0], "tls://a.example:443");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 14);
        assert!(
            all.contains(&"smtp://192.0.2.3:2525".into())
                && all.contains(&"ssh://192.0.2.0:22".into())
        );
        assert_eq!(targets.schemes(), ["smtp", "ssh", "tls"]);
        assert!(targets.add_line("not ok at all").is_err());
    }
}
