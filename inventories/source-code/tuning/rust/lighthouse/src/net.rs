use std::sync::Arc;

use jsonwebtoken::{encode, Algorithm, EncodingKey, Header};
use reqwest::tls::Version;
use rustls::{ClientConfig, RootCertStore};
use serde::Serialize;

use crate::settings::load;

#[derive(Serialize)]
pub struct Claims {
    sub: String,
}

pub fn client() -> reqwest::Client {
    let tls = load();
    let minimum = match tls.minimum.as_str() {
        "1.0" => Version::TLS_1_0,
        "1.2" => Version::TLS_1_2,
        _ => Version::TLS_1_3,
    };
    reqwest::Client::builder()
        .min_tls_version(minimum)
        .danger_accept_invalid_certs(tls.insecure)
        .build()
        .expect("client")
}

pub fn relay(roots: RootCertStore) -> Arc<ClientConfig> {
    let config = ClientConfig::builder_with_protocol_versions(&[&rustls::version::TLS13])
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

pub fn token(user: &str, secret: &[u8], algorithm: Option<Algorithm>) -> String {
    let header = Header::new(algorithm.unwrap_or(Algorithm::HS384));
    encode(&header, &Claims { sub: user.into() }, &EncodingKey::from_secret(secret)).expect("token")
}
