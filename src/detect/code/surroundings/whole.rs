//! What a module of JavaScript exports as a whole that is no literal, `module.exports = JSON.parse(…)`, and what a module
//! of Rust hands on by another name.

use std::rc::Rc;

use super::{Sought, Surroundings, exports};
use crate::detect::code::value::Site;

/// Parts of the last name in the path of a module.
const PARTS: usize = 2;

impl Surroundings<'_> {
    /// What a file of Rust hands on by a name of its own: `pub use ml_kem::MlKem768 as Air;`.
    pub fn handed_name(&self, path: &str, name: &str) -> Option<String> {
        let names = [name.to_owned()];
        self.defined(path, &names, Sought::Anything, &|module, _, symbols| {
            let [symbol] = symbols else { return None };
            let import = module.imports.iter().find(|import| import.local == *symbol)?;
            let is_elsewhere = !import.path.starts_with("crate.") && import.path.contains('.');
            is_elsewhere.then(|| import.path.clone())
        })
    }

    /// The value that the module exports which `name` begins with, and the keys that `name` asks it for:
    /// `./settings.lock.curve`.
    pub fn exported_whole(&self, path: &str, name: &str) -> Option<(Site, Vec<String>)> {
        self.tree?;
        let is_relative = ["./", "../", "@/", "~/"].iter().any(|start| name.starts_with(start));
        let is_plain = is_relative && !name.contains('(') && name.len() < 300;
        let start = name.rfind('/').filter(|_| is_plain)? + 1;
        let ends = name[start..].match_indices('.').map(|(at, _)| start + at).take(PARTS);
        ends.into_iter().find_map(|end| {
            let keys: Vec<String> = name[end + 1..].split('.').map(str::to_owned).collect();
            let keys = match keys.split_first() {
                Some((first, rest)) if first == "default" => rest.to_vec(),
                _ => keys,
            };
            let written = self.written(&name[..end], path);
            let files = written.iter().flat_map(|written| self.files_of(written));
            let mut there = files.filter(|file| file.path != path && self.is_there(file));
            let module = there.next().and_then(|file| self.module_if(file, makes_its_export))?;
            let own = module.bound(0, "default").iter().rev().find_map(|one| one.value);
            let id = own.or_else(|| exports(&module))?;
            Some((Site { module: Rc::clone(&module), id }, keys))
        })
    }
}

/// Whether what a file exports as a whole is neither a table nor a function or class that it writes down there.
fn makes_its_export(bytes: &[u8]) -> bool {
    const WRITTEN: &[&[u8]] = &[b"{", b"function", b"class", b"async", b"("];
    let after = |word: &[u8]| {
        let at = memchr::memmem::rfind(bytes, word)?;
        Some(bytes[at + word.len()..].trim_ascii_start())
    };
    let common = after(b"module.exports").and_then(|rest| rest.strip_prefix(b"="));
    let value = common.or_else(|| after(b"export default"));
    value.is_some_and(|rest| {
        let rest = rest.trim_ascii_start();
        !WRITTEN.iter().any(|start| rest.starts_with(start))
    })
}
