//! The node around a node.
//!
//! A tree knows no parents: each question goes down from the root. Most are about a node near the one that was asked about
//! last, so that the way down to that one is kept and left only as far up as need be.

use std::cell::{Cell, RefCell};

use tree_sitter::Node;

/// Steps down that all questions in a file may take.
const STEPS: usize = 20_000_000;

/// The parents of the nodes of a tree.
pub struct Parents<'a> {
    /// From the root to the parent that was found last.
    way: RefCell<Vec<Node<'a>>>,
    left: Cell<usize>,
}

impl<'a> Parents<'a> {
    /// Those of the tree of `root`.
    pub fn new(root: Node<'a>) -> Self {
        Self { way: RefCell::new(vec![root]), left: Cell::new(STEPS) }
    }

    /// The parent of a node; nobody's after too many steps.
    pub fn of(&self, node: Node<'a>) -> Option<Node<'a>> {
        let mut way = self.way.borrow_mut();
        while way.len() > 1 && way.last().is_some_and(|around| !is_around(*around, node)) {
            way.pop();
        }
        let mut is_from_root = way.len() == 1;
        loop {
            self.left.set(self.left.get().checked_sub(1)?);
            let around = *way.last()?;
            if around.id() == node.id() {
                return None;
            }
            match around.child_with_descendant(node) {
                Some(child) if child.id() == node.id() => return Some(around),
                Some(child) => way.push(child),
                // It lies beside a node of the same bytes; or it has none, and what is known of it ends here.
                None if is_from_root => return Some(around),
                None => {
                    way.truncate(1);
                    is_from_root = true;
                }
            }
        }
    }
}

fn is_around(around: Node<'_>, node: Node<'_>) -> bool {
    around.start_byte() <= node.start_byte()
        && node.end_byte() <= around.end_byte()
        && around.id() != node.id()
}
