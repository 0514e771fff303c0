//! Servers that say nothing, nonsense, too much, or go away.
