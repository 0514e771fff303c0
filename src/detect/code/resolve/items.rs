//! Elements of lists, streams of these and enumerations.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::names::qualified;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId};
use crate::detect::code::value::{Candidate, Choice, Resolved, Site, Value};

/// Constants of an enumeration that are looked at.
const CONSTANTS: usize = 16;
/// Methods that run a function for each element.
const EACH: &[&str] = &[
    "map",
    "forEach",
    "flatMap",
    "filter",
    "each",
    "associateWith",
    "associateBy",
    "mapNotNull",
    "mapIndexed",
    "any",
    "all",
    "some",
    "every",
    "find",
    "first",
    "firstOrNull",
    "anyMatch",
    "allMatch",
    "Select",
    "SelectMany",
    "Where",
    "ForEach",
    "Any",
    "All",
    "foreach",
    "collect",
    "onEach",
    "mapToObj",
    "reduce",
    "count",
    "none",
    "forall",
    "exists",
];

impl Resolver<'_> {
    /// `Library['SHA' + 1]`: the member of that name.
    pub(in crate::detect::code) fn named_member(
        &self,
        of: &Candidate,
        keys: &Resolved,
    ) -> Option<Resolved> {
        let Value::Named(names) = &of.value else { return None };
        // Of Python it is a constant of an enumeration: `ssl.TLSVersion[name]`.
        let is_type = |name: &String| {
            let last = name.rsplit('.').next().unwrap_or_default();
            name.contains('.')
                && last.starts_with(|c: char| c.is_ascii_uppercase())
                && last.contains(|c: char| c.is_ascii_lowercase())
        };
        match self.around.language().id {
            "javascript" | "typescript" | "tsx" => {}
            "python" if names.iter().any(is_type) => {}
            _ => return None,
        }
        let members = keys.candidates.iter().filter_map(|key| match &key.value {
            Value::Text(text) => {
                let names = names.iter().map(|name| format!("{name}.{text}")).collect();
                Some(Candidate { value: Value::Named(names), steps: key.steps.clone() })
            }
            _ => None,
        });
        let candidates: Vec<Candidate> = members.collect();
        (!candidates.is_empty()).then_some(Resolved { candidates, missing: None })
    }

    /// An element of the list over which a function without a name is run: `list.map(x => …)`.
    pub(super) fn element_handed(
        &mut self,
        module: &Rc<Module>,
        closure: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        let call = module.handed_to(closure)?;
        let name = module.called(call)?;
        // `table.forEach((key, value) -> …)`; JavaScript has the value first.
        if let ("forEach", 2) = (name, module.scopes[closure].parameters.len())
            && let Kind::Call { callee, .. } = module.nodes[call].kind
            && let Kind::Member { of, .. } = module.nodes[callee].kind
            && let Some((made, pairs)) = self.pairs_of(&Site { module: Rc::clone(module), id: of })
        {
            let is_script =
                matches!(self.around.language().id, "javascript" | "typescript" | "tsx");
            let part = |pair: (Site, Site)| if (index == 0) == is_script { pair.1 } else { pair.0 };
            let parts: Vec<Site> = pairs.into_iter().map(part).collect();
            return Some(self.any_of(&made, ("pair of", made.id), &parts));
        }
        // What is made so far comes before the element.
        if index != usize::from(matches!(name, "reduce" | "foldLeft" | "fold")) {
            return None;
        }
        let Kind::Call { callee, arguments } = &module.nodes[call].kind else { return None };
        let list = match &module.nodes[*callee].kind {
            Kind::Member { of, .. } if EACH.contains(&name) => *of,
            Kind::Name(name) if matches!(name.as_str(), "array_map" | "map" | "filter") => {
                arguments.get(1)?.value
            }
            _ => return None,
        };
        let list = Site { module: Rc::clone(module), id: list };
        if let Some(any) = self.any_of_tree(&list).or_else(|| self.parsed_options(&list)) {
            return Some(any);
        }
        if let Some(items) = self.items(&list, 4) {
            return Some(self.any_of(&list, ("element handed", list.id), &items));
        }
        // What an option of Scala holds is read as it is.
        let held = (self.around.language().id == "scala").then(|| self.resolve(&list))?;
        let is_text = |one: &Candidate| matches!(one.value, Value::Text(_) | Value::Number(_));
        (!held.candidates.is_empty() && held.candidates.iter().all(is_text)).then_some(held)
    }

    /// The elements of a list over which a function is run that goes by its name: `list.map(Names::digest)`.
    pub(super) fn elements_mapped(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
    ) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["csharp", "dart", "java", "kotlin", "scala", "swift"];
        let name = module.scopes[function].name.as_str();
        if name.is_empty() || !LANGUAGES.contains(&self.around.language().id) {
            return None;
        }
        let is_it = |id: Id| matches!(&module.nodes[id].kind, Kind::Name(one) | Kind::Member { name: one, .. } if one == name);
        let list = EACH.iter().flat_map(|each| module.calls_of(each)).find_map(|call| {
            let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { return None };
            let Kind::Member { of, .. } = module.nodes[*callee].kind else { return None };
            matches!(arguments.as_slice(), [only] if is_it(only.value)).then_some(of)
        })?;
        let list = Site { module: Rc::clone(module), id: list };
        let items = self.items(&list, 4)?;
        Some(self.any_of(&list, ("element mapped", list.id), &items))
    }

    /// The elements of a list, a stream of it or one of these.
    pub(in crate::detect::code) fn items(&mut self, list: &Site, left: usize) -> Option<Vec<Site>> {
        let left = left.checked_sub(1)?;
        if let Some(several) = self.several(list) {
            return Some(several);
        }
        if let Kind::Call { callee, arguments } = list.kind() {
            let name = list.module.called(list.id)?;
            if matches!(
                name,
                "of" | "from"
                    | "listOf"
                    | "Seq"
                    | "List"
                    | "Vector"
                    | "asList"
                    | "setOf"
                    | "arrayOf"
            ) && !arguments.is_empty()
                && (arguments.len() > 1 || name != "from")
            {
                return Some(arguments.iter().map(|one| list.at(one.value)).collect());
            }
            if let ("stream" | "asList" | "of" | "copyOf" | "from", [only]) =
                (name, arguments.as_slice())
                && matches!(list.module.nodes[only.value].kind, Kind::Name(_) | Kind::Member { .. })
            {
                return self.items(&list.at(only.value), left);
            }
            if let Some(kept) = self.left_by_filter(list) {
                return Some(kept);
            }
            if let (Kind::Member { of, .. }, "values", []) =
                (&list.module.nodes[*callee].kind, name, arguments.as_slice())
                && let Some(constants) = self.constants_of(&list.at(*of))
            {
                return Some(constants);
            }
            // The values of a table.
            if let (Kind::Member { of, .. }, "values") = (&list.module.nodes[*callee].kind, name) {
                let table = arguments.first().map_or(*of, |argument| argument.value);
                if let Some((_, pairs)) = self.pairs_of(&list.at(table)) {
                    return Some(pairs.into_iter().map(|(_, value)| value).collect());
                }
            }
            if let (Kind::Member { of, .. }, true) = (
                &list.module.nodes[*callee].kind,
                matches!(
                    name,
                    "stream"
                        | "asSequence"
                        | "toList"
                        | "iter"
                        | "values"
                        | "sorted"
                        | "distinct"
                        | "parallelStream"
                        | "toSet"
                        | "AsEnumerable"
                        | "collect"
                        | "toArray"
                        | "toTypedArray"
                        | "ToArray"
                        | "ToList"
                ),
            ) {
                return self.items(&list.at(*of), left);
            }
        }
        if let Kind::Member { of, name } = list.kind()
            && matches!(name.as_str(), "entries" | "values" | "allCases")
            && let Some(constants) = self.constants_of(&list.at(*of))
        {
            return Some(constants);
        }
        if let Kind::Member { of, name } = list.kind()
            && matches!(name.as_str(), "values" | "Values")
            && let Some((_, pairs)) = self.pairs_of(&list.at(*of))
        {
            return Some(pairs.into_iter().map(|(_, value)| value).collect());
        }
        let made = self.resolve(list).into_made()?;
        match made.kind() {
            Kind::List(items) => Some(items.iter().take(16).map(|id| made.at(*id)).collect()),
            Kind::Call { .. } if made.id != list.id || !Rc::ptr_eq(&made.module, &list.module) => {
                self.items(&made, left)
            }
            _ => None,
        }
    }

    /// A field of an object whose declared type is an enumeration: what each of its constants has there.
    pub(super) fn of_any_constant(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        let Kind::Name(_) = of.kind() else { return None };
        let types: Vec<String> = qualified(&of.module, of.id)
            .iter()
            .filter_map(|known| known.strip_suffix("()").map(str::to_owned))
            .collect();
        let constants = types.iter().find_map(|known| {
            let plain = known.rsplit('.').next().unwrap_or(known);
            self.constants_named(&of.module, plain, std::slice::from_ref(known))
        })?;
        let choice = self.choice(&of.module, ("constant", of.id));
        let ways: Vec<Resolved> = constants
            .iter()
            .enumerate()
            .filter_map(|(which, constant)| {
                let way = self.constructed(constant, name)?;
                Some(way.chosen(Choice { of: choice, which }))
            })
            .collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The constants of an enumeration.
    fn constants_of(&self, of: &Site) -> Option<Vec<Site>> {
        let (Kind::Name(name) | Kind::Member { name, .. }) = of.kind() else { return None };
        self.constants_named(&of.module, name, &qualified(&of.module, of.id))
    }

    fn constants_named(
        &self,
        module: &Rc<Module>,
        name: &str,
        names: &[String],
    ) -> Option<Vec<Site>> {
        let (module, class) = self.type_called(module, name, || names.to_vec())?;
        let makes = |id: &Id| module.called(*id) == Some(module.scopes[class].name.as_str());
        let constants: Vec<Id> = module
            .fields_of(class)
            .iter()
            .filter_map(|field| module.bound(class, field).first()?.value)
            .filter(makes)
            .take(CONSTANTS)
            .collect();
        if constants.is_empty() {
            return None;
        }
        // Of a sealed class, what its other subclasses hand to it.
        let name = &module.scopes[class].name;
        let others = module.calls_of(name).iter().filter(|call| !constants.contains(call));
        let others = others.filter(|_| !module.subtypes(name).is_empty()).copied();
        let all = constants.iter().copied().chain(others.take(CONSTANTS));
        Some(all.map(|id| Site { module: Rc::clone(&module), id }).collect())
    }
}
