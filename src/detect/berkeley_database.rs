//! Records of a b-tree of Berkeley DB in memory (`dbinc/db_page.h` of release 5.3): pairs of key and value on its leaves.
//!
//! Pages are read in the order of the file and each once, so that time is bounded by the input and no pointer can make a
//! circle. Values too long for a page are not put together: they are given as far as their leaf has them.

use super::fields::{le16, le32};

/// Place of the magic number in the first page, and the number of a b-tree.
const MAGIC_AT: usize = 12;
const BTREE: usize = 0x0005_3162;
/// A page's header, and the type of a leaf in it.
const HEADER: usize = 26;
const LEAF: u8 = 5;
/// An item that holds its octets; the highest bit marks what was deleted.
const KEY_DATA: u8 = 1;

/// A b-tree in the order of octets that the machines of today have.
pub(super) struct Btree<'a> {
    bytes: &'a [u8],
    page_size: usize,
}

/// Whether `head` begins a b-tree.
pub(super) fn is_btree(head: &[u8]) -> bool {
    le32(head, MAGIC_AT) == Some(BTREE)
}

impl<'a> Btree<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let page_size = le32(bytes, 20).filter(|_| is_btree(bytes))?;
        let is_valid = page_size.is_power_of_two() && (512..=65_536).contains(&page_size);
        is_valid.then_some(Self { bytes, page_size })
    }

    /// Whether the file has the pages up to the last that its first page names.
    pub(super) fn is_whole(&self) -> bool {
        let last = le32(self.bytes, 32).unwrap_or(usize::MAX);
        let size = last.checked_add(1).and_then(|pages| pages.checked_mul(self.page_size));
        size.is_some_and(|size| size <= self.bytes.len())
    }

    /// Pairs that were not deleted.
    pub(super) fn records(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        let leaves = self.bytes.chunks_exact(self.page_size).filter(|page| page[25] == LEAF);
        leaves.flat_map(|page| {
            let count = usize::from(le16(page, 20).unwrap_or(0)).min(page.len() / 2);
            (0..count / 2)
                .filter_map(move |pair| Some((item(page, 2 * pair)?, item(page, 2 * pair + 1)?)))
        })
    }
}

/// An item of a leaf: length, type, octets.
fn item(page: &[u8], index: usize) -> Option<&[u8]> {
    let at = usize::from(le16(page, HEADER + 2 * index)?);
    let length = usize::from(le16(page, at)?);
    let start = at + 3;
    (page.get(at + 2) == Some(&KEY_DATA)).then(|| page.get(start..start + length)).flatten()
}
