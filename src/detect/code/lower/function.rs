//! Functions and their parameters.

use tree_sitter::Node as Tree;

use super::{LastReturned, Lowering};
use crate::detect::code::language::Shape;
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeId, ScopeKind};

/// What stands before the name of a parameter in the name that its attribute is bound to.
pub const ATTRIBUTE: &str = "#";

/// What stands before the type among the marks of a method of Go.
pub const RECEIVER: &str = "receiver ";

/// What is called where a parameter or property is what a container provides by the name that it gets.
pub const NAMED: &str = "@Named";

/// What stands before such a name in the name that a file binds what provides it to.
pub const PROVIDED: &str = "provided ";

/// The type of a parameter that takes all arguments which have a name: `**options`.
pub const TAKES_NAMED: &str = "**";

/// The type of a parameter that takes all arguments which are left: `*sizes`.
pub const TAKES_MANY: &str = "...";

impl<'a> Lowering<'a> {
    pub(super) fn function(
        &mut self,
        node: Tree<'a>,
        name: &'static str,
        parameters: &'static str,
        body: &'static str,
    ) {
        let name = self.child(node, name).map_or("", |name| self.name_of(name));
        let list = self.child(node, parameters);
        let body = self.child(node, body);
        self.function_of(node, name, list, body);
    }

    /// Reads a function whose parts are known.
    pub fn function_of(
        &mut self,
        node: Tree<'a>,
        name: &str,
        list: Option<Tree<'a>>,
        body: Option<Tree<'a>>,
    ) {
        let (outer, outer_block) = (self.scope, self.block);
        let function = self.enter(ScopeKind::Function, name, Vec::new());
        self.block = (node.start_byte(), node.end_byte());
        if self.grammar.language.id == "csharp"
            && let Some(types) = node.child_by_field_name("type_parameters")
        {
            let mut cursor = types.walk();
            let named = types.named_children(&mut cursor);
            let named = named.filter_map(|one| one.child_by_field_name("name"));
            let names: Vec<String> = named.map(|name| self.text(name).to_owned()).collect();
            self.module.scopes[function].generics = names;
        }
        if let Some(list) = list {
            self.parameters(list);
        }
        for child in self.children(node) {
            if Some(child) != list {
                let value = Some(child) == body && self.is_value(child);
                if Some(child) == body && matches!(self.grammar.shape(child), Some(Shape::Body)) {
                    self.body(child);
                } else if value {
                    // `x => f(x)` returns what its body is.
                    let value = self.value(child);
                    self.returns(value);
                } else {
                    self.later(child);
                }
            }
        }
        (self.scope, self.block) = (outer, outer_block);
    }

    /// Reads a body whose last expression is what the function returns.
    pub(super) fn body(&mut self, body: Tree<'a>) {
        let mut children = self.children(body);
        children.retain(|child| !child.is_extra());
        let children = self.without_rescue(children);
        let Some((last, before)) = children.split_last() else { return };
        let first = self.pending.len();
        before.iter().for_each(|child| self.later(*child));
        self.pending[first..].reverse();
        if self.is_value(*last) {
            let value = self.value(*last);
            self.returns(value);
        } else {
            self.later(*last);
        }
    }

    /// The statements of a body of Ruby before those that catch, of which what each gives is returned, too.
    fn without_rescue(&mut self, mut children: Vec<Tree<'a>>) -> Vec<Tree<'a>> {
        let is_rescue = |one: &Tree<'a>| matches!(one.kind(), "rescue" | "ensure");
        let Some(at) = children.iter().position(is_rescue) else { return children };
        let (start, tried) = (children[0].start_byte(), children[..at].len());
        let end = children[at].start_byte();
        for clause in children.split_off(at) {
            let body = clause.child_by_field_name("body").filter(|_| clause.kind() == "rescue");
            let count = body.map_or(0, |body| body.named_child_count());
            let last = u32::try_from(count).ok().and_then(|count| count.checked_sub(1));
            let last = body.zip(last).and_then(|(body, at)| body.named_child(at));
            if let Some(last) = last.filter(|one| {
                matches!(one.kind(), "integer" | "string" | "constant" | "identifier")
            }) {
                let value = self.value(last);
                self.returns(value);
                if tried <= 2 {
                    self.module.rescued.insert(value, (start, end));
                }
            }
            self.later(clause);
        }
        children
    }

    /// A function whose parameters were read already; where `last_returned` tells so, it returns its last statement.
    pub fn define(
        &mut self,
        node: Tree<'a>,
        name: &str,
        parameters: Vec<Parameter>,
        statements: &[Tree<'a>],
        last_returned: LastReturned,
    ) -> ScopeId {
        let (outer, outer_block) = (self.scope, self.block);
        let function = self.enter(ScopeKind::Function, name, parameters);
        self.block = (node.start_byte(), node.end_byte());
        for (index, statement) in statements.iter().enumerate() {
            let is_last = index + 1 == statements.len();
            if is_last && last_returned == LastReturned::Yes && self.is_value(*statement) {
                let value = self.value(*statement);
                self.returns(value);
            } else {
                self.later(*statement);
            }
        }
        (self.scope, self.block) = (outer, outer_block);
        function
    }

    /// Whether a node is an expression, not a block of statements.
    pub(super) fn is_value(&self, node: Tree<'a>) -> bool {
        !matches!(
            self.grammar.shape(node),
            None | Some(Shape::Block | Shape::Body | Shape::Return(_) | Shape::Skip)
        )
    }

    pub(super) fn parameters(&mut self, list: Tree<'a>) {
        if matches!(self.grammar.shape(list), Some(Shape::Name | Shape::Parameter(..))) {
            return self.parameter(list);
        }
        // What a function without a name of C++ gets stands in its declarator.
        let declared = list.child_by_field_name("parameters");
        let list =
            declared.filter(|_| list.kind() == "abstract_function_declarator").unwrap_or(list);
        // `params int[] sizes` of C# has no node of its own.
        let many = (self.grammar.language.id == "csharp").then(|| self.field(list, "name"));
        let many = many.flatten();
        let written = many.and_then(|_| list.child_by_field_name("type"));
        for child in self.children(list) {
            if Some(child) == many {
                let name = self.parameter_name(child);
                let type_name = Some(TAKES_MANY.to_owned());
                let scope = self.scope;
                let parameter = Parameter { name, type_name, default: None };
                self.module.scopes[scope].parameters.push(parameter);
            } else if Some(child) != written {
                self.parameter(child);
            }
        }
    }

    pub(super) fn parameter(&mut self, node: Tree<'a>) {
        let parameter = match self.grammar.shape(node) {
            Some(Shape::Parameter(name, type_name, default)) => {
                let default = self.child(node, default).map(|default| self.value(default));
                let type_name = self.child(node, type_name).map(|written| self.type_of(written));
                let name = self.child(node, name).map(|name| self.parameter_name(name));
                let default = default.or_else(|| self.annotated_default(node));
                // `options = {}` of Ruby gets what arguments have a name.
                let is_empty = |id: Id| matches!(&self.module.nodes[id].kind, Kind::Map(pairs) if pairs.is_empty());
                let type_name = match default {
                    Some(default) if self.grammar.language.id == "ruby" && is_empty(default) => {
                        Some(TAKES_NAMED.to_owned())
                    }
                    _ => type_name,
                };
                Parameter { name: name.unwrap_or_default(), type_name, default }
            }
            Some(Shape::Skip) => return,
            // What takes all arguments that have a name.
            _ if matches!(node.kind(), "hash_splat_parameter" | "dictionary_splat_pattern") => {
                let type_name = Some(TAKES_NAMED.to_owned());
                Parameter { name: self.parameter_name(node), type_name, default: None }
            }
            _ if matches!(
                node.kind(),
                "splat_parameter"
                    | "spread_parameter"
                    | "variadic_parameter"
                    | "rest_pattern"
                    | "list_splat_pattern"
            ) =>
            {
                self.parameter_of_many(node)
            }
            _ => Parameter { name: self.parameter_name(node), type_name: None, default: None },
        };
        // `@Inject(settings.KEY) settings: Settings` of TypeScript.
        if let Some(mark) = self.child(node, "decorator").and_then(|one| one.named_child(0))
            && let (Some(function), Some(list)) =
                (mark.child_by_field_name("function"), mark.child_by_field_name("arguments"))
            && self.text(function) == "Inject"
            && let Some(key) = list.named_child(0)
        {
            let key = self.value(key);
            let name = format!("{ATTRIBUTE}{}", parameter.name);
            self.bind(&name, Some(key), None, node.start_byte());
        }
        if let Some(attributes) = node.child_by_field_name("attributes")
            && let Some(attribute) =
                attributes.named_child(0).and_then(|group| group.named_child(0))
            && let Some(callee) = attribute.named_child(0)
        {
            let callee = self.value(callee);
            let list = attribute.child_by_field_name("parameters");
            let called = self.call(attribute, callee, list);
            let name = format!("{ATTRIBUTE}{}", parameter.name);
            self.bind(&name, Some(called), None, attribute.start_byte());
        }
        let scope = self.scope;
        self.module.scopes[scope].parameters.push(parameter);
    }

    /// What takes all that are left: `*options` of Ruby and Python, `int... options` of Java, `...$options` of PHP.
    fn parameter_of_many(&mut self, node: Tree<'a>) -> Parameter {
        let mut cursor = node.walk();
        let declarator =
            node.named_children(&mut cursor).find(|one| one.kind() == "variable_declarator");
        let name = declarator.unwrap_or(node).child_by_field_name("name");
        let name = self.parameter_name(name.or_else(|| node.named_child(0)).unwrap_or(node));
        Parameter { name, type_name: Some(TAKES_MANY.to_owned()), default: None }
    }

    /// What an annotation says of a parameter that nobody in sight gives: `@Value("${key:default}") String name`,
    /// `@RequestParam(defaultValue = "a") String name`.
    fn annotated_default(&mut self, node: Tree<'a>) -> Option<Id> {
        let text = self.text(node);
        if self.grammar.language.id != "java" || !text.starts_with('@') {
            return None;
        }
        let quoted = |rest: &'a str| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0);
        if let Some(name) = self.named_by_mark(text) {
            return Some(self.asked_by_name(name, node));
        }
        if let Some((_, rest)) = text.split_once("@Value(") {
            let text = self.add(Kind::Text(quoted(rest)?.to_owned()), node);
            let callee = self.add(Kind::Name("@Value".to_owned()), node);
            let arguments = vec![Argument { name: None, value: text }];
            return Some(self.add(Kind::Call { callee, arguments }, node));
        }
        let (_, rest) = text.split_once("defaultValue")?;
        let stated = quoted(rest.trim_start().strip_prefix('=')?)?.to_owned();
        Some(self.add(Kind::Text(stated), node))
    }

    /// The name in `@Named("name")` of Dagger, Guice and their like.
    pub fn named_by_mark(&self, text: &'a str) -> Option<&'a str> {
        let (_, rest) = text.split_once("@Named(")?;
        Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0)
    }

    /// The call that stands for what a container provides by a name.
    pub fn asked_by_name(&mut self, name: &str, node: Tree<'a>) -> Id {
        let text = self.add(Kind::Text(name.to_owned()), node);
        let callee = self.add(Kind::Name(NAMED.to_owned()), node);
        let arguments = vec![Argument { name: None, value: text }];
        self.add(Kind::Call { callee, arguments }, node)
    }

    /// Notes a function that provides what goes by a name, by what stands before it: `@Provides @Named("bits")`.
    pub fn provides(&mut self, marks: &'a str, name: &str, node: Tree<'a>) {
        let Some(key) = self.named_by_mark(marks).filter(|_| marks.contains("@Provides")) else {
            return;
        };
        let callee = self.add(Kind::Name(name.to_owned()), node);
        let called = self.add(Kind::Call { callee, arguments: Vec::new() }, node);
        self.bind_in(0, &format!("{PROVIDED}{key}"), Some(called), None, node.start_byte());
    }

    /// The name of a parameter; a pattern is its own name, and the names in it are bound to its fields.
    pub(super) fn parameter_name(&mut self, node: Tree<'a>) -> String {
        let is_list = node.kind() == "array_pattern";
        if !is_list && !matches!(self.grammar.shape(node), Some(Shape::Map)) {
            return self.name_of(node).to_owned();
        }
        let name = self.type_of(node);
        let whole = self.add(Kind::Name(name.clone()), node);
        self.bind_pattern(node, Some(whole), None);
        name
    }
}
