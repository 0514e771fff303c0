//! Files that people write: tables of TOML that know the place of everything in them.
//!
//! Rooms read their files through [`Table`]; what differs between them is how a fault is worded,
//! which each says with its own [`Wording`].

mod table;
mod wording;

pub use table::{Result, Table, Value};
pub use wording::{Wording, nearest};
