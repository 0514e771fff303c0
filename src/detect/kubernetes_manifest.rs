//! Documents of Kubernetes, and of Helm's templates as far as they are literal.

use super::yaml_leaves::{Leaf, leaves};

/// One object.
pub struct Manifest {
    /// `apiVersion`.
    pub api: String,
    /// `kind`.
    pub kind: String,
    /// `metadata.name`, empty where it has none.
    pub name: String,
    /// Its scalars.
    pub leaves: Vec<Leaf>,
}

impl Manifest {
    /// Whether it is of `kind` in the API group `group`.
    pub fn is(&self, group: &str, kind: &str) -> bool {
        self.kind == kind && self.api.split('/').next() == Some(group)
    }

    /// The scalar at `path`.
    pub fn leaf(&self, path: &str) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.path == path)
    }

    /// A name in its namespace, where that is given: `NAMESPACE/NAME`.
    pub fn spelled(&self, name: &str) -> String {
        match self.leaf("metadata.namespace") {
            Some(namespace) if !name.contains('/') => format!("{}/{name}", namespace.value),
            _ => name.to_owned(),
        }
    }

    /// What it is called for people.
    pub fn title(&self) -> String {
        format!("{} {}", self.kind, self.name).trim_end().chars().take(200).collect()
    }
}

/// The objects of a text; none when it is no YAML. Documents without `apiVersion` and `kind` are left out.
pub fn manifests(text: &str) -> Vec<Manifest> {
    let literal = if text.contains("{{") { literal(text) } else { text.to_owned() };
    let Some(all) = leaves(&literal) else { return Vec::new() };
    let mut manifests: Vec<Manifest> = Vec::new();
    for part in all.chunk_by(|one, next| one.document == next.document) {
        let value = |path: &str| {
            let leaf = part.iter().find(|leaf| leaf.path == path);
            leaf.map(|leaf| leaf.value.clone()).unwrap_or_default()
        };
        let (api, kind) = (value("apiVersion"), value("kind"));
        if !api.is_empty() && !kind.is_empty() {
            let name = value("metadata.name");
            manifests.push(Manifest { api, kind, name, leaves: part.to_vec() });
        }
    }
    manifests
}

/// A template of Helm with its actions out of the way, every character at its place: a line of nothing but actions
/// is blank, an action inside a line is `$(…)`, which stands for what is not known.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.starts_with("{{") && trimmed.ends_with("}}") {
            let blank = |char: char| if char == '\n' { char } else { ' ' };
            literal.extend(line.chars().map(blank));
            continue;
        }
        let mut is_inside = false;
        let mut chars = line.chars().peekable();
        while let Some(char) = chars.next() {
            match (char, chars.peek()) {
                ('{', Some('{')) if !is_inside => {
                    chars.next();
                    is_inside = true;
                    literal.push_str("$(");
                }
                ('}', Some('}')) if is_inside => {
                    chars.next();
                    is_inside = false;
                    literal.push_str(") ");
                }
                ('"' | '\'' | ':' | '#' | '{' | '}' | '\\', _) if is_inside => literal.push('_'),
                _ => literal.push(char),
            }
        }
    }
    literal
}
