/// Record header (RFC 8446 §5.1).
const RECORD: u32 = 5;
/// What protection adds to a record: content type and tag (RFC 8446 §5.2, AES-GCM).
const PROTECTION: u32 = 1 + 16;
/// Type and length of a handshake message (RFC 8446 §4).
const MESSAGE: u32 = 4;
/// A record for compatibility with middleboxes that says nothing (RFC 8446 §D.4).
const CHANGE_CIPHER_SPEC: u32 = RECORD + 1;
/// Finished with SHA-384 (RFC 8446 §4.4.4).
const FINISHED: u32 = MESSAGE + 48;
/// A `ClientHello` without the key shares' bytes: what rustls 0.23 sends for a name of 14 bytes and one share.
/// Browsers send some 200 bytes more.
const CLIENT_HELLO: u32 = 193;
/// A `ServerHello` without the key share's bytes: record, message, version, random, echoed session id, suite,
/// compression, and the extensions `supported_versions` and `key_share` (RFC 8446 §4.1.3).
const SERVER_HELLO: u32 = RECORD + MESSAGE + 2 + 32 + 33 + 2 + 1 + 2 + 6 + 8;
/// `EncryptedExtensions` that acknowledge the name (RFC 6066 §3) and nothing else.
const ENCRYPTED_EXTENSIONS: u32 = MESSAGE + 2 + 4;

/// What the bytes of a full TLS 1.3 handshake depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TlsSizes<'a> {
    /// Key share of the client.
    pub client_share: u32,
    /// Key share of the server.
    pub server_share: u32,
    /// Certificates that the server sends, bytes of DER each.
    pub certificates: &'a [u32],
    /// The signature in `CertificateVerify`.
    pub signature: u32,
}

/// Bytes of the three flights of a full handshake with authentication of the server only: records, without headers
/// of TCP and IP. One record for each message of the server, or one for all of them: the difference is
/// 22 bytes a message; this counts one for all, cut at the limit of a record.
#[must_use]
pub fn tls_flights(sizes: &TlsSizes<'_>) -> [u32; 3] {
    // Context, length of the list; each certificate with its length and no extensions (RFC 8446 §4.4.2).
    let chain = sizes
        .certificates
        .iter()
        .fold(MESSAGE + 1 + 3, |sum, one| sum.saturating_add(one.saturating_add(3 + 2)));
    // Scheme and length of the signature (RFC 8446 §4.4.3).
    let verify = MESSAGE.saturating_add(2 + 2).saturating_add(sizes.signature);
    let protected = ENCRYPTED_EXTENSIONS.saturating_add(chain).saturating_add(verify) + FINISHED;
    let records = super::limits::record_count(protected);
    let hello = SERVER_HELLO.saturating_add(sizes.server_share).saturating_add(CHANGE_CIPHER_SPEC);
    [
        CLIENT_HELLO.saturating_add(sizes.client_share),
        hello.saturating_add(protected).saturating_add(records.saturating_mul(RECORD + PROTECTION)),
        CHANGE_CIPHER_SPEC + RECORD + FINISHED + PROTECTION,
    ]
}
