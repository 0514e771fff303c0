//! Files that were parsed a moment ago: those of one folder look at each other, and each would be parsed again and again.
//!
//! What is kept is what parsing gives, for the same bytes only, so that a scan finds the same without it.

use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::language::Language;
use super::syntax::Module;
use crate::detect::digest_of;

/// Expressions that are kept for a thread, of some hundred bytes each.
const KEPT: usize = 70_000;
/// Bytes of source that count as an expression where there is no module.
const BYTES: usize = 100;

struct Kept {
    language: &'static str,
    path: String,
    /// Bytes of the source, and their digest: all of them would be a fifth of what is kept.
    length: usize,
    digest: [u8; 32],
    module: Option<Rc<Module>>,
    /// Whether it was asked for since it was kept: what many files look at is asked for again, and most are not.
    again: bool,
}

impl Kept {
    fn weight(&self) -> usize {
        let nodes = self.module.as_ref().map_or(0, |module| module.nodes.len());
        nodes + self.length / BYTES
    }
}

thread_local! {
    /// The one used last is at the end.
    static FILES: RefCell<VecDeque<Kept>> = const { RefCell::new(VecDeque::new()) };
}

/// What parsing this file gave, or another with the same bytes, if that is kept.
pub(super) fn kept(language: &Language, path: &str, bytes: &[u8]) -> Option<Option<Rc<Module>>> {
    FILES.with_borrow_mut(|files| {
        let digest = OnceCell::new();
        let is_same = |kept: &Kept| {
            kept.language == language.id
                && kept.length == bytes.len()
                && kept.digest == *digest.get_or_init(|| digest_of(bytes))
        };
        let is_it = |kept: &Kept| kept.path == path && is_same(kept);
        // What a shell file is depends on its name.
        let is_copy = |kept: &Kept| language.id != "shell" && is_same(kept);
        let at = files.iter().rposition(is_it).or_else(|| files.iter().rposition(is_copy))?;
        let mut file = files.remove(at)?;
        file.again = true;
        let module = file.module.clone();
        let is_elsewhere = file.path != path;
        files.push_back(file);
        Some(module.map(|module| if is_elsewhere { moved(&module, path) } else { module }))
    })
}

/// A module as it is of the same text at another path.
fn moved(module: &Module, path: &str) -> Rc<Module> {
    let mut copy = module.clone();
    path.clone_into(&mut copy.path);
    Rc::new(copy)
}

/// Keeps what parsing gave, and drops what was not asked for the longest: first of what nobody asked for again, as long
/// as the rest takes no more than half.
pub(super) fn keep(language: &Language, path: &str, bytes: &[u8], module: Option<&Rc<Module>>) {
    let mut file = Kept {
        language: language.id,
        path: path.to_owned(),
        length: bytes.len(),
        digest: [0; 32],
        module: module.cloned(),
        again: false,
    };
    if file.weight() > KEPT / 2 {
        return;
    }
    file.digest = digest_of(bytes);
    FILES.with_borrow_mut(|files| {
        files.push_back(file);
        let weight = |files: &VecDeque<Kept>, again: bool| -> usize {
            files.iter().filter(|file| file.again || !again).map(Kept::weight).sum()
        };
        let mut of_again = weight(files, true);
        for file in files.iter_mut().filter(|file| file.again) {
            if of_again <= KEPT / 2 {
                break;
            }
            of_again -= file.weight();
            file.again = false;
        }
        let mut total = weight(files, false);
        while total > KEPT
            && let Some(dropped) =
                files.iter().position(|file| !file.again).and_then(|at| files.remove(at))
        {
            total -= dropped.weight();
        }
    });
}

/// Drops all that is kept: a large file needs the memory.
pub(super) fn forget() {
    FILES.with_borrow_mut(VecDeque::clear);
}
