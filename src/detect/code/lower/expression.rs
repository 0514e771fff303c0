//! Expressions.

use tree_sitter::Node as Tree;

use super::{LastReturned, Lowering, shortened};
use crate::detect::code::language::Shape;
use crate::detect::code::literal::{integer, unescaped, unquoted};
use crate::detect::code::resolve::TAKEN_APART;
use crate::detect::code::syntax::{
    Argument, Id, Kind, Parameter, Place, SPREAD, ScopeKind, Setting,
};

/// Deepest expression that is read as one; what lies deeper is read on its own.
const DEPTH: usize = 120;

/// Node kinds of tables whose entries are arguments.
const SPLATS: &[&str] = &["dictionary_splat", "hash_splat_argument"];

impl<'a> Lowering<'a> {
    /// Reads an expression.
    pub fn value(&mut self, node: Tree<'a>) -> Id {
        if self.depth >= DEPTH {
            self.later(node);
            return self.add(Kind::Opaque, node);
        }
        self.depth += 1;
        let id = self.expression(node);
        self.depth -= 1;
        id
    }

    fn expression(&mut self, node: Tree<'a>) -> Id {
        let Some(shape) = self.grammar.shape(node) else {
            self.children_later(node);
            return self.add(Kind::Opaque, node);
        };
        match shape {
            Shape::Text => self.string(node),
            Shape::Number => {
                let kind = integer(self.text(node)).map_or(Kind::Opaque, Kind::Number);
                self.add(kind, node)
            }
            Shape::True => self.add(Kind::Truth(true), node),
            Shape::False => self.add(Kind::Truth(false), node),
            Shape::Name => {
                let name = shortened(self.text(node));
                self.add(Kind::Name(name), node)
            }
            Shape::Fragment => {
                let text = unescaped(self.text(node));
                self.add(Kind::Text(text), node)
            }
            Shape::Inner(name) => match self.child(node, name) {
                Some(inner) => self.value(inner),
                None => self.add(Kind::Opaque, node),
            },
            Shape::Member(of, name) => self.member(node, of, name),
            Shape::Call(callee, arguments) => {
                let callee = self.part(node, callee);
                let arguments = self.child(node, arguments);
                self.call(node, callee, arguments)
            }
            Shape::Method(of, name, arguments) => self.method(node, of, name, arguments),
            Shape::List => {
                let items = self.items(node);
                self.add(Kind::List(items), node)
            }
            Shape::Map => self.map(node),
            Shape::Binary { left, right, joins, either } => {
                self.binary(node, (left, right), joins, either)
            }
            Shape::Choice(fields) => {
                let fields: Vec<Tree<'a>> =
                    fields.iter().filter_map(|name| self.child(node, name)).collect();
                let mut cursor = node.walk();
                for child in
                    node.named_children(&mut cursor).filter(|child| !fields.contains(child))
                {
                    self.later(child);
                }
                let is_asked = node.child_by_field_name("condition").is_some()
                    || node.kind() == "conditional_expression";
                let mut values = Vec::new();
                for field in fields {
                    let value = self.value(field);
                    if is_asked {
                        self.guard_in(field, value, node);
                    }
                    values.push(value);
                }
                self.add(Kind::Choice(values), node)
            }
            Shape::Index(of, key) => {
                let (of, key) = (self.part(node, of), self.part(node, key));
                self.add(Kind::Index { of, key }, node)
            }
            Shape::Assign(left, right) => self.assign(node, left, right),
            Shape::Own(read) => match read(self, node) {
                Some(id) => id,
                None => self.add(Kind::Opaque, node),
            },
            Shape::Named(_, value) => match self.named_value(node, value) {
                Some(value) => self.value(value),
                None => self.add(Kind::Opaque, node),
            },
            Shape::Function(..) => self.closure(node),
            // A list that a loop makes has what its body gives.
            Shape::Each(name, list) => {
                self.each(node, name, list);
                self.add(Kind::Opaque, node)
            }
            _ => {
                self.later(node);
                self.add(Kind::Opaque, node)
            }
        }
    }

    /// A function where a value stands.
    fn closure(&mut self, node: Tree<'a>) -> Id {
        let (scope, block, depth) = (self.scope, self.block, self.depth);
        let function = self.module.scopes.len();
        self.statement(node);
        (self.scope, self.block, self.depth) = (scope, block, depth);
        self.add(Kind::Closure(function), node)
    }

    /// A child as an expression.
    pub fn part(&mut self, node: Tree<'a>, name: &'static str) -> Id {
        match self.child(node, name) {
            Some(child) => self.value(child),
            None => self.add(Kind::Opaque, node),
        }
    }

    /// A member stands where its own name stands, not where the object begins.
    fn member(&mut self, node: Tree<'a>, of: &'static str, name: &'static str) -> Id {
        let place = self.child(node, name).unwrap_or(node);
        let name = shortened(self.name_of(place));
        let Some(of) = self.child(node, of) else { return self.add(Kind::Name(name), place) };
        let of = self.value(of);
        self.add(Kind::Member { of, name }, place)
    }

    /// Reads a call of a method: object, name, arguments.
    pub fn method(
        &mut self,
        node: Tree<'a>,
        of: &'static str,
        name: &'static str,
        arguments: &'static str,
    ) -> Id {
        let name_node = self.child(node, name);
        let name = shortened(name_node.map_or("", |name| self.name_of(name)));
        let object = self.child(node, of);
        let place = name_node.unwrap_or(node);
        let callee = match object {
            Some(object) => {
                let of = self.value(object);
                self.add(Kind::Member { of, name }, place)
            }
            None => self.add(Kind::Name(name), place),
        };
        let arguments = self.child(node, arguments);
        self.call(node, callee, arguments)
    }

    /// Adds a call of `callee`; it stands where the callee's own name stands.
    pub fn call(&mut self, node: Tree<'a>, callee: Id, arguments: Option<Tree<'a>>) -> Id {
        let arguments = arguments.map(|list| self.arguments(list)).unwrap_or_default();
        let call = self.add(Kind::Call { callee, arguments }, node);
        self.run_on_each(call, node);
        self.guard_handed(call, node);
        call
    }

    /// `list.map(T::f)` as `list.map(it -> T.f(it))`: what is handed on by its name is called with each element.
    pub fn run_on_each(&mut self, call: Id, node: Tree<'a>) {
        const LANGUAGES: &[&str] = &["csharp", "dart", "java", "kotlin", "scala", "swift"];
        const EACH: &[&str] =
            &["map", "forEach", "foreach", "flatMap", "mapNotNull", "mapToObj", "Select"];
        let Kind::Call { callee, arguments } = &self.module.nodes[call].kind else { return };
        let [only] = arguments.as_slice() else { return };
        let is_each = matches!(&self.module.nodes[*callee].kind,
            Kind::Member { name, .. } if EACH.contains(&name.as_str()));
        if !is_each || !LANGUAGES.contains(&self.grammar.language.id) {
            return;
        }
        let function = match &self.module.nodes[only.value].kind {
            Kind::Member { of, name } if name == "new" => *of,
            Kind::Member { .. } => only.value,
            Kind::Name(name) if name.starts_with(|c: char| c.is_ascii_uppercase()) => only.value,
            _ => return,
        };
        let each = Parameter { name: "it".to_owned(), type_name: None, default: None };
        let scope = self.define(node, "", vec![each], &[], LastReturned::No);
        let outer = std::mem::replace(&mut self.scope, scope);
        let element = self.add(Kind::Name("it".to_owned()), node);
        let arguments = vec![Argument { name: None, value: element }];
        let inner = self.add(Kind::Call { callee: function, arguments }, node);
        self.returns(inner);
        self.scope = outer;
        let closure = self.add(Kind::Closure(scope), node);
        // All of it stands where the name does, and what is handed on behind it.
        let place = self.module.nodes[function].place;
        for id in [inner, closure] {
            self.module.nodes[id].place = place;
        }
        self.module.nodes[element].place = Place { start: place.end, ..place };
        if let Kind::Call { arguments, .. } = &mut self.module.nodes[call].kind {
            arguments[0].value = closure;
        }
    }

    /// `of[from:to]` as a call of `slice`; of a part to the end, or of all, the thing itself.
    pub fn slice(
        &mut self,
        node: Tree<'a>,
        of: Tree<'a>,
        from: Option<Tree<'a>>,
        to: Option<Tree<'a>>,
    ) -> Id {
        let of = self.value(of);
        let Some(to) = to else {
            from.into_iter().for_each(|from| self.later(from));
            return of;
        };
        let from = match from {
            Some(from) => self.value(from),
            None => self.add(Kind::Number(0), node),
        };
        let to = self.value(to);
        let callee = self.add(Kind::Member { of, name: "slice".to_owned() }, node);
        let arguments =
            [from, to].into_iter().map(|value| Argument { name: None, value }).collect();
        self.add(Kind::Call { callee, arguments }, node)
    }

    /// `new byte[32]` as a call of `byte[]`.
    pub fn octets(&mut self, node: Tree<'a>, length: Tree<'a>) -> Id {
        let value = self.value(length);
        let callee = self.add(Kind::Name("byte[]".to_owned()), node);
        let arguments = vec![Argument { name: None, value }];
        self.add(Kind::Call { callee, arguments }, node)
    }

    /// The arguments in a list.
    pub fn arguments(&mut self, list: Tree<'a>) -> Vec<Argument> {
        let children = self.children(list);
        let given = children.into_iter().filter(|child| !child.is_extra());
        given.map(|child| self.argument(child)).collect()
    }

    /// The value of one argument, whatever its name.
    pub fn argument_value(&mut self, node: Tree<'a>) -> Id {
        self.argument(node).value
    }

    fn argument(&mut self, node: Tree<'a>) -> Argument {
        match self.grammar.shape(node) {
            // `**table`: arguments by the names that it holds.
            Some(Shape::Inner(_)) if SPLATS.contains(&node.kind()) => {
                let value = self.value(node);
                let callee = self.add(Kind::Name(TAKEN_APART.to_owned()), node);
                let arguments = vec![Argument { name: None, value }];
                let value = self.add(Kind::Call { callee, arguments }, node);
                Argument { name: Some(SPREAD.to_owned()), value }
            }
            Some(Shape::Named(name, value)) => {
                let name = self.child(node, name).map(|name| self.name_of(name).to_owned());
                let value = match self.named_value(node, value) {
                    Some(value) => self.value(value),
                    None => self.add(Kind::Opaque, node),
                };
                Argument { name, value }
            }
            Some(Shape::Pair(key, value)) => {
                // `:a => 1` names the argument `a` (Ruby).
                let name = self.child(node, key).map(|key| unquoted(self.name_of(key)));
                let name = name.map(|name| name.trim_start_matches(':').to_owned());
                // `f(hash:)` is short for `f(hash: hash)`.
                let value = match (self.child(node, value), &name) {
                    (None, Some(name)) => self.add(Kind::Name(name.clone()), node),
                    _ => self.part(node, value),
                };
                Argument { name, value }
            }
            _ => Argument { name: None, value: self.value(node) },
        }
    }

    /// The value of a named argument; without a field for it, the last child.
    fn named_value(&self, node: Tree<'a>, value: &'static str) -> Option<Tree<'a>> {
        if value.is_empty() {
            let count = u32::try_from(node.named_child_count()).ok()?;
            return (0..count)
                .rev()
                .filter_map(|at| node.named_child(at))
                .find(|child| !child.is_extra());
        }
        self.child(node, value)
    }

    fn items(&mut self, node: Tree<'a>) -> Vec<Id> {
        let is_item = |child: &Tree<'a>| !child.is_extra() && child.kind() != "type_arguments";
        let mut children = self.children(node);
        children.retain(is_item);
        // Tables of octets are data, whatever they hold.
        if children.len() > 4096 {
            return Vec::new();
        }
        children.into_iter().map(|child| self.value(child)).collect()
    }

    fn map(&mut self, node: Tree<'a>) -> Id {
        let children = self.children(node);
        let mut pairs = Vec::new();
        for child in children {
            match self.grammar.shape(child) {
                Some(Shape::Pair(key, value)) => {
                    let (key, value) = (self.part(child, key), self.part(child, value));
                    pairs.push((key, value));
                }
                // `{ name }` is short for `{ name: name }`.
                Some(Shape::Name) => {
                    let key = self.add(Kind::Text(self.text(child).to_owned()), child);
                    pairs.push((key, self.value(child)));
                }
                // `{ ...other }`: the fields of another.
                Some(Shape::Inner(_)) => {
                    let key = self.add(Kind::Text(SPREAD.to_owned()), child);
                    pairs.push((key, self.value(child)));
                }
                _ => self.later(child),
            }
        }
        self.add(Kind::Map(pairs), node)
    }

    /// Reads an assignment.
    pub fn assign(&mut self, node: Tree<'a>, left: &'static str, right: &'static str) -> Id {
        let value = self.part(node, right);
        let Some(left) = self.child(node, left) else { return value };
        let end = self.child(node, right).map_or(left.end_byte(), |right| right.start_byte());
        let operator = self.source.get(left.end_byte()..end).unwrap_or_default().trim();
        let value = match operator {
            // What is added comes after what is there.
            "+=" | ".=" | "..=" if !self.is_closure(value) => {
                let before = self.value(left);
                self.add(Kind::Join(vec![before, value]), node)
            }
            "*=" | "-=" | "/=" | "<<=" | ">>=" | "**=" => {
                let before = self.value(left);
                let operator = operator.trim_end_matches('=').to_owned();
                self.add(Kind::arithmetic(operator, vec![before, value]), node)
            }
            "|=" => {
                let before = self.value(left);
                self.add(Kind::Choice(vec![before, value]), node)
            }
            _ => value,
        };
        self.assign_to(left, value);
        value
    }

    /// `event += handler` adds no text.
    fn is_closure(&self, value: Id) -> bool {
        matches!(self.module.nodes[value].kind, Kind::Closure(_))
    }

    /// Assigns `value` to a name, a member or the names of a pattern.
    pub fn assign_to(&mut self, left: Tree<'a>, value: Id) {
        if matches!(self.grammar.shape(left), Some(Shape::List | Shape::Map)) {
            return self.bind_pattern(left, Some(value), None);
        }
        let target = self.value(left);
        match self.module.nodes[target].kind.clone() {
            Kind::Name(name) => {
                self.assign_in_branch(&name, value, left);
                self.guard_assigned(left, value);
            }
            Kind::Member { of, name } => {
                self.module.settings.push(Setting { target, value });
                self.guard_set(left, value);
                let own = matches!(&self.module.nodes[of].kind,
                    Kind::Name(object) if self.grammar.language.own.contains(&object.as_str()));
                if own && let Some(class) = self.module.enclosing(self.scope, ScopeKind::Type) {
                    self.bind_in(class, &name, Some(value), None, left.start_byte());
                }
            }
            Kind::Index { .. } => self.module.settings.push(Setting { target, value }),
            _ => {}
        }
    }

    /// Assigns `value` to a variable at byte `at`.
    pub fn assign_name(&mut self, name: &str, value: Id, at: usize) {
        self.assigned.push(self.module.bindings.len());
        let before = self.module.bindings.len();
        self.bind(name, Some(value), None, at);
        if self.module.bindings.len() == before {
            self.assigned.pop();
        }
    }

    fn string(&mut self, node: Tree<'a>) -> Id {
        let children = self.children(node);
        let (mut parts, mut text, mut seen) = (Vec::new(), String::new(), false);
        for child in children {
            match self.grammar.shape(child) {
                Some(Shape::Fragment) => {
                    seen = true;
                    text.push_str(&unescaped(self.text(child)));
                }
                Some(Shape::Skip) => {}
                _ => {
                    if !text.is_empty() {
                        let before = std::mem::take(&mut text);
                        parts.push(self.add(Kind::Text(before), child));
                    }
                    parts.push(self.value(child));
                }
            }
        }
        if parts.is_empty() {
            if !seen {
                text = unescaped(unquoted(self.text(node)));
            }
            return self.add(Kind::Text(text), node);
        }
        if !text.is_empty() {
            parts.push(self.add(Kind::Text(text), node));
        }
        self.add(Kind::Join(parts), node)
    }
}
