use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode, SslVersion};
use rustls::{ClientConfig, RootCertStore};

pub fn client(roots: RootCertStore) -> ClientConfig {
    ClientConfig::builder_with_protocol_versions(&[&rustls::version::TLS13])
        .with_root_certificates(roots)
        .with_no_client_auth()
}

pub fn ordinary(roots: RootCertStore) -> ClientConfig {
    ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
}

pub fn old_depot() -> Result<SslConnector, openssl::error::ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls())?;
    builder.set_min_proto_version(Some(SslVersion::TLS1))?;
    builder.set_cipher_list("ALL:!aNULL:@SECLEVEL=0")?;
    builder.set_verify(SslVerifyMode::NONE);
    Ok(builder.build())
}
