//! Classes of C++ that stand in a header, behind the text of the file that defines their functions.
//!
//! `Vault::Vault() { key_.Initialize(rng_, curve); }` says nothing without the class: what `key_` is, and what a call
//! leaves out, stands in `vault.hpp`. What is found behind the end of the file is the header's, not the file's.

use std::borrow::Cow;
use std::collections::BTreeSet;

use tree_sitter::Node;

use super::grammar::Grammar;
use super::included::{headers, included};
use super::surroundings::Tree;

/// Classes that one file may define functions of.
const CLASSES: usize = 12;
/// Largest class that is taken, in bytes, and nodes of a header in which it is looked for.
const LARGEST: usize = 1 << 15;
const NODES: usize = 4_000;

/// The text of a file with the classes behind it whose functions it defines, where its own headers have them.
pub(super) fn with_classes<'t>(
    grammar: &Grammar,
    path: &str,
    text: &'t str,
    tree: &dyn Tree,
) -> Cow<'t, str> {
    let mut wanted = defined_outside(text);
    if wanted.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut whole = String::new();
    for (_, header) in headers(path, text.as_bytes(), tree) {
        let header = String::from_utf8_lossy(&header);
        if !wanted.iter().any(|class| declares(&header, class)) {
            continue;
        }
        let Ok(parsed) = super::pieces::parse_whole(grammar, &header) else { continue };
        // Types of its members come from what the header includes.
        for name in included(header.as_bytes(), b'"') {
            whole += &format!("#include \"{name}\"\n");
        }
        for (class, of) in classes(parsed.root_node(), &header, &wanted) {
            wanted.remove(&class);
            whole += of;
            whole += ";\n";
        }
        if wanted.is_empty() {
            break;
        }
    }
    if whole.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(format!("{text}\n{whole}")) }
}

/// Names of classes before `::` of a function that is defined, and that the file does not declare.
fn defined_outside(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    for (at, _) in text.match_indices("::") {
        let before = text[..at].rsplit(|c: char| !is_part(c)).next().unwrap_or_default();
        let after = text[at + 2..].trim_start_matches('~');
        let member = after.split(|c: char| !is_part(c)).next().unwrap_or_default();
        let is_function = after[member.len()..].trim_start().starts_with('(');
        let is_class = before.starts_with(|c: char| c.is_ascii_uppercase());
        if is_class && is_function && !names.contains(before) && !declares(text, before) {
            names.insert(before.to_owned());
        }
        if names.len() == CLASSES {
            break;
        }
    }
    names
}

/// Whether `class NAME` or `struct NAME` stands in a text.
fn declares(text: &str, class: &str) -> bool {
    text.match_indices(class).any(|(at, _)| {
        let before = text[..at].trim_end();
        let is_whole =
            !text[at + class.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        is_whole && (before.ends_with("class") || before.ends_with("struct"))
    })
}

/// The wanted classes with a body in a tree, and their texts.
fn classes<'t>(root: Node<'_>, text: &'t str, wanted: &BTreeSet<String>) -> Vec<(String, &'t str)> {
    let (mut pending, mut left, mut found) = (vec![root], NODES, Vec::new());
    while let Some(node) = pending.pop() {
        let Some(rest) = left.checked_sub(1) else { break };
        left = rest;
        match node.kind() {
            "class_specifier" | "struct_specifier" => {
                let name = node.child_by_field_name("name");
                let name = name.map_or("", |name| &text[name.byte_range()]);
                let has_body = node.child_by_field_name("body").is_some();
                let of = &text[node.byte_range()];
                if has_body && wanted.contains(name) && of.len() <= LARGEST {
                    found.push((name.to_owned(), of));
                }
            }
            "function_definition" | "preproc_include" | "preproc_def" => {}
            _ => {
                let mut cursor = node.walk();
                pending.extend(node.named_children(&mut cursor));
            }
        }
    }
    found
}
