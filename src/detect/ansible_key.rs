//! Keys that tasks of Ansible make.

use super::ansible_variables::Variables;
use super::cloud_keys;
use super::cloud_resources::{TYPED, Typed};
use super::declared_resource::{Resource, Setting, Value};
use super::template_text::{rendered, variable_of};
use super::yaml_leaves::{Leaf, leaves};
use super::{Detector, Input, Peek, Sink, tls_settings};

/// Finds keys that tasks of Ansible make.
pub const DETECTOR: Detector = Detector {
    id: "ansible-key",
    title: "Keys that tasks of Ansible make",
    about: "Tasks and playbooks that call openssl_privatekey, openssl_dhparam or openssh_keypair (docs.ansible.com, \
            community.crypto; RSA of 4096 bits where a task does not say, ECDSA of OpenSSH on P-256). A variable is what the \
            vars of the play or role, group_vars/all or the role's defaults say, else its own default; a run can set another.",
    anchors: &["openssl_privatekey", "openssl_dhparam", "openssh_keypair"],
    wants: |peek: &Peek<'_>| {
        peek.anchored && (peek.name.ends_with(".yml") || peek.name.ends_with(".yaml"))
    },
    detect,
};

const PRIVATE: Typed = Typed {
    kind: &["type"],
    kind_unset: "RSA",
    size: &["size"],
    size_unset: "4096",
    curve: &["curve"],
    ..TYPED
};
const PAIR: Typed = Typed { field: &["size"], curve: &["none"], curve_unset: "P-256", ..PRIVATE };
const PARAMETERS: Typed = Typed { kind: &["none"], kind_unset: "DH", ..PRIVATE };

/// Tasks of one file.
const MOST: usize = 1_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let Some(all) = leaves(text) else { return };
    let variables = Variables::around(input.path, input.tree);
    let mut tasks: Vec<(Resource, &Typed, String)> = Vec::new();
    for leaf in &all {
        let Some((task, module, typed)) = module_of(&leaf.path) else { continue };
        if tasks.last().is_none_or(|(_, _, last)| *last != task) {
            if tasks.len() == MOST {
                break;
            }
            let (line, offset) = (leaf.line, leaf.offset);
            let (kind, name, settings) =
                (module.to_owned(), name_of(&task, module, &all), Vec::new());
            tasks.push((Resource { kind, name, line, offset, settings }, typed, task.clone()));
        }
        let Some((resource, ..)) = tasks.last_mut() else { continue };
        let path = leaf.path[task.len()..].trim_start_matches('.').to_owned();
        let value = value(leaf, &all, &variables);
        resource.settings.push(Setting { path, value, line: leaf.line, offset: leaf.offset });
    }
    for (resource, typed, _) in tasks {
        if resource.text(&["state"]) != Some("absent") {
            cloud_keys::typed(DETECTOR.id, &resource, typed, sink);
        }
    }
}

/// What people call the task of a module, else the file that it makes.
fn name_of(task: &str, module: &str, all: &[Leaf]) -> String {
    let around = task.strip_suffix(module).unwrap_or(task).trim_end_matches("community.crypto.");
    let [name, path] = [format!("{around}name"), format!("{task}.path")];
    let leaf = all.iter().find(|leaf| leaf.path == name);
    let leaf = leaf.or_else(|| all.iter().find(|leaf| leaf.path == path));
    leaf.map(|leaf| leaf.value.clone()).unwrap_or_default()
}

/// The task that a leaf belongs to, by its path up to the module, the module, and how its key is told.
fn module_of(path: &str) -> Option<(String, &'static str, &'static Typed)> {
    const MODULES: [(&str, &Typed); 4] = [
        ("openssl_privatekey_pipe", &PRIVATE),
        ("openssl_privatekey", &PRIVATE),
        ("openssl_dhparam", &PARAMETERS),
        ("openssh_keypair", &PAIR),
    ];
    MODULES.iter().find_map(|(module, typed)| {
        let at = path.find(module)?;
        let end = at + module.len();
        let is_whole = path[..at].ends_with('.') && path[end..].starts_with('.');
        is_whole.then(|| (path[..end].to_owned(), *module, *typed))
    })
}

/// What a setting is worth.
fn value(leaf: &Leaf, all: &[Leaf], variables: &Variables) -> Value {
    let text = leaf.value.trim();
    let Some(name) = variable_of(text) else {
        return tls_settings::variable(text).map_or_else(
            || Value::Literal(text.to_owned()),
            |name| Value::Depends(format!("the variable {name}")),
        );
    };
    let of_play = all.iter().find(|leaf| leaf.path.ends_with(&format!(".vars.{name}")));
    if let Some(leaf) = of_play.filter(|leaf| !leaf.value.contains("{{")) {
        return Value::Default(leaf.value.clone(), format!("the play's {name}"));
    }
    if let Some((values, file)) = variables.of(name) {
        return Value::Default(values.join(" "), format!("{name} in {file}"));
    }
    match rendered(text, |_| None) {
        Some(default) if !default.contains("${") => Value::Default(default, name.to_owned()),
        _ => Value::Depends(format!("the variable {name}")),
    }
}
