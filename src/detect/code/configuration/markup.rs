//! Entries of configurations in XML: property lists of Apple's systems, `appSettings` of .NET.

use roxmltree::{Document, Node, ParsingOptions};

use super::Entry;

/// Nodes of a document, its longest text, and dictionaries within dictionaries that are read.
const NODES: u32 = 20_000;
const BYTES: usize = 1 << 20;
const DEPTH: usize = 8;

/// Entries of `<key>bits</key><integer>4096</integer>` and `<add key="Bits" value="4096"/>`.
pub(super) fn markup(text: &str) -> Vec<Entry> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..Default::default() };
    if text.len() > BYTES {
        return Vec::new();
    }
    let Ok(document) = Document::parse_with_options(text, options) else { return Vec::new() };
    let root = document.root_element();
    let mut all = Vec::new();
    if root.has_tag_name("plist") {
        if let Some(dictionary) = root.first_element_child() {
            pairs(dictionary, "", DEPTH, &mut all);
        }
        return all;
    }
    for one in root.descendants().filter(|one| one.has_tag_name("add")) {
        if let (Some(key), Some(value)) = (one.attribute("key"), one.attribute("value")) {
            all.push(entry(key.to_owned(), value, one));
        }
    }
    all
}

fn pairs(dictionary: Node<'_, '_>, above: &str, left: usize, all: &mut Vec<Entry>) {
    let Some(left) = left.checked_sub(1) else { return };
    for key in dictionary.children().filter(|one| one.has_tag_name("key")) {
        let Some(value) = key.next_sibling_element() else { continue };
        let name = key.text().unwrap_or_default().trim();
        let path = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
        match value.tag_name().name() {
            "dict" => pairs(value, &path, left, all),
            "string" | "integer" | "real" => {
                all.push(entry(path, value.text().unwrap_or_default().trim(), value));
            }
            truth @ ("true" | "false") => all.push(entry(path, truth, value)),
            _ => {}
        }
    }
}

fn entry(key: String, value: &str, at: Node<'_, '_>) -> Entry {
    let line = at.document().text_pos_at(at.range().start).row;
    Entry { key, value: value.to_owned(), line }
}
