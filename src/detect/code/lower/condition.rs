//! What the statements and expressions of each language ask before they come to one of their ways.

mod parts;

use parts::{Labels, alternatives, bare, last_named, named, taken_out};
use tree_sitter::Node as Tree;

use super::Lowering;
use crate::detect::code::resolve::names_nothing;

/// Literals that one branch is taken for.
const LITERALS: usize = 16;
/// Nodes between a case and what is switched on.
const BETWEEN: usize = 3;

/// What is compared, with what (nothing for a condition that is itself true or not), and whether they are to be equal.
pub(super) type Comparison<'a> = (Tree<'a>, Vec<Tree<'a>>, bool);

impl<'a> Lowering<'a> {
    /// What `parent` asks before it comes to `child`; the inner `None` where that is no comparison.
    pub(super) fn condition(
        &self,
        parent: Tree<'a>,
        child: Tree<'a>,
    ) -> Option<Option<Comparison<'a>>> {
        match parent.kind() {
            "unless" | "unless_modifier" => {
                let asked = self.branch(parent, child);
                Some(asked.map(|(key, others, is_equal)| (key, others, !is_equal)))
            }
            "if_statement"
            | "if"
            | "elsif"
            | "elif_clause"
            | "else_if_clause"
            | "if_modifier"
            | "if_expression"
            | "ternary_expression"
            | "conditional_expression"
            | "conditional" => Some(self.branch(parent, child)),
            "switch_case"
            | "case_statement"
            | "case_clause"
            | "switch_statement_case"
            | "expression_case"
            | "switch_block_statement_group"
            | "switch_rule"
            | "switch_section"
            | "switch_expression_arm"
            | "when_entry"
            | "switch_entry"
            | "match_arm"
            | "default_case"
            | "switch_default"
            | "default_statement"
            | "switch_statement_default" => Some(self.case(parent)),
            "when" if self.grammar.language.id == "ruby" => Some(self.case(parent)),
            "case" if self.grammar.language.id == "ruby" => (child.kind() == "else").then(|| {
                let others = self.others(child)?;
                Some((self.switched(child)?, others, false))
            }),
            "else"
            | "else_clause"
            | "switch_body"
            | "switch_block"
            | "case_block"
            | "match_block"
            | "block"
            | "compound_statement"
            | "statement_block"
            | "do_block"
            | "statement_list"
            | "statements"
            | "then"
            | "body_statement"
            | "switch_statement"
            | "expression_switch_statement"
            | "switch_expression"
            | "when_expression"
            | "match_expression"
            | "match_statement"
            | "expression_statement"
            | "parenthesized_expression" => None,
            _ => Some(None),
        }
    }

    /// What the clauses before an `elif` or `else` ask, which does not hold where that is come to.
    pub(super) fn refused(&self, clause: Tree<'a>) -> Vec<Option<Comparison<'a>>> {
        let is_asking = |one: &Tree<'a>| matches!(one.kind(), "elif_clause" | "else_if_clause");
        if !is_asking(&clause) && !matches!(clause.kind(), "else_clause" | "else") {
            return Vec::new();
        }
        let before =
            std::iter::successors(clause.prev_named_sibling(), |one| one.prev_named_sibling());
        let before = before.take(LITERALS).filter(is_asking);
        before
            .map(|one| {
                let asked = self.comparison(self.field(one, "condition")?);
                asked.map(|(key, others, is_equal)| (key, others, !is_equal))
            })
            .collect()
    }

    /// What a conditional asks; the opposite where it is the other way that it comes to.
    fn branch(&self, parent: Tree<'a>, child: Tree<'a>) -> Option<Comparison<'a>> {
        if self.grammar.language.id == "swift"
            && let Some(taken) = taken_out(parent)
        {
            let then = named(parent).into_iter().find(|one| one.kind() == "statements");
            return (child != taken).then_some((taken, Vec::new(), then == Some(child)));
        }
        let is_bare =
            parent.kind() == "conditional_expression" && self.field(parent, "condition").is_none();
        let (condition, then) = if is_bare {
            match self.field(parent, "consequence") {
                // `a ? b : c` of Dart, `b if a else c` of Python.
                Some(then) => (parent.named_child(0)?, then),
                None => (parent.named_child(1)?, parent.named_child(0)?),
            }
        } else {
            let condition = self.field(parent, "condition")?;
            let fields = ["consequence", "body", "if_true"];
            let then = fields.iter().find_map(|name| self.field(parent, name));
            // Where no field tells, the first that stands behind the condition.
            let mut cursor = parent.walk();
            let first = || {
                let mut behind = parent.named_children(&mut cursor);
                behind.find(|one| one.start_byte() >= condition.end_byte() && !one.is_extra())
            };
            (condition, then.or_else(first)?)
        };
        if child == condition {
            return None;
        }
        let (key, others, is_equal) = self.comparison(condition)?;
        Some((key, others, is_equal == (child == then)))
    }

    /// `case "a": case "b":` with what is switched on; of a default, that it is none of the others.
    fn case(&self, case: Tree<'a>) -> Option<Comparison<'a>> {
        let Some(key) = self.switched(case) else {
            // `when { a == b -> … }` of Kotlin.
            return self.comparison(case.child_by_field_name("condition")?);
        };
        let falls = matches!(
            case.kind(),
            "switch_case" | "case_statement" | "switch_statement_case" | "switch_section"
        );
        let mut taken = Vec::new();
        let mut at = Some(case);
        while let Some(one) = at.filter(|one| one.kind() == case.kind() && taken.len() < LITERALS) {
            // A case without statements falls through to the next.
            if one != case && one.named_child_count() > 1 {
                break;
            }
            match self.labels(one) {
                Labels::These(labels) => taken.extend(labels),
                Labels::Any => return self.others(case).map(|others| (key, others, false)),
                Labels::Unknown => return None,
            }
            at = one.prev_named_sibling().filter(|_| falls);
        }
        self.told(taken).map(|taken| (key, taken, true))
    }

    /// What the other cases beside one are taken for.
    fn others(&self, case: Tree<'a>) -> Option<Vec<Tree<'a>>> {
        let mut taken = Vec::new();
        for one in named(self.parent(case)?).into_iter().filter(|one| *one != case) {
            match self.labels(one) {
                Labels::These(labels) if labels.is_empty() => {}
                Labels::These(labels) => taken.extend(labels),
                Labels::Any | Labels::Unknown => return None,
            }
        }
        self.told(taken)
    }

    fn told(&self, labels: Vec<Tree<'a>>) -> Option<Vec<Tree<'a>>> {
        let is_told =
            (1..=LITERALS).contains(&labels.len()) && labels.iter().all(|one| self.is_label(*one));
        is_told.then_some(labels)
    }

    /// What the statement or expression that a case is of asks.
    fn switched(&self, case: Tree<'a>) -> Option<Tree<'a>> {
        const SWITCHES: &[&str] = &[
            "switch_statement",
            "match_statement",
            "expression_switch_statement",
            "switch_expression",
            "when_expression",
            "match_expression",
            "case",
        ];
        let above = std::iter::successors(self.parent(case), |one| self.parent(*one));
        let switch = above.take(BETWEEN).find(|one| SWITCHES.contains(&one.kind()))?;
        let fields = ["value", "condition", "subject", "expr"];
        let key = fields.iter().find_map(|name| switch.child_by_field_name(name));
        let key = match key {
            Some(key) => key,
            None => {
                let first = switch.named_child(0)?;
                match first.kind() {
                    "when_subject" => last_named(first)?,
                    "when_entry" | "expression_case" | "default_case" => return None,
                    _ => first,
                }
            }
        };
        Some(bare(key))
    }

    /// What a case is taken for.
    fn labels(&self, case: Tree<'a>) -> Labels<'a> {
        let mut cursor = case.walk();
        let children: Vec<Tree<'a>> =
            case.named_children(&mut cursor).filter(|one| !one.is_extra()).collect();
        let any_of = |labels: Vec<Tree<'a>>| match labels.is_empty() {
            true => Labels::Any,
            false => Labels::These(labels),
        };
        match case.kind() {
            "expression_case" => match case.child_by_field_name("value") {
                Some(list) => any_of(named(list)),
                None => Labels::Any,
            },
            "switch_block_statement_group" | "switch_rule" => {
                let labels = children.into_iter().filter(|one| one.kind() == "switch_label");
                any_of(labels.flat_map(named).collect())
            }
            "switch_section" | "switch_expression_arm" => {
                if children.iter().any(|one| one.kind() == "when_clause") {
                    return Labels::Unknown;
                }
                let first = children.first().filter(|one| one.kind().ends_with("_pattern"));
                any_of(first.map(|one| alternatives(*one)).unwrap_or_default())
            }
            "when" => {
                let mut cursor = case.walk();
                let patterns = case.children_by_field_name("pattern", &mut cursor);
                let inner = patterns.map(|one| named(one).first().copied().unwrap_or(one));
                Labels::These(inner.collect())
            }
            "when_entry" => {
                let mut cursor = case.walk();
                any_of(case.children_by_field_name("condition", &mut cursor).collect())
            }
            "switch_entry" => {
                let patterns = children.into_iter().filter(|one| one.kind() == "switch_pattern");
                // A literal stands in a pattern of its own; `.high` is told by its dot.
                let inner = patterns.flat_map(named).map(|one| match named(one)[..] {
                    [only] if !self.text(one).starts_with('.') => only,
                    _ => one,
                });
                any_of(inner.collect())
            }
            "match_arm" => match case.child_by_field_name("pattern") {
                Some(pattern) if pattern.child_by_field_name("condition").is_some() => {
                    Labels::Unknown
                }
                Some(pattern) => {
                    any_of(named(pattern).into_iter().flat_map(alternatives).collect())
                }
                None => Labels::Unknown,
            },
            "case_clause" if self.grammar.language.id == "scala" => {
                if children.iter().any(|one| one.kind() == "guard") {
                    return Labels::Unknown;
                }
                match case.child_by_field_name("pattern") {
                    Some(pattern) if pattern.kind() == "wildcard" => Labels::Any,
                    Some(pattern) => Labels::These(alternatives(pattern)),
                    None => Labels::Unknown,
                }
            }
            "case_clause" => {
                let patterns = children.into_iter().filter(|one| one.kind() == "case_pattern");
                let inner: Option<Vec<Tree<'a>>> = patterns.map(|one| one.named_child(0)).collect();
                match inner {
                    Some(inner) => any_of(inner.into_iter().flat_map(alternatives).collect()),
                    None => Labels::Any,
                }
            }
            "switch_statement_case" => match children.first() {
                Some(pattern) => Labels::These(alternatives(*pattern)),
                None => Labels::Unknown,
            },
            "switch_case"
            | "case_statement"
            | "default_case"
            | "switch_default"
            | "default_statement"
            | "switch_statement_default" => match case.child_by_field_name("value") {
                Some(value) => Labels::These(vec![value]),
                None => Labels::Any,
            },
            // What is switched on stands beside the arms.
            _ => Labels::These(Vec::new()),
        }
    }

    /// `a == "b"`, `a != "b"`, `a in ("b", "c")`, `a.equals("b")`, `strcmp(a, "b") == 0`, `a`, `!a`.
    fn comparison(&self, condition: Tree<'a>) -> Option<Comparison<'a>> {
        let condition = bare(condition);
        let text = self.text(condition);
        let opposite = ["!", "not "].iter().find_map(|not| text.strip_prefix(not));
        if let (Some(_), Some(inner)) = (opposite, last_named(condition)) {
            let is_not = condition.kind().contains("unary")
                || condition.kind().contains("prefix")
                || condition.kind().contains("not_operator");
            let (key, others, is_equal) = self.comparison(inner).filter(|_| is_not)?;
            return Some((key, others, !is_equal));
        }
        // `size.nil?` of Ruby.
        let asks_nil = text.ends_with(".nil?") && self.grammar.language.id == "ruby";
        if self.is_variable(condition) || asks_nil {
            return Some((condition, Vec::new(), true));
        }
        // Whether a configuration has a key.
        if matches!(self.grammar.language.id, "java" | "kotlin" | "scala")
            && text.contains(".hasPath(")
            && text.ends_with(')')
            && !text.contains(['&', '|', '{'])
        {
            return Some((condition, Vec::new(), true));
        }
        if let Some((key, other)) = self.equal_by_call(condition) {
            return Some((key, vec![other], true));
        }
        let last = match condition.named_child_count() {
            2 => 1,
            3 if condition.named_child(1)?.kind().contains("operator") => 2,
            _ => return None,
        };
        let (left, right) = (condition.named_child(0)?, condition.named_child(last)?);
        let between = self.whole().get(left.end_byte()..right.start_byte())?.trim();
        let is_equal = match between {
            "==" | "===" | "is" => true,
            "!=" | "!==" | "is not" => false,
            "in" => {
                let all: Vec<Tree<'a>> = named(right).into_iter().take(LITERALS).collect();
                let is_list = matches!(right.kind(), "tuple" | "list" | "set");
                let is_told = is_list && all.iter().all(|one| self.is_constant(*one));
                return (is_told && !all.is_empty()).then_some((left, all, true));
            }
            // What is larger is worked out; a loop comes back with other numbers.
            "<" | "<=" | ">" | ">=" if !self.is_in_loop(condition) => {
                let is_word = |c: char| c.is_alphanumeric() || "_$@".contains(c);
                let is_number = |one: Tree<'a>| self.text(one).chars().all(is_word);
                let is_told = is_number(left) && is_number(right);
                return is_told.then(|| (condition, Vec::new(), true));
            }
            _ => return None,
        };
        // `strcmp(a, "b") == 0`
        for (call, zero) in [(left, right), (right, left)] {
            if self.text(zero) == "0"
                && let Some((key, other)) = self.compared_by_call(call)
            {
                return Some((key, vec![other], is_equal));
            }
        }
        match (self.is_constant(left), self.is_constant(right)) {
            (false, true) => Some((left, vec![right], is_equal)),
            (true, false) => Some((right, vec![left], is_equal)),
            _ => {
                (self.is_plain(left) && self.is_plain(right)).then(|| (left, vec![right], is_equal))
            }
        }
    }

    /// Whether a node is a variable, a member or element of one, or what a method of one gives that takes nothing.
    fn is_plain(&self, node: Tree<'a>) -> bool {
        let text = self.text(node);
        let is_word = |c: char| c.is_alphanumeric() || "_.$@?![]'\":".contains(c);
        let plain = text.trim_start_matches(['*', '&']).replace("->", ".").replace("()", "");
        (1..super::NAME).contains(&text.len())
            && plain.starts_with(|c: char| c.is_alphabetic() || "_$@".contains(c))
            && plain.chars().all(is_word)
    }

    /// `a.equals("b")`, `"b".equals(a)`, `Objects.equals(a, "b")`; of C `!strcmp(a, "b")` as its opposite.
    fn equal_by_call(&self, call: Tree<'a>) -> Option<(Tree<'a>, Tree<'a>)> {
        if self.grammar.language.id != "java" || call.kind() != "method_invocation" {
            return None;
        }
        let name = self.text(call.child_by_field_name("name")?);
        let object = call.child_by_field_name("object")?;
        let arguments = named(call.child_by_field_name("arguments")?);
        let (one, other) = match (name, arguments.as_slice()) {
            ("equals", [other]) => (object, *other),
            ("equals", [one, other]) if self.text(object) == "Objects" => (*one, *other),
            _ => return None,
        };
        self.key_first(one, other)
    }

    /// The two texts that a function of C compares.
    fn compared_by_call(&self, call: Tree<'a>) -> Option<(Tree<'a>, Tree<'a>)> {
        let is_c = matches!(self.grammar.language.id, "c" | "cpp");
        let name = self.text(call.child_by_field_name("function").filter(|_| is_c)?);
        let name = name.rsplit("::").next().unwrap_or(name);
        if name != "strcmp" {
            return None;
        }
        match named(call.child_by_field_name("arguments")?)[..] {
            [one, other] => self.key_first(one, other),
            _ => None,
        }
    }

    /// Of a variable and a constant, the variable first.
    fn key_first(&self, one: Tree<'a>, other: Tree<'a>) -> Option<(Tree<'a>, Tree<'a>)> {
        match (self.is_constant(one), self.is_constant(other)) {
            (false, true) => Some((one, other)),
            (true, false) => Some((other, one)),
            _ => (self.is_plain(one) && self.is_plain(other)).then_some((one, other)),
        }
    }

    /// Whether a condition is but a variable or a member of one.
    fn is_variable(&self, node: Tree<'a>) -> bool {
        let text = self.text(node);
        node.kind() != "true"
            && node.kind() != "false"
            && !text.is_empty()
            && text.len() < super::NAME
            && !matches!(text, "true" | "false" | "True" | "False" | "nil" | "null" | "None")
            && text.starts_with(|c: char| c.is_alphabetic() || "_$@".contains(c))
            && text.chars().all(|c| c.is_alphanumeric() || "_.$@".contains(c))
    }

    /// Whether a label stands for one value; a name without a type before it is a constant by its letters.
    fn is_label(&self, node: Tree<'a>) -> bool {
        let text = self.text(node).trim_start_matches('.');
        let is_name = text.chars().all(|c| c.is_alphanumeric() || c == '_')
            && text.starts_with(|c: char| c.is_alphabetic());
        let is_enumerated = match self.grammar.language.id {
            "java" | "scala" | "kotlin" | "c" | "cpp" => text.starts_with(char::is_uppercase),
            "go" => true,
            "ruby" => {
                text.chars().all(|c| !c.is_lowercase()) && text.starts_with(char::is_uppercase)
            }
            "swift" => self.text(node).starts_with('.'),
            _ => false,
        };
        self.is_constant(node) || is_name && is_enumerated
    }

    /// Whether a node is a literal, or a member of what has a name of a type.
    pub(super) fn is_constant(&self, node: Tree<'a>) -> bool {
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
        is_quoted || is_symbol || is_number || is_member || is_macro || names_nothing(text)
    }
}
