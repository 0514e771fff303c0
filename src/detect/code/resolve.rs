//! What an expression is worth: constants, assignments, concatenations, conditionals, parameters with their call
//! sites, functions of the same file and constants of others. What it cannot tell it names; it never guesses.

mod application;
mod asked;
mod call;
mod chained;
mod choice;
mod command_line;
mod constant;
mod converted;
mod copied;
mod decoded;
mod derived;
mod document;
mod elsewhere;
mod ends;
mod entry;
mod environment;
mod extension;
mod field;
mod function;
mod function_value;
mod generic;
mod given;
mod given_before;
mod guard;
mod handed;
mod handed_object;
mod handler;
mod header;
mod implicit;
mod injected;
mod items;
mod layers;
mod letters;
mod library;
mod linked;
mod matched;
mod member;
mod method;
mod named;
mod nested;
mod nothing;
mod number_of_text;
mod object_at_hand;
mod of_objects;
mod options;
mod own_class;
mod package;
mod pair;
mod parameter;
mod picked;
mod provided;
mod python;
mod rails;
mod read_structure;
mod reference;
mod remembered;
mod renamed;
mod same_type;
mod schema;
mod script;
mod set_by_method;
mod set_later;
mod settings;
#[cfg_attr(not(feature = "lang-shell"), allow(dead_code, reason = "only shells ask for it"))]
mod shell;
mod specialised;
mod spread;
mod stated;
mod stored;
mod table;
mod tagged;
mod text;
mod tree;
mod turns;
mod whole;

use std::rc::Rc;

use super::surroundings::Surroundings;
use super::syntax::{Argument, Id, Kind, Module, SPREAD, ScopeId, ScopeKind};
use super::value::{Candidate, Resolved, Site, Step, Value};
use super::{format, text_method};
use ends::is_end;
pub(super) use environment::OR_DEFAULT;
pub(super) use generic::instances;
use library::{ELEMENT, HANDING_ON};
pub(super) use library::{PAIRS, constant_text};
pub(super) use method::is_constructor;
pub(super) use nothing::{ABSENT, names_nothing};
pub(super) use remembered::Remembered;
use remembered::is_written;
#[cfg_attr(
    not(feature = "lang-shell"),
    allow(unused_imports, reason = "only shells make them")
)]
pub(super) use shell::{INDIRECT, LIKE, NOT, RUN, SETTING, SETTINGS, TESTED, frame_of_call};
pub(super) use spread::TAKEN_APART;
pub(super) use stored::given_in_table;
use table::is_table;
pub(super) use text::told_by_ends;

/// Expressions looked at for one value.
const EFFORT: usize = 2_000;
/// What is missing of a value whose way is not followed to its end.
pub(super) const TOO_LONG: &str = "a value too long to follow";
/// Call sites of one function that are asked for an argument.
pub(super) const CALL_SITES: usize = 8;
/// Functions and variables on the way to one value.
const DEPTH: usize = 24;

/// Resolves values of the expressions of one file.
pub struct Resolver<'a> {
    pub(super) around: &'a Surroundings<'a>,
    left: usize,
    depth: usize,
    /// Expressions that were looked at, known ones with all that it took to know them.
    spent: usize,
    /// The deepest that was looked at.
    deepest: usize,
    /// Whether some was not looked at for want of steps.
    is_cut: bool,
    /// Conditions that are being asked, each for the one before.
    asking: usize,
    pub(super) frames: Vec<Frame>,
    /// Objects that are being looked into, the innermost last.
    objects: Vec<Site>,
    /// Constants of enumerations whose members are being looked into, by the name of their type: the value
    /// that they stand for, and they themselves.
    selves: Vec<(String, Candidate, Candidate)>,
}

/// A call that is being looked into.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) function: ScopeId,
    pub(super) module: Rc<Module>,
    pub(super) arguments: Vec<Argument>,
    /// Where the arguments stand.
    pub(super) caller: Rc<Module>,
}

impl<'a> Resolver<'a> {
    /// A resolver that may look around.
    pub const fn new(around: &'a Surroundings<'a>) -> Self {
        Self {
            around,
            left: EFFORT,
            depth: 0,
            spent: 0,
            deepest: 0,
            is_cut: false,
            asking: 0,
            frames: Vec::new(),
            objects: Vec::new(),
            selves: Vec::new(),
        }
    }

    /// What `site` is worth.
    pub fn resolve(&mut self, site: &Site) -> Resolved {
        self.deepest = self.deepest.max(self.depth);
        if self.left == 0 || self.depth >= DEPTH || !self.around.spend() {
            self.is_cut |= self.depth < DEPTH;
            return Resolved::missing(TOO_LONG);
        }
        self.left -= 1;
        self.spent += 1;
        let before = match is_written(site.kind()) {
            true => None,
            false => match self.remembered(site) {
                Ok(known) => return known,
                Err(before) => before,
            },
        };
        self.depth += 1;
        let resolved = self.expression(site);
        self.depth -= 1;
        if let Some(before) = before {
            self.remember(before, &resolved);
        }
        resolved
    }

    fn expression(&mut self, site: &Site) -> Resolved {
        match site.kind() {
            Kind::Text(text) => Resolved::of(Value::Text(text.clone())),
            Kind::Number(number) => Resolved::of(Value::Number(*number)),
            Kind::Truth(truth) => Resolved::of(Value::Truth(*truth)),
            Kind::Name(name) => {
                let found = self.name(site, name);
                self.of_class_here(site, found)
            }
            Kind::Member { of, name } => {
                let found = self.member(site, *of, name);
                self.of_own_class(&site.at(*of), found)
            }
            Kind::Call { callee, arguments } => {
                let found = self.call(site, *callee, arguments);
                match site.module.nodes[*callee].kind {
                    Kind::Member { of, .. } => self.of_own_class(&site.at(of), found),
                    _ => found,
                }
            }
            Kind::Join(parts) => self.join(site, parts),
            Kind::Arithmetic(sum) => self.arithmetic(site, &sum.0, &sum.1),
            Kind::Choice(values) => self.one_of(site, values),
            Kind::Index { of, key } => self.index(site, *of, *key),
            Kind::List(_) | Kind::Map(_) | Kind::Closure(_) => {
                Resolved::of(Value::Made(site.clone()))
            }
            Kind::Opaque => Resolved::missing("a computed value"),
        }
    }

    fn call(&mut self, site: &Site, callee: Id, arguments: &[Argument]) -> Resolved {
        let module = Rc::clone(&site.module);
        let name = module.called(site.id).unwrap_or_default().to_owned();
        match (name.as_str(), arguments) {
            (OR_DEFAULT, _) => return self.set_or_default(site, arguments),
            (TAKEN_APART, [table]) => return self.resolve(&site.at(table.value)),
            (super::lower::matched::TAKEN, _) => return self.of_case(site, arguments),
            (of, given) if given.iter().all(|one| one.name.is_some()) => {
                if let Some(made) = self.made_of_type(&module, site.id, of) {
                    return made;
                }
            }
            _ => {}
        }
        if let Some(found) = self
            .of_shell(site, &name, arguments)
            .or_else(|| self.of_container(site, &name, arguments))
            .or_else(|| self.provided(site, &name, arguments))
            .or_else(|| self.of_application(site, &name, arguments))
            .or_else(|| self.of_rails(site, arguments))
            .or_else(|| self.of_dry_settings(site, arguments))
            .or_else(|| self.of_command(site, callee, &name, arguments))
        {
            return found;
        }
        if let Some(found) = self
            .has_key(site, &name, arguments)
            .or_else(|| self.given_when(site, callee, arguments))
            .or_else(|| self.option_asked(site, &name, arguments))
            .or_else(|| self.is_nil(site, callee, &name))
            .or_else(|| self.constant_of_raw(site, callee, arguments))
        {
            return found;
        }
        if let Some(found) = self.asked(site, callee, &name, arguments) {
            return found;
        }
        if let [] | [_] | [_, _] = arguments
            && let Some(found) = self.asked_of_tree(site, callee, &name, arguments)
        {
            return found;
        }
        let taken = self.taken_as(site, callee, &name, arguments);
        if let Some(found) = taken.or_else(|| self.of_reference(site, callee, &name, arguments)) {
            return found;
        }
        if let ("dig" | "const_get", Kind::Member { of, .. }) =
            (name.as_str(), &module.nodes[callee].kind)
            && let Some(found) = self.dug(site, *of, &name, arguments)
        {
            return found;
        }
        let picked = self.picked(site, callee, &name, arguments);
        if let Some(found) = picked.or_else(|| self.extreme(site, callee, &name, arguments)) {
            return found;
        }
        if let Some(given) = self.given_by_scope(site, &name, arguments) {
            return given;
        }
        if name == "buildString"
            && let [only] = arguments
            && let Some(parts) = call::appended(&module, only.value)
        {
            return self.join(site, &parts);
        }
        if matches!(name.as_str(), "toString" | "ToString")
            && let Some(parts) = call::builder_parts(&module, callee)
        {
            return self.join(site, &parts);
        }
        if let Kind::Member { of, .. } = &module.nodes[callee].kind
            && let Some(change) = text_method::of(&name, arguments.len())
        {
            let object = self.resolve(&site.at(*of));
            if object
                .candidates
                .iter()
                .all(|candidate| !matches!(candidate.value, Value::Made(_) | Value::Truth(_)))
            {
                return object.texts(change);
            }
        }
        if let ([], Kind::Member { of, .. }) = (arguments, &module.nodes[callee].kind)
            && is_end(&name)
        {
            let object = self.resolve(&site.at(*of));
            if let Some(end) = self.end_of_list(&object, &name) {
                return end;
            }
        }
        if let (
            "requireNonNullElse" | "defaultIfNull" | "defaultIfEmpty" | "defaultIfBlank"
            | "firstNonNull" | "coalesce" | "defaultString" | "ifnull" | "nvl",
            [_, _],
        ) = (name.as_str(), arguments)
        {
            let ways: Vec<Resolved> =
                arguments.iter().map(|one| self.resolve(&site.at(one.value))).collect();
            return Resolved::any(ways);
        }
        if let ("size" | "length", [], Kind::Member { of, .. }) =
            (name.as_str(), arguments, &module.nodes[callee].kind)
            && let Some(size) = self.declared_size(&site.at(*of))
        {
            return size;
        }
        if let [only] = arguments {
            let of = match &module.nodes[callee].kind {
                Kind::Member { of, .. } => match &module.nodes[*of].kind {
                    Kind::Name(object) => Some(object.as_str()),
                    _ => Some(""),
                },
                _ => None,
            };
            if let Some(change) = text_method::function(of, &name) {
                return self.resolve(&site.at(only.value)).texts(change);
            }
        }
        if let ("implode" | "join", [separator, list], Kind::Name(_)) =
            (name.as_str(), arguments, &module.nodes[callee].kind)
            && let Some(joined) = self.joined_list(&site.at(list.value), &site.at(separator.value))
        {
            return joined;
        }
        if matches!(name.as_str(), "join" | "joinToString" | "joined" | "mkString")
            && let Kind::Member { of, .. } = &module.nodes[callee].kind
            && let [given] = arguments
        {
            // `list.join(separator)`, and `separator.join(list)` of Python.
            let (of, given) = (site.at(*of), site.at(given.value));
            let joined = self.joined_list(&of, &given);
            if let Some(joined) = joined.or_else(|| self.joined_list(&given, &of)) {
                return joined;
            }
        }
        // Without a separator there is none.
        if let (
            ("ruby", "join") | ("swift", "joined") | ("scala", "mkString"),
            [],
            Kind::Member { of, .. },
        ) = ((self.around.language().id, name.as_str()), arguments, &module.nodes[callee].kind)
        {
            let list = site.at(*of);
            if let Some(joined) = self.joined_list(&list, &list) {
                return joined;
            }
        }
        if let (
            "orElse" | "getOrElse" | "orElseGet" | "unwrap_or" | "unwrap_or_else" | "value_or"
            | "valueOr",
            [default],
            Kind::Member { of, .. },
        ) = (name.as_str(), arguments, &module.nodes[callee].kind)
        {
            return self.or_else(&site.at(*of), &site.at(default.value));
        }
        if let Some(named) = self.by_attribute(site, &name, arguments) {
            return named;
        }
        if let Some(held) = self.held(site, callee, arguments) {
            return held;
        }
        if let Some(default) = self.of_option(site, callee, &name, arguments) {
            return default;
        }
        if let Kind::Member { of, .. } = &module.nodes[callee].kind {
            let is_element =
                ELEMENT.contains(&name.as_str()) || name == "getOrElse" && arguments.len() == 2;
            if is_element && let Some(key) = arguments.first() {
                let set = self.assigned(site, *of, key.value);
                let set = set.or_else(|| self.element_or_default(site, *of, key.value, arguments));
                let set = set.or_else(|| self.stated_without(site, *of, &name, arguments));
                if let Some(set) = set {
                    return set;
                }
            }
            let is_text = matches!(&module.nodes[*of].kind, Kind::Name(object) if object.eq_ignore_ascii_case("string"));
            if is_text
                && name.eq_ignore_ascii_case("join")
                && let Some(separated) = self.separated(site, arguments)
            {
                return separated;
            }
        }
        if let ("div", [_, _], Kind::Name(_)) =
            (name.as_str(), arguments, &module.nodes[callee].kind)
        {
            let operands: Vec<Id> = arguments.iter().map(|one| one.value).collect();
            return self.arithmetic(site, "/", &operands);
        }
        if let Some(changed) = self.changed_text(site, callee, &name, arguments) {
            return changed;
        }
        if let (name, []) = (name.as_str(), arguments)
            && HANDING_ON.contains(&name)
            && let Kind::Member { of, .. } = &module.nodes[callee].kind
        {
            let object = self.resolve(&site.at(*of));
            if object.candidates.iter().any(is_table) {
                return object;
            }
        }
        if let ("strlen" | "byte_size", [only]) = (name.as_str(), arguments)
            && let Some(octets) = self.length_by_name(site, only.value, &name)
        {
            return octets;
        }
        if let Some(template) = format::of(&module, callee, &name, arguments) {
            return self.formatted(site, &template, arguments);
        }
        self.function(site, callee, &name, arguments)
    }
}

/// Supertypes upwards in which a member is looked for.
pub(super) const SUPERTYPES: usize = 4;

/// How many parameters of a method no caller writes down.
pub(super) fn receivers(module: &Module, function: ScopeId) -> usize {
    let scope = &module.scopes[function];
    let first = scope.parameters.first();
    usize::from(first.is_some_and(|first| matches!(first.name.as_str(), "self" | "cls" | "this")))
}

/// Whether a function extends another type: it is called on objects of that.
pub(super) fn extends_another(module: &Module, function: ScopeId) -> bool {
    module.scopes[function].parameters.first().is_some_and(|first| first.name == "this")
}

/// The function around that has a parameter of this name, and which it is.
pub(super) fn parameter(module: &Module, scope: ScopeId, name: &str) -> Option<(ScopeId, usize)> {
    module.scopes_from(scope).find_map(|scope| {
        let index =
            module.scopes[scope].parameters.iter().position(|parameter| parameter.name == name)?;
        Some((scope, index))
    })
}

/// The argument by name, or at a position among those without one.
pub(super) fn argument(arguments: &[Argument], index: usize, name: &str) -> Option<Id> {
    // A parameter of PHP has a sign that the name of its argument lacks.
    let bare = name.strip_prefix('$').unwrap_or(name);
    let is_named = |argument: &&Argument| {
        argument.name.as_deref().is_some_and(|own| own == name || own == bare)
    };
    let named = arguments.iter().find(is_named);
    let placed = || arguments.get(index).filter(|argument| argument.name.is_none());
    let spread = || arguments.iter().find(|argument| argument.name.as_deref() == Some(SPREAD));
    let found = named.or_else(placed).or_else(|| spread().filter(|_| !name.starts_with('<')));
    found.map(|argument| argument.value)
}

fn last(names: &[String]) -> &str {
    names.first().map_or("", |name| name.rsplit('.').next().unwrap_or(name))
}

pub(super) fn step(site: &Site, what: &str) -> Step {
    let (path, line) = (site.module.path.clone(), site.place().line);
    Step { path, line, what: what.to_owned(), choice: None }
}
