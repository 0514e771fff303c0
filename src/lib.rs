//! y2q ("years to quantum"): inventory of cryptography, verdicts under published policies, and a
//! phased, dependency- and capacity-aware transition plan to quantum-resistant algorithms.
//!
//! The library is layered; see `ARCHITECTURE.md`. `model` < `registry`, `document` < rooms
//! (`source`, `detect`, `inventory`, `estate`, `policy`, `risk`, `scheme`) < corridors
//! (`scan`, `import`, `assess`, `plan`) < `report`.


pub mod model;
pub mod registry;
pub mod document;
pub mod source;
pub mod detect;
pub mod inventory;
pub mod scan;
pub mod import;
pub mod estate;
pub mod policy;
pub mod risk;
pub mod scheme;
pub mod assess;
pub mod plan;
pub mod report;
