//! Assignments to members and elements, by what they are to.

use super::{Kind, Module, Setting};

impl Module {
    /// Assignments to a name, or to a member of that name, in the order of the text.
    pub fn settings_of(&self, name: &str) -> impl DoubleEndedIterator<Item = &Setting> {
        let known = self.settings_named(name);
        known.iter().map(|index| &self.settings[*index])
    }

    /// Those that happen up to byte `at`.
    pub fn settings_until(
        &self,
        name: &str,
        at: usize,
    ) -> impl DoubleEndedIterator<Item = &Setting> {
        let known = self.settings_named(name);
        let start = |index: &usize| self.nodes[self.settings[*index].target].place.start;
        let end = known.partition_point(|index| start(index) <= at);
        known[..end].iter().map(|index| &self.settings[*index])
    }

    /// Assignments to the element of any table that has this key.
    pub fn elements_of(&self, key: &str) -> impl Iterator<Item = &Setting> {
        let name_of = |index: usize| self.element(index).unwrap_or_default();
        let known = self.elements_by_key.of(key, name_of);
        known.iter().map(|index| &self.settings[*index])
    }

    /// The last name of what an assignment is to.
    pub(super) fn set(&self, setting: usize) -> Option<&str> {
        match &self.nodes[self.settings[setting].target].kind {
            Kind::Name(name) | Kind::Member { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The key of the element that an assignment is to.
    pub(super) fn element(&self, setting: usize) -> Option<&str> {
        match self.nodes[self.settings[setting].target].kind {
            Kind::Index { key, .. } => self.key(key),
            _ => None,
        }
    }

    fn settings_named(&self, name: &str) -> &[usize] {
        self.settings_by_name.of(name, |index| self.set(index).unwrap_or_default())
    }
}
