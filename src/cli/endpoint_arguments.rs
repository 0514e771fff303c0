use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

/// Endpoints on a network, and how to ask them.
#[derive(Args, Clone)]
#[command(next_help_heading = "Endpoints")]
pub struct EndpointArguments {
    /// File of endpoints, one a line: tls://HOST:PORT, and behind a space a server name
    #[arg(long, value_name = "FILE")]
    pub targets: Vec<PathBuf>,
    /// All addresses of a block (192.0.2.0/24)
    #[arg(long, value_name = "BLOCK")]
    pub cidr: Vec<String>,
    /// Ports of --cidr: PORT, or SERVICE:PORT where the service is not the usual one (default: 443)
    #[arg(long, value_name = "PORT", value_delimiter = ',')]
    pub ports: Vec<String>,
    /// File of what you may ask: addresses, blocks, host names, *.example.org; nothing but this machine is contacted without it
    #[arg(long, value_name = "FILE")]
    pub allow: Option<PathBuf>,
    /// Say who would be asked, and contact nobody
    #[arg(long)]
    pub dry_run: bool,
    /// Folder for what was said, byte for byte; scanning it gives the same findings
    #[arg(long, value_name = "DIR")]
    pub save_transcripts: Option<PathBuf>,
    /// Connections a second, 0 for no limit (default: 500; none for this machine)
    #[arg(long, value_name = "N")]
    pub rate: Option<f64>,
    /// Connections a second to one address (default: 20; none for this machine)
    #[arg(long, value_name = "N")]
    pub rate_per_host: Option<f64>,
    /// Connections a second to one /24 or /64 (default: 100; none for this machine)
    #[arg(long, value_name = "N")]
    pub rate_per_subnet: Option<f64>,
    /// Endpoints that are asked at the same time
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub concurrency: usize,
    /// Seconds until a connection stands
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0)]
    pub connect_timeout: f64,
    /// Seconds until the next bytes come
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0)]
    pub read_timeout: f64,
    /// How often a connection that does not come to stand is tried again
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub retries: u32,
    /// Server name (SNI) for endpoints without one of their own
    #[arg(long, value_name = "NAME")]
    pub server_name: Option<String>,
    /// Who asks and whom to write to, for protocols that have a place for it
    #[arg(long, value_name = "TEXT", default_value = concat!("y2q/", env!("CARGO_PKG_VERSION")))]
    pub identify: String,
    /// Relay: socks5://HOST:PORT or http://HOST:PORT
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,
    /// Interface to go through, by name (Linux)
    #[arg(long, value_name = "NAME")]
    pub interface: Option<String>,
    /// Address of this machine to come from
    #[arg(long, value_name = "ADDRESS")]
    pub source: Option<IpAddr>,
    /// Number that determines the order in which endpoints are asked
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}
