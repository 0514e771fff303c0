//! `estate.toml`: what the owner says of the estate, read with positions, and drafted from a scan.
//!
//! ```toml
//! schema = 1
//!
//! [estate]
//! name = "Head office"
//! crqc_year = 2035                # assumed year of the quantum computer
//!
//! [funding]                       # what may be spent; all of it optional
//! budget = 400000                 # in a calendar year
//! person_day = 700                # price of a person-day of a team that states none
//! currency = "EUR"
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
//! [effort.configuration]          # figures of one's own: person-days, low, likely, high
//! fixed = [1, 3, 8]
//! each = [0.25, 0.5, 1]
//! [effort.weights]                # what signs of fragility multiply the effort with
//! pinning = [1, 1.2, 1.5]
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
//! [[system.key]]                  # what a key is for, or how long it is, that does not say so itself
//! path = "etc/app/service.key"    # or fingerprint
//! purpose = "signature"           # signature, key-establishment; size = 256; state = "deactivated"
//! [system.unchangeable]           # its software cannot be changed
//! kind = "end-of-life"            # vendor-product, end-of-life, closed-source
//! reason = "no release since 2024"
//! [system.hardware]               # no release of its vendor upgrades it
//! kind = "hsm"                    # hsm, tpm, boot-rom, smart-card, appliance, satellite
//! refresh = "2029-Q2"             # when it is replaced anyway
//! [system.demand]                 # what it must carry: candidates that break a budget are rejected
//! handshakes = 900                # full handshakes a second
//! cores = 1                       # that these may take more than today
//! [system.link]
//! preset = "mobile"               # data-centre, mobile, satellite, telemetry, smart-card
//!
//! [[accept]]                      # a risk that somebody answers for
//! package = "web/rekey/signature"
//! owner = "head of operations"
//! reason = "the keys sign nothing that is kept"
//! expires = "2028-12-31"          # the last day
//! ```
//!
//! `y2q.toml`: how the owner scans it.

mod assigner;
mod change;
mod demand;
mod doubts;
mod draft;
mod effort;
mod funding;
mod gate;
mod keys;
mod read;
mod settings;
mod table;
mod words;

pub use assigner::Assigner;
pub use doubts::doubts;
pub use draft::{Survey, draft};
pub use gate::{GateSettings, Level, LevelRule, Reach, Waiver};
pub use keys::{Says, StatedKeys};
pub use read::parse;
pub use settings::{Settings, settings};
