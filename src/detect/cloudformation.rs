//! Keys, certificates and TLS endpoints that CloudFormation declares.

use std::collections::BTreeMap;

use super::declared_resource::{Resource, Setting, Value};
use super::terraform_document::plain;
use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink, cloud_resources};

/// Finds what CloudFormation declares.
pub const DETECTOR: Detector = Detector {
    id: "cloudformation",
    title: "Keys, certificates and TLS that CloudFormation declares",
    about: "Templates of AWS CloudFormation and SAM in YAML and JSON (docs.aws.amazon.com, \"Template reference\"): \
            AWS::KMS::Key, AWS::CertificateManager::Certificate, AWS::ACMPCA, listeners of \
            AWS::ElasticLoadBalancingV2, AWS::CloudFront::Distribution and domain names of API Gateway. A `Ref` to a \
            parameter is its default, marked as such; what other functions give is said to depend on them.",
    anchors: &[
        "AWS::KMS::Key",
        "AWS::CertificateManager::Certificate",
        "AWS::ACMPCA::",
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::CloudFront::Distribution",
        "AWS::ApiGateway",
    ],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let endings = [".yaml", ".yml", ".json", ".template", ".cfn", ".cform"];
    peek.anchored && endings.iter().any(|ending| peek.name.ends_with(ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    // What is no YAML need not be a template: names of resources stand in many other texts.
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for resource in documents(text).iter().flat_map(|document| resources(document)) {
        cloud_resources::report(DETECTOR.id, &resource, sink);
    }
}

/// `Resources.<name>.Type` and what stands under `Resources.<name>.Properties`.
fn resources(all: &[Leaf]) -> Vec<Resource> {
    let mut defaults = BTreeMap::new();
    let mut resources: BTreeMap<&str, Resource> = BTreeMap::new();
    for leaf in all {
        let mut parts = leaf.path.splitn(4, '.');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("Parameters"), Some(name), Some("Default"), None) => {
                defaults.insert(name, leaf.value.as_str());
            }
            (Some("Resources"), Some(name), Some("Type"), None) if leaf.tag.is_empty() => {
                let (line, offset) = (leaf.line, leaf.offset);
                let (kind, settings) = (leaf.value.clone(), Vec::new());
                let resource = Resource { kind, name: name.to_owned(), line, offset, settings };
                resources.insert(name, resource);
            }
            _ => {}
        }
    }
    for leaf in all {
        let mut parts = leaf.path.splitn(4, '.');
        if let (Some("Resources"), Some(name), Some("Properties"), Some(path)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
            && let Some(resource) = resources.get_mut(name)
        {
            resource.settings.extend(setting(leaf, path, &defaults));
        }
    }
    let mut all = resources.into_values().collect::<Vec<_>>();
    all.sort_by_key(|resource| resource.offset);
    all
}

/// A property by its path in lower case with underscores. A function stands at the place of its value.
fn setting(leaf: &Leaf, path: &str, defaults: &BTreeMap<&str, &str>) -> Option<Setting> {
    let plain = plain(path);
    // In full, a function is a mapping of its name: `Ref`, `Fn::If`; in short it is a tag.
    let (property, function) = match plain.find(".!").or_else(|| plain.find(".Fn::")) {
        Some(at) => (&plain[..at], Some(plain[at + 1..].split('.').next().unwrap_or_default())),
        None if plain.ends_with(".Ref") => (plain.trim_end_matches(".Ref"), Some("Ref")),
        None if leaf.tag.is_empty() => (plain.as_str(), None),
        None => (plain.as_str(), Some(leaf.tag.as_str())),
    };
    let value = match function {
        None => Value::Literal(leaf.value.clone()),
        Some("Ref") => match defaults.get(leaf.value.as_str()) {
            Some(default) => {
                Value::Default((*default).to_owned(), format!("parameter {}", leaf.value))
            }
            None => Value::Depends(format!("the reference {}", bounded(&leaf.value))),
        },
        Some(name) => Value::Depends(format!("the function {}", bounded(name))),
    };
    Some(Setting { path: snake(property), value, line: leaf.line, offset: leaf.offset })
}

/// `ViewerCertificate.MinimumProtocolVersion` as `viewer_certificate.minimum_protocol_version`.
fn snake(path: &str) -> String {
    let mut snake = String::with_capacity(path.len() + 8);
    for char in path.chars() {
        if char.is_ascii_uppercase() && !snake.is_empty() && !snake.ends_with('.') {
            snake.push('_');
        }
        snake.push(char.to_ascii_lowercase());
    }
    snake
}

fn bounded(name: &str) -> String {
    name.chars().take(100).collect()
}
