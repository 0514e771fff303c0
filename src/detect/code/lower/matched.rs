//! Parts that the pattern of a case takes out of a value: `case Rsa(bits)`, `case .rsa(let bits)`, `is Rsa(var bits)`.

use tree_sitter::Node as Tree;

use super::Lowering;
use crate::detect::code::syntax::{Argument, Binding, Id, Kind};

/// What a pattern takes out of a value, with the value, the name of the type that it is of and which part.
pub const TAKEN: &str = "%case";

/// Patterns within patterns, and parts of one, that are followed.
const DEPTH: usize = 4;
const PARTS: usize = 16;

/// Which part of an object a pattern names.
#[derive(Clone, Copy, Debug)]
pub enum Part<'s> {
    /// The object, where it is of the type.
    Whole,
    /// What stands at a place.
    Place(usize),
    /// What goes by a name.
    Field(&'s str),
}

impl<'a> Lowering<'a> {
    /// The part of a value that a pattern takes out of it where it is of a type.
    pub fn taken(&mut self, of: Id, class: &str, part: Part<'_>, node: Tree<'a>) -> Id {
        let callee = self.add(Kind::Name(TAKEN.to_owned()), node);
        let class = class.rsplit(['.', ' ']).next().unwrap_or(class).to_owned();
        let class = self.add(Kind::Text(class), node);
        let part = match part {
            Part::Whole => None,
            Part::Place(at) => i64::try_from(at).ok().map(Kind::Number),
            Part::Field(name) => Some(Kind::Text(name.to_owned())),
        };
        let part = part.map(|part| self.add(part, node));
        let values = [of, class].into_iter().chain(part);
        let arguments = values.map(|value| Argument { name: None, value }).collect();
        self.add(Kind::Call { callee, arguments }, node)
    }

    /// Binds a name in the bytes of a case only.
    pub fn bind_within(&mut self, name: Tree<'a>, value: Id, class: Option<&str>, case: Tree<'a>) {
        let text = self.text(name);
        if text.is_empty() || text.len() > super::NAME || text == "_" {
            return;
        }
        self.module.bindings.push(Binding {
            scope: self.scope,
            name: text.to_owned(),
            value: Some(value),
            type_name: class.map(str::to_owned),
            at: name.start_byte(),
            block: (case.start_byte(), case.end_byte()),
        });
    }

    /// Runs `read` as what happens in the bytes of a node only.
    pub fn within<T>(&mut self, node: Tree<'a>, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.block, (node.start_byte(), node.end_byte()));
        let value = read(self);
        self.block = outer;
        value
    }

    /// Binds what the pattern of a case names, in that case.
    pub fn bind_case(&mut self, pattern: Tree<'a>, of: Id, case: Tree<'a>) {
        self.bind_case_in(pattern, of, case, DEPTH);
    }

    fn bind_case_in(&mut self, pattern: Tree<'a>, of: Id, case: Tree<'a>, left: usize) {
        let Some(left) = left.checked_sub(1) else { return };
        let mut cursor = pattern.walk();
        let parts: Vec<Tree<'a>> =
            pattern.named_children(&mut cursor).filter(|one| !one.is_extra()).take(PARTS).collect();
        let class_of = |node: Tree<'a>| {
            let named = ["type", "identifier"].iter();
            let written = node.child_by_field_name("type");
            let written = written.or_else(|| {
                named.clone().find_map(|kind| {
                    let mut cursor = node.walk();
                    let first = node.named_children(&mut cursor).next();
                    first.filter(|one| one.kind() == *kind)
                })
            });
            written.map(|one| self.text(one).split(['<', '[']).next().unwrap_or_default())
        };
        match pattern.kind() {
            // `Rsa(bits)` of Scala.
            "case_class_pattern" => {
                let class = class_of(pattern).unwrap_or_default();
                for (at, part) in parts.iter().skip(1).enumerate() {
                    self.bind_part(*part, (of, class), Part::Place(at), case, left);
                }
            }
            "tuple_pattern" => {
                for (at, part) in parts.iter().enumerate() {
                    let element = self.at_place(of, at, *part);
                    self.bind_case_in(*part, element, case, left);
                }
            }
            // `r: Rsa` of Scala, `Rsa r` of Java and C#.
            "typed_pattern" | "type_pattern" | "declaration_pattern" => {
                let (name, written) = match pattern.kind() {
                    "typed_pattern" => (parts.first(), parts.last()),
                    _ => (parts.last(), parts.first()),
                };
                if let (Some(name), Some(written), true) = (name, written, parts.len() == 2) {
                    let class = self.text(*written).split(['<', '[']).next().unwrap_or_default();
                    // What `var x` takes may be anything.
                    let value = match class {
                        "var" => of,
                        _ => self.taken(of, class, Part::Whole, *name),
                    };
                    let class = Some(class).filter(|class| *class != "var");
                    self.bind_within(*name, value, class, case);
                }
            }
            "capture_pattern" => {
                if let [name, inner] = parts[..] {
                    self.bind_within(name, of, None, case);
                    self.bind_case_in(inner, of, case, left);
                }
            }
            "identifier"
                if self.grammar.language.id == "scala"
                    && self.text(pattern).starts_with(|c: char| c.is_lowercase()) =>
            {
                self.bind_within(pattern, of, None, case);
            }
            // `Rsa(int bits)` of Java.
            "record_pattern" => {
                let class = class_of(pattern).unwrap_or_default();
                let Some(body) = parts.iter().find(|one| one.kind() == "record_pattern_body")
                else {
                    return;
                };
                let mut cursor = body.walk();
                let inner: Vec<Tree<'a>> = body.named_children(&mut cursor).take(PARTS).collect();
                for (at, part) in inner.into_iter().enumerate() {
                    if part.kind() == "record_pattern_component" {
                        let mut cursor = part.walk();
                        if let Some(name) = part.named_children(&mut cursor).last() {
                            let value = self.taken(of, class, Part::Place(at), name);
                            self.bind_within(name, value, None, case);
                        }
                    } else {
                        self.bind_part(part, (of, class), Part::Place(at), case, left);
                    }
                }
            }
            // `Rsa(var bits)`, `Rsa { Bits: var bits }` and `{ Bits: var bits }` of C#.
            "recursive_pattern" => {
                let class = pattern.child_by_field_name("type");
                let class = class.map_or("", |written| self.text(written));
                for clause in parts.iter().filter(|one| one.kind().ends_with("_pattern_clause")) {
                    let mut cursor = clause.walk();
                    let inner: Vec<Tree<'a>> =
                        clause.named_children(&mut cursor).take(PARTS).collect();
                    for (at, sub) in inner.into_iter().enumerate() {
                        let mut cursor = sub.walk();
                        let own: Vec<Tree<'a>> = sub.named_children(&mut cursor).collect();
                        match own[..] {
                            [only] => {
                                self.bind_part(only, (of, class), Part::Place(at), case, left);
                            }
                            [name, inner] => {
                                let field = Part::Field(self.text(name));
                                self.bind_part(inner, (of, class), field, case, left);
                            }
                            _ => {}
                        }
                    }
                }
                if let Some(name) = pattern.child_by_field_name("name") {
                    let value = self.taken(of, class, Part::Whole, name);
                    self.bind_within(name, value, Some(class), case);
                }
            }
            "pattern" | "constant_pattern" if self.grammar.language.id != "scala" => {
                parts.iter().for_each(|part| self.bind_case_in(*part, of, case, left));
            }
            // `case Rsa(var bits):` of C#, which the grammar takes for a call.
            "invocation_expression" => {
                let Some(class) = pattern.child_by_field_name("function") else { return };
                let class = self.text(class);
                let Some(list) = pattern.child_by_field_name("arguments") else { return };
                let mut cursor = list.walk();
                let inner: Vec<Tree<'a>> = list.named_children(&mut cursor).take(PARTS).collect();
                for (at, argument) in inner.into_iter().enumerate() {
                    let declared = argument
                        .named_child(0)
                        .filter(|one| one.kind() == "declaration_expression");
                    if let Some(name) = declared.and_then(|one| one.child_by_field_name("name")) {
                        let value = self.taken(of, class, Part::Place(at), name);
                        self.bind_within(name, value, None, case);
                    }
                }
            }
            _ => {}
        }
    }

    /// `value instanceof Rsa r`, `value is Rsa { Bits: var bits }`: what is named there holds in what follows.
    pub fn tested(&mut self, node: Tree<'a>) -> Option<Id> {
        let of = node.child_by_field_name("left").or_else(|| node.named_child(0))?;
        let of = self.value(of);
        let around = std::iter::successors(self.parent(node), |node| self.parent(*node)).take(8);
        let block = around.into_iter().find(|one| one.kind().ends_with("block"));
        let block = block.unwrap_or(node);
        match (node.child_by_field_name("pattern"), node.child_by_field_name("name")) {
            (Some(pattern), _) => self.bind_case(pattern, of, block),
            (None, Some(name)) => {
                let written = node.child_by_field_name("right")?;
                let class = self.text(written).split('<').next().unwrap_or_default();
                let value = self.taken(of, class, Part::Whole, name);
                self.bind_within(name, value, Some(class), block);
            }
            _ => {}
        }
        None
    }

    /// `switch (value) { case Rsa r: … }` of C#.
    pub fn sections(&mut self, node: Tree<'a>) -> Option<Id> {
        let of = node.child_by_field_name("value")?;
        let of = self.value(of);
        let body = node.child_by_field_name("body")?;
        let mut cursor = body.walk();
        let sections: Vec<Tree<'a>> = body.named_children(&mut cursor).collect();
        for section in sections {
            if let Some(pattern) = section.named_child(0) {
                self.bind_case(pattern, of, section);
            }
            self.later(section);
        }
        None
    }

    fn bind_part(
        &mut self,
        pattern: Tree<'a>,
        (of, class): (Id, &str),
        part: Part<'_>,
        case: Tree<'a>,
        left: usize,
    ) {
        // What takes no name asks for nothing.
        if pattern.named_child_count() == 0 && pattern.kind() != "identifier" {
            return;
        }
        let value = self.taken(of, class, part, pattern);
        self.bind_case_in(pattern, value, case, left);
    }
}
