//! Values that many holdings have in common, kept once.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;

use crate::model::Date;

/// Position in [`Interned`], counted from 1.
pub(super) type Index = NonZeroU32;

/// A policy's limit on a holding; `date` is `None` where the policy never allowed it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Limit {
    pub(super) date: Option<Date>,
    pub(super) policy: String,
    pub(super) rule: Option<String>,
    pub(super) clause: String,
}

/// Limits: a policy has few.
pub(super) type Limits = Interned<Limit>;

/// Each different value once.
#[derive(Clone)]
pub(super) struct Interned<T> {
    list: Vec<T>,
    index: HashMap<T, Index>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { list: Vec::new(), index: HashMap::new() }
    }
}

impl<T: Clone + Hash + Ord> Interned<T> {
    pub(super) fn at(&self, index: Index) -> Option<&T> {
        self.list.get(usize::try_from(index.get()).ok()?.checked_sub(1)?)
    }

    /// The least of two values.
    pub(super) fn first(&self, one: Option<Index>, other: Option<Index>) -> Option<Index> {
        let value = |index: Option<Index>| index.and_then(|index| self.at(index));
        match (value(one), value(other)) {
            (Some(own), Some(others)) if others < own => other,
            (None, Some(_)) => other,
            _ => one,
        }
    }

    pub(super) fn intern(&mut self, value: T) -> Index {
        if let Some(&index) = self.index.get(&value) {
            return index;
        }
        self.list.push(value.clone());
        let count = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let index = Index::new(count).unwrap_or(Index::MAX);
        self.index.insert(value, index);
        index
    }
}
