//! Conditions under which a function returns a value: `if (level === "high") return "aes-256-gcm"`, `case "low":`.

use tree_sitter::Node as Tree;

use super::Lowering;
use super::condition::Comparison;
use crate::detect::code::sources::INVOKING;
use crate::detect::code::syntax::{Id, Kind};

/// Languages in which it is told of objects under which conditions something is set on them.
const WITH_OBJECTS: &[&str] = &["dart", "java", "kotlin", "ruby", "scala", "swift"];
/// Nodes upwards that may be conditions of a `return`.
const ABOVE: usize = 16;
impl<'a> Lowering<'a> {
    /// Reads what a function returns at a statement.
    pub(super) fn returned(&mut self, statement: Tree<'a>, value: Tree<'a>) {
        let value = self.value(value);
        self.returns(value);
        self.guard(statement, value);
    }

    /// Notes the conditions that hold where `value` is returned.
    pub fn guard(&mut self, returned: Tree<'a>, value: Id) {
        let conditions = self.conditions(returned, None);
        if conditions.iter().any(Option::is_none)
            && let Some(tried) = self.tried_before(returned)
        {
            self.module.rescued.insert(value, tried);
        }
        self.note(value, conditions);
    }

    /// The bytes of what is tried before a statement that catches, where that does but one thing.
    fn tried_before(&self, node: Tree<'a>) -> Option<(usize, usize)> {
        let mut at = node;
        for _ in 0..ABOVE {
            let parent = self.parent(at).filter(|one| !self.grammar.is_function(*one))?;
            if matches!(parent.kind(), "catch_clause" | "except_clause" | "rescue" | "catch_block")
            {
                let tries = self.parent(parent)?;
                let body = tries.child_by_field_name("body").or_else(|| tries.named_child(0))?;
                let mut cursor = body.walk();
                let all: Vec<Tree<'a>> =
                    body.named_children(&mut cursor).filter(|one| !one.is_extra()).collect();
                let is_plain = |one: &Tree<'a>| {
                    let sets = |kind: &str| kind.contains("declaration") || kind.contains("assign");
                    one.kind().contains("return")
                        || sets(one.kind())
                        || one.named_child(0).is_some_and(|inner| sets(inner.kind()))
                };
                let is_one = all.len() <= 2 && all.iter().all(is_plain);
                return is_one.then(|| (body.start_byte(), body.end_byte()));
            }
            at = parent;
        }
        None
    }

    /// Notes the conditions under which one of the values of `choice` is taken.
    pub fn guard_in(&mut self, way: Tree<'a>, value: Id, choice: Tree<'a>) {
        let conditions = self.conditions(way, Some(choice));
        self.note(value, conditions);
    }

    /// Notes the conditions under which a function calls one that it gets.
    pub fn guard_handed(&mut self, call: Id, node: Tree<'a>) {
        let Kind::Call { callee, arguments } = &self.module.nodes[call].kind else { return };
        // `object.setSize(n)`
        if let (Kind::Member { of, name }, [only]) =
            (&self.module.nodes[*callee].kind, arguments.as_slice())
            && (name.starts_with("set") || name.starts_with("with"))
            && WITH_OBJECTS.contains(&self.grammar.language.id)
            && matches!(self.module.nodes[*of].kind, Kind::Name(_))
        {
            let value = only.value;
            return self.guard(node, value);
        }
        let function = match &self.module.nodes[*callee].kind {
            Kind::Member { of, name } if INVOKING.contains(&name.as_str()) => *of,
            Kind::Name(_) => *callee,
            _ => return,
        };
        let (Kind::Name(name), Some(first)) =
            (&self.module.nodes[function].kind, arguments.first())
        else {
            return;
        };
        let own = &self.module.scopes[self.scope];
        if own.parameters.iter().any(|one| one.name == *name) {
            let value = first.value;
            self.guard(node, value);
        }
    }

    /// Notes the conditions under which a variable gets a value, where one of them is a comparison.
    pub(super) fn guard_assigned(&mut self, left: Tree<'a>, value: Id) {
        let is_part = |one: &Tree<'a>| {
            let kind = one.kind();
            kind.contains("assign") || kind.contains("expression_list")
        };
        let mut statement = left;
        while let Some(parent) = self.parent(statement).filter(is_part) {
            statement = parent;
        }
        let conditions = self.conditions(statement, None);
        if conditions.iter().any(Option::is_some) {
            self.note(value, conditions);
            // In a loop each turn asks anew.
            if self.is_in_loop(statement)
                && let Some(guards) = self.module.guards.remove(&value)
            {
                self.module.turns.insert(value, guards);
            }
        }
    }

    /// Notes the conditions under which a member of an object is set, be they comparisons or not.
    pub fn guard_set(&mut self, left: Tree<'a>, value: Id) {
        if !WITH_OBJECTS.contains(&self.grammar.language.id)
            || self.module.guards.contains_key(&value)
        {
            return;
        }
        let is_part = |one: &Tree<'a>| one.kind().contains("assign");
        let statement = self.parent(left).filter(is_part).unwrap_or(left);
        let conditions = self.conditions(statement, None);
        self.note(value, conditions);
    }

    /// Assigns a variable; a statement that is the whole of a branch happens in that only, be it in braces or not.
    pub(super) fn assign_in_branch(&mut self, name: &str, value: Id, left: Tree<'a>) {
        let around = self.block;
        self.block = self.branch_around(left).unwrap_or(around);
        self.assign_name(name, value, left.start_byte());
        self.block = around;
    }

    /// The bytes of the branch that an assignment is, or stands in beside others and without braces.
    fn branch_around(&self, left: Tree<'a>) -> Option<(usize, usize)> {
        let is_part = |kind: &str| kind.contains("assign") || kind == "expression_statement";
        let mut statement = left;
        for _ in 0..4 {
            let parent = self.parent(statement)?;
            if !is_part(parent.kind()) {
                let branch = match parent.kind() {
                    "if_expression" | "while_statement" | "while_expression" | "for_statement"
                    | "for_expression" | "when_entry" | "switch_rule" => statement,
                    "case_clause" | "switch_statement_case" | "switch_statement_default" => parent,
                    _ => return None,
                };
                let is_asked = parent.child_by_field_name("condition") == Some(statement);
                return (!is_asked).then_some((branch.start_byte(), branch.end_byte()));
            }
            statement = parent;
        }
        None
    }

    pub(super) fn is_in_loop(&self, node: Tree<'a>) -> bool {
        let is_loop = |kind: &str| {
            kind.starts_with("for") || kind.starts_with("while") || kind.contains("loop")
        };
        let mut at = node;
        for _ in 0..ABOVE {
            let Some(parent) = self.parent(at).filter(|one| !self.grammar.is_function(*one)) else {
                return false;
            };
            if is_loop(parent.kind()) {
                return true;
            }
            at = parent;
        }
        false
    }

    /// What is asked on the way to a node, up to the function or `top`; `None` for what is no comparison.
    fn conditions(&self, node: Tree<'a>, top: Option<Tree<'a>>) -> Vec<Option<Comparison<'a>>> {
        let (mut child, mut conditions) = (node, Vec::new());
        for _ in 0..ABOVE {
            if Some(child) == top {
                break;
            }
            let Some(parent) = self.parent(child) else { break };
            if self.grammar.is_function(parent) {
                break;
            }
            conditions.extend(self.condition(parent, child));
            conditions.extend(self.refused(child));
            child = parent;
        }
        conditions
    }

    /// Notes conditions of a value; one that is no comparison as one with nothing, of which nobody knows whether it
    /// holds.
    fn note(&mut self, value: Id, conditions: Vec<Option<Comparison<'a>>>) {
        // A call of C that a condition asks is a use of its own, and no value to be read again.
        let is_c = matches!(self.grammar.language.id, "c" | "cpp");
        let mut guards = Vec::new();
        for condition in conditions {
            let condition = condition.filter(|(key, ..)| !is_c || !self.text(*key).contains('('));
            guards.push(match condition {
                Some((key, others, is_equal)) => {
                    let mut others: Vec<Id> =
                        others.into_iter().map(|one| self.label(one)).collect();
                    if others.is_empty() {
                        others.push(self.add(Kind::Truth(true), key));
                    }
                    (self.value(key), others, is_equal)
                }
                None => (value, Vec::new(), true),
            });
        }
        if !guards.is_empty() {
            self.module.guards.insert(value, guards.into());
        }
    }

    /// A value that something is compared with; `.high` of Swift by its name.
    fn label(&mut self, node: Tree<'a>) -> Id {
        // `Level.high` as a pattern of Dart.
        if node.kind() == "constant_pattern"
            && let Some((of, name)) = self.text(node).rsplit_once('.')
            && self.is_constant(node)
        {
            let of = self.add(Kind::Name(of.to_owned()), node);
            return self.add(Kind::Member { of, name: name.to_owned() }, node);
        }
        match self.text(node).strip_prefix('.') {
            Some(name) => {
                let name = name.to_owned();
                self.add(Kind::Name(name), node)
            }
            None => self.value(node),
        }
    }
}

impl<'a> Lowering<'a> {
    /// One of several values that `key` decides, by the texts that take each: none for what is left. Where those of one
    /// way are not told, any may be.
    pub fn decided(
        &mut self,
        node: Tree<'a>,
        key: Option<Id>,
        ways: Vec<(Id, Option<Vec<String>>)>,
    ) -> Id {
        let (values, takes): (Vec<Id>, Vec<Option<Vec<String>>>) = ways.into_iter().unzip();
        let choice = self.add(Kind::Choice(values), node);
        if let (Some(key), Some(takes)) = (key, takes.into_iter().collect()) {
            self.module.decided.insert(choice, (key, takes));
        }
        choice
    }

    /// The text of a literal that takes a way: `"a"`, `:a`, `256`, `true`, an atom.
    pub fn taking(&self, pattern: Tree<'a>) -> Option<String> {
        let text = self.text(pattern).trim();
        let quoted = ['"', '\''].iter().find_map(|quote| {
            let inner = text.strip_prefix(*quote)?.strip_suffix(*quote)?;
            (!inner.contains([*quote, '$', '#', '\\', '{'])).then_some(inner)
        });
        let is_word = |word: &str| {
            word.chars().all(|c| c.is_alphanumeric() || "_@".contains(c)) && !word.is_empty()
        };
        let plain = match pattern.kind() {
            "atom" | "symbol" | "simple_symbol" => text.strip_prefix(':').unwrap_or(text),
            "integer" | "decimal_integer_literal" | "number" => text,
            "true" | "false" | "boolean" => text,
            // A constant of an enumeration, by its type.
            "constant_pattern" if quoted.is_none() && self.is_constant(pattern) => {
                text.rsplit('.').next()?
            }
            _ => return quoted.map(str::to_owned),
        };
        quoted.or_else(|| Some(plain).filter(|plain| is_word(plain))).map(str::to_owned)
    }
}
