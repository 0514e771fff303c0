//! Terraform and OpenTofu documents, native syntax and JSON, to resources; variables with a default and locals are
//! resolved within the file.

use std::cell::Cell;
use std::collections::BTreeMap;

use hcl_edit::Span;
use hcl_edit::expr::{Expression, ObjectKey, TraversalOperator};
use hcl_edit::structure::{Block, Body, Structure};
use hcl_edit::template::{Element, Template};

use super::declared_resource::{Resource, Setting, Value};
use super::yaml_leaves::{Leaf, leaves};

/// Bytes of a text that is read; the parser itself bounds nesting.
const LARGEST: usize = 4 << 20;
/// References that are followed one from the other, and steps of one file.
const DEEPEST: u32 = 8;
const MOST_STEPS: u32 = 200_000;
/// Characters of a value.
const LONGEST: usize = 4_000;

/// The resources of a document in native syntax; `None` when it is not one.
pub fn native(text: &str) -> Option<Vec<Resource>> {
    if text.len() > LARGEST {
        return None;
    }
    let body = hcl_edit::parser::parse_body(text).ok()?;
    let mut scope = Scope::default();
    for block in body.blocks() {
        match (block.ident.as_str(), block.labels.first()) {
            ("variable", Some(label)) => {
                if let Some(default) = block.body.get_attribute("default") {
                    let name = format!("var.{}", label.as_str());
                    scope.named.insert(name, Named::Expression(&default.value));
                }
            }
            ("locals", None) => {
                for local in block.body.attributes() {
                    let name = format!("local.{}", local.key.as_str());
                    scope.named.insert(name, Named::Expression(&local.value));
                }
            }
            _ => {}
        }
    }
    let lines = Lines::of(text);
    let resources = body.blocks().filter(|block| block.has_ident("resource"));
    Some(resources.filter_map(|block| resource(block, &scope, &lines)).collect())
}

fn resource(block: &Block, scope: &Scope<'_>, lines: &Lines) -> Option<Resource> {
    let [kind, name] = block.labels.as_slice() else { return None };
    let (line, offset) = lines.of_span(block.span());
    let mut resource = Resource {
        kind: kind.as_str().to_owned(),
        name: name.as_str().to_owned(),
        line,
        offset,
        settings: Vec::new(),
    };
    scope.body(&block.body, "", lines, &mut resource.settings);
    Some(resource)
}

/// The resources of a document in JSON; `None` when it is not one.
pub fn json(text: &str) -> Option<Vec<Resource>> {
    let all = leaves(text)?;
    let mut scope = Scope::default();
    for leaf in &all {
        let path = plain(&leaf.path);
        let name = path
            .strip_prefix("variable.")
            .and_then(|rest| Some(format!("var.{}", rest.strip_suffix(".default")?)))
            .or_else(|| Some(format!("local.{}", path.strip_prefix("locals.")?)));
        if let Some(name) = name {
            scope.named.insert(name, Named::Text(&leaf.value));
        }
    }
    let mut resources: Vec<Resource> = Vec::new();
    for leaf in &all {
        let path = plain(&leaf.path);
        let mut parts = path.splitn(4, '.');
        let (Some("resource"), Some(kind), Some(name), Some(rest)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let is_same = |last: &&mut Resource| last.kind == kind && last.name == name;
        let setting = scope.leaf(leaf, rest);
        match resources.last_mut().filter(is_same) {
            Some(last) => last.settings.push(setting),
            None => resources.push(Resource {
                kind: kind.to_owned(),
                name: name.to_owned(),
                line: leaf.line,
                offset: leaf.offset,
                settings: vec![setting],
            }),
        }
    }
    Some(resources)
}

/// A path without the places in lists: Terraform's JSON has a block as an object or a list of one.
pub fn plain(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut is_inside = false;
    for char in path.chars() {
        match char {
            '[' => is_inside = true,
            ']' => is_inside = false,
            _ if !is_inside => plain.push(char),
            _ => {}
        }
    }
    plain
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    fn of_span(&self, span: Option<std::ops::Range<usize>>) -> (u32, u64) {
        let offset = span.map_or(0, |span| span.start);
        let line = self.0.partition_point(|start| *start <= offset);
        (u32::try_from(line).unwrap_or(u32::MAX), offset as u64)
    }
}

#[derive(Clone, Copy)]
enum Named<'a> {
    Expression(&'a Expression),
    Text(&'a str),
}

/// What names of the file stand for.
#[derive(Default)]
struct Scope<'a> {
    named: BTreeMap<String, Named<'a>>,
    steps: Cell<u32>,
}

impl Scope<'_> {
    fn body(&self, body: &Body, path: &str, lines: &Lines, settings: &mut Vec<Setting>) {
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    let (line, offset) = lines.of_span(attribute.span());
                    let path = joined(path, attribute.key.as_str());
                    self.values(&attribute.value, &path, (line, offset), settings);
                }
                Structure::Block(block) => {
                    // `dynamic "name" { content { } }` makes blocks called `name`.
                    let label = block.labels.first().filter(|_| block.has_ident("dynamic"));
                    let name = match (label, block.ident.as_str()) {
                        (Some(label), _) => label.as_str(),
                        (None, "content") => "",
                        (None, ident) => ident,
                    };
                    self.body(&block.body, &joined(path, name), lines, settings);
                }
            }
        }
    }

    /// The scalars of an expression, each with its path.
    fn values(
        &self,
        value: &Expression,
        path: &str,
        place: (u32, u64),
        settings: &mut Vec<Setting>,
    ) {
        match value {
            Expression::Array(items) => {
                for item in items {
                    self.values(item, path, place, settings);
                }
            }
            Expression::Object(object) => {
                for (key, value) in object {
                    if let Some(key) = key_text(key) {
                        self.values(value.expr(), &joined(path, key), place, settings);
                    }
                }
            }
            Expression::Null(_) => {}
            _ => settings.push(Setting {
                path: path.to_owned(),
                value: self.resolve(value, 0),
                line: place.0,
                offset: place.1,
            }),
        }
    }

    fn leaf(&self, leaf: &Leaf, path: &str) -> Setting {
        let value = self.text(&leaf.value, 0);
        Setting { path: path.to_owned(), value, line: leaf.line, offset: leaf.offset }
    }

    /// A string of JSON, which is a template.
    fn text(&self, text: &str, depth: u32) -> Value {
        if !text.contains("${") && !text.contains("%{") {
            return Value::Literal(text.to_owned());
        }
        match hcl_edit::parser::parse_template(text) {
            Ok(template) => self.template(&template, depth),
            Err(_) => Value::Depends("a template that is not read".to_owned()),
        }
    }

    fn resolve(&self, value: &Expression, depth: u32) -> Value {
        self.steps.set(self.steps.get() + 1);
        if depth > DEEPEST || self.steps.get() > MOST_STEPS {
            return Value::Depends("references that go deeper than is followed".to_owned());
        }
        match value {
            Expression::String(text) => Value::Literal(text.value().clone()),
            Expression::Bool(flag) => Value::Literal(flag.value().to_string()),
            Expression::Number(number) => Value::Literal(number.value().to_string()),
            Expression::Parenthesis(inner) => self.resolve(inner.inner(), depth),
            Expression::StringTemplate(template) => self.elements(template.iter(), depth),
            Expression::HeredocTemplate(heredoc) => self.template(&heredoc.template, depth),
            Expression::Conditional(choice) => {
                let first = self.resolve(&choice.true_expr, depth + 1);
                if first.text().is_some() && first == self.resolve(&choice.false_expr, depth + 1) {
                    return first;
                }
                Value::Depends("a condition".to_owned())
            }
            Expression::Traversal(traversal) => self.reference(traversal, depth),
            Expression::FuncCall(call) => {
                Value::Depends(format!("the function {}", bounded(call.name.name.as_str())))
            }
            _ => Value::Depends("an expression".to_owned()),
        }
    }

    fn template(&self, template: &Template, depth: u32) -> Value {
        self.elements(template.iter(), depth)
    }

    fn elements<'e>(&self, elements: impl Iterator<Item = &'e Element>, depth: u32) -> Value {
        let (mut text, mut by) = (String::new(), None);
        for element in elements {
            let part = match element {
                Element::Literal(literal) => Value::Literal(literal.value().clone()),
                Element::Interpolation(inner) => self.resolve(&inner.expr, depth + 1),
                Element::Directive(_) => Value::Depends("a template directive".to_owned()),
            };
            match part {
                Value::Literal(part) => text.push_str(&part),
                Value::Default(part, name) => {
                    text.push_str(&part);
                    by = Some(name);
                }
                Value::Depends(_) => return part,
            }
            if text.len() > LONGEST {
                return Value::Depends("a text that is longer than is read".to_owned());
            }
        }
        match by {
            Some(name) => Value::Default(text, name),
            None => Value::Literal(text),
        }
    }

    /// `var.name`, `local.name.attribute`.
    fn reference(&self, traversal: &hcl_edit::expr::Traversal, depth: u32) -> Value {
        let mut names = vec![match &traversal.expr {
            Expression::Variable(name) => name.as_str(),
            _ => return Value::Depends("an expression".to_owned()),
        }];
        for operator in &traversal.operators {
            match operator.value() {
                TraversalOperator::GetAttr(name) => names.push(name.as_str()),
                _ => break,
            }
        }
        let whole = bounded(&names.join("."));
        let unknown = || Value::Depends(whole.clone());
        let is_whole = names.len() == traversal.operators.len() + 1;
        if names.len() < 2 || !is_whole {
            return unknown();
        }
        let name = names[..2].join(".");
        let value = match self.named.get(&name) {
            // JSON has the members of a local under their own paths.
            Some(Named::Text(text)) if names.len() == 2 => self.text(text, depth + 1),
            Some(Named::Text(_)) => return unknown(),
            Some(Named::Expression(expression)) => match member(expression, &names[2..]) {
                Some(Expression::Null(_)) | None => return unknown(),
                Some(found) => self.resolve(found, depth + 1),
            },
            None => match self.named.get(&names.join(".")) {
                Some(Named::Text(text)) => self.text(text, depth + 1),
                _ => return unknown(),
            },
        };
        match value {
            Value::Literal(text) if names[0] == "var" => Value::Default(text, name),
            other => other,
        }
    }
}

/// The member of an object that `names` lead to.
fn member<'a>(expression: &'a Expression, names: &[&str]) -> Option<&'a Expression> {
    let mut at = expression;
    for name in names {
        let object = at.as_object()?;
        at = object.iter().find(|(key, _)| key_text(key) == Some(name))?.1.expr();
    }
    Some(at)
}

fn key_text(key: &ObjectKey) -> Option<&str> {
    match key {
        ObjectKey::Ident(name) => Some(name.as_str()),
        ObjectKey::Expression(Expression::Variable(name)) => Some(name.as_str()),
        ObjectKey::Expression(expression) => expression.as_str(),
    }
}

fn joined(path: &str, name: &str) -> String {
    match (path, name) {
        ("", name) => name.to_owned(),
        (path, "") => path.to_owned(),
        (path, name) => format!("{path}.{name}"),
    }
}

fn bounded(name: &str) -> String {
    name.chars().take(100).collect()
}
