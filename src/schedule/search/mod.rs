//! Local search over orders of tasks.
pub mod anneal;
pub mod engine;
pub mod exchange;
