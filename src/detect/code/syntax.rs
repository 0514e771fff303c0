//! Source code as the analysis sees it: calls, names, constants and where they are bound, the same for all languages.

mod bound;
mod named;
mod settings;
mod spare;
mod values;

use std::cell::OnceCell;
use std::sync::Arc;

pub use bound::Bound;
use foldhash::{HashMap, HashSet};
use named::Named;
use values::Values;

use super::names::Serial;

/// An expression of a [`Module`].
pub type Id = usize;

/// Key under which a map holds another whose fields are its own.
pub const SPREAD: &str = "...";

/// What the argument that names the application goes by.
pub const APPLICATION: &str = "<application>";

/// A scope of a [`Module`]; 0 is the file.
pub type ScopeId = usize;

/// Where an expression stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// 1-based line of the first byte.
    pub line: u32,
    /// 1-based column of the first byte, in bytes.
    pub column: u32,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A string literal, decoded.
    Text(String),
    /// An integer literal.
    Number(i64),
    /// `true` or `false`.
    Truth(bool),
    /// An identifier.
    Name(String),
    /// `of.name`, `of::name`, `of->name`.
    Member {
        /// The object.
        of: Id,
        /// The member.
        name: String,
    },
    /// A call, a construction or a structure literal.
    Call {
        /// What is called.
        callee: Id,
        /// The arguments in order.
        arguments: Vec<Argument>,
    },
    /// Array, tuple, set.
    List(Vec<Id>),
    /// Map or object literal.
    Map(Vec<(Id, Id)>),
    /// Concatenation or interpolation.
    Join(Vec<Id>),
    /// `*`, `-`, `/`, `<<` over numbers.
    Arithmetic(Box<(String, Vec<Id>)>),
    /// One of several: conditional, switch, `a ?? b`.
    Choice(Vec<Id>),
    /// `of[key]`.
    Index {
        /// The object.
        of: Id,
        /// The key.
        key: Id,
    },
    /// A function without a name.
    Closure(ScopeId),
    /// Anything else.
    Opaque,
}

impl Kind {
    /// Numbers with an operator between them.
    pub fn arithmetic(operator: impl Into<String>, operands: Vec<Id>) -> Self {
        Self::Arithmetic(Box::new((operator.into(), operands)))
    }
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The name that a keyword argument or structure field goes by.
    pub name: Option<String>,
    /// Its value.
    pub value: Id,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
    /// The innermost scope around it.
    pub scope: ScopeId,
}

/// What a scope is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// The file.
    File,
    /// A class, structure, interface, module, object.
    Type,
    /// A function, method, constructor, closure.
    Function,
}

/// A file, type or function.
#[derive(Clone, Debug)]
pub struct Scope {
    /// What makes it.
    pub kind: ScopeKind,
    /// Its name; empty for a closure.
    pub name: String,
    /// The scope around it; its own index for the file.
    pub parent: ScopeId,
    /// A function's parameters in order.
    pub parameters: Vec<Parameter>,
    /// Values that a function returns.
    pub returns: Vec<Id>,
    /// Names of annotations on it.
    pub marks: Vec<String>,
    /// Names of its type parameters, in order; calls give them as arguments called `<0>` and so on.
    pub generics: Vec<String>,
}

/// A parameter of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its declared type, as written.
    pub type_name: Option<String>,
    /// Its default.
    pub default: Option<Id>,
}

/// A name gets a value or a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where the name is visible.
    pub scope: ScopeId,
    /// The name.
    pub name: String,
    /// The value; `None` for a bare declaration.
    pub value: Option<Id>,
    /// The declared type, as written.
    pub type_name: Option<String>,
    /// Byte at which it happens.
    pub at: usize,
    /// Bytes of the innermost block in which it happens.
    pub block: (usize, usize),
}

/// `object.name = value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The member that is assigned.
    pub target: Id,
    /// The value.
    pub value: Id,
}

/// A name from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The name in this file.
    pub local: String,
    /// What it stands for, parts joined by `.` (and as they are in a path: `crypto/rsa`).
    pub path: String,
}

/// A variable has a type where a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// Its name.
    pub name: String,
    /// The type, as written.
    pub type_name: String,
    /// Bytes in which that holds.
    pub within: (usize, usize),
}

/// Conditions: what is compared with what, and whether they are to be equal. What stands under the same ones shares them.
pub type Guards = Arc<[(Id, Vec<Id>, bool)]>;

/// One file of source code.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Path relative to the scanned root.
    pub path: String,
    /// Tells it from other modules.
    pub serial: Serial,
    /// All expressions; children before parents.
    pub nodes: Vec<Node>,
    /// All scopes; the file first.
    pub scopes: Vec<Scope>,
    /// All bindings, in the order of the text.
    pub bindings: Vec<Binding>,
    /// Assignments to members.
    pub settings: Vec<Setting>,
    /// Imported names.
    pub imports: Vec<Import>,
    /// What is imported whole (`javax.crypto` of `import javax.crypto.*`).
    pub wildcards: Vec<String>,
    /// Fields of structures that are read from documents, and what they are called there.
    pub tags: Vec<(String, String)>,
    /// Bytes that the text itself marks as test code.
    pub tests: Vec<(usize, usize)>,
    /// Variables whose type a condition tells, and the bytes in which it holds.
    pub narrowed: Vec<Narrowed>,
    /// Of a choice that a value decides: that value, and for each way the texts that take it; none for what is left.
    pub decided: HashMap<Id, (Id, Vec<Vec<String>>)>,
    /// Of a value that is returned under conditions: what is compared with what, and whether they are to be equal.
    pub guards: HashMap<Id, Guards>,
    /// The same of a value that a variable gets in a loop, where each turn asks anew.
    pub turns: HashMap<Id, Guards>,
    /// Of a value that is returned where something failed, the bytes of what was tried.
    pub rescued: HashMap<Id, (usize, usize)>,
    /// Choices of the first value, or the second for want of it: `a || b`.
    pub either: HashSet<Id>,
    /// Choices of which all count at once: `A | B`.
    pub joined: HashSet<Id>,
    /// Indices of the bindings of each name.
    by_name: Named,
    /// Assignments by the last name of what is assigned.
    settings_by_name: Named,
    /// Assignments to elements, by the key as it is written.
    elements_by_key: Named,
    /// Scopes of types and functions by their name.
    named_scopes: Named,
    /// All calls in the order of the text, when they were asked for.
    calls: OnceCell<Box<[u32]>>,
    /// Calls by the last part of what is called.
    calls_by_name: Named,
    /// Calls by the functions without a name that they get.
    calls_by_closure: HashMap<ScopeId, Id>,
    /// Functions without a name, and calls of what has none.
    pub values: Values,
    /// Variables by the functions without a name that they hold.
    holders: HashMap<ScopeId, String>,
    /// Functions by the type that they stand in.
    functions_of: HashMap<ScopeId, Vec<ScopeId>>,
    /// Types by the name of a type that they extend.
    subtypes: HashMap<String, Vec<ScopeId>>,
    /// Names that are bound in a type, in the order of the text.
    fields_of: HashMap<ScopeId, Vec<String>>,
}

impl Module {
    /// Sorts what was collected, and makes it ready to be asked.
    pub fn index(&mut self) {
        self.serial = Serial::new();
        self.nodes.shrink_to_fit();
        self.bindings.shrink_to_fit();
        // Most stand in the order of the text, and sorting would ask for as much memory again.
        if !self.bindings.is_sorted_by_key(|binding| binding.at) {
            self.bindings.sort_by_key(|binding| binding.at);
        }
        self.scopes.shrink_to_fit();
        let bindings = self.bindings.iter().enumerate();
        let mut by_name = Named::new(bindings.map(|(index, one)| (one.name.as_str(), index)));
        by_name.sort_by_key(|index| self.bindings[index].scope);
        self.by_name = by_name;
        for binding in &self.bindings {
            if let Some(Kind::Closure(scope)) = binding.value.map(|id| &self.nodes[id].kind)
                && self.scopes[*scope].name.is_empty()
            {
                self.holders.insert(*scope, binding.name.clone());
            }
        }
        let settings = || 0..self.settings.len();
        let named = settings().filter_map(|index| Some((self.set(index)?, index)));
        let mut settings_by_name = Named::new(named);
        settings_by_name.sort_by_key(|index| self.nodes[self.settings[index].target].place.start);
        let elements = settings().filter_map(|index| Some((self.element(index)?, index)));
        let elements_by_key = Named::new(elements);
        (self.settings_by_name, self.elements_by_key) = (settings_by_name, elements_by_key);
        let scopes = self.scopes.iter().enumerate().skip(1);
        self.named_scopes = Named::new(scopes.map(|(index, scope)| (scope.name.as_str(), index)));
        let calls = (0..self.nodes.len()).filter_map(|id| Some((self.called(id)?, id)));
        self.calls_by_name = Named::new(calls);
        self.index_types();
        for id in 0..self.nodes.len() {
            self.values.note(id, &self.nodes);
            if let Kind::Call { arguments, .. } = &self.nodes[id].kind {
                let closures =
                    arguments.iter().filter_map(|one| match self.nodes[one.value].kind {
                        Kind::Closure(scope) => Some(scope),
                        _ => None,
                    });
                self.calls_by_closure.extend(closures.map(|scope| (scope, id)));
            }
        }
    }

    fn index_types(&mut self) {
        for (index, scope) in self.scopes.iter().enumerate().skip(1) {
            let in_type = self.scopes[scope.parent].kind == ScopeKind::Type;
            if scope.kind == ScopeKind::Function && in_type {
                self.functions_of.entry(scope.parent).or_default().push(index);
            }
            if scope.kind == ScopeKind::Type {
                for name in super::lower::supertypes(scope) {
                    self.subtypes.entry(name).or_default().push(index);
                }
            }
        }
        let mut known: HashSet<(ScopeId, &str)> = HashSet::default();
        for binding in &self.bindings {
            let in_type = self.scopes[binding.scope].kind == ScopeKind::Type
                && !binding.name.starts_with(super::length::SIZE_OF);
            if in_type && known.insert((binding.scope, &binding.name)) {
                self.fields_of.entry(binding.scope).or_default().push(binding.name.clone());
            }
        }
    }

    /// The functions that stand in a type.
    pub fn functions_of(&self, class: ScopeId) -> &[ScopeId] {
        self.functions_of.get(&class).map(Vec::as_slice).unwrap_or_default()
    }

    /// The types that extend one of this name.
    pub fn subtypes(&self, name: &str) -> &[ScopeId] {
        self.subtypes.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names that are bound in a type, in the order of the text.
    pub fn fields_of(&self, class: ScopeId) -> &[String] {
        self.fields_of.get(&class).map(Vec::as_slice).unwrap_or_default()
    }

    /// The last part of the name that a call calls.
    pub fn called(&self, id: Id) -> Option<&str> {
        let Kind::Call { callee, .. } = &self.nodes[id].kind else { return None };
        match &self.nodes[*callee].kind {
            Kind::Name(name) | Kind::Member { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether byte `at` is in the value that a binding gives: `name = name.lower()` asks for the value before.
    pub fn is_within(&self, binding: &Binding, at: usize) -> bool {
        binding.value.is_some_and(|value| {
            let place = self.nodes[value].place;
            // A loop is the value of its variable; an assignment has the variable before the value.
            binding.at < place.start && place.start <= at && at < place.end
        })
    }

    /// All bindings of a name, by scope and in the order of the text.
    fn bindings_of(&self, name: &str) -> &[usize] {
        self.by_name.of(name, |index| &self.bindings[index].name)
    }

    /// Where a name is bound in a scope, in the order of the text.
    pub fn bound(&self, scope: ScopeId, name: &str) -> Bound<'_> {
        let known = self.bindings_of(name);
        let scope_of = |index: &usize| self.bindings[*index].scope;
        let known = &known[known.partition_point(|index| scope_of(index) < scope)..];
        let own = &known[..known.partition_point(|index| scope_of(index) == scope)];
        Bound { bindings: &self.bindings, indices: own }
    }

    /// A key of a table as it is written: a text, or the name of a constant.
    pub fn key(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].kind {
            Kind::Text(text) => Some(text),
            Kind::Name(name) | Kind::Member { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Types and functions of a name.
    pub fn scopes_named(&self, name: &str, kind: ScopeKind) -> impl Iterator<Item = ScopeId> {
        let known = self.named_scopes.of(name, |index| &self.scopes[index].name);
        known.iter().copied().filter(move |scope| self.scopes[*scope].kind == kind)
    }

    /// The function that a name stands for in `scope`: of the same type before others, one that gives something first.
    pub fn function_called(&self, scope: ScopeId, name: &str) -> Option<ScopeId> {
        let own = self.enclosing(scope, ScopeKind::Type);
        let rank = |function: &ScopeId| {
            let found = &self.scopes[*function];
            let parent = found.parent;
            let is_free = self.scopes[parent].kind != ScopeKind::Type;
            let place = if Some(parent) == own { 0 } else { 2 - u8::from(is_free) };
            (found.returns.is_empty(), place)
        };
        self.scopes_named(name, ScopeKind::Function).min_by_key(rank)
    }

    /// The variable that holds a function without a name.
    pub fn holder(&self, closure: ScopeId) -> Option<&str> {
        self.holders.get(&closure).map(String::as_str)
    }

    /// Calls of anything that goes by this last name.
    pub fn calls_of(&self, name: &str) -> &[Id] {
        self.calls_by_name.of(name, |id| self.called(id).unwrap_or_default())
    }

    /// The call that gets a function without a name as an argument.
    pub fn handed_to(&self, closure: ScopeId) -> Option<Id> {
        self.calls_by_closure.get(&closure).copied()
    }

    /// The calls, in the order of the text.
    pub fn calls(&self) -> impl Iterator<Item = Id> {
        let calls = self.calls.get_or_init(|| {
            let is_call = |id: &Id| matches!(self.nodes[*id].kind, Kind::Call { .. });
            let ids = (0..self.nodes.len()).filter(|id| is_call(id) && !self.is_in_macro(*id));
            let mut calls: Vec<u32> = ids.filter_map(|id| u32::try_from(id).ok()).collect();
            calls.sort_by_key(|id| {
                let place = self.nodes[*id as usize].place;
                (place.start, usize::MAX - place.end)
            });
            calls.into()
        });
        calls.iter().map(|id| *id as Id)
    }

    /// Whether an expression is the body of a macro without parameters: it happens where the macro is used.
    pub fn is_in_macro(&self, id: Id) -> bool {
        self.scopes[self.nodes[id].scope].marks.iter().any(|mark| mark == super::lower::MACRO)
    }

    /// Whether the text itself marks what stands at byte `at` as test code.
    pub fn is_test(&self, at: usize) -> bool {
        self.tests.iter().any(|(start, end)| *start <= at && at < *end)
    }

    /// The scope and those around it, inside out, as far as anybody nests them.
    pub fn scopes_from(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> + '_ {
        const DEEPEST: usize = 256;
        let mut next = Some(scope);
        std::iter::from_fn(move || {
            let current = next?;
            let parent = self.scopes[current].parent;
            next = (parent != current).then_some(parent);
            Some(current)
        })
        .take(DEEPEST)
    }

    /// The innermost scope of a kind around `scope`.
    pub fn enclosing(&self, scope: ScopeId, kind: ScopeKind) -> Option<ScopeId> {
        self.scopes_from(scope).find(|scope| self.scopes[*scope].kind == kind)
    }
}

/// The name under which what a type parameter is where nobody says otherwise is bound in what has it.
pub fn default_of_generic(name: &str) -> String {
    format!("<{name}>")
}

/// The name under which a declaration's default of a parameter is bound, where the function is declared.
pub fn default_of(function: &str, index: usize) -> String {
    format!("{function}({index})")
}
