//! Flags of the programs of Kubernetes that say their TLS, in containers and in kubeadm's `extraArgs`.

use super::Sink;
use super::kubernetes_manifest::Manifest;
use super::tls_settings::{Place, Slot, TlsSettings};
use super::yaml_leaves::Leaf;

/// Without `--tls-min-version` (kubernetes.io, command line reference; `k8s.io/component-base/cli/flag`).
pub const UNSET_VERSION: &str = "not set: VersionTLS12, the default of Kubernetes";
/// Without `--tls-cipher-suites`.
pub const UNSET_SUITES: &str =
    "not set: the default of the Go that the installed version was built with";

/// Containers of one object that are looked at.
const MOST: usize = 200;

/// A program that always serves TLS in this way.
const PROGRAMS: &[&str] = &["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"];

/// One flag with its value and its place.
struct Flag<'a> {
    name: &'a str,
    value: &'a str,
    leaf: &'a Leaf,
}

/// Reports the TLS of each container, and of each component that kubeadm is to start.
pub fn report(detector: &'static str, manifest: &Manifest, sink: &mut Sink) {
    for (program, all) in containers(manifest).into_iter().chain(components(manifest)) {
        let is_tls = |flag: &Flag<'_>| slot(&program, flag.name).is_some();
        let is_program = PROGRAMS.contains(&program.as_str());
        if all.is_empty() || !is_program && !all.iter().any(is_tls) {
            continue;
        }
        let mut settings =
            TlsSettings::new(format!("TLS server ({program}), {}", manifest.title()));
        for flag in &all {
            if let Some(slot) = slot(&program, flag.name) {
                let keyword = format!("--{}", flag.name);
                let place = Place { keyword, line: flag.leaf.line, offset: flag.leaf.offset };
                settings.set(slot, place, flag.value);
            }
        }
        let has = |slot_of: Slot| all.iter().any(|flag| slot(&program, flag.name) == Some(slot_of));
        if is_program && !has(Slot::Lowest) {
            settings.say("--tls-min-version", UNSET_VERSION);
            settings.implies(Slot::Lowest, "VersionTLS12");
        }
        if is_program && !has(Slot::Suites) {
            settings.say("--tls-cipher-suites", UNSET_SUITES);
        }
        if let Some(first) = all.first().filter(|_| !all.iter().any(is_tls)) {
            settings.stands(first.leaf.place());
        }
        sink.found(settings.finding(detector));
    }
}

fn slot(program: &str, flag: &str) -> Option<Slot> {
    Some(match flag {
        "tls-min-version" => Slot::Lowest,
        "tls-max-version" if program == "etcd" => Slot::Highest,
        "tls-cipher-suites" => Slot::Suites,
        "cipher-suites" if program == "etcd" => Slot::Suites,
        "tls-cert-file" | "tls-private-key-file" => Slot::Plain,
        "cert-file" | "peer-cert-file" if program == "etcd" => Slot::Plain,
        _ => return None,
    })
}

/// A container while it is read: its path, its name, the words of its `command` and `args`.
struct Container<'a> {
    root: &'a str,
    name: &'a str,
    words: Vec<&'a Leaf>,
}

/// The program and flags of every container, in order.
fn containers(manifest: &Manifest) -> Vec<(String, Vec<Flag<'_>>)> {
    let mut all: Vec<Container<'_>> = Vec::new();
    for leaf in &manifest.leaves {
        let Some((root, rest)) = in_container(&leaf.path) else { continue };
        if all.last().is_none_or(|last| last.root != root) {
            if all.len() == MOST {
                break;
            }
            all.push(Container { root, name: "", words: Vec::new() });
        }
        let Some(container) = all.last_mut() else { continue };
        if rest == ".name" {
            container.name = &leaf.value;
        } else if rest.starts_with(".command[") || rest.starts_with(".args[") {
            container.words.push(leaf);
        }
    }
    all.iter().map(|container| (program(container), flags(&container.words))).collect()
}

/// `spec.containers[0]` and what follows it.
fn in_container(path: &str) -> Option<(&str, &str)> {
    let at = path.rfind("ontainers[")?;
    Some(path.split_at(at + path[at..].find(']')? + 1))
}

/// The program that the command names, where it is one of those that are known; else the container's name.
fn program(container: &Container<'_>) -> String {
    let first = container.words.first().and_then(|leaf| leaf.value.rsplit('/').next());
    first.filter(|word| PROGRAMS.contains(word)).unwrap_or(container.name).to_owned()
}

/// `--name=value`, or `--name` and `value`.
fn flags<'a>(words: &[&'a Leaf]) -> Vec<Flag<'a>> {
    let mut flags = Vec::new();
    for (at, leaf) in words.iter().enumerate() {
        let Some(word) = leaf.value.strip_prefix("--") else { continue };
        let (name, value) = word
            .split_once('=')
            .unwrap_or_else(|| (word, words.get(at + 1).map_or("", |next| next.value.as_str())));
        flags.push(Flag { name, value, leaf });
    }
    flags
}

/// `apiServer.extraArgs` of kubeadm: a mapping before v1beta4, a list of `name` and `value` since.
fn components(manifest: &Manifest) -> Vec<(String, Vec<Flag<'_>>)> {
    if !manifest.is("kubeadm.k8s.io", "ClusterConfiguration") {
        return Vec::new();
    }
    let parts = [
        ("apiServer.extraArgs", "kube-apiserver"),
        ("controllerManager.extraArgs", "kube-controller-manager"),
        ("scheduler.extraArgs", "kube-scheduler"),
        ("etcd.local.extraArgs", "etcd"),
    ];
    let flags = |root: &str| {
        let mut flags = Vec::new();
        for leaf in &manifest.leaves {
            let Some(rest) = leaf.path.strip_prefix(root) else { continue };
            if let Some(name) = rest.strip_prefix('.') {
                flags.push(Flag { name, value: &leaf.value, leaf });
            } else if let Some(item) = rest.strip_suffix(".name") {
                let value = manifest.leaf(&format!("{root}{item}.value"));
                let value = value.map_or("", |value| value.value.as_str());
                flags.push(Flag { name: &leaf.value, value, leaf });
            }
        }
        flags
    };
    parts.iter().map(|(root, program)| ((*program).to_owned(), flags(root))).collect()
}
