use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::packages::{Package, Packages, lines, xml};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic artifacts of a Java, Kotlin or Scala project.
pub const DETECTOR: Detector = Detector {
    id: "java-packages",
    title: "Cryptographic artifacts in pom.xml, Gradle files and pom.properties",
    about: "Reads dependencies of `pom.xml` with versions that are literal, a property of the same file or in its \
            `dependencyManagement` (Maven POM reference), `gradle.lockfile`, literal coordinates in `build.gradle` and \
            `build.gradle.kts`, versions in `libs.versions.toml`, and `META-INF/maven/**/pom.properties`. A version \
            that a parent or a bill of materials states is left out of the finding. Only artifacts that the \
            registry of libraries knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    matches!(
        peek.name,
        "pom.xml"
            | "gradle.lockfile"
            | "buildscript-gradle.lockfile"
            | "build.gradle"
            | "build.gradle.kts"
            | "pom.properties"
    ) || peek.name.ends_with(".pom")
        || peek.name.ends_with(".versions.toml")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    let text = text.trim_start_matches('\u{feff}');
    match input.name {
        "pom.properties" => properties(text, &mut packages),
        name if name.ends_with(".lockfile") => lock(text, &mut packages),
        name if name.starts_with("build.gradle") => coordinates(text, &mut packages),
        name if name.ends_with(".toml") => catalogue(text, &mut packages),
        _ => pom(text, &mut packages),
    }
}

/// `group:artifact:version=configuration,configuration`
fn lock(text: &str, packages: &mut Packages<'_>) {
    for (offset, line) in lines(text).filter(|(_, line)| !line.starts_with('#')) {
        let coordinate = line.split('=').next().unwrap_or_default();
        if let Some((name, version)) = coordinate.rsplit_once(':') {
            found(packages, name, Some(version), offset);
        }
    }
}

fn properties(text: &str, packages: &mut Packages<'_>) {
    let value = |key: &str| {
        lines(text).find_map(|(_, line)| line.split_once('=').filter(|(own, _)| own.trim() == key))
    };
    if let (Some((_, group)), Some((_, artifact))) = (value("groupId"), value("artifactId")) {
        let name = format!("{}:{}", group.trim(), artifact.trim());
        found(packages, &name, value("version").map(|(_, version)| version), 0);
    }
}

/// Quoted `group:artifact:version` outside comments; a version with `$` is a variable.
fn coordinates(text: &str, packages: &mut Packages<'_>) {
    let mut is_comment = false;
    for (offset, line) in lines(text) {
        let trimmed = line.trim_start();
        is_comment |= trimmed.starts_with("/*");
        if is_comment || trimmed.starts_with("//") {
            is_comment &= !line.contains("*/");
            continue;
        }
        for quoted in line.split(['"', '\'']).skip(1).step_by(2) {
            let parts: Vec<&str> = quoted.splitn(5, ':').collect();
            if let [group, artifact, rest @ ..] = parts.as_slice()
                && rest.len() < 3
                && is_coordinate(group)
                && is_coordinate(artifact)
            {
                let version =
                    rest.first().map(|version| version.split('@').next().unwrap_or(version));
                let version = version.filter(|version| !version.contains(['$', '+', '[', '(']));
                let name = format!("{group}:{artifact}");
                let package = Package { name: &name, version, offset, ..Package::default() };
                packages.requested(Ecosystem::Maven, package);
            }
        }
    }
}

fn is_coordinate(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !text.is_empty() && text.chars().all(is_part)
}

/// Gradle's version catalogue: `module = "group:artifact"` with `version` or `version.ref`.
fn catalogue(text: &str, packages: &mut Packages<'_>) {
    #[derive(serde::Deserialize)]
    struct Catalogue {
        #[serde(default)]
        versions: HashMap<String, toml::Value>,
        #[serde(default)]
        libraries: std::collections::BTreeMap<String, toml::Spanned<toml::Value>>,
    }
    let Ok(catalogue) = toml::from_str::<Catalogue>(text) else {
        packages.malformed(0, "a version catalogue that is not TOML");
        return;
    };
    for library in catalogue.libraries.values() {
        let offset = library.span().start;
        let library = library.get_ref();
        let text = |key: &str| library.get(key).and_then(toml::Value::as_str);
        let (name, version) = match (library.as_str(), text("module")) {
            (Some(coordinate), _) => match coordinate.rsplit_once(':') {
                Some((name, version)) => (name.to_owned(), Some(version)),
                None => continue,
            },
            (_, Some(module)) => (module.to_owned(), None),
            _ => match (text("group"), text("name")) {
                (Some(group), Some(name)) => (format!("{group}:{name}"), None),
                _ => continue,
            },
        };
        let reference = library.get("version").and_then(|version| version.get("ref")?.as_str());
        let named = reference.and_then(|name| catalogue.versions.get(name)?.as_str());
        let version = version.or_else(|| text("version")).or(named);
        let package = Package { name: &name, version, offset, ..Package::default() };
        packages.requested(Ecosystem::Maven, package);
    }
}

fn pom(text: &str, packages: &mut Packages<'_>) {
    let document = match xml(text) {
        Ok(document) => document,
        Err(offset) => {
            packages.malformed(offset, "a pom.xml that is not well-formed XML");
            return;
        }
    };
    if document.root_element().tag_name().name() != "project" {
        return;
    }
    let project = Project::of(&document);
    for dependency in document.descendants().filter(|node| is(node, "dependency")) {
        let (Some(group), Some(artifact)) =
            (project.value(dependency, "groupId"), project.value(dependency, "artifactId"))
        else {
            continue;
        };
        let name = format!("{group}:{artifact}");
        let version = project.value(dependency, "version");
        // What is only managed is not there until a dependency asks for it.
        let is_managed = dependency.ancestors().any(|node| is(&node, "dependencyManagement"));
        if is_managed {
            continue;
        }
        let version = version.or_else(|| project.managed.get(&name).cloned());
        let package = Package {
            name: &name,
            version: version.as_deref().filter(|version| !version.contains(['$', '[', '(', ','])),
            offset: dependency.range().start,
            ..Package::default()
        };
        packages.requested(Ecosystem::Maven, package);
    }
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// What the dependencies of a POM may refer to in it.
struct Project<'a> {
    properties: HashMap<&'a str, &'a str>,
    managed: HashMap<String, String>,
}

impl<'a> Project<'a> {
    fn of(document: &'a Document<'a>) -> Self {
        let root = document.root_element();
        let mut properties = HashMap::new();
        for holder in root.children().filter(|node| is(node, "properties")) {
            for property in holder.children().filter(Node::is_element) {
                let text = property.text().unwrap_or_default().trim();
                properties.insert(property.tag_name().name(), text);
            }
        }
        let own = |name: &str| {
            let parent = root.children().find(|node| is(node, "parent"));
            let direct = child(root, name);
            direct.or_else(|| parent.and_then(|parent| child(parent, name)))
        };
        for (property, element) in [("project.version", "version"), ("project.groupId", "groupId")]
        {
            properties.extend(own(element).map(|text| (property, text)));
        }
        let mut project = Self { properties, managed: HashMap::new() };
        let managed = root.children().filter(|node| is(node, "dependencyManagement"));
        for dependency in
            managed.flat_map(|node| node.descendants()).filter(|node| is(node, "dependency"))
        {
            if let (Some(group), Some(artifact), Some(version)) = (
                project.value(dependency, "groupId"),
                project.value(dependency, "artifactId"),
                project.value(dependency, "version"),
            ) {
                project.managed.insert(format!("{group}:{artifact}"), version);
            }
        }
        project
    }

    /// The text of an element with `${property}` replaced, once: a property of a property stays.
    fn value(&self, node: Node<'a, '_>, name: &str) -> Option<String> {
        let text = child(node, name)?;
        let property = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        let value = property.and_then(|property| self.properties.get(property)).copied();
        Some(value.unwrap_or(text).to_owned())
    }
}

fn child<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.children().find(|node| is(node, name))?.text().map(str::trim)
}

fn found(packages: &mut Packages<'_>, name: &str, version: Option<&str>, offset: usize) {
    packages.pinned(Ecosystem::Maven, Package { name, version, offset, ..Package::default() });
}
