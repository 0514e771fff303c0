use std::cell::OnceCell;

use super::code::rule_set::{RuleSet, SHIPPED_RULES};
use super::{Attempts, Copies, Tree, executable, pem, sha256};

/// What `detect` gets.
pub struct Input<'a> {
    /// File name, without folders.
    pub name: &'a str,
    /// Path relative to the scanned root, `/`-separated.
    pub path: &'a str,
    /// The whole input.
    pub bytes: &'a [u8],
    /// The tree that the input is part of, where there is one to look into.
    pub tree: Option<&'a dyn Tree>,
    /// Passwords that may be tried on it.
    pub attempts: &'a Attempts<'a>,
    /// The rules about source code.
    pub rules: &'a RuleSet,
    /// Source code that was analysed by these rules, where that is kept.
    pub copies: Option<&'a Copies>,
    digest: OnceCell<String>,
    /// The programs and libraries that it is or holds, parsed once for all detectors that ask.
    images: OnceCell<Vec<executable::Image<'a>>>,
    /// Its PEM blocks, found and decoded once for all detectors that ask.
    blocks: OnceCell<Vec<pem::Block<'a>>>,
}

impl<'a> Input<'a> {
    /// The input `bytes` at `path`, without a tree around it.
    #[must_use]
    pub const fn new(
        name: &'a str,
        path: &'a str,
        bytes: &'a [u8],
        attempts: &'a Attempts<'a>,
    ) -> Self {
        Self {
            name,
            path,
            bytes,
            tree: None,
            attempts,
            rules: &SHIPPED_RULES,
            copies: None,
            digest: OnceCell::new(),
            images: OnceCell::new(),
            blocks: OnceCell::new(),
        }
    }

    /// The same input in a tree.
    #[must_use]
    pub fn within(self, tree: Option<&'a dyn Tree>) -> Self {
        Self { tree, ..self }
    }

    /// The same input, whose SHA-256 in hexadecimal may be known.
    #[must_use]
    pub fn hashed(self, digest: Option<String>) -> Self {
        Self { digest: digest.map_or_else(OnceCell::new, OnceCell::from), ..self }
    }

    pub(in crate::detect) fn digest(&self) -> &str {
        self.digest.get_or_init(|| sha256(self.bytes))
    }

    pub(in crate::detect) fn blocks(&self) -> &[pem::Block<'a>] {
        self.blocks.get_or_init(|| pem::blocks(self.bytes).collect())
    }

    pub(in crate::detect) fn images(&self) -> &[executable::Image<'a>] {
        self.images.get_or_init(|| executable::images(self.bytes))
    }
}
