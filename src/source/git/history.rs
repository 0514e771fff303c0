use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::io;

use gix::hash::ObjectId;
use gix::objs::{CommitRefIter, Kind, TagRefIter};

use super::objects::{Each, Object, Objects, Step, lost};
use crate::source::container::Meter;

/// Tags of tags that are followed.
pub(super) const TAGS: u32 = 8;

/// A commit: when it was made, its name and its tree.
type Commit = (i64, ObjectId, Option<ObjectId>);

/// Commits with what comes before what.
#[derive(Default)]
struct Order {
    places: HashMap<ObjectId, usize>,
    commits: Vec<Commit>,
    /// From a parent to its child.
    edges: Vec<(usize, usize)>,
}

impl Order {
    fn place(&mut self, id: ObjectId) -> usize {
        *self.places.entry(id).or_insert_with(|| {
            self.commits.push((i64::MIN, id, None));
            self.commits.len() - 1
        })
    }

    /// Parents first. What is its own forefather, which no true hash can be, comes last.
    fn sorted(mut self) -> Vec<Commit> {
        drop(std::mem::take(&mut self.places));
        self.edges.sort_unstable();
        let mut parents = vec![0_u32; self.commits.len()];
        self.edges.iter().for_each(|(_, child)| parents[*child] += 1);
        let first = (0..self.commits.len()).filter(|at| parents[*at] == 0);
        let mut ready = first.map(|at| Reverse((self.commits[at], at))).collect::<BinaryHeap<_>>();
        let mut sorted = Vec::with_capacity(self.commits.len());
        while let Some(Reverse((commit, at))) = ready.pop() {
            sorted.push(commit);
            let from = self.edges.partition_point(|(parent, _)| *parent < at);
            for (_, child) in self.edges[from..].iter().take_while(|(parent, _)| *parent == at) {
                parents[*child] -= 1;
                if parents[*child] == 0 {
                    ready.push(Reverse((self.commits[*child], *child)));
                }
            }
        }
        let rest = (0..self.commits.len()).filter(|at| parents[*at] > 0);
        sorted.extend(rest.map(|at| self.commits[at]));
        sorted
    }
}

impl Objects {
    /// Whether any reference is there besides `HEAD`.
    pub(super) fn has_references(&self) -> bool {
        let references = self.repository.references();
        references.is_ok_and(|all| all.all().is_ok_and(|mut all| all.next().is_some()))
    }

    /// The commit that `HEAD` names.
    pub(super) fn head_id(&self) -> Option<ObjectId> {
        self.repository.head().ok().and_then(|head| head.id()).map(|id| id.detach())
    }

    /// The tree that `HEAD` names.
    pub(super) fn head(&self, meter: &Meter<'_>) -> io::Result<Option<ObjectId>> {
        let Some(id) = self.head_id() else { return Ok(None) };
        let Object::Whole(bytes) = self.object(id, Kind::Commit, meter)? else {
            return Ok(None);
        };
        Ok(CommitRefIter::from_bytes(&bytes, self.repository.object_hash()).tree_id().ok())
    }

    /// Gives what every commit has that no commit before it had.
    pub(super) fn every(
        &self,
        seen: &mut HashSet<ObjectId>,
        meter: &Meter<'_>,
        each: &mut Each<'_>,
    ) -> io::Result<()> {
        for (_, commit, tree) in self.commits(meter)? {
            let name = commit.to_hex().to_string();
            let Some(tree) = tree else {
                lost(&name, b"", each)?;
                continue;
            };
            self.walk(tree, meter, &mut |step| match step {
                Step::Folder(_, id) => Ok(seen.insert(id)),
                Step::Lost(path) => lost(&name, path, each),
                Step::Entry(entry) => {
                    if seen.insert(entry.id) {
                        self.give(&name, &entry, meter, each)?;
                    }
                    Ok(false)
                }
            })?;
        }
        Ok(())
    }

    /// Every commit that a reference leads to, behind its parents, so that the place of a content stays
    /// the same while a history grows; the older ones first as far as that leaves it open.
    fn commits(&self, meter: &Meter<'_>) -> io::Result<Vec<Commit>> {
        let shallow = self.repository.shallow_commits().ok().flatten();
        let is_last =
            |id: &ObjectId| shallow.as_ref().is_some_and(|last| last.iter().any(|at| at == id));
        let mut order = Order::default();
        let mut ahead = self.tips(meter)?.into_iter().map(|id| order.place(id)).collect::<Vec<_>>();
        while let Some(at) = ahead.pop() {
            let id = order.commits[at].1;
            let Object::Whole(bytes) = self.object(id, Kind::Commit, meter)? else { continue };
            let mut fields = CommitRefIter::from_bytes(&bytes, self.repository.object_hash());
            let time = fields.committer().ok().and_then(|by| by.time().ok());
            let tree = fields.tree_id().ok();
            order.commits[at] = (time.map_or(0, |time| time.seconds), id, tree);
            for parent in fields.parent_ids().filter(|_| !is_last(&id)) {
                let known = order.commits.len();
                let parent = order.place(parent);
                order.edges.push((parent, at));
                if parent == known {
                    ahead.push(parent);
                }
            }
        }
        Ok(order.sorted())
    }

    /// The commits that references name; a reference to another is followed where that is listed itself.
    fn tips(&self, meter: &Meter<'_>) -> io::Result<Vec<ObjectId>> {
        let mut tips = Vec::new();
        let named = self.named()?;
        let mut known = HashSet::new();
        for id in self.head_id().into_iter().chain(named) {
            if known.insert(id)
                && let Some(commit) = self.peeled(id, meter)?
            {
                tips.push(commit);
            }
        }
        tips.sort_unstable();
        tips.dedup();
        Ok(tips)
    }

    /// What references name, in their order.
    pub(super) fn named(&self) -> io::Result<Vec<ObjectId>> {
        let unreadable = |_| io::Error::other("references that cannot be read");
        let references = self.repository.references().map_err(unreadable)?;
        let named = references.all().map_err(unreadable)?.filter_map(|reference| {
            reference.ok().and_then(|reference| reference.try_id().map(|id| id.detach()))
        });
        Ok(named.collect())
    }

    /// The commit that a tag names in the end; what is no tag is left as it is.
    fn peeled(&self, mut id: ObjectId, meter: &Meter<'_>) -> io::Result<Option<ObjectId>> {
        for _ in 0..TAGS {
            match self.repository.try_find_header(id).ok().flatten().map(|header| header.kind()) {
                Some(Kind::Tag) => {}
                // Tags of files and folders outside of any commit are as rare as signed keys in them.
                Some(Kind::Tree | Kind::Blob) => return Ok(None),
                Some(Kind::Commit) | None => return Ok(Some(id)),
            }
            let Object::Whole(bytes) = self.object(id, Kind::Tag, meter)? else {
                return Ok(Some(id));
            };
            match TagRefIter::from_bytes(&bytes, self.repository.object_hash()).target_id() {
                Ok(target) => id = target,
                Err(_) => return Ok(Some(id)),
            }
        }
        Ok(None)
    }
}
