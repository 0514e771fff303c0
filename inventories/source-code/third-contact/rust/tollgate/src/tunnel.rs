use native_tls::{Protocol, TlsConnector};
use snow::{Builder, HandshakeState};
use ssh2::{MethodType, Session};
use std::net::TcpStream;

use crate::profile::{AEAD, DH};

pub fn handshake(private: &[u8]) -> Result<HandshakeState, snow::Error> {
    let pattern = format!("Noise_IK_{DH}_{AEAD}_SHA256");
    Builder::new(pattern.parse()?).local_private_key(private)?.build_initiator()
}

fn floor() -> Option<Protocol> {
    match option_env!("TOLLGATE_TLS") {
        Some("1.2") => Some(Protocol::Tlsv12),
        _ => Some(Protocol::Tlsv11),
    }
}

pub fn portal() -> native_tls::Result<TlsConnector> {
    let mut builder = TlsConnector::builder();
    builder.min_protocol_version(floor());
    builder.build()
}

const KEX: [&str; 2] = ["ecdh-sha2-nistp384", "ecdh-sha2-nistp256"];

pub fn jump(tcp: TcpStream) -> Result<Session, ssh2::Error> {
    let mut session = Session::new()?;
    session.set_tcp_stream(tcp);
    session.method_pref(MethodType::Kex, &KEX.join(","))?;
    session.method_pref(MethodType::CryptCs, "aes192-ctr")?;
    session.handshake()?;
    Ok(session)
}

/// Tolls are hashed into buckets, which has nothing to do with SHA-1.
pub fn bucket(plate: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    plate.hash(&mut hasher);
    hasher.finish()
}
