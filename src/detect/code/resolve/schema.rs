//! What short declarations say of the fields of an object: schemas that check what is read, and classes that a call makes.

use super::{Resolver, step};
use crate::detect::code::configuration;
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::syntax::{Argument, Id, Kind, Module};
use crate::detect::code::value::{Resolved, Site, Value};

/// Calls on one declaration of a field.
const CHAINED: usize = 12;

impl Resolver<'_> {
    /// The default that a schema states of a field of what it read: `z.object({ A: z.string().default("b") })
    /// .parse(process.env)`, `cleanEnv(process.env, { A: str({ default: "b" }) })`.
    pub(super) fn of_schema(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        if !matches!(self.around.language().id, "javascript" | "typescript" | "tsx") {
            return None;
        }
        let module = &made.module;
        let Kind::Call { callee, arguments } = made.kind() else { return None };
        let table = match (module.called(made.id)?, arguments.as_slice()) {
            ("cleanEnv", [_, table, ..]) => self.made(&made.at(table.value))?,
            ("parse" | "safeParse" | "parseSync", [_, ..]) => {
                let Kind::Member { of, .. } = module.nodes[*callee].kind else { return None };
                let schema = self.made(&made.at(of))?;
                let Kind::Call { arguments, .. } = schema.kind() else { return None };
                self.made(&schema.at(arguments.first()?.value))?
            }
            _ => return None,
        };
        if !matches!(table.kind(), Kind::Map(_)) {
            return None;
        }
        let field = self.field_of(&table, name)?;
        let default = field.at(stated_default(&field.module, field.id)?);
        let is_environment = |name: &String| name == "process.env" || name == "import.meta.env";
        let asks = |id: Id| qualified(module, id).iter().any(is_environment);
        if arguments.first().is_some_and(|one| asks(one.value)) {
            let default = Some(configuration::Default::Given(default.id));
            return Some(self.configured(&field, name, default));
        }
        Some(self.resolve(&default).by(&step(&default, &format!("default of {name}"))))
    }

    /// What an object that is called like a configuration has itself: a table, or the defaults of a schema of convict.
    pub(super) fn of_own_settings(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
        key: &str,
    ) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        let asked = arguments.first().filter(|_| matches!(name, "get" | "fetch"))?;
        if let Some(made) = self.made(&site.at(of))
            && let Kind::Call { arguments, .. } = made.kind()
            && made.module.called(made.id) == Some("convict")
        {
            let schema = made.at(arguments.first()?.value);
            let default = self.field_along(schema, key.split('.').chain(["default"]))?;
            return Some(self.resolve(&default));
        }
        let found = self.element_or_default(site, of, asked.value, arguments)?;
        (!found.candidates.is_empty()).then_some(found)
    }

    /// The field of a field of what `at` is, and so on.
    pub(super) fn field_along<'p>(
        &mut self,
        mut at: Site,
        parts: impl Iterator<Item = &'p str>,
    ) -> Option<Site> {
        for part in parts {
            let table = self.made(&at)?;
            at = self.field_of(&table, part)?;
        }
        Some(at)
    }

    /// The expression that makes what `site` is, if there is only one.
    pub(super) fn made(&mut self, site: &Site) -> Option<Site> {
        match self.resolve(site).candidates.as_slice() {
            [only] => match &only.value {
                Value::Made(made) => Some(made.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// A field of an object of a class that a call makes, by its place: `P = Struct.new(:a, :b)`, `P.new("x", 1).b`;
    /// `P = namedtuple("P", "a b")` of Python.
    pub(in crate::detect::code) fn of_short_class(
        &mut self,
        made: &Site,
        name: &str,
    ) -> Option<Resolved> {
        if !matches!(self.around.language().id, "ruby" | "python") {
            return None;
        }
        let Kind::Call { callee, arguments } = made.kind() else { return None };
        let module = &made.module;
        let class = match &module.nodes[*callee].kind {
            Kind::Member { of, name } if name == "new" => *of,
            Kind::Name(_) if self.around.language().id == "python" => *callee,
            _ => return None,
        };
        let Kind::Name(written) = &module.nodes[class].kind else { return None };
        let bound = bindings(module, module.nodes[class].scope, written).last();
        let declared = match bound.and_then(|one| one.value) {
            Some(id) => made.at(id),
            None => self.around.constant(&module.path, &qualified(module, class))?,
        };
        let place = fields(&declared.module, declared.id)?.iter().position(|one| one == name)?;
        let by_name = arguments.iter().find(|one| one.name.as_deref() == Some(name));
        let given = by_name.or_else(|| arguments.get(place).filter(|one| one.name.is_none()))?;
        Some(self.resolve(&made.at(given.value)).by(&step(made, &format!("argument {name}"))))
    }
}

/// The fields of the class that a call makes, in order.
fn fields(module: &Module, id: Id) -> Option<Vec<String>> {
    let Kind::Call { callee, arguments } = &module.nodes[id].kind else { return None };
    let texts = |ids: &mut dyn Iterator<Item = Id>| -> Vec<String> {
        let text = |id: Id| match &module.nodes[id].kind {
            Kind::Text(text) => Some(text.clone()),
            _ => None,
        };
        ids.filter_map(text).collect()
    };
    let of = match &module.nodes[*callee].kind {
        Kind::Member { of, .. } => match &module.nodes[*of].kind {
            Kind::Name(object) => object.as_str(),
            _ => return None,
        },
        _ => "",
    };
    let mut placed = arguments.iter().filter(|one| one.name.is_none()).map(|one| one.value);
    match (of, module.called(id)?) {
        ("Struct", "new") | ("Data", "define") => Some(texts(&mut placed)),
        ("" | "collections", "namedtuple") => match &module.nodes[arguments.get(1)?.value].kind {
            Kind::List(items) => Some(texts(&mut items.iter().copied())),
            Kind::Text(all) => {
                let parts = all.split([' ', ',']).filter(|part| !part.is_empty());
                Some(parts.map(str::to_owned).collect())
            }
            _ => None,
        },
        _ => None,
    }
}

/// What the declaration of a field gives as its default: `….default(value)`, `str({ default: value })`.
fn stated_default(module: &Module, mut id: Id) -> Option<Id> {
    for _ in 0..CHAINED {
        let Kind::Call { callee, arguments } = &module.nodes[id].kind else { return None };
        let first = arguments.first().map(|one| one.value);
        match &module.nodes[*callee].kind {
            Kind::Member { name, .. }
                if matches!(name.as_str(), "default" | "catch" | "prefault") =>
            {
                return first;
            }
            Kind::Member { of, .. } if matches!(module.nodes[*of].kind, Kind::Call { .. }) => {
                id = *of
            }
            _ => {
                let Kind::Map(pairs) = &module.nodes[first?].kind else { return None };
                let is_default = |key: &Id| {
                    matches!(&module.nodes[*key].kind,
                    Kind::Text(text) | Kind::Name(text) if text == "default")
                };
                return pairs.iter().find(|(key, _)| is_default(key)).map(|(_, value)| *value);
            }
        }
    }
    None
}
