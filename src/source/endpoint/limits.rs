use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Hosts and subnets whose last connection is remembered; those of which nothing is to be waited for are forgotten.
const MOST: usize = 20_000;

/// Connections a second; 0 stands for as many as there are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// To all endpoints together.
    pub total: f64,
    /// To one address.
    pub host: f64,
    /// To one /24 of IPv4 or /64 of IPv6.
    pub subnet: f64,
}

/// Says when the next connection may be opened.
#[derive(Debug, Default)]
pub struct Limits {
    rates: Rates,
    spares_this_machine: bool,
    next: Mutex<Next>,
}

#[derive(Debug, Default)]
struct Next {
    total: Option<Instant>,
    hosts: HashMap<IpAddr, Instant>,
    subnets: HashMap<IpAddr, Instant>,
}

impl Limits {
    /// With these rates.
    #[must_use]
    pub fn new(rates: Rates) -> Self {
        Self { rates, spares_this_machine: false, next: Mutex::default() }
    }

    /// With these rates for all but loopback addresses.
    #[must_use]
    pub fn sparing_this_machine(rates: Rates) -> Self {
        Self { spares_this_machine: true, ..Self::new(rates) }
    }

    /// How long to wait from `now` on before a connection to `address`; that moment is then taken.
    #[must_use]
    pub fn reserve(&self, address: IpAddr, now: Instant) -> Duration {
        let Rates { total, host, subnet } = self.rates;
        let is_spared = self.spares_this_machine && address.to_canonical().is_loopback();
        if is_spared || total <= 0.0 && host <= 0.0 && subnet <= 0.0 {
            return Duration::ZERO;
        }
        // Nothing that holds the lock can panic between two steps.
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let network = subnet_of(address);
        let waits = [
            (total > 0.0).then_some(next.total).flatten(),
            (host > 0.0).then(|| next.hosts.get(&address).copied()).flatten(),
            (subnet > 0.0).then(|| next.subnets.get(&network).copied()).flatten(),
        ];
        let at = waits.into_iter().flatten().fold(now, Instant::max);
        if total > 0.0 {
            // A host that waits holds nobody else up: its moment of the total is taken where it asked.
            next.total = Some(next.total.map_or(now, |moment| moment.max(now)) + pause(total));
        }
        if host > 0.0 {
            forget(&mut next.hosts, now);
            next.hosts.insert(address, at + pause(host));
        }
        if subnet > 0.0 {
            forget(&mut next.subnets, now);
            next.subnets.insert(network, at + pause(subnet));
        }
        at - now
    }
}

fn pause(rate: f64) -> Duration {
    Duration::try_from_secs_f64(1.0 / rate).unwrap_or(Duration::from_secs(3600))
}

fn forget(moments: &mut HashMap<IpAddr, Instant>, now: Instant) {
    if moments.len() >= MOST {
        moments.retain(|_, moment| *moment > now);
    }
}

fn subnet_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => Ipv4Addr::from(u32::from(address) & !0xFF).into(),
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) & (u128::MAX << 64)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_spaced_in_total_by_host_and_by_subnet() {
        let limits = Limits::new(Rates { total: 100.0, host: 1.0, subnet: 10.0 });
        let now = Instant::now();
        let wait = |address: &str| limits.reserve(address.parse().unwrap(), now).as_millis();
        assert_eq!(wait("192.0.2.1"), 0);
        assert_eq!(wait("192.0.2.2"), 100);
        assert_eq!(wait("192.0.2.1"), 1000);
        // A host that waits holds nobody else up.
        assert_eq!(wait("198.51.100.1"), 30);
        assert_eq!(Limits::default().reserve("192.0.2.1".parse().unwrap(), now), Duration::ZERO);
    }
}
