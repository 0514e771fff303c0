//! From a syntax tree to a [`Module`].
//!
//! Statements are worked off a list and only expressions recurse, to a bounded depth, so that no nesting of a file
//! costs more than memory in proportion to its size.

mod condition;
mod decoded;
mod expression;
mod function;
mod guard;
mod lenient;
mod macro_body;
pub mod matched;
mod notes;
mod operator;
mod parents;
mod pattern;
mod read;

use std::cell::RefCell;
use std::num::NonZeroU16;
use std::sync::Arc;

pub use decoded::{DECODABLE, DECODED, DECODING};
use foldhash::{HashMap, HashSet};
pub use function::{ATTRIBUTE, NAMED, PROVIDED, RECEIVER, TAKES_MANY, TAKES_NAMED};
pub use lenient::lenient;
pub use macro_body::{MACRO, PASTE};
use notes::Notes;
pub use notes::Question;
use parents::Parents;
pub use read::Read;
use tree_sitter::{Node as Tree, TreeCursor};

use crate::detect::code::grammar::{Grammar, Pick};
use crate::detect::code::language::Shape;
use crate::detect::code::syntax::{
    Binding, Id, Import, Kind, Module, Node, Parameter, Place, Scope, ScopeId, ScopeKind,
};

/// Parameters of a function that are kept; they are gone through for every name in it.
const PARAMETERS: usize = 256;
/// Nodes that are read when everything else is.
const PUT_OFF: usize = 256;
/// Longest name or type that is kept.
const NAME: usize = 200;

/// Node kinds that hold the supertypes of a type.
const HERITAGE: &[&str] = &[
    "class_heritage",
    "superclass",
    "base_list",
    "base_clause",
    "argument_list",
    "delegation_specifiers",
    "extends_clause",
];
/// What fields of a structure are bound to that are not set.
pub const STRUCTURE: &str = "%defstruct";
/// What stands before the name of a module in the name that it is bound to.
pub const MODULE: &str = "%defmodule ";

/// The macro of a module of Elixir that those who use it call by that word.
pub const USING: &str = "__using__";

/// Mark of a file whose statements are run one after the other, and languages of such files.
pub const IN_ORDER: &str = "%script";
const SCRIPTS: &[&str] =
    &["shell", "sql", "php", "python", "ruby", "javascript", "typescript", "tsx", "elixir"];

/// What stands before the name of a supertype among the marks of a type.
pub const EXTENDS: &str = "extends ";

/// Mark of a structure that is read from a document.
pub const READ: &str = "%read";
/// The names of the types that a type extends.
pub fn supertypes(scope: &Scope) -> impl Iterator<Item = String> + use<> {
    let all: Vec<String> = scope
        .marks
        .iter()
        .filter_map(|mark| mark.strip_prefix(EXTENDS))
        .map(str::to_owned)
        .collect();
    all.into_iter()
}

/// Whether a function returns what its last statement is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastReturned {
    /// As in Scala, Kotlin's lambdas, Ruby, Rust.
    Yes,
    /// Only `return` does.
    No,
}

/// A file on its way from tree to module.
pub struct Lowering<'a> {
    /// The grammar of the file's language.
    pub grammar: &'a Grammar,
    source: &'a str,
    /// What was made so far.
    pub module: Module,
    /// The scope at hand.
    pub scope: ScopeId,
    block: (usize, usize),
    depth: usize,
    parents: Parents<'a>,
    picks: RefCell<HashMap<&'static str, Arc<[Pick]>>>,
    /// Numbers of fields by their names.
    fields: RefCell<HashMap<&'static str, Option<NonZeroU16>>>,
    /// Kept for what it has allocated.
    cursor: Option<TreeCursor<'a>>,
    /// Bindings of names that need not be declared where they are assigned.
    assigned: Vec<usize>,
    pending: Vec<(Tree<'a>, ScopeId, (usize, usize))>,
    /// Nodes that begin at this byte or behind it are read with the next piece of the file.
    until: usize,
    /// Nodes that are read when everything else is.
    put_off: HashSet<usize>,
    /// What was seen of a shell or the preprocessor.
    pub notes: Notes<'a>,
    /// Types that go by another name in this file.
    pub aliases: HashMap<&'a str, Tree<'a>>,
}

/// As much of a name as is kept.
fn shortened(name: &str) -> String {
    if name.len() <= NAME { name.to_owned() } else { name.chars().take(NAME).collect() }
}

impl<'a> Lowering<'a> {
    /// The text of the file.
    pub const fn whole(&self) -> &'a str {
        self.source
    }

    /// The text of a node.
    pub fn text(&self, node: Tree<'a>) -> &'a str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    /// The text of a node with its escapes undone.
    pub fn unescaped(&self, node: Tree<'a>) -> String {
        super::literal::unescaped(self.text(node))
    }

    /// The text between two bytes with its escapes undone.
    pub fn between(&self, start: usize, end: usize) -> String {
        super::literal::unescaped(self.source.get(start..end).unwrap_or_default())
    }

    /// A child by a name of a [`Shape`].
    pub fn child(&self, node: Tree<'a>, name: &'static str) -> Option<Tree<'a>> {
        let mut known = self.picks.borrow_mut();
        let picks = known.entry(name).or_insert_with(|| self.grammar.picks(name));
        picks.iter().find_map(|pick| match *pick {
            Pick::Nothing => None,
            Pick::First => super::grammar::first_named(node),
            Pick::Field(id) => node.child_by_field_id(id),
            Pick::ParentField(id) => self.parent(node)?.child_by_field_id(id),
            Pick::Kind(kind) => {
                let mut cursor = node.walk();
                node.named_children(&mut cursor).find(|child| child.kind_id() == kind)
            }
        })
    }

    /// A child by the name of its field, which the grammar itself would look for among all of its names.
    pub fn field(&self, node: Tree<'a>, name: &'static str) -> Option<Tree<'a>> {
        let mut known = self.fields.borrow_mut();
        let find = || self.grammar.tree_sitter.field_id_for_name(name);
        let id = *known.entry(name).or_insert_with(find);
        node.child_by_field_id(id?.get())
    }

    /// The parent of a node; nobody's in a file in which that costs too much.
    pub fn parent(&self, node: Tree<'a>) -> Option<Tree<'a>> {
        self.parents.of(node)
    }

    /// Reads a node later, as a statement in the scope at hand.
    pub fn later(&mut self, node: Tree<'a>) {
        self.push(node, self.block);
    }

    fn push(&mut self, node: Tree<'a>, block: (usize, usize)) {
        if node.start_byte() < self.until {
            self.pending.push((node, self.scope, block));
        }
    }

    /// Reads a node when everything else is read; false where it was put off before.
    pub fn at_last(&mut self, node: Tree<'a>) -> bool {
        let is_new = self.put_off.len() < PUT_OFF && self.put_off.insert(node.id());
        if is_new {
            self.pending.insert(0, (node, self.scope, self.block));
        }
        is_new
    }

    /// Reads a node later, as what happens in these bytes only.
    pub fn later_within(&mut self, node: Tree<'a>, block: (usize, usize)) {
        self.push(node, block);
    }

    /// Reads a node later, as what happens in `block` only.
    pub fn later_in(&mut self, node: Tree<'a>, block: Tree<'a>) {
        self.push(node, (block.start_byte(), block.end_byte()));
    }

    /// The named children of a node.
    pub fn children(&mut self, node: Tree<'a>) -> Vec<Tree<'a>> {
        if node.named_child_count() == 0 {
            return Vec::new();
        }
        let mut cursor = self.cursor.take().unwrap_or_else(|| node.walk());
        let children = node.named_children(&mut cursor).collect();
        self.cursor = Some(cursor);
        children
    }

    fn children_later(&mut self, node: Tree<'a>) {
        if node.named_child_count() == 0 {
            return;
        }
        let mut cursor = self.cursor.take().unwrap_or_else(|| node.walk());
        let first = self.pending.len();
        for child in node.named_children(&mut cursor) {
            self.push(child, self.block);
        }
        self.cursor = Some(cursor);
        self.pending[first..].reverse();
    }

    /// Adds an expression.
    pub fn add(&mut self, mut kind: Kind, node: Tree<'a>) -> Id {
        kind.shrink();
        let start = node.start_position();
        let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        let place = Place {
            start: node.start_byte(),
            end: node.end_byte(),
            line: number(start.row),
            column: number(start.column),
        };
        self.module.nodes.push(Node { kind, place, scope: self.scope });
        self.module.nodes.len() - 1
    }

    /// Whether what is read stands in a block: what was done there before has been done for certain.
    pub const fn is_within(&self, (start, end): (usize, usize)) -> bool {
        start <= self.block.0 && self.block.1 <= end
    }

    /// Binds a name that is declared here.
    pub fn bind(&mut self, name: &str, value: Option<Id>, type_name: Option<String>, at: usize) {
        self.bind_in(self.scope, name, value, type_name, at);
    }

    pub(in crate::detect::code) fn bind_in(
        &mut self,
        scope: ScopeId,
        name: &str,
        value: Option<Id>,
        type_name: Option<String>,
        at: usize,
    ) {
        if !name.is_empty() && name.len() <= NAME {
            let name = name.to_owned();
            self.name_closure(&name, value);
            self.module.bindings.push(Binding {
                scope,
                name,
                value,
                type_name,
                at,
                block: self.block,
            });
        }
    }

    /// A function without a name goes by that of the variable that it is.
    fn name_closure(&mut self, name: &str, value: Option<Id>) {
        const LANGUAGES: &[&str] = &["cpp", "go", "python", "rust"];
        if let Some(Kind::Closure(scope)) = value.map(|value| &self.module.nodes[value].kind)
            && LANGUAGES.contains(&self.grammar.language.id)
        {
            let scope = *scope;
            if self.module.scopes[scope].name.is_empty() {
                self.module.scopes[scope].name = name.to_owned();
            }
        }
    }

    /// Notes an import.
    pub fn import(&mut self, local: &str, path: &str) {
        if local.len() <= NAME && path.len() <= NAME {
            self.module.imports.push(Import { local: local.to_owned(), path: path.to_owned() });
        }
    }

    /// Reads a node whose value nobody asks for.
    fn statement(&mut self, node: Tree<'a>) {
        let Some(shape) = self.grammar.shape(node) else { return self.children_later(node) };
        match shape {
            // Parts of something that is not around them, in code with errors.
            Shape::Pair(..) | Shape::Named(..) => self.children_later(node),
            Shape::Skip
            | Shape::Fragment
            | Shape::Name
            | Shape::Number
            | Shape::True
            | Shape::False => {}
            Shape::Block | Shape::Body => {
                self.block = (node.start_byte(), node.end_byte());
                self.children_later(node);
            }
            Shape::Each(name, list) => self.each(node, name, list),
            Shape::Function(name, parameters, body) => self.function(node, name, parameters, body),
            Shape::Type(name) => {
                let name = self.child(node, name).map_or("", |name| self.name_of(name));
                let class = self.enter(ScopeKind::Type, name, Vec::new());
                self.module.scopes[class].marks = self.written_supertypes(node);
                self.block = (node.start_byte(), node.end_byte());
                self.children_later(node);
            }
            Shape::Import(read) => read(self, node),
            // A parameter of a class is a member of it.
            Shape::Parameter(name, type_name, value) => {
                self.declaration(node, name, value, type_name);
            }
            Shape::Let(name, value, type_name) => self.declaration(node, name, value, type_name),
            Shape::Return(value) => {
                if let Some(value) = self.child(node, value) {
                    self.returned(node, value);
                }
            }
            _ => {
                self.value(node);
            }
        }
    }

    /// The types that a type is declared to extend, as marks.
    pub fn written_supertypes(&self, node: Tree<'a>) -> Vec<String> {
        let (mut marks, mut cursor) = (Vec::new(), node.walk());
        let list = node.named_children(&mut cursor).find(|child| HERITAGE.contains(&child.kind()));
        let written = list.map(|list| self.text(list)).unwrap_or_default();
        let words = written.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in words.filter(|word| word.starts_with(|c: char| c.is_uppercase())).take(8) {
            marks.push(format!("{EXTENDS}{word}"));
        }
        marks
    }

    /// Notes a value that the function around returns.
    pub fn returns(&mut self, value: Id) {
        if let Some(function) = self.module.enclosing(self.scope, ScopeKind::Function) {
            self.module.scopes[function].returns.push(value);
        }
    }

    /// Makes a scope and goes into it.
    pub fn enter(
        &mut self,
        kind: ScopeKind,
        name: &str,
        mut parameters: Vec<Parameter>,
    ) -> ScopeId {
        parameters.truncate(PARAMETERS);
        self.module.scopes.push(Scope {
            kind,
            name: shortened(name),
            parent: self.scope,
            parameters,
            returns: Vec::new(),
            marks: Vec::new(),
            generics: Vec::new(),
        });
        self.scope = self.module.scopes.len() - 1;
        self.scope
    }

    /// A type as it is written, without spaces and without the colon before it.
    pub fn type_of(&self, node: Tree<'a>) -> String {
        let written = self.text(node).trim_start_matches(':');
        // `struct conf` of C is a `conf`.
        let written = written
            .strip_prefix("struct ")
            .map_or(written, |name| name.split('{').next().unwrap_or(name).trim());
        if written.len() <= NAME && !written.contains(char::is_whitespace) {
            return written.to_owned();
        }
        written.chars().filter(|c| !c.is_whitespace()).take(NAME).collect()
    }

    /// The name in a declarator or pattern: the first identifier in it.
    pub fn name_of(&self, node: Tree<'a>) -> &'a str {
        let mut node = node;
        for _ in 0..8 {
            match self.grammar.shape(node) {
                Some(Shape::Inner(name)) => match self.child(node, name) {
                    Some(inner) => node = inner,
                    None => break,
                },
                Some(Shape::Name | Shape::Text) => break,
                _ => match super::grammar::first_named(node) {
                    Some(inner) => node = inner,
                    None => break,
                },
            }
        }
        self.text(node)
    }

    /// Reads a declaration of variables.
    pub fn declaration(
        &mut self,
        node: Tree<'a>,
        name: &'static str,
        value: &'static str,
        type_name: &'static str,
    ) {
        let Some(name) = self.child(node, name) else { return self.children_later(node) };
        let type_name = self.child(node, type_name).map(|written| self.type_of(written));
        let value = self.child(node, value);
        self.declare(name, value, type_name);
    }

    /// Binds what a pattern names to a value; several names to the parts of a list, or the first to all of it.
    pub fn declare(
        &mut self,
        pattern: Tree<'a>,
        value: Option<Tree<'a>>,
        type_name: Option<String>,
    ) {
        let value = value.map(|value| self.value(value));
        self.bind_pattern(pattern, value, type_name);
    }
}
