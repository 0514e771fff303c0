use std::sync::Arc;

use rustls::{version, ClientConfig, RootCertStore, SupportedProtocolVersion};

static VERSIONS: &[&SupportedProtocolVersion] = &[&version::TLS13];

pub fn client(roots: RootCertStore) -> Arc<ClientConfig> {
    let config = ClientConfig::builder_with_protocol_versions(VERSIONS)
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

pub struct Shelf {
    pub number: u16,
}

impl Shelf {
    /// The cardboard sign at the end of the shelf, not a signature.
    pub fn sign(&self, text: &str) -> String {
        format!("{} {}", self.number, text)
    }
}

pub fn signs(shelves: &[Shelf]) -> Vec<String> {
    shelves.iter().map(|s| s.sign("RSA to RYE")).collect()
}

pub const OIDS: [&str; 2] = ["1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"];
