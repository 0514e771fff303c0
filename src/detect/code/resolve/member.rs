//! Members of objects: of the object itself, of what literals and constructors make, of other files.

use super::nothing::is_nothing;
use super::{DEPTH, Resolver, SUPERTYPES, step};
use crate::detect::code::combine::field;
use crate::detect::code::configuration;
use crate::detect::code::length;
use crate::detect::code::lower::PASTE;
use crate::detect::code::names::{bindings, qualified, qualified_type, type_arguments};
use crate::detect::code::sources::{assigned_elements, structure_fields, variable_fields};
use crate::detect::code::syntax::{Id, Kind, Module, SPREAD, ScopeId, ScopeKind};
use crate::detect::code::text_method;
use crate::detect::code::value::{Candidate, Resolved, Site, Value};
use std::rc::Rc;

/// Functions that make one table of several, of which a later one counts before an earlier one.
const MERGING: &[&str] = &[
    "array_merge",
    "array_replace",
    "assign",
    "merge",
    "dict",
    "extend",
    "defaults",
    "copy",
    "copyWith",
    "_replace",
    "evolve",
    "model_copy",
    "with",
];

/// Functions of Elixir that make a table of several, of which an earlier one counts before a later one.
const GIVEN_FIRST: &[&str] =
    &["validate!", "validate", "new", "into", "put_new", "take", "drop", "from_struct"];

/// Members that give what a constant of an enumeration stands for.
const VALUE: &[&str] = &["value", "$value", "rawValue"];

/// The type of a name that has a member, of several that are written apart; else the first.
pub(super) fn type_with(module: &Module, object: &str, member: &str) -> Option<ScopeId> {
    let mut all = module.scopes_named(object, ScopeKind::Type);
    let has = |class: &ScopeId| module.bound(*class, member).iter().any(|one| one.value.is_some());
    all.find(has).or_else(|| module.scopes_named(object, ScopeKind::Type).next())
}

/// Declarations before a list among which the one that it belongs to is looked for.
const DECLARED: usize = 64;

pub(super) fn is_plain(candidate: &Candidate) -> bool {
    matches!(candidate.value, Value::Text(_) | Value::Number(_))
}

impl Resolver<'_> {
    pub(super) fn member(&mut self, site: &Site, of: Id, name: &str) -> Resolved {
        let module = Rc::clone(&site.module);
        if name == PASTE {
            return self.pasted(&site.at(of));
        }
        if let Some(found) = self.of_specialised(site, of, name) {
            return found;
        }
        let own = self.around.language().own;
        if let Kind::Name(object) = &module.nodes[of].kind {
            let scope = module.nodes[site.id].scope;
            if own.contains(&object.as_str()) {
                if name == "value"
                    && let Some(several) = self.values_of_constant(&module, scope)
                {
                    return several;
                }
                if VALUE.contains(&name)
                    && let Some(found) = self.any_constant(&module, scope, name)
                {
                    return found;
                }
                if let Some(class) = module.enclosing(scope, ScopeKind::Type)
                    && (module.bound(class, name).iter().any(|binding| binding.value.is_some())
                        || structure_fields(&module, of, name).is_empty())
                {
                    return self.field(site, class, name);
                }
            } else if let Some(class) = self.enumeration_called(&module, object, name) {
                return self.field(site, class, name);
            } else if bindings(&module, scope, object).is_empty() {
                if let Some(class) = type_with(&module, object, name) {
                    return self.field(site, class, name);
                }
                if let Some(found) = self.of_type_argument(site, object, name) {
                    return found;
                }
            }
        }
        if let Some(read) =
            self.read_from_document(site).or_else(|| self.of_read_structure(&module, of, name))
        {
            return read;
        }
        if matches!(
            (self.around.language().id, name),
            ("kotlin" | "dart", "name") | ("swift", "rawValue")
        ) && let Some(named) = self.constant_name(&site.at(of), name)
        {
            return named;
        }
        if let Some(is_there) = self.has_value(&site.at(of), name) {
            return is_there;
        }
        let mut set = variable_fields(&module, of, name);
        if set.is_empty() {
            set = assigned_elements(&module, of, name);
        }
        if !set.is_empty() {
            let ways = set
                .iter()
                .map(|site| self.resolve(site).by(&step(site, &format!("field {name} is set"))));
            return Resolved::any(ways.collect::<Vec<_>>());
        }
        let set = self.set_before_handing(&site.at(of), name);
        if let Some(set) = set.or_else(|| self.set_in_chain(&site.at(of), name)) {
            return set;
        }
        if let Some(part) = self.part_of_entry(&site.at(of), name) {
            return part;
        }
        if let Some(set) = self.set_by_callee(&site.at(of), name) {
            return set;
        }
        let list = site.at(of);
        let extreme = self.extreme_of_list(&list, name);
        if let Some(found) = extreme.or_else(|| self.end_of_kept(&list, name)) {
            return found;
        }
        // A field of an object that a literal made.
        let object = self.resolve(&site.at(of));
        if let Some(found) = self
            .of_constant_self(&site.at(of), &object, name)
            .or_else(|| self.read_over(&object, name))
        {
            return found;
        }
        if let Some(same) = self.same_of_tree(&object, name) {
            return same;
        }
        if VALUE.contains(&name)
            && !object.candidates.is_empty()
            && object.candidates.iter().all(is_plain)
        {
            return object;
        }
        if VALUE.contains(&name)
            && object.candidates.is_empty()
            && let Some(all) = self.of_declared_enumeration(&module, of, name)
        {
            return all;
        }
        if let ("scala", Some(change)) = (self.around.language().id, text_method::of(name, 0))
            && !object.candidates.is_empty()
            && object.candidates.iter().all(is_plain)
        {
            return object.texts(change);
        }
        if let Some(said) = self.says_itself(&object, name) {
            return said;
        }
        if let Some(handed) = self.list_as(site, &object, name) {
            return handed;
        }
        if let Some(end) = self.end_of_list(&object, name) {
            return end;
        }
        if let Some(part) = self.part_of_pair(&object, name) {
            return part;
        }
        if let ("Value", Some(lazy)) = (name, self.made_lazily(&object)) {
            return lazy;
        }
        if let [_, _, ..] = object.candidates.as_slice()
            && let Some(read) = self.read_before_default(&object, name)
        {
            return read;
        }
        if self.is_parsed(&object, name) {
            return object;
        }
        if let Some(value) = self.value_looked_up(&object, name) {
            return value;
        }
        let fields: Vec<Resolved> = object
            .candidates
            .iter()
            .filter_map(|candidate| match &candidate.value {
                Value::Made(made) => {
                    let key = Resolved::of(Value::Text(name.to_owned()));
                    if let Some(written) = self.part_of_document(site, candidate, &key) {
                        return Some(written);
                    }
                    let pointed = self.of_pointed(made, name);
                    let field = pointed.or_else(|| self.given_field(made, name));
                    field.map(|field| field.within(&candidate.steps))
                }
                Value::Named(names) => {
                    let key = Resolved::of(Value::Text(name.to_owned()));
                    let field = self.of_object(&module, names, name);
                    let field = field.or_else(|| self.part_of_document(site, candidate, &key));
                    field.map(|field| field.within(&candidate.steps))
                }
                _ => None,
            })
            .collect();
        if !fields.is_empty() {
            let mut options = self.set_by_options(&object, name);
            options.extend(self.set_by_setters(&module, of, name));
            // An object whose field is not found leaves it open.
            let is_object = |one: &&Candidate| !is_plain(one) && !is_nothing(&one.value);
            let of_objects = object.candidates.iter().filter(is_object).count();
            let open =
                (fields.len() < of_objects).then(|| Resolved::missing(format!("field {name}")));
            return Resolved::any(fields.into_iter().chain(options).chain(open));
        }
        if let Some(found) = self.of_any_constant(&site.at(of), name) {
            return found;
        }
        if let Some(found) = self.extension_property(site, of, name) {
            return found;
        }
        let set: Vec<Site> = structure_fields(&module, of, name);
        if !set.is_empty() {
            let own = self.all_set(&set, name);
            let is_rust = self.around.language().id == "rust";
            // Others make objects of the same structure.
            let beside = if is_rust { self.set_beside(site, of, name) } else { None };
            return beside.map_or_else(|| own.clone(), |beside| own.clone().or(beside));
        }
        if let Some(promoted) = self.promoted(site, of, name) {
            return promoted;
        }
        if let Some(set) = self.set_beside(site, of, name) {
            return set;
        }
        if let Some(octets) = self.length_by_name(site, of, name) {
            return octets;
        }
        let is_cpp = self.around.language().id == "cpp";
        if let Some(handed) = self.handed_member(&site.at(of), name) {
            return handed;
        }
        if is_cpp && self.is_given_by_function(&site.at(of)) {
            return Resolved::missing(format!("field {name}"));
        }
        if is_cpp && let Some(default) = self.default_of_field(site, of, name) {
            return default;
        }
        if let Some(read) = self.decoded_member(&site.at(of), name) {
            return read;
        }
        let known = self.elsewhere(site);
        let is_open = |one: &Candidate| matches!(one.value, Value::Named(_));
        if !known.candidates.iter().all(is_open) {
            return known;
        }
        if let Some(part) = self.part_of_handed_on(site, of, &object, name) {
            return part;
        }
        let found = configuration::asked_by_member(&module, site.id)
            .map(|key| self.around.configured(&module.path, &key))
            .filter(|found| !found.candidates.is_empty());
        let found = found.or_else(|| self.read_into_structure(site));
        // What a class gives its fields holds where no configuration says otherwise.
        found
            .or_else(|| if is_cpp { None } else { self.default_of_field(site, of, name) })
            .unwrap_or(known)
    }

    /// A member of an object of Kotlin or Scala that is handed on by its name: `case object Strong extends Grade`.
    fn of_object(&mut self, near: &Rc<Module>, names: &[String], name: &str) -> Option<Resolved> {
        if !matches!(self.around.language().id, "kotlin" | "scala") {
            return None;
        }
        let own = names.first()?.strip_prefix("this.").unwrap_or(&names[0]);
        if own.contains('(') {
            return None;
        }
        let plain = own.rsplit('.').next().unwrap_or(own);
        let (module, class) = self.type_called(near, plain, || names.to_vec())?;
        let bound = module.bound(class, name);
        if bound.iter().any(|one| one.value.is_some()) {
            return Some(self.bound(&module, name, bound, usize::MAX));
        }
        self.given_without_parentheses(&module, class, name)
    }

    /// A member of the types that a type parameter stands for: `T::name`.
    fn of_type_argument(&mut self, site: &Site, object: &str, name: &str) -> Option<Resolved> {
        let module = Rc::clone(&site.module);
        let scope = module.nodes[site.id].scope;
        let given: Vec<Id> = type_arguments(&module, object, scope).take(4).collect();
        let mut ways = Vec::new();
        if given.is_empty() {
            for given in self.made_with(&module, object, scope) {
                ways.extend(self.of_given_type(&given, name));
            }
        }
        for id in given {
            let (Kind::Name(class) | Kind::Member { name: class, .. }) = &module.nodes[id].kind
            else {
                continue;
            };
            if self.around.language().id == "rust" {
                ways.extend(self.of_given_type(&site.at(id), name));
                continue;
            }
            let class = type_with(&module, class, name)?;
            ways.push(self.field(&site.at(id), class, name));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// How many octets something has, where a member or function of this name tells: `key.length`, `strlen($key)`.
    pub(super) fn length_by_name(&mut self, site: &Site, of: Id, name: &str) -> Option<Resolved> {
        const NAMES: &[&str] =
            &["length", "Length", "byteLength", "count", "size", "bytesize", "strlen", "byte_size"];
        if !NAMES.contains(&name) || self.depth >= DEPTH {
            return None;
        }
        let bits = length::bits(self, &site.at(of))?;
        Some(Resolved::of(Value::Number(i64::try_from(bits / 8).ok()?)))
    }

    /// The value under a key of a map or structure, or of one whose fields it takes over; the last one counts.
    pub(in crate::detect::code) fn field_of(&mut self, made: &Site, key: &str) -> Option<Site> {
        if let Some(id) = field(made, key) {
            return Some(made.at(id));
        }
        if let Some(placed) = self.placed_field(made, key) {
            return Some(placed);
        }
        if self.depth >= DEPTH {
            return None;
        }
        let is_spread =
            |id: &Id| matches!(&made.module.nodes[*id].kind, Kind::Text(text) if text == SPREAD);
        let taken_over: Vec<Id> = match made.kind() {
            Kind::Map(pairs) => {
                let spread = pairs.iter().rev().filter(|(id, _)| is_spread(id));
                spread.map(|(_, value)| *value).collect()
            }
            Kind::Call { arguments, .. }
                if made.module.called(made.id).is_some_and(|name| MERGING.contains(&name)) =>
            {
                let of = match &made.kind() {
                    Kind::Call { callee, .. } => match &made.module.nodes[*callee].kind {
                        Kind::Member { of, .. } => Some(*of),
                        _ => None,
                    },
                    _ => None,
                };
                arguments.iter().rev().map(|one| one.value).chain(of).collect()
            }
            // `Keyword.validate!(given, defaults)`, `Map.new(table)`, `Enum.into(table, %{})`
            Kind::Call { arguments, .. }
                if self.around.language().id == "elixir"
                    && made
                        .module
                        .called(made.id)
                        .is_some_and(|name| GIVEN_FIRST.contains(&name)) =>
            {
                arguments.iter().map(|one| one.value).collect()
            }
            // `ChainMap(a, b)` of Python: what the first one has counts.
            Kind::Call { arguments, .. }
                if matches!(made.module.called(made.id), Some("ChainMap")) =>
            {
                arguments.iter().map(|one| one.value).collect()
            }
            // `T { a: b, ..c }` of Rust.
            Kind::Call { arguments, .. }
                if arguments.iter().any(|one| one.name.as_deref() == Some(SPREAD)) =>
            {
                let spread = arguments.iter().filter(|one| one.name.as_deref() == Some(SPREAD));
                spread.map(|one| one.value).collect()
            }
            // `a + b` of PHP: what the left one has counts.
            Kind::Arithmetic(sum) if sum.0 == "+" => sum.1.clone(),
            _ => return None,
        };
        self.depth += 1;
        let found = taken_over.into_iter().find_map(|id| {
            let candidates = self.resolve(&made.at(id)).candidates;
            candidates.into_iter().find_map(|candidate| match candidate.value {
                Value::Made(other) => self.field_of(&other, key),
                _ => None,
            })
        });
        self.depth -= 1;
        found
    }

    /// A field of a structure of C whose values are listed in the order of the fields.
    fn placed_field(&self, made: &Site, key: &str) -> Option<Site> {
        let Kind::List(items) = made.kind() else { return None };
        if !matches!(self.around.language().id, "c" | "cpp") {
            return None;
        }
        let (module, place) = (&made.module, made.place());
        // The variable whose initializer the list is in.
        let end = module.bindings.partition_point(|one| one.at <= place.start);
        let of = module.bindings[..end].iter().rev().take(DECLARED).find_map(|one| {
            let value = module.nodes[one.value?].place;
            let is_around = value.start <= place.start && place.end <= value.end;
            one.type_name.as_deref().filter(|_| is_around)
        })?;
        let of = of.strip_prefix("struct").unwrap_or(of);
        // Of a container it is the type of its elements: `std::map<std::string, Profile>`.
        let of = match of.split_once('<') {
            // The other argument of an array is how many.
            Some((array, inner)) if array.ends_with("array") => {
                inner.split([',', '>']).next().unwrap_or(of)
            }
            Some((_, inner)) => inner.trim_end_matches('>').rsplit([',', '<']).next().unwrap_or(of),
            None => of,
        };
        let names = qualified_type(module, of);
        let own = names.iter().find_map(|name| module.scopes_named(name, ScopeKind::Type).next());
        let (home, class) = match own {
            Some(class) => (Rc::clone(module), class),
            None => self.around.class(&module.path, &names).or_else(|| {
                // By the name that a header gives the structure.
                let names: Vec<String> =
                    names.iter().flat_map(|name| self.around.included(module, name)).collect();
                self.around.class(&module.path, &names)
            })?,
        };
        let at = home.fields_of(class).iter().position(|name| name == key)?;
        items.get(at).map(|id| made.at(*id))
    }

    /// What a document says of a key, whose fields a map takes over.
    pub(super) fn spread_document(&self, made: &Site, key: &str) -> Option<Resolved> {
        let Kind::Map(pairs) = made.kind() else { return None };
        let is_spread =
            |id: &Id| matches!(&made.module.nodes[*id].kind, Kind::Text(text) if text == SPREAD);
        pairs.iter().rev().take_while(|(id, _)| is_spread(id)).find_map(|(_, value)| {
            let mut names = qualified(&made.module, *value).to_vec();
            names.iter_mut().for_each(|name| *name = format!("{name}.{key}"));
            let (document, key) = configuration::in_document(&names)?;
            self.around.document_part(&made.module.path, document, key)
        })
    }

    fn field(&mut self, site: &Site, class: ScopeId, name: &str) -> Resolved {
        let module = Rc::clone(&site.module);
        let bound = module.bound(class, name);
        if let Some(read) = self.decoded(&module, class, name) {
            return read;
        }
        if bound.iter().all(|binding| binding.value.is_none()) {
            let implied = self.implied(&module, class, name, SUPERTYPES);
            // A constant of an enumeration that nothing is said of stands for itself.
            let is_constant = matches!(self.around.language().id, "cpp" | "csharp")
                && bound.iter().all(|one| one.type_name.is_none())
                && module.functions_of(class).is_empty();
            if bound.is_empty() || is_constant || implied.is_some() {
                return implied.unwrap_or_else(|| self.elsewhere(site));
            }
        }
        if let Some(given) = self.given_to_objects(&module, class, name) {
            return given;
        }
        let own = self.bound(&module, name, bound, usize::MAX);
        let below = self.of_subclasses(&module, class, name);
        self.with_heirs((&module, class), name, own, below)
    }
}
