//! Local search over orders of tasks.
pub mod anneal;
pub mod dive;
pub mod engine;
pub mod neighbourhood;
