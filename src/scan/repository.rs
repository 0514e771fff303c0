#[cfg(feature = "git")]
use std::collections::BTreeSet;

use super::examiner::survived;
use super::faults::Faults;
#[cfg(feature = "git")]
use super::faults::fault;
#[cfg(feature = "git")]
use super::opener::Opening;
use super::opener::{Opener, Place};
use super::worker::{Examined, source_fault};
use crate::model::{Unknown, UnknownReason};
use crate::source::container::{Budget, Reading};
#[cfg(feature = "git")]
use crate::source::container::{Member, Meter};
use crate::source::git::{self, Folder, History, WorkTree};

impl Opener<'_, '_> {
    /// Reads a repository whose `HEAD` lies at `head`, as far as its files are not checked out in the
    /// walk and its history is asked for.
    pub(super) fn repository(&mut self, head: &Place<'_>, folder: &Folder, budget: &Budget<'_>) {
        let history = self.history();
        let place = self.folder_of(head);
        // What is named as the root of the walk has no work tree in it.
        let work_tree = match folder.work_tree() {
            _ if head.path == "HEAD" => WorkTree::None,
            work_tree => work_tree,
        };
        // Of what is checked out there is the signature of its commit.
        let is_opened =
            cfg!(feature = "git") && matches!(work_tree, WorkTree::At(_)) && folder.size().is_ok();
        if work_tree != WorkTree::None && history == History::Head && !is_opened {
            return;
        }
        let mut examined = Examined::default();
        let mut faults = Faults::default();
        let outcome = survived(|| self.objects(&place, folder, &work_tree, budget, &mut faults));
        let title = git::FORMAT.title;
        let unknown = outcome.unwrap_or_else(|| {
            let detail = format!("{title}: reading it failed; its neighbours were read");
            Some(source_fault(UnknownReason::Crashed, detail))
        });
        examined.sink.unknowns.extend(unknown);
        examined.sink.unknowns.extend(faults.rest(title));
        self.record(&place, examined);
    }

    #[cfg(not(feature = "git"))]
    fn objects(
        &mut self,
        _: &Place<'_>,
        _: &Folder,
        _: &WorkTree,
        _: &Budget<'_>,
        _: &mut Faults,
    ) -> Option<Unknown> {
        Some(unread(git::FORMAT.title))
    }

    #[cfg(feature = "git")]
    fn objects(
        &mut self,
        place: &Place<'_>,
        folder: &Folder,
        work_tree: &WorkTree,
        budget: &Budget<'_>,
        faults: &mut Faults,
    ) -> Option<Unknown> {
        let title = git::FORMAT.title;
        let size = match folder.size() {
            Ok(size) => size,
            Err(what) => return Some(unread(&format!("{title}: {what}; it"))),
        };
        let Some(objects) = git::Objects::open(folder.path()) else {
            return Some(unread(&format!("{title} of a format that is not known; it")));
        };
        let checked_out = match work_tree {
            WorkTree::At(folder) => Some(folder.as_path()),
            WorkTree::None | WorkTree::Outer => None,
        };
        let meter = Meter::outermost(budget, size);
        let none = BTreeSet::new();
        let outcome = objects.read(self.history(), checked_out, &meter, &mut |commit, member| {
            let within = place.inside(commit);
            let (within, member) = match member.name {
                [] => (place, Member { name: commit.as_bytes(), ..member }),
                _ => (&within, member),
            };
            let opening = Opening::of_folder(&git::FORMAT, within, &none, &meter);
            self.member(&opening, member, faults)
        });
        outcome.err().and_then(|error| fault(title, &error, &meter))
    }
}

/// A repository that is not read; `what` begins the sentence.
fn unread(what: &str) -> Unknown {
    let instead = match git::FORMAT.reading {
        Reading::Unread(instead, _) => instead,
        _ => "",
    };
    source_fault(UnknownReason::Unsupported, format!("{what} is not opened; {instead}"))
}
