//! Source code that no one wrote for a reader.
