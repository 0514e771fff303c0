//! Files that were parsed a moment ago: those of one folder look at each other, and each would be parsed again and again.
//!
//! What is kept is what parsing gives, for the same bytes only, so that a scan finds the same without it.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::language::Language;
use super::syntax::Module;
use crate::detect::digest_of;

/// Expressions that are kept for a thread, of some hundred bytes each.
const KEPT: usize = 50_000;
/// Bytes of source that count as an expression where there is no module.
const BYTES: usize = 100;
/// Questions that one for a file keeps it longer than another that was kept at the same time, and most that do.
const LONGER: u64 = 30;
const MOST: u64 = 16;

struct Kept {
    language: &'static str,
    path: String,
    /// Bytes of the source, and their digest: all of them would be a fifth of what is kept.
    length: usize,
    digest: [u8; 32],
    module: Option<Rc<Module>>,
    /// How often it was asked for.
    times: u64,
    /// Questions that were asked before it was kept, or asked for last.
    last: u64,
}

impl Kept {
    fn weight(&self) -> usize {
        let nodes = self.module.as_ref().map_or(0, |module| module.nodes.len());
        nodes + self.length / BYTES
    }

    /// What is least likely to be asked for again has the least: what many files of a folder look at is asked for until
    /// all of them are read, and most of what is kept never is.
    fn worth(&self) -> u64 {
        self.last + LONGER * self.times.min(MOST)
    }
}

/// What a thread keeps.
struct Files {
    all: Vec<Kept>,
    /// Questions that were asked.
    asked: u64,
}

thread_local! {
    static FILES: RefCell<Files> = const { RefCell::new(Files { all: Vec::new(), asked: 0 }) };
}

/// What parsing this file gave, or another with the same bytes, if that is kept.
pub(super) fn kept(language: &Language, path: &str, bytes: &[u8]) -> Option<Option<Rc<Module>>> {
    FILES.with_borrow_mut(|files| {
        files.asked += 1;
        let digest = OnceCell::new();
        let is_same = |kept: &Kept| {
            kept.language == language.id
                && kept.length == bytes.len()
                && kept.digest == *digest.get_or_init(|| digest_of(bytes))
        };
        let is_it = |kept: &Kept| kept.path == path && is_same(kept);
        // What a shell file is depends on its name.
        let is_copy = |kept: &Kept| language.id != "shell" && is_same(kept);
        let all = &mut files.all;
        let at = all.iter().position(is_it).or_else(|| all.iter().position(is_copy))?;
        let file = &mut all[at];
        file.times += 1;
        file.last = files.asked;
        let module = file.module.clone();
        let is_elsewhere = file.path != path;
        Some(module.map(|module| if is_elsewhere { moved(&module, path) } else { module }))
    })
}

/// A module as it is of the same text at another path.
fn moved(module: &Module, path: &str) -> Rc<Module> {
    let mut copy = module.clone();
    path.clone_into(&mut copy.path);
    Rc::new(copy)
}

/// Keeps what parsing gave, and drops what is worth the least of what was kept before.
pub(super) fn keep(language: &Language, path: &str, bytes: &[u8], module: Option<&Rc<Module>>) {
    let mut file = Kept {
        language: language.id,
        path: path.to_owned(),
        length: bytes.len(),
        digest: [0; 32],
        module: module.cloned(),
        times: 0,
        last: 0,
    };
    if file.weight() > KEPT / 2 {
        return;
    }
    file.digest = digest_of(bytes);
    FILES.with_borrow_mut(|files| {
        file.last = files.asked;
        files.all.sort_by_key(Kept::worth);
        let mut weight = file.weight() + files.all.iter().map(Kept::weight).sum::<usize>();
        let is_too_much = |one: &&Kept| {
            let is_too_much = weight > KEPT;
            weight -= if is_too_much { one.weight() } else { 0 };
            is_too_much
        };
        let gone = files.all.iter().take_while(is_too_much).count();
        files.all.drain(..gone);
        files.all.push(file);
    });
}

/// Drops all that is kept: a large file needs the memory.
pub(super) fn forget() {
    FILES.with_borrow_mut(|files| files.all.clear());
}

#[cfg(test)]
mod tests {
    use super::{BYTES, KEPT, keep, kept};
    use crate::detect::code::LANGUAGES;

    #[test]
    fn what_is_asked_for_often_stays_and_the_rest_goes_by_age() {
        let language = LANGUAGES[0];
        // Each a tenth of what is kept.
        let text = |number: u8| vec![number; KEPT / 10 * BYTES];
        let path = |number: u8| format!("{number}");
        let is_kept = |number: u8| kept(language, &path(number), &text(number)).is_some();
        let put = |number: u8| keep(language, &path(number), &text(number), None);
        put(0);
        assert!(is_kept(0) && is_kept(0));
        (1..=15).for_each(put);
        // The five that came first, but for the one that was asked for.
        assert!(is_kept(0));
        assert_eq!(
            (1..=15).filter(|number| is_kept(*number)).collect::<Vec<_>>(),
            [7, 8, 9, 10, 11, 12, 13, 14, 15]
        );
        // In time others that are asked for are worth more.
        for _ in 0..100 {
            assert!(is_kept(15));
        }
        (16..=24).for_each(put);
        assert!(!is_kept(0) && is_kept(15));
    }
}
