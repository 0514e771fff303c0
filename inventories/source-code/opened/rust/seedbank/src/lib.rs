//! Catalogue of seeds. Rows are sealed; lots are signed.

pub mod catalogue;
pub mod lots;
pub mod names;
pub mod peers;
pub mod pq;
pub mod rows;
pub mod staff;
pub mod trade;
