//! The nouns of y2q: cryptographic assets, findings, unknowns, context, dates.
//!
//! Plain values only: no I/O, no clock, no globals. Words come from `CycloneDX` 1.6/1.7
//! (`cryptoProperties`), NIST SP 800-57 and RFC 5280.

mod algorithm;
mod asset;
mod change;
mod code;
mod context;
mod date;
mod demand;
mod effort;
mod finding;
mod id;
mod software;
mod spanned;
mod subject;
mod unknown;
mod usage;

pub use algorithm::{Algorithm, CryptoFunction, Primitive};
pub use asset::{
    Asset, Certificate, CipherSuite, InUse, KeyCertificate, Material, MaterialKind, Offer,
    OfferRole, Protection, Protocol, ProtocolKind, Relation, RelationKind,
};
pub use change::{
    Acceptance, Changeability, Hardware, HardwareKind, Obstacle, Provider, Unchangeable,
};
pub use code::{CodePlace, CodeStep};
pub use context::{
    BudgetOverride, CapacityOverride, Context, ContextDefaults, DataTier, Estate, Funding,
    NetworkExposure, StatedKey, Supplier, SupplierKind, System, SystemContext, Team,
};
pub use date::{Date, Quarter, QuarterError, Timestamp};
pub use demand::{Demand, LinkPreset, LinkStated, Stateful, Verifier};
pub use effort::{EffortRate, Efforts, Fragility};
pub use finding::{Confidence, Evidence, Finding, Occurrence};
pub use id::AssetId;
pub use software::{Ecosystem, Software};
pub use spanned::SpannedError;
pub use subject::{Exposure, Maturity, Purpose, Purposes, Subject};
pub use unknown::{Unknown, UnknownReason};
pub use usage::{Kept, Secrecy, Usage, Venue};
