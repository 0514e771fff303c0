//! Lower bounds that are proven.
pub mod linear;
pub mod price;
pub mod windows;
