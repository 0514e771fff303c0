use serde::{Deserialize, Serialize};

/// Bytes of the messages of an SSH key exchange, as packets before encryption (RFC 4253 §6, RFC 5656 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SshKeyExchange {
    /// `SSH_MSG_KEX_ECDH_INIT` with the client's share.
    pub init: u32,
    /// `SSH_MSG_KEX_ECDH_REPLY` with the host key, the server's share and its signature.
    pub reply: u32,
    /// Both `SSH_MSG_NEWKEYS`.
    pub new_keys: u32,
}

impl SshKeyExchange {
    /// All of it.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.init.saturating_add(self.reply).saturating_add(self.new_keys)
    }
}

/// Sizes from those of the shares, of the host key blob and of the signature blob.
#[must_use]
pub const fn ssh_key_exchange(
    client_share: u32,
    server_share: u32,
    host_key: u32,
    signature: u32,
) -> SshKeyExchange {
    let strings = host_key.saturating_add(server_share).saturating_add(signature);
    SshKeyExchange {
        init: packet(client_share.saturating_add(5)),
        reply: packet(strings.saturating_add(1 + 3 * 4)),
        new_keys: 2 * packet(1),
    }
}

/// A packet around a payload: length, length of the padding, and padding of at least 4 bytes up to a
/// multiple of 8 (RFC 4253 §6).
const fn packet(payload: u32) -> u32 {
    let whole = payload.saturating_add(4 + 1 + 4);
    match whole.checked_next_multiple_of(8) {
        Some(padded) => padded,
        None => u32::MAX,
    }
}
