//! What a language's grammar calls the things that the analysis looks at.

use tree_sitter::Node;

use super::lower::Lowering;
use super::syntax::Id;

/// One programming language.
pub struct Language {
    /// Kebab-case id, also the name that packs of rules know it by.
    pub id: &'static str,
    /// Endings of file names, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// Whole file names.
    pub names: &'static [&'static str],
    /// The grammar.
    pub grammar: fn() -> tree_sitter::Language,
    /// Node kinds of the grammar and what they are here; a kind that is not listed is gone through.
    pub shapes: &'static [(&'static str, Shape)],
    /// Names that stand for the object itself (`this`, `self`).
    pub own: &'static [&'static str],
    /// Files in which the parts of an imported path may be defined, given the importing file's path.
    pub files: fn(&str, &str) -> Vec<String>,
}

/// What a node kind is. Strings are field names of the grammar; the empty string is the first named child, and
/// names that no field has stand for a child of that kind; of several with `|` between them the first counts that is there.
#[derive(Clone, Copy)]
pub enum Shape {
    /// A comment, or what is never looked into.
    Skip,
    /// Stands for one of its children: parentheses, casts, `await`.
    Inner(&'static str),
    /// String literal; interpolations inside it are its named children that are not of its text.
    Text,
    /// A part of a string literal between interpolations.
    Fragment,
    /// Integer literal.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// Identifier.
    Name,
    /// Object, name.
    Member(&'static str, &'static str),
    /// Callee, arguments.
    Call(&'static str, &'static str),
    /// Object, name, arguments.
    Method(&'static str, &'static str, &'static str),
    /// Argument with a name: name, value.
    Named(&'static str, &'static str),
    /// Array, tuple or argument list.
    List,
    /// Object or dictionary of [`Shape::Pair`]s.
    Map,
    /// Key, value.
    Pair(&'static str, &'static str),
    /// Left, right; concatenation where the operator between is `+`, `.`, `..`, `<>`, `||` as `joins` lists them,
    /// alternatives where `either` does.
    Binary {
        /// Field of the left operand.
        left: &'static str,
        /// Field of the right operand.
        right: &'static str,
        /// Operators that join texts.
        joins: &'static [&'static str],
        /// Operators that give one of their operands.
        either: &'static [&'static str],
    },
    /// The fields of which one is the value.
    Choice(&'static [&'static str]),
    /// Object, key.
    Index(&'static str, &'static str),
    /// Declaration of a name with a value: name, value, type.
    Let(&'static str, &'static str, &'static str),
    /// Assignment: left, right.
    Assign(&'static str, &'static str),
    /// Name, parameters, body.
    Function(&'static str, &'static str, &'static str),
    /// Name, type, default.
    Parameter(&'static str, &'static str, &'static str),
    /// Name; whatever else it has is inside.
    Type(&'static str),
    /// A loop over a list: the name of its elements, the list; whatever else it has is inside.
    Each(&'static str, &'static str),
    /// What is in it may not happen, or happens to one case only.
    Block,
    /// The body of a function whose last expression is what it returns.
    Body,
    /// The returned value.
    Return(&'static str),
    /// Imports, which have no value.
    Import(for<'t> fn(&mut Lowering<'t>, Node<'t>)),
    /// Anything that none of these fits. Gives the value where it has one.
    Own(for<'t> fn(&mut Lowering<'t>, Node<'t>) -> Option<Id>),
}

impl Language {
    /// Whether a file of this name is source code in it.
    pub fn is_of(&self, name: &str) -> bool {
        self.is_of_either(name, extension_of(name))
    }

    /// The same by the name and its extension, for who asks many languages.
    pub fn is_of_either(&self, name: &str, extension: Option<&str>) -> bool {
        let has = |extension: &str| {
            self.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
        };
        self.names.contains(&name) || extension.is_some_and(has)
    }
}

/// What stands behind the last dot of a name.
pub fn extension_of(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}
