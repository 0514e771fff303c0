//! How names of packages stand in files of Go.

use std::rc::Rc;

use super::{is_after_comment, is_of_word};

/// Whether what comes next is taken out of a package: it goes by one of the package's names here.
pub(super) fn is_of_package(path: &[u8], before: &[u8], names: impl Fn() -> Rc<[Vec<u8>]>) -> bool {
    let near = before.trim_ascii_end();
    if near.ends_with(b"*/") || is_after_comment(before) {
        return true;
    }
    let names = names();
    let is_any = || names.iter().any(|name| name == b".");
    let Some(object) = near.strip_suffix(b".") else {
        return is_any();
    };
    let object = object.trim_ascii_end();
    if object.ends_with(b"*/") {
        return true;
    }
    let word = object.iter().rev().take_while(|byte| is_of_word(**byte)).count();
    let object = &object[object.len() - word..];
    path.rsplit(|byte| *byte == b'/').next() == Some(object)
        || is_any()
        || names.iter().any(|name| name == object)
}

/// Whether a name of a package is that of a type to which something points: a parameter or field is none of a use.
pub(super) fn is_pointed_to(before: &[u8], after: &[u8]) -> bool {
    let Some(rest) = before.strip_suffix(b".") else { return false };
    let word = rest.iter().rev().take_while(|byte| is_of_word(**byte)).count();
    let pointed = rest[..rest.len() - word].strip_suffix(b"*");
    // What is multiplied has no blank before the sign alone.
    let is_pointer =
        pointed.is_some_and(|rest| rest.last().is_some_and(|last| b" \t([]*".contains(last)));
    is_pointer && !after.first().is_some_and(|next| b"({.".contains(next))
}

/// The names that a file gives to a package where it imports it.
pub(super) fn names_of(path: &[u8], text: &[u8]) -> Vec<Vec<u8>> {
    let quoted = |at: usize| text[..at].last().is_some_and(|byte| b"\"`".contains(byte));
    let places = memchr::memmem::find_iter(text, path).filter(|at| quoted(*at));
    let names = places.filter_map(|at| {
        let near = text[..at - 1].trim_ascii_end();
        // What stands before a comment may be any name.
        let dot = near.ends_with(b".") || near.ends_with(b"*/");
        let word = near.iter().rev().take_while(|byte| is_of_word(**byte)).count();
        let name = if dot { b"." } else { &near[near.len() - word..] };
        (!name.is_empty()).then(|| name.to_owned())
    });
    names.collect()
}
