//! The form of krb5.conf and kdc.conf (krb5.conf(5), "Structure"): sections in brackets, relations, subsections in braces.

use super::tls_settings::Place;

/// A relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Section, then subsections.
    pub path: Vec<String>,
    /// Name.
    pub key: String,
    /// Value without quotes.
    pub value: String,
    /// 1-based line.
    pub line: u32,
    /// Byte offset of the line.
    pub offset: u64,
}

impl Relation {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place { keyword: self.key.clone(), line: self.line, offset: self.offset }
    }
}

/// Relations of one file.
const MOST: usize = 50_000;
/// Subsections within each other.
const DEEPEST: usize = 16;

/// What a file says.
#[derive(Default)]
pub struct Profile {
    /// Relations in order.
    pub relations: Vec<Relation>,
    /// `include`, `includedir` and `module` lines.
    pub elsewhere: Vec<Relation>,
}

/// Reads `text`; `None` when something else than these forms stands in it.
pub fn profile(text: &str) -> Option<Profile> {
    let mut found = Profile::default();
    let mut path: Vec<String> = Vec::new();
    let mut offset = 0;
    for (number, raw) in (1_u32..).zip(text.split_inclusive('\n')) {
        let at = offset;
        offset += raw.len() as u64;
        let line = raw.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            path = vec![rest.split_once(']')?.0.trim().to_owned()];
            continue;
        }
        if line.trim_end_matches('*') == "}" {
            path.pop().filter(|_| !path.is_empty())?;
            continue;
        }
        let relation = |key: &str, value: &str| Relation {
            path: path.clone(),
            key: key.trim().trim_end_matches('*').to_owned(),
            value: value.trim().trim_matches('"').to_owned(),
            line: number,
            offset: at,
        };
        let directive = line.split_once(char::is_whitespace);
        if let Some((word @ ("include" | "includedir" | "module"), file)) = directive
            && !file.trim_start().starts_with('=')
        {
            found.elsewhere.push(relation(word, file));
            continue;
        }
        let (key, value) = line.split_once('=')?;
        if path.is_empty()
            || key.trim().contains(char::is_whitespace)
            || found.relations.len() == MOST
        {
            return None;
        }
        if value.trim() == "{" {
            if path.len() == DEEPEST {
                return None;
            }
            path.push(key.trim().trim_end_matches('*').to_owned());
            continue;
        }
        found.relations.push(relation(key, value));
    }
    Some(found)
}
