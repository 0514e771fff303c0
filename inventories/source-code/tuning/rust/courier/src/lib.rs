//! Parcels are sealed, signed and carried. The old DES reader is gone.

pub mod config;
pub mod depot;
pub mod legacy;
pub mod parcel;
pub mod transport;
