//! y2q ("years to quantum"): inventory of cryptography, verdicts under published policies, and a
//! phased, dependency- and capacity-aware transition plan to quantum-resistant algorithms.
//!
//! The library is layered; see `ARCHITECTURE.md`. `model` < `registry`, `document`, `wire` < rooms
//! (`source`, `cost`, `detect`, `inventory`, `estate`, `network`, `policy`, `risk`, `schedule`, `scheme`) < corridors
//! (`scan`, `import`, `assess`, `plan`, `bench`) < `report`.

pub mod document;
pub mod model;
pub mod registry;
pub mod wire;

pub mod cost;
pub mod detect;
pub mod estate;
pub mod inventory;
pub mod network;
pub mod policy;
pub mod risk;
pub mod schedule;
pub mod scheme;
pub mod source;

pub mod assess;
pub mod bench;
pub mod gate;
pub mod import;
pub mod plan;
pub mod scan;

pub mod report;
