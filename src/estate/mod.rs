//! `estate.toml`: what the owner says of the estate, read with positions, and drafted from a scan.
//!
//! ```toml
//! schema = 1
//!
//! [estate]
//! name = "Head office"
//! crqc_year = 2035                # assumed year of the quantum computer
//!
//! [defaults]                      # for systems that do not say otherwise
//! exposure = "internal"           # isolated, internal, partner, internet
//! data_tier = "sensitive"         # open, sensitive, classified (N2SF O, S, C)
//! confidentiality_years = 10
//! signature_years = 10
//! jurisdictions = ["general"]     # populations of policies
//! owner = "platform"              # team of what nobody claims
//!
//! [[team]]
//! id = "platform"
//! name = "Platform team"
//! capacity = 60                   # person-days a quarter
//! [[team.override]]
//! from = "2027-Q4"
//! until = "2027-Q4"
//! capacity = 0
//! reason = "year-end freeze"
//!
//! [[system]]
//! id = "web"
//! paths = ["etc/nginx/**"]        # the first system in file order that matches owns the path
//! hosts = ["*.example.com"]
//! owner = "platform"
//! exposure = "internet"
//! depends_on = []
//! [system.supplier]
//! name = "Load balancer vendor"
//! kind = "vendor"                 # vendor, maintenance-contractor, service-provider, open-source
//! earliest = "2027-Q2"
//! [system.demand]                 # what it must carry: candidates that break a budget are rejected
//! handshakes = 900                # full handshakes a second
//! cores = 1                       # that these may take more than today
//! [system.link]
//! preset = "mobile"               # data-centre, mobile, satellite, telemetry, smart-card
//! ```
//!
//! `y2q.toml`: how the owner scans it.

mod assigner;
mod demand;
mod draft;
mod gate;
mod read;
mod settings;
mod table;
mod words;

pub use assigner::Assigner;
pub use draft::{Survey, draft};
pub use gate::{GateSettings, Level, LevelRule, Reach, Waiver};
pub use read::parse;
pub use settings::{Settings, settings};
