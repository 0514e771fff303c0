//! Nothing of a file is left out: wherever its tree has a call, so has what is analysed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser};
use y2q::detect::code::syntax::{Kind, Module};
use y2q::detect::code::{grammar_of, language_of, parse};

/// What calls are called by the grammars.
const CALLS: &[(&str, &[&str])] = &[
    ("c", &["call_expression"]),
    ("cpp", &["call_expression"]),
    ("csharp", &["invocation_expression", "object_creation_expression"]),
    ("dart", &["call_expression", "new_expression"]),
    ("go", &["call_expression"]),
    ("java", &["method_invocation", "object_creation_expression"]),
    ("javascript", &["call_expression", "new_expression"]),
    ("kotlin", &["call_expression"]),
    ("php", &["function_call_expression", "member_call_expression", "scoped_call_expression"]),
    ("python", &["call"]),
    ("ruby", &["call"]),
    ("rust", &["call_expression"]),
    ("scala", &["call_expression"]),
    ("solidity", &["call_expression"]),
    ("swift", &["call_expression"]),
    ("tsx", &["call_expression", "new_expression"]),
    ("typescript", &["call_expression", "new_expression"]),
];

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else {
            all.push(path);
        }
    }
}

/// How many calls a tree has, and in how many of them no call of the module stands: conversions are read as what they
/// convert, some macros as what they stand for.
fn left_out(root: Node<'_>, kinds: &[&str], module: &Module) -> (usize, usize) {
    let mut starts: Vec<usize> = module
        .nodes
        .iter()
        .filter(|node| matches!(node.kind, Kind::Call { .. }))
        .map(|node| node.place.start)
        .collect();
    starts.sort_unstable();
    let (mut count, mut missing, mut pending) = (0, 0, vec![root]);
    while let Some(node) = pending.pop() {
        if kinds.contains(&node.kind()) {
            count += 1;
            let first = starts.partition_point(|start| *start < node.start_byte());
            if starts.get(first).is_none_or(|start| *start >= node.end_byte()) {
                missing += 1;
            }
        }
        pending.extend(node.named_children(&mut node.walk()));
    }
    (count, missing)
}

#[test]
fn calls_of_a_file_are_read() {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/source-code"), &mut all);
    let mut told: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for path in all {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(language) = language_of(&name, text.as_bytes()) else { continue };
        let Some((_, kinds)) = CALLS.iter().find(|(id, _)| *id == language.id) else { continue };
        let Some(grammar) = grammar_of(language) else { continue };
        let Ok(module) = parse(grammar, &name, &text) else { continue };
        let mut parser = Parser::new();
        parser.set_language(&grammar.tree_sitter).unwrap();
        let tree = parser.parse(&text, None).unwrap();
        let (count, missing) = left_out(tree.root_node(), kinds, &module);
        let (sum, lost) = told.entry(language.id).or_default();
        *sum += count;
        *lost += missing;
    }
    for (language, (sum, lost)) in told {
        assert!(lost * 10 <= sum, "{language}: {lost} of {sum} calls are left out");
    }
}
