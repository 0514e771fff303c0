//! Where types of C# may be defined.

use super::super::{beside, upwards};

/// A class is mostly in the file of its name, in this folder or below one above it.
pub(super) fn files(container: &str, path: &str) -> Vec<String> {
    let class = container.rsplit('.').next().unwrap_or(container);
    if class.is_empty() || !class.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Vec::new();
    }
    let mut all = upwards(path, &format!("{class}.cs"));
    all.extend(in_projects(container, path));
    all.extend(in_folders(container, path));
    all.extend(beside(container, path, ".cs"));
    all
}

/// Names that no project begins with.
const LIBRARIES: &[&str] = &["System", "Microsoft", "Org", "Windows"];

/// The class of a namespace that begins like a project which lies beside that of `path`: `Acme.Core.Security.Names` in
/// `Acme.Core/Security/Names.cs`.
fn in_projects(container: &str, path: &str) -> Vec<String> {
    let parts: Vec<&str> = container.split('.').collect();
    if parts.len() < 2 || LIBRARIES.contains(&parts[0]) {
        return Vec::new();
    }
    let folders: Vec<&str> = path.split('/').collect();
    let mut all = Vec::new();
    for above in (0..folders.len().saturating_sub(1)).rev().take(4) {
        let around: String = folders[..above].iter().map(|one| format!("{one}/")).collect();
        for count in 1..parts.len() {
            let (project, rest) = (parts[..count].join("."), parts[count..].join("/"));
            all.push(format!("{around}{project}/{rest}.cs"));
        }
    }
    all
}

/// The folder that a namespace has by custom, beside that of `path` or in it, which may hold types that have no file of
/// their own: `Acme.Options.Widths` in `Options/`.
fn in_folders(container: &str, path: &str) -> Vec<String> {
    let (Some((namespace, _)), Some((folder, _))) =
        (container.rsplit_once('.'), path.rsplit_once('/'))
    else {
        return Vec::new();
    };
    let (first, last) =
        (namespace.split('.').next(), namespace.rsplit('.').next().unwrap_or_default());
    if !namespace.contains('.') || first.is_none_or(|first| LIBRARIES.contains(&first)) {
        return Vec::new();
    }
    let above = folder.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
    vec![format!("{above}{last}/*.cs"), format!("{folder}/{last}/*.cs")]
}
