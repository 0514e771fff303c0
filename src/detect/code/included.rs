//! Libraries that a file in C or C++ uses through headers of its own project: `#include "record.h"`, which has
//! `#include <sodium.h>`.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memmem;

use super::packs::Rules;
use super::surroundings::Tree;

/// What names of libraries begin with that projects wrap in headers of their own.
const PREFIXES: &[&str] = &[
    "crypto_", "gcry_", "mbedtls_", "wc_", "wolfSSL_", "gnutls_", "EVP_", "SSL_", "PK11_", "OQS_",
];
/// What the names of the one begin with that no gate is.
const UNTOLD: &[u8] = b"crypto_";
/// Headers that are looked at for one file, and how deep they may include one another.
const HEADERS: usize = 12;
const DEPTH: usize = 3;
/// Bytes of a header that are looked at: what it includes stands at its beginning.
const HEAD: usize = 1 << 16;

/// The packs that a file may use, with what its own headers include where it does not name all libraries itself.
pub(super) fn open(rules: &Rules, path: &str, text: &[u8], tree: &dyn Tree) -> Option<Vec<bool>> {
    let own = rules.open(text);
    if own.is_some() && memmem::find(text, UNTOLD).is_none() {
        return own;
    }
    let quoted = included(text, b'"');
    let has_one = || PREFIXES.iter().any(|prefix| memmem::find(text, prefix.as_bytes()).is_some());
    if quoted.is_empty() || !has_one() {
        return own;
    }
    let said = from_headers(path, quoted, tree);
    if said.is_empty() { own } else { rules.open_with(text, &said) }
}

/// The names in `#include "…"` or `#include <…>`.
pub(super) fn included(text: &[u8], mark: u8) -> Vec<String> {
    let head = &text[..text.len().min(HEAD)];
    let end = if mark == b'<' { b'>' } else { mark };
    let lines = head.split(|byte| *byte == b'\n');
    let names = lines.filter_map(|line| {
        let rest = line.trim_ascii_start().strip_prefix(b"#")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"include")?.trim_ascii_start().strip_prefix(&[mark])?;
        let name = rest.split(|byte| *byte == end).next()?;
        std::str::from_utf8(name).ok().map(str::to_owned)
    });
    names.take(4 * HEADERS).collect()
}

/// What the headers of a project include of others, as a text.
fn from_headers(path: &str, quoted: Vec<String>, tree: &dyn Tree) -> Vec<u8> {
    let names = read(path, quoted, tree).into_iter().flat_map(|(_, text)| included(&text, b'<'));
    names.flat_map(|name| format!("#include <{name}>\n").into_bytes()).collect()
}

/// The headers of its project that a file includes, and those that they include, with their texts.
pub(super) fn headers(path: &str, text: &[u8], tree: &dyn Tree) -> Vec<(String, Arc<[u8]>)> {
    read(path, included(text, b'"'), tree)
}

fn read(path: &str, quoted: Vec<String>, tree: &dyn Tree) -> Vec<(String, Arc<[u8]>)> {
    let mut all = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut pending: Vec<(String, String, usize)> =
        quoted.into_iter().rev().map(|name| (path.to_owned(), name, DEPTH)).collect();
    while let Some((from, name, left)) = pending.pop() {
        if left == 0 || seen.len() >= HEADERS {
            continue;
        }
        let Some((header, text)) = places(&from, &name)
            .into_iter()
            .find_map(|place| Some((place.clone(), tree.read(&place)?)))
        else {
            continue;
        };
        if !seen.insert(header.clone()) {
            continue;
        }
        let inner = included(&text, b'"').into_iter().rev();
        pending.extend(inner.map(|name| (header.clone(), name, left - 1)));
        all.push((header, text));
    }
    all
}

/// Where a header may lie that a file includes.
fn places(from: &str, name: &str) -> Vec<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    let mut all = vec![beside];
    for folder in [above, ""] {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        all.extend([format!("{start}include/{name}"), format!("{start}{name}")]);
    }
    all.into_iter().filter_map(|place| super::languages::normal(&place)).collect()
}
