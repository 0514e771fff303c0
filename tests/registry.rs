//! The registry against the standards' own tables.

use y2q::registry;

mod cyclonedx;
mod libraries;
mod names;
mod oids;
mod sizes;
mod versions;

fn facts(name: &str) -> registry::Facts {
    registry::facts(&registry::by_name(name).unwrap_or_else(|| panic!("{name} is unknown")))
}
