use super::KexInit;

/// What two offers lead to (RFC 4253 §7.1). `None` in a field: nothing in common, and the connection ends there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negotiated<'a> {
    /// Method of key exchange.
    pub key_exchange: Option<&'a str>,
    /// Algorithm of the host key's signature.
    pub host_key: Option<&'a str>,
    /// Client to server.
    pub to_server: Direction<'a>,
    /// Server to client.
    pub to_client: Direction<'a>,
}

/// What protects one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction<'a> {
    /// Cipher.
    pub encryption: Option<&'a str>,
    /// MAC; `None` also where the cipher authenticates by itself.
    pub mac: Option<&'a str>,
    /// Compression.
    pub compression: Option<&'a str>,
}

/// Applies the rule of RFC 4253 §7.1: the client's first that the server has, and for the method of key exchange
/// one for which there is a host key too.
#[must_use]
pub fn negotiate<'a>(client: &KexInit<'a>, server: &KexInit<'a>) -> Negotiated<'a> {
    let host_key = first(&client.host_key, &server.host_key);
    // Every registered method needs a host key that signs, and every host key algorithm signs.
    let is_method = |name: &&&str| !is_marker(name) && server.key_exchange.contains(*name);
    Negotiated {
        key_exchange: client.key_exchange.iter().find(is_method).copied(),
        host_key,
        to_server: Direction::of(
            [&client.encryption_to_server, &client.mac_to_server, &client.compression_to_server],
            [&server.encryption_to_server, &server.mac_to_server, &server.compression_to_server],
        ),
        to_client: Direction::of(
            [&client.encryption_to_client, &client.mac_to_client, &client.compression_to_client],
            [&server.encryption_to_client, &server.mac_to_client, &server.compression_to_client],
        ),
    }
}

impl<'a> Direction<'a> {
    fn of(client: [&[&'a str]; 3], server: [&[&'a str]; 3]) -> Self {
        let encryption = first(client[0], server[0]);
        let needs_mac = !encryption.is_some_and(authenticates);
        let mac = if needs_mac { first(client[1], server[1]) } else { None };
        Self { encryption, mac, compression: first(client[2], server[2]) }
    }
}

/// Whether a name in the list of key-exchange methods is none: RFC 8308 §2.1 and OpenSSH `PROTOCOL` §1.9 (and what
/// the IETF makes of it) announce extensions there, and Dropbear a rule for guesses.
#[must_use]
pub fn is_marker(name: &str) -> bool {
    matches!(name, "ext-info-c" | "ext-info-s" | "kex-strict-c" | "kex-strict-s")
        || name == "kexguess2@matt.ucc.asn.au"
        || name.starts_with("kex-strict-")
}

/// The type of key that a host key algorithm signs with: RFC 8332 §3 has two more for `ssh-rsa` keys, and OpenSSH's
/// `PROTOCOL.certkeys` for certificates of them.
#[must_use]
pub fn key_type(algorithm: &str) -> &str {
    match algorithm {
        "rsa-sha2-256" | "rsa-sha2-512" => "ssh-rsa",
        "rsa-sha2-256-cert-v01@openssh.com" | "rsa-sha2-512-cert-v01@openssh.com" => {
            "ssh-rsa-cert-v01@openssh.com"
        }
        other => other,
    }
}

/// RFC 5647 as OpenSSH's `PROTOCOL` §1.6 has it, and `PROTOCOL.chacha20poly1305`.
fn authenticates(cipher: &str) -> bool {
    cipher.contains("-gcm")
        || cipher.starts_with("AEAD_")
        || cipher.starts_with("chacha20-poly1305")
}

fn first<'a>(client: &[&'a str], server: &[&str]) -> Option<&'a str> {
    client.iter().find(|name| server.contains(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clients_order_decides() {
        let client = KexInit {
            key_exchange: vec!["ext-info-c", "sntrup761x25519-sha512", "curve25519-sha256"],
            host_key: vec!["ssh-ed25519", "rsa-sha2-512"],
            encryption_to_server: vec!["aes128-gcm@openssh.com", "aes128-ctr"],
            encryption_to_client: vec!["aes256-ctr", "aes128-ctr"],
            mac_to_server: vec!["hmac-sha2-256"],
            mac_to_client: vec!["hmac-sha2-512", "hmac-sha2-256"],
            ..KexInit::default()
        };
        let server = KexInit {
            key_exchange: vec!["curve25519-sha256", "sntrup761x25519-sha512", "ext-info-c"],
            host_key: vec!["rsa-sha2-512"],
            encryption_to_server: vec!["aes128-ctr", "aes128-gcm@openssh.com"],
            encryption_to_client: vec!["aes128-ctr"],
            mac_to_server: vec!["hmac-sha2-256"],
            mac_to_client: vec!["hmac-sha2-256"],
            ..KexInit::default()
        };
        let found = negotiate(&client, &server);
        assert_eq!(found.key_exchange, Some("sntrup761x25519-sha512"));
        assert_eq!(found.host_key, Some("rsa-sha2-512"));
        assert_eq!(found.to_server.encryption, Some("aes128-gcm@openssh.com"));
        assert_eq!(found.to_server.mac, None);
        assert_eq!(found.to_client.encryption, Some("aes128-ctr"));
        assert_eq!(found.to_client.mac, Some("hmac-sha2-256"));
        assert_eq!(negotiate(&client, &KexInit::default()).key_exchange, None);
    }
}
