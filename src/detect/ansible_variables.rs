//! What variables of Ansible are worth by default, as far as the tree of a role or a playbook tells.

use super::Tree;
use super::yaml_leaves::{Leaf, leaves};

/// Variables of the files around one file of a role, the ones that win first (docs.ansible.com, "Using variables",
/// precedence): `vars` of the role, `group_vars/all` of the playbook, `defaults` of the role. A run can set others.
pub struct Variables {
    files: Vec<(String, Vec<Leaf>)>,
}

impl Variables {
    /// Those around the file at `path`.
    pub fn around(path: &str, tree: Option<&dyn Tree>) -> Self {
        let mut files = Vec::new();
        let Some((tree, role)) = tree.zip(role_of(path)) else { return Self { files } };
        let within = |folder: &str, name: &str| {
            if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
        };
        let playbook =
            role.rsplit_once("roles/").map_or("", |(before, _)| before.trim_end_matches('/'));
        for (folder, name) in [
            (role, "vars/main"),
            (playbook, "group_vars/all"),
            (playbook, "group_vars/all/main"),
            (role, "defaults/main"),
        ] {
            for ending in ["yml", "yaml"] {
                let path = within(folder, &format!("{name}.{ending}"));
                let bytes = tree.read(&path);
                let text = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
                files.extend(text.and_then(leaves).map(|leaves| (path, leaves)));
            }
        }
        Self { files }
    }

    /// The values of a variable, several of a list, and the file that sets them.
    pub fn of(&self, name: &str) -> Option<(Vec<String>, &str)> {
        self.files.iter().find_map(|(path, leaves)| {
            let is_it = |leaf: &&Leaf| {
                leaf.path.strip_prefix(name).is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with('[') && rest.ends_with(']')
                })
            };
            let values = leaves.iter().filter(is_it).map(|leaf| leaf.value.clone());
            let values = values.collect::<Vec<_>>();
            // What is itself an expression is not followed.
            let is_plain = !values.is_empty() && !values.iter().any(|value| value.contains("{{"));
            is_plain.then_some((values, path.as_str()))
        })
    }
}

/// The folder of the role that a file of `tasks`, `handlers` or `templates` belongs to.
fn role_of(path: &str) -> Option<&str> {
    let folder =
        ["/tasks/", "/templates/", "/handlers/"].iter().filter_map(|part| path.rfind(part)).max();
    folder.map(|at| &path[..at])
}
