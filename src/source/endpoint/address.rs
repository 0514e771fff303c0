use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses (RFC 4632, RFC 4291 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    address: IpAddr,
    prefix: u8,
}

impl Block {
    /// `192.0.2.0/24`, `2001:db8::/120`, or a single address; `None` where it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address = address.trim_matches(['[', ']']).parse::<IpAddr>().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Some(most), |prefix| prefix.parse().ok())?;
        (prefix <= most).then_some(Self { address, prefix })
    }

    /// How many addresses it has; at most `u64::MAX`.
    #[must_use]
    pub fn count(&self) -> u64 {
        1_u64.checked_shl(u32::from(self.bits() - self.prefix)).unwrap_or(u64::MAX)
    }

    /// The address at a place; places past the end begin anew.
    #[must_use]
    pub fn nth(&self, place: u64) -> IpAddr {
        let first = number(self.address) & self.mask();
        let address = first | u128::from(place) & !self.mask();
        match self.address {
            // The low half of the mask is all that an IPv4 address has.
            IpAddr::V4(_) => {
                Ipv4Addr::from(u32::try_from(address & 0xFFFF_FFFF).unwrap_or(0)).into()
            }
            IpAddr::V6(_) => Ipv6Addr::from(address).into(),
        }
    }

    /// Whether an address lies in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.address.is_ipv4()
            && (number(address) ^ number(self.address)) & self.mask() == 0
    }

    const fn bits(&self) -> u8 {
        if self.address.is_ipv4() { 32 } else { 128 }
    }

    fn mask(&self) -> u128 {
        let free = u32::from(self.bits() - self.prefix);
        u128::MAX.checked_shl(free).unwrap_or(0)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}/{}", self.address, self.prefix)
    }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

/// Who may be asked: what a file lists, and this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    blocks: Vec<Block>,
    /// Lower case; with a dot in front where all names below are meant.
    names: Vec<String>,
}

impl Allowed {
    /// Reads a list: addresses, blocks of addresses, host names, and `*.example.org` for all names below one, one a
    /// line; `#` begins a comment.
    ///
    /// # Errors
    /// The number of a line that is none of these, with the line.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut allowed = Self::default();
        for (at, line) in text.lines().enumerate() {
            let entry = line.split('#').next().unwrap_or_default().trim();
            if entry.is_empty() {
                continue;
            }
            if let Some(block) = Block::parse(entry) {
                allowed.blocks.push(block);
                continue;
            }
            let name = entry.strip_prefix('*').unwrap_or(entry).to_ascii_lowercase();
            let is_name = |name: &str| {
                let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
                name.bytes().all(of_name) && name.bytes().any(|byte| byte.is_ascii_alphabetic())
            };
            if !is_name(&name) || entry.starts_with('*') && !name.starts_with('.') {
                return Err((at + 1, entry.to_owned()));
            }
            allowed.names.push(name);
        }
        Ok(allowed)
    }

    /// Whether `host`, as it was named, may be asked at `address`.
    #[must_use]
    pub fn permits(&self, host: &str, address: IpAddr) -> bool {
        address.to_canonical().is_loopback()
            || self.blocks.iter().any(|block| block.contains(address))
            || self.permits_name(host)
    }

    /// Whether nothing but this machine may be asked.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.names.is_empty()
    }

    /// Whether all of a block may be asked.
    #[must_use]
    pub fn covers(&self, block: &Block) -> bool {
        let loopback = Block { address: Ipv4Addr::LOCALHOST.into(), prefix: 8 };
        let mut wider = self.blocks.iter().chain([&loopback]);
        wider.any(|own| own.prefix <= block.prefix && own.contains(block.address))
            || block.count() == 1 && block.address.is_loopback()
    }

    /// Whether a name may be asked wherever it leads.
    #[must_use]
    pub fn permits_name(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.names.iter().any(|name| {
            if name.starts_with('.') { host.ends_with(name.as_str()) } else { host == *name }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_count_and_contain() {
        let block = Block::parse("192.0.2.128/25").unwrap();
        assert_eq!((block.count(), block.nth(3).to_string()), (128, "192.0.2.131".into()));
        assert!(block.contains("192.0.2.255".parse().unwrap()));
        assert!(block.contains("::ffff:192.0.2.129".parse().unwrap()));
        assert!(!block.contains("192.0.2.127".parse().unwrap()));
        assert_eq!(Block::parse("0.0.0.0/0").unwrap().count(), 1 << 32);
        let six = Block::parse("2001:db8::/120").unwrap();
        assert_eq!((six.count(), six.nth(255).to_string()), (256, "2001:db8::ff".into()));
        assert_eq!(Block::parse("::/0").unwrap().count(), u64::MAX);
        for wrong in ["192.0.2.0/33", "192.0.2/24", "x", "::/129", "1.2.3.4/"] {
            assert_eq!(Block::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_what_is_listed_and_this_machine_may_be_asked() {
        let allowed =
            Allowed::parse("# ours\n192.0.2.0/24\nshop.example # front\n*.int.example\n").unwrap();
        let at = |host: &str, address: &str| allowed.permits(host, address.parse().unwrap());
        assert!(at("x", "192.0.2.7") && at("shop.example", "203.0.113.9"));
        assert!(at("a.int.example", "203.0.113.9") && at("x", "127.0.0.9") && at("x", "::1"));
        assert!(!at("int.example", "203.0.113.9") && !at("notshop.example", "203.0.113.9"));
        assert!(!Allowed::default().permits("localhost", "192.0.2.1".parse().unwrap()));
        assert_eq!(Allowed::parse("ok.example\nhttps://x/").unwrap_err().0, 2);
    }
}
