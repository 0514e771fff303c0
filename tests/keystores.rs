//! keystores
