pub mod keys;
mod macros;
pub mod recovery;
pub mod vault;

pub use macros::{legacy, script, txid};
