//! What is only there for other work: upgrades, commitments, anchors, pilots. Where all that they serve is never done, or
//! is put off, they are done for nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Package};

/// Which package waits for which, and which are there for those that wait for them.
pub(super) struct Service {
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    serves: Vec<bool>,
}

impl Service {
    /// Of all packages of a plan; they are named by their places from here on.
    pub(super) fn of(packages: &[Package]) -> Self {
        let index: BTreeMap<&str, usize> =
            packages.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect();
        let mut service = Self {
            before: vec![Vec::new(); packages.len()],
            after: vec![Vec::new(); packages.len()],
            serves: packages.iter().map(serves).collect(),
        };
        for (at, package) in packages.iter().enumerate() {
            for &earlier in package.after.iter().filter_map(|id| index.get(id.as_str())) {
                service.before[at].push(earlier);
                service.after[earlier].push(at);
            }
        }
        service
    }

    /// What is done for nothing without `gone`, at first or second hand, as all that it serves is in it; `gone` itself is
    /// not among it.
    pub(super) fn only(&self, gone: &BTreeSet<usize>) -> BTreeSet<usize> {
        self.around(gone, |at| self.before[at].iter())
    }

    /// The same where `gone` is never done: also what comes after it and serves nothing else.
    pub(super) fn idle(&self, gone: &BTreeSet<usize>) -> BTreeSet<usize> {
        self.around(gone, |at| self.before[at].iter().chain(&self.after[at]))
    }

    fn around<'a, I: Iterator<Item = &'a usize>>(
        &'a self,
        gone: &BTreeSet<usize>,
        near: impl Fn(usize) -> I,
    ) -> BTreeSet<usize> {
        let mut all = gone.clone();
        let mut open: Vec<usize> = gone.iter().copied().collect();
        while let Some(at) = open.pop() {
            for &other in near(at) {
                let is_idle =
                    self.serves[other] && self.after[other].iter().all(|at| all.contains(at));
                if is_idle && all.insert(other) {
                    open.push(other);
                }
            }
        }
        all.retain(|at| !gone.contains(at));
        all
    }

    /// `gone` and all that waits for it.
    pub(super) fn with_followers(&self, gone: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        let mut open: Vec<usize> = gone.into_iter().collect();
        while let Some(at) = open.pop() {
            if all.insert(at) {
                open.extend(&self.after[at]);
            }
        }
        all
    }
}

/// Whether `package` makes nothing resistant by itself, so that it is done for its roll-out only.
fn serves(package: &Package) -> bool {
    match package.change {
        // They work on assets of their roll-out, which has them too.
        Change::Pilot | Change::Retirement => true,
        Change::Discovery => false,
        _ => package.assets.is_empty(),
    }
}
