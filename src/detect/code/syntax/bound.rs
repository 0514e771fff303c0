//! Where a name is bound.

use super::Binding;

/// The bindings of one name in one scope, in the order of the text; there may be as many as the text has lines.
#[derive(Clone, Copy)]
pub struct Bound<'m> {
    pub(super) bindings: &'m [Binding],
    pub(super) indices: &'m [usize],
}

impl<'m> Bound<'m> {
    /// None at all.
    pub const NONE: Self = Self { bindings: &[], indices: &[] };

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.indices.is_empty()
    }

    /// One after the other.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'m Binding> {
        self.indices.iter().map(move |index| &self.bindings[*index])
    }

    /// The first one.
    pub fn first(self) -> Option<&'m Binding> {
        self.iter().next()
    }

    /// The last one.
    pub fn last(self) -> Option<&'m Binding> {
        self.iter().next_back()
    }

    /// Those that happen before byte `at`.
    pub fn before(self, at: usize) -> Self {
        let end = self.indices.partition_point(|index| self.bindings[*index].at < at);
        Self { indices: &self.indices[..end], ..self }
    }
}
