//! Algorithm lists of a configuration: what OpenSSH 10.0 offers by default, and what `+`, `-`, `^` and wildcards make of it
//! (`sshd_config(5)`; `kex_assemble_names` and `match_filter_*` of OpenSSH give the exact rules).

/// The version whose lists stand here, for the settings that say so.
pub const VERSION: &str = "OpenSSH 10.0";

/// Which end a configuration is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// `ssh_config(5)`.
    Client,
    /// `sshd_config(5)`.
    Server,
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Key exchange methods.
    KeyExchange,
    /// Signature algorithms of hosts and users, with certificates.
    PublicKey,
    /// Signature algorithms of certification authorities.
    Authority,
    /// Ciphers.
    Cipher,
    /// MACs.
    Mac,
}

impl Kind {
    /// Whether wildcards may stand in a list that adds or replaces; a list that removes may always have them.
    /// OpenSSH checks the names of the others one by one, and refuses the file.
    const fn takes_wildcards(self) -> bool {
        matches!(self, Self::PublicKey | Self::Authority)
    }

    /// The default list.
    fn default_list(self, end: End) -> Vec<&'static str> {
        match self {
            // Since 10.0 the server leaves out finite-field groups.
            Self::KeyExchange if end == End::Client => [KEX, KEX_FINITE].concat(),
            Self::KeyExchange => KEX.to_vec(),
            Self::PublicKey => [CERTIFICATES, KEYS].concat(),
            Self::Authority => KEYS.to_vec(),
            Self::Cipher => CIPHERS.to_vec(),
            Self::Mac => MACS.to_vec(),
        }
    }

    /// Everything that wildcards choose from, in the order in which OpenSSH goes through it.
    fn supported(self) -> Vec<&'static str> {
        let is_plain = |name: &&&str| !name.contains("-cert-");
        match self {
            Self::PublicKey => SUPPORTED_KEYS.to_vec(),
            Self::Authority => SUPPORTED_KEYS.iter().filter(is_plain).copied().collect(),
            Self::KeyExchange | Self::Cipher | Self::Mac => Vec::new(),
        }
    }
}

/// A list as configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Names in order of preference, each once. Names that nobody knows are kept.
    pub names: Vec<String>,
    /// Whether the default list or the list of supported names had a part in it.
    pub is_relative: bool,
}

/// What the argument of a list keyword makes; `None` when OpenSSH refuses it.
pub fn resolve(argument: &str, kind: Kind, end: End) -> Option<Resolved> {
    let has_wildcards = argument.contains(['*', '?']);
    if has_wildcards && !argument.starts_with('-') && !kind.takes_wildcards() {
        return None;
    }
    let default = || kind.default_list(end).into_iter().map(str::to_owned);
    let (names, is_prefixed) = if let Some(more) = argument.strip_prefix('+') {
        (expand(default().chain(elements(more)), kind), true)
    } else if let Some(first) = argument.strip_prefix('^') {
        (expand(elements(first).chain(default()), kind), true)
    } else if let Some(less) = argument.strip_prefix('-') {
        let removed = |name: &String| elements(less).any(|pattern| matches(&pattern, name));
        (default().filter(|name| !removed(name)).collect(), true)
    } else {
        (expand(elements(argument), kind), false)
    };
    Some(Resolved { names, is_relative: is_prefixed || has_wildcards })
}

fn elements(list: &str) -> impl Iterator<Item = String> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// Replaces wildcards by the supported names that they match, and drops repetitions.
fn expand(elements: impl Iterator<Item = String>, kind: Kind) -> Vec<String> {
    const MOST: usize = 1_000;
    let mut names = Vec::<String>::new();
    for element in elements {
        let found = if element.contains(['*', '?']) {
            let all = kind.supported().into_iter().filter(|name| matches(&element, name));
            all.map(str::to_owned).collect()
        } else {
            vec![element]
        };
        for name in found {
            if names.len() < MOST && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// `*` any run, `?` one character (`ssh_config(5)`, PATTERNS), in time proportional to the product of the lengths.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut seen) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while seen < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                retry = Some((at + 1, seen));
                at += 1;
            }
            Some(byte) if *byte == b'?' || *byte == name[seen] => {
                at += 1;
                seen += 1;
            }
            _ => {
                let Some((after, from)) = retry else { return false };
                (at, seen) = (after, from + 1);
                retry = Some((after, from + 1));
            }
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

const KEX: &[&str] = &[
    "mlkem768x25519-sha256",
    "sntrup761x25519-sha512",
    "sntrup761x25519-sha512@openssh.com",
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
];

const KEX_FINITE: &[&str] = &[
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
];

const CERTIFICATES: &[&str] = &[
    "ssh-ed25519-cert-v01@openssh.com",
    "ecdsa-sha2-nistp256-cert-v01@openssh.com",
    "ecdsa-sha2-nistp384-cert-v01@openssh.com",
    "ecdsa-sha2-nistp521-cert-v01@openssh.com",
    "sk-ssh-ed25519-cert-v01@openssh.com",
    "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
    "rsa-sha2-512-cert-v01@openssh.com",
    "rsa-sha2-256-cert-v01@openssh.com",
];

const KEYS: &[&str] = &[
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "rsa-sha2-512",
    "rsa-sha2-256",
];

/// As `ssh -Q HostKeyAlgorithms` prints them. DSA left with 10.0.
const SUPPORTED_KEYS: &[&str] = &[
    "ssh-ed25519",
    "ssh-ed25519-cert-v01@openssh.com",
    "sk-ssh-ed25519@openssh.com",
    "sk-ssh-ed25519-cert-v01@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp256-cert-v01@openssh.com",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp384-cert-v01@openssh.com",
    "ecdsa-sha2-nistp521",
    "ecdsa-sha2-nistp521-cert-v01@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
    "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
    "ssh-rsa-cert-v01@openssh.com",
    "rsa-sha2-256",
    "rsa-sha2-256-cert-v01@openssh.com",
    "rsa-sha2-512",
    "rsa-sha2-512-cert-v01@openssh.com",
];

/// AES-GCM before AES-CTR since 10.0.
const CIPHERS: &[&str] = &[
    "chacha20-poly1305@openssh.com",
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
    "aes128-ctr",
    "aes192-ctr",
    "aes256-ctr",
];

const MACS: &[&str] = &[
    "umac-64-etm@openssh.com",
    "umac-128-etm@openssh.com",
    "hmac-sha2-256-etm@openssh.com",
    "hmac-sha2-512-etm@openssh.com",
    "hmac-sha1-etm@openssh.com",
    "umac-64@openssh.com",
    "umac-128@openssh.com",
    "hmac-sha2-256",
    "hmac-sha2-512",
    "hmac-sha1",
];
