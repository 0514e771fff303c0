//! The files around a source file, each read once, and parsed when it may say what is asked for.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::{Sought, Surroundings, may_define};
use crate::detect::code::included::included;
use crate::detect::code::parsed;
use crate::detect::code::source_text::SourceText;
use crate::detect::code::syntax::Module;

/// A file that is or is not around.
pub(super) struct File {
    pub(super) path: String,
    pub(super) state: RefCell<State>,
}

impl File {
    /// Whether it was asked for and is not there, or cannot be parsed.
    pub(super) fn is_absent(&self) -> bool {
        matches!(*self.state.borrow(), State::Parsed(None))
    }
}

pub(super) enum State {
    Unread,
    Read(Arc<[u8]>),
    /// Nothing where it is not there, or cannot be parsed.
    Parsed(Option<Rc<Module>>),
}

/// A path that a container may have, or a pattern of paths.
pub(super) struct Written {
    path: String,
    files: OnceCell<Vec<Rc<File>>>,
}

/// Where one container may lie, by the paths of the files that it is seen from.
pub(super) type Seen = Vec<(String, Rc<Vec<Written>>)>;

impl Surroundings<'_> {
    /// The file at a path.
    pub(super) fn file(&self, path: &str) -> Rc<File> {
        if let Some(known) = self.files.borrow().get(path) {
            return Rc::clone(known);
        }
        let state = RefCell::new(State::Unread);
        let file = Rc::new(File { path: path.to_owned(), state });
        self.files.borrow_mut().insert(path.to_owned(), Rc::clone(&file));
        file
    }

    /// Where a container may lie, seen from the file at `path`: asked for again and again, by every name in it.
    pub(super) fn written(&self, container: &str, path: &str) -> Rc<Vec<Written>> {
        if let Some(known) = self.written.borrow().get(container)
            && let Some((_, all)) = known.iter().find(|(from, _)| from == path)
        {
            return Rc::clone(all);
        }
        let paths = (self.language().files)(container, path).into_iter();
        let all = paths.map(|path| Written { path, files: OnceCell::new() }).collect();
        let all = Rc::new(all);
        let mut written = self.written.borrow_mut();
        let known = written.entry(container.to_owned()).or_default();
        known.push((path.to_owned(), Rc::clone(&all)));
        all
    }

    /// Leaves out the files that were asked for and are not there: of the places where a container may lie, few are.
    pub(super) fn leave_absent(&self, container: &str, path: &str) {
        let mut written = self.written.borrow_mut();
        let known = written.get_mut(container).into_iter().flatten();
        for (_, all) in known.filter(|(from, _)| from == path) {
            let left = all.iter().filter_map(|one| {
                let mut files = self.files_of(one).to_vec();
                files.retain(|file| !file.is_absent());
                let path = one.path.clone();
                (!files.is_empty()).then(|| Written { path, files: OnceCell::from(files) })
            });
            *all = Rc::new(left.collect());
        }
    }

    /// The files that a path or pattern stands for.
    pub(super) fn files_of<'w>(&self, written: &'w Written) -> &'w [Rc<File>] {
        written.files.get_or_init(|| {
            if !written.path.contains('*') {
                return vec![self.file(&written.path)];
            }
            self.expanded(&written.path).iter().map(|path| self.file(path)).collect()
        })
    }

    /// Whether there is a file to read.
    pub(super) fn is_there(&self, file: &File) -> bool {
        let mut state = file.state.borrow_mut();
        if let State::Unread = *state {
            *state = self.read(&file.path).map_or(State::Parsed(None), State::Read);
        }
        !matches!(*state, State::Parsed(None))
    }

    /// A file, if each of `words` stands where it may be what is sought of it: what goes by a name is not in a file that
    /// lacks the name, and to look for a word takes a hundredth of what parsing takes.
    pub(super) fn module(&self, file: &File, words: &[(&str, Sought)]) -> Option<Rc<Module>> {
        self.module_if(file, |bytes| {
            words.iter().all(|(word, sought)| may_define(self.language(), bytes, word, *sought))
        })
    }

    /// Whether a file that is there was parsed, or its bytes are such that it may say what is asked for.
    pub(super) fn says(&self, file: &File, may_say: impl Fn(&[u8]) -> bool) -> bool {
        self.is_there(file);
        match &*file.state.borrow() {
            State::Read(bytes) => may_say(bytes),
            State::Parsed(module) => module.is_some(),
            State::Unread => false,
        }
    }

    /// The headers that a file includes as its own.
    pub(super) fn includes(&self, file: &File) -> Vec<String> {
        self.is_there(file);
        match &*file.state.borrow() {
            State::Read(bytes) => included(bytes, b'"'),
            State::Parsed(Some(module)) => module.wildcards.clone(),
            State::Parsed(None) | State::Unread => Vec::new(),
        }
    }

    /// A file that is no module by itself, as `made` makes one of its text.
    pub(super) fn module_of(
        &self,
        file: &File,
        made: impl Fn(&str) -> String,
    ) -> Option<Rc<Module>> {
        self.is_there(file);
        let mut state = file.state.borrow_mut();
        let bytes = match &*state {
            State::Read(bytes) => bytes,
            State::Parsed(module) => return module.clone(),
            State::Unread => return None,
        };
        self.room.set(self.room.get().checked_sub(bytes.len())?);
        let text = made(&SourceText::new(bytes).text);
        let module = crate::detect::code::parse(self.grammar, &file.path, &text).ok().map(Rc::new);
        *state = State::Parsed(module.clone());
        module
    }

    /// A file, if its bytes are such that it may say what is asked for.
    pub(super) fn module_if(
        &self,
        file: &File,
        may_say: impl Fn(&[u8]) -> bool,
    ) -> Option<Rc<Module>> {
        self.is_there(file);
        let mut state = file.state.borrow_mut();
        let bytes = match &*state {
            State::Read(bytes) if may_say(bytes) => bytes,
            State::Parsed(module) => return module.clone(),
            _ => return None,
        };
        self.room.set(self.room.get().checked_sub(bytes.len())?);
        let (language, path) = (self.language(), file.path.as_str());
        let module = parsed::kept(language, path, bytes).unwrap_or_else(|| {
            let text = SourceText::new(bytes).text;
            let module = crate::detect::code::parse(self.grammar, path, &text).ok().map(Rc::new);
            parsed::keep(language, path, bytes, module.as_ref());
            module
        });
        *state = State::Parsed(module.clone());
        module
    }
}
