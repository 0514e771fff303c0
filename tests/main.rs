//! The integration tests: one binary, one module a subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says where and ends"
)]

mod again;
mod architecture;
mod bench;
mod binaries;
mod captures;
mod certificates;
mod cli;
mod code;
mod containers;
mod cyclonedx;
mod endpoints;
mod endpoints_ike;
mod endpoints_ssh;
mod estate;
mod frames;
mod gate;
mod handshakes;
mod hostile;
mod infrastructure;
mod inventories;
mod inventory;
mod ipsec;
mod keys;
mod keystores;
mod mentions;
mod messages;
mod network;
mod openssh;
mod other_scanners;
mod packages;
mod pipelines;
mod planning;
mod policies;
mod probing;
mod readme;
mod registry;
mod reports;
mod risk;
mod samples;
mod scanning;
mod schedule;
mod templates;
mod tls_servers;
mod tokens;
mod tracking;
mod wrappings;
