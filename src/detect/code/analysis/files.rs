//! Keys that one command of a shell writes to a file and another one reads.

use super::trace::{Search, Walk};
use super::*;
use crate::detect::code::command;
use crate::detect::code::resolve::frame_of_call;

/// Options that name the file of the key that a command works with.
const READ: &[&str] = &[
    "-key",
    "-sign",
    "-inkey",
    "-CAkey",
    "-signkey",
    "-keyfile",
    "-verify",
    "-prverify",
    "-s",
    "-f",
    "-signer",
    "-recip",
    "-CA",
    "-peerkey",
    "--load-privkey",
    "--load-ca-privkey",
];
/// Options that name a file that a command writes.
const WRITTEN: &[&str] = &["-out", "-keyout", "-f", "--outfile", ">"];
/// Options that name a file which what is written is of the same key as.
const SAME: &[&str] = &["-in", "-key", "-signkey", "-f"];
/// Commands that write the key, or what is of the key, that they read.
const CONVERTING: &[&str] =
    &["pkey", "rsa", "ec", "dsa", "pkcs8", "req", "x509", "ssh-keygen", "pkcs12"];

/// Calls that are followed outwards, and ways of one command.
const LEVELS: usize = 3;
const WAYS: usize = 12;
/// Files that are looked at beside the one at hand.
const MODULES: usize = 6;
/// Files that are of one key, one from the other.
const SAME_KEY: usize = 6;
/// Steps to the name of a file.
const STEPS: usize = 16;
/// Files of one script.
const FILES: usize = 512;

/// A file that a command writes.
pub(super) struct Written {
    file: String,
    by: Site,
    /// The calls through which it is written so.
    frames: Vec<Frame>,
    /// Files of the same key that it is made from.
    from: Vec<String>,
}

impl Analysis<'_> {
    /// Looks for the keys in the files that a command reads.
    pub(super) fn made_by_file(&mut self, index: usize, search: &mut Search) {
        if self.around.language().id != "shell" {
            return;
        }
        let use_ = self.site(self.uses[index].0.id);
        let path = self.path_of(index);
        let mut files: Vec<String> = Vec::new();
        for frames in self.ways_to(&use_, LEVELS, Some(&path)) {
            for option in READ {
                files.extend(self.file_of(&use_, option, &frames));
            }
        }
        files.dedup();
        if files.is_empty() {
            return;
        }
        let written = self.written_files();
        for _ in 0..SAME_KEY {
            let of = |one: &&Written| {
                files.contains(&one.file)
                    && !(one.by.id == use_.id && Rc::ptr_eq(&one.by.module, &use_.module))
            };
            let mut from = Vec::new();
            for one in written.iter().filter(of) {
                let mut resolver = self.resolver();
                resolver.frames.extend(one.frames.iter().cloned());
                if resolver.holds(&one.by.module, one.by.id) == Some(false) {
                    continue;
                }
                let walk = Walk::through(path.clone(), one.frames.clone());
                let mut made = self.made_by(search, &one.by, &walk);
                made.retain(|made| made.is_key);
                if made.is_empty() {
                    from.extend(one.from.iter().cloned());
                }
                search.made.extend(made);
            }
            if !search.made.is_empty() || from.is_empty() {
                return;
            }
            files = from;
        }
    }

    /// The calls through which a command may be come to, none of them first; of a use that is of one call, that one.
    fn ways_to(
        &self,
        command: &Site,
        left: usize,
        path: Option<&[crate::detect::code::value::Choice]>,
    ) -> Vec<Vec<Frame>> {
        let mut all = vec![Vec::new()];
        let module = &command.module;
        let scope = module.nodes[command.id].scope;
        let (Some(function), Some(left)) =
            (module.enclosing(scope, ScopeKind::Function), left.checked_sub(1))
        else {
            return all;
        };
        let resolver = Resolver::new(self.around);
        let of = resolver.choice(module, ("call of", function));
        let chosen = path.into_iter().flatten().find(|one| one.of == of).map(|one| one.which);
        for (which, call) in resolver.calls_in_sight(module, function).iter().enumerate() {
            if chosen.is_some_and(|chosen| chosen != which) {
                continue;
            }
            let Some(frame) = frame_of_call(module, function, call) else { continue };
            for mut outer in self.ways_to(call, left, None) {
                outer.push(frame.clone());
                all.push(outer);
            }
            if all.len() >= WAYS {
                break;
            }
        }
        all.truncate(WAYS);
        all
    }

    /// The file that an option of a command names, as it is for some calls.
    fn file_of(&self, command: &Site, option: &str, frames: &[Frame]) -> Option<String> {
        let Kind::Call { arguments, .. } = command.kind() else { return None };
        let given = arguments.iter().find(|one| one.name.as_deref() == Some(option))?;
        let mut resolver = Resolver::new(self.around);
        resolver.frames.extend(frames.iter().cloned());
        let file = resolver.file_path(&command.at(given.value), STEPS)?;
        Some(file.strip_suffix(".pub").unwrap_or(&file).to_owned())
    }

    /// All files that commands of this script write, and of those that it reads or is read by.
    fn written_files(&mut self) -> Rc<Vec<Written>> {
        if let Some(known) = &self.written {
            return Rc::clone(known);
        }
        let mut modules = vec![Rc::clone(self.module)];
        let mut at = 0;
        while at < modules.len() && modules.len() < MODULES {
            let module = Rc::clone(&modules[at]);
            self.add_around(&module, &mut modules);
            at += 1;
        }
        let mut all = Vec::new();
        for module in &modules {
            for id in module.calls() {
                let command = Site { module: Rc::clone(module), id };
                if all.len() < FILES {
                    self.add_written(&command, &mut all);
                }
            }
        }
        let all = Rc::new(all);
        self.written = Some(Rc::clone(&all));
        all
    }

    /// The scripts whose functions one calls, and those that call its functions.
    fn add_around(&self, module: &Rc<Module>, modules: &mut Vec<Rc<Module>>) {
        let mut add = |found: Rc<Module>| {
            if modules.len() < MODULES && !modules.iter().any(|one| one.path == found.path) {
                modules.push(found);
            }
        };
        let mut seen: HashSet<&str> = HashSet::default();
        for id in module.calls() {
            let Kind::Call { callee, .. } = module.nodes[id].kind else { continue };
            let Kind::Name(name) = &module.nodes[callee].kind else { continue };
            let is_own = module.scopes_named(name, ScopeKind::Function).next().is_some();
            if module.wildcards.is_empty()
                || is_own
                || command::is_known(name)
                || !seen.insert(name)
            {
                continue;
            }
            let home = self.around.function(&module.path, &qualified(module, callee));
            home.into_iter().for_each(|(home, _)| add(home));
        }
        let resolver = Resolver::new(self.around);
        let functions =
            (1..module.scopes.len()).filter(|at| module.scopes[*at].kind == ScopeKind::Function);
        for function in functions.take(24) {
            for call in resolver.calls_in_sight(module, function) {
                add(call.module);
            }
        }
    }

    fn add_written(&self, command: &Site, into: &mut Vec<Written>) {
        let Kind::Call { callee, arguments } = command.kind() else { return };
        let module = &command.module;
        let mut root = *callee;
        while let Kind::Member { of, .. } = module.nodes[root].kind {
            root = of;
        }
        let is_known =
            matches!(&module.nodes[root].kind, Kind::Name(name) if command::is_known(name));
        let names = |options: &[&str]| {
            arguments
                .iter()
                .any(|one| one.name.as_deref().is_some_and(|name| options.contains(&name)))
        };
        if !is_known || !names(WRITTEN) {
            return;
        }
        let converts = module.called(command.id).is_some_and(|name| CONVERTING.contains(&name));
        let mut plain: Vec<String> = Vec::new();
        for (at, frames) in self.ways_to(command, LEVELS, None).into_iter().enumerate() {
            for option in WRITTEN {
                let Some(file) = self.file_of(command, option, &frames) else { continue };
                // What is the same for all calls is so without one.
                match at {
                    0 => plain.push(file.clone()),
                    _ if plain.contains(&file) => continue,
                    _ => {}
                }
                let from = SAME.iter().filter(|_| converts);
                let from = from.filter_map(|option| self.file_of(command, option, &frames));
                let from = from.filter(|one| *one != file).collect();
                into.push(Written { file, by: command.clone(), frames: frames.clone(), from });
            }
        }
    }
}
