//! Conditions under which a function returns a value: `if (level === "high") return "aes-256-gcm"`, `case "low":`.

use tree_sitter::Node as Tree;

use super::Lowering;
use crate::detect::code::syntax::{Id, Kind};

/// Nodes upwards that may be conditions of a `return`.
const ABOVE: usize = 16;
/// Literals that one branch is taken for.
const LITERALS: usize = 16;

/// Two sides of a comparison, and whether they are to be equal.
type Comparison<'a> = (Tree<'a>, Vec<Tree<'a>>, bool);

impl<'a> Lowering<'a> {
    /// Reads what a function returns at a statement.
    pub(super) fn returned(&mut self, statement: Tree<'a>, value: Tree<'a>) {
        let value = self.value(value);
        self.returns(value);
        self.guard(statement, value);
    }

    /// Notes the conditions that hold where `value` is returned. A condition that is no comparison is noted as one with
    /// nothing, of which nobody knows whether it holds.
    pub fn guard(&mut self, returned: Tree<'a>, value: Id) {
        let (mut child, mut conditions) = (returned, Vec::new());
        for _ in 0..ABOVE {
            let Some(parent) = self.parent(child) else { break };
            let kind = parent.kind();
            if is_function(kind) {
                break;
            }
            if let Some(found) = self.condition(parent, child) {
                conditions.push(found);
            }
            child = parent;
        }
        // A call of C that a condition asks is a use of its own, and no value to be read again.
        let is_c = matches!(self.grammar.language.id, "c" | "cpp");
        let mut guards = Vec::new();
        for condition in conditions {
            let condition = condition.filter(|(key, ..)| !is_c || !self.text(*key).contains('('));
            guards.push(match condition {
                Some((key, others, is_equal)) => {
                    let others = others.into_iter().map(|one| self.value(one)).collect();
                    (self.value(key), others, is_equal)
                }
                None => (value, Vec::new(), true),
            });
        }
        if !guards.is_empty() {
            self.module.guards.insert(value, guards);
        }
    }

    /// What `parent` asks before it comes to `child`; the inner `None` where that is no comparison.
    fn condition(&self, parent: Tree<'a>, child: Tree<'a>) -> Option<Option<Comparison<'a>>> {
        match parent.kind() {
            "if_statement" | "if" | "elif_clause" | "else_if_clause" | "if_modifier" => {
                let condition = parent.child_by_field_name("condition")?;
                let then = ["consequence", "body"];
                let then = then.iter().find_map(|name| parent.child_by_field_name(name));
                let compared = self.comparison(condition);
                if then == Some(child) {
                    return Some(compared);
                }
                Some(compared.map(|(key, others, is_equal)| (key, others, !is_equal)))
            }
            "switch_case" | "case_statement" | "case_clause" | "switch_statement_case" => {
                Some(self.case(parent))
            }
            "else" | "else_clause" => None,
            "switch_body" | "switch_block" | "block" | "compound_statement" | "statement_block"
            | "then" | "body_statement" | "switch_statement" | "match_statement" => None,
            _ => Some(None),
        }
    }

    /// `case "a": case "b":` with what is switched on.
    fn case(&self, case: Tree<'a>) -> Option<Comparison<'a>> {
        let switch = std::iter::successors(self.parent(case), |one| self.parent(*one))
            .take(3)
            .find(|one| {
                one.kind().ends_with("_statement")
                    && !matches!(one.kind(), "case_statement" | "compound_statement")
            })?;
        let key = ["value", "condition", "subject"];
        let key = bare(key.iter().find_map(|name| switch.child_by_field_name(name))?);
        let mut taken = Vec::new();
        let mut at = Some(case);
        while let Some(one) = at.filter(|one| one.kind() == case.kind() && taken.len() < LITERALS) {
            if one != case && one.named_child_count() > 1 {
                break;
            }
            match one.child_by_field_name("value") {
                Some(value) => taken.push(value),
                None if one.kind() == "switch_statement_case" => {
                    let pattern = one.named_child(0)?;
                    let is_in = pattern.kind() == "constant_pattern";
                    taken.push(pattern.named_child(0).filter(|_| is_in).unwrap_or(pattern));
                }
                None => taken.extend(patterns(one)?),
            }
            at = one.prev_named_sibling();
        }
        let is_told = taken.iter().all(|one| self.is_constant(*one));
        (is_told && !taken.is_empty()).then_some((key, taken, true))
    }

    /// `a == "b"`, `a != "b"`, `a in ("b", "c")`.
    fn comparison(&self, condition: Tree<'a>) -> Option<Comparison<'a>> {
        let condition = bare(condition);
        let last = match condition.named_child_count() {
            2 => 1,
            3 if condition.named_child(1)?.kind().ends_with("_operator") => 2,
            _ => return None,
        };
        let (left, right) = (condition.named_child(0)?, condition.named_child(last)?);
        let between = self.whole().get(left.end_byte()..right.start_byte())?.trim();
        let is_equal = match between {
            "==" | "===" => true,
            "!=" | "!==" => false,
            "in" => {
                let mut cursor = right.walk();
                let all: Vec<Tree<'a>> = right.named_children(&mut cursor).take(LITERALS).collect();
                let is_list = matches!(right.kind(), "tuple" | "list" | "set");
                let is_told = is_list && all.iter().all(|one| self.is_constant(*one));
                return (is_told && !all.is_empty()).then_some((left, all, true));
            }
            _ => return None,
        };
        match (self.is_constant(left), self.is_constant(right)) {
            (false, true) => Some((left, vec![right], is_equal)),
            (true, false) => Some((right, vec![left], is_equal)),
            _ => None,
        }
    }

    /// Whether a node is a literal, or a member of what has a name of a type.
    fn is_constant(&self, node: Tree<'a>) -> bool {
        let text = self.text(node);
        let is_quoted = text.starts_with(['"', '\'']) && !text.contains(['$', '{', '`']);
        let is_symbol = node.kind().ends_with("symbol") && text.starts_with(':');
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_member = text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.contains(['.', ':'])
            && text.chars().all(|c| c.is_alphanumeric() || "_.:\\".contains(c));
        // A constant of C that no type stands before.
        let is_macro = node.kind() == "identifier"
            && matches!(self.grammar.language.id, "c" | "cpp")
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        is_quoted || is_symbol || is_number || is_member || is_macro
    }
}

/// What stands in the patterns of a clause of Python; nothing for one that takes anything.
fn patterns(clause: Tree<'_>) -> Option<Vec<Tree<'_>>> {
    let mut cursor = clause.walk();
    let all = clause.named_children(&mut cursor).filter(|one| one.kind() == "case_pattern");
    let mut taken = Vec::new();
    for pattern in all {
        let inner = pattern.named_child(0)?;
        match inner.kind() {
            "union_pattern" => {
                let mut cursor = inner.walk();
                taken.extend(inner.named_children(&mut cursor).take(LITERALS));
            }
            _ => taken.push(inner),
        }
    }
    Some(taken)
}

/// What stands in parentheses.
fn bare(node: Tree<'_>) -> Tree<'_> {
    let is_in = matches!(
        node.kind(),
        "parenthesized_expression" | "parenthesized_statements" | "condition_clause"
    );
    node.named_child(0).filter(|_| is_in && node.named_child_count() == 1).unwrap_or(node)
}

fn is_function(kind: &str) -> bool {
    ["function", "method", "lambda", "closure", "constructor", "program", "module"]
        .iter()
        .any(|known| kind.contains(known))
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
            _ => return quoted.map(str::to_owned),
        };
        quoted.or_else(|| Some(plain).filter(|plain| is_word(plain))).map(str::to_owned)
    }
}
