//! Tables that take over the fields of others: a later layer counts before an earlier one, and one of which nothing is
//! known leaves open what it has.

use super::{DEPTH, Resolver};
use crate::detect::code::syntax::{Id, Kind, SPREAD};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Layers of one table.
const LAYERS: usize = 8;
/// Functions that make a table of several, of which a later one counts before an earlier one.
const MERGING: &[&str] = &["array_merge", "array_replace", "assign", "merge"];

/// What a table is made of.
enum Layer {
    /// The value under the key.
    Value(Id),
    /// Another table.
    Table(Id),
}

impl Resolver<'_> {
    /// What a table has under a key, where a layer of which not all is known may have it: `{ bits: 2048, ...options }`.
    pub(in crate::detect::code) fn of_layers(
        &mut self,
        made: &Site,
        key: &str,
    ) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["javascript", "php", "python", "ruby", "tsx", "typescript"];
        if !LANGUAGES.contains(&self.around.language().id) || self.depth + 2 >= DEPTH {
            return None;
        }
        let layers = layers(made, key);
        // `Hash.new(1).merge("a" => 2)`: what has names here has not this one.
        let is_whole = matches!(made.kind(), Kind::Call { .. })
            && self.around.language().id == "ruby"
            && !layers.is_empty();
        if layers.len() < 2 && !is_whole {
            return None;
        }
        self.depth += 1;
        let (mut ways, mut is_open) = (Vec::new(), false);
        for layer in layers.into_iter().rev().take(LAYERS) {
            let id = match layer {
                Layer::Value(id) => {
                    ways.push(self.resolve(&made.at(id)));
                    break;
                }
                Layer::Table(id) => id,
            };
            let table = made.at(id);
            let tables = self.resolve(&table);
            let asked = Resolved::of(Value::Text(key.to_owned()));
            let (mut lacks, before) = (tables.candidates.is_empty(), ways.len());
            for one in &tables.candidates {
                let only = Resolved { candidates: vec![one.clone()], missing: None };
                let found = self.field_of_any(&only, key).or_else(|| self.of_any_key(one));
                let found = found.or_else(|| self.part_of_document(&table, one, &asked));
                match found.or_else(|| self.part_of_read(&table, one, key)) {
                    Some(found) => ways.push(found),
                    None => {
                        lacks = true;
                        is_open |= !self.is_at_hand(one);
                    }
                }
            }
            // Of options that nobody in sight gives, what holds without them is what is stated.
            let is_given = |missing: &String| !missing.starts_with("parameter ");
            is_open |= ways.len() == before && tables.missing.as_ref().is_some_and(is_given);
            if !lacks {
                break;
            }
        }
        self.depth -= 1;
        if !is_open {
            return (!ways.is_empty()).then(|| Resolved::any(ways));
        }
        let open = Resolved::missing(format!("{key} of a table"));
        Some(Resolved::any(ways.into_iter().chain([open])))
    }

    /// What a part of a document says that Ruby reads as a tree.
    fn part_of_read(&mut self, table: &Site, one: &Candidate, key: &str) -> Option<Resolved> {
        let read =
            (self.around.language().id == "ruby").then(|| self.in_tree(one, key, table))??;
        (!read.candidates.is_empty()).then_some(read)
    }

    /// What a table of Ruby has for every key that nothing else is said of: `Hash.new(3072)`.
    pub(in crate::detect::code) fn of_any_key(&mut self, one: &Candidate) -> Option<Resolved> {
        let Value::Made(made) = &one.value else { return None };
        let Kind::Call { callee, arguments } = made.kind() else { return None };
        let (Kind::Member { of, name }, [only], "ruby") =
            (&made.module.nodes[*callee].kind, arguments.as_slice(), self.around.language().id)
        else {
            return None;
        };
        let is_it = name == "new"
            && only.name.is_none()
            && matches!(&made.module.nodes[*of].kind, Kind::Name(of) if of == "Hash");
        is_it.then(|| self.resolve(&made.at(only.value)))
    }

    /// Whether it is known which fields a value has.
    fn is_at_hand(&self, one: &Candidate) -> bool {
        match &one.value {
            Value::Made(made) => {
                matches!(made.kind(), Kind::Map(_) | Kind::List(_))
                    // What a command line has is declared where it is asked.
                    || made.module.called(made.id) == Some("opts")
                    || self.class_of(made).is_some()
            }
            other => super::nothing::is_nothing(other),
        }
    }
}

/// The layers of a table in which a key may be, the last one last; none where none of them is another table.
fn layers(made: &Site, key: &str) -> Vec<Layer> {
    let nodes = &made.module.nodes;
    let mut all = Vec::new();
    match made.kind() {
        Kind::Map(pairs) => {
            for (name, value) in pairs {
                match &nodes[*name].kind {
                    Kind::Text(text) if text == SPREAD => all.push(Layer::Table(*value)),
                    Kind::Text(text) | Kind::Name(text) if text == key => {
                        all.push(Layer::Value(*value));
                    }
                    _ => {}
                }
            }
        }
        Kind::Call { callee, arguments } => {
            let name = made.module.called(made.id).unwrap_or_default();
            let is_plain = |id: &Id| {
                matches!(nodes[*id].kind, Kind::Name(_))
                    || matches!(&nodes[*id].kind, Kind::Member { of, .. } if matches!(&nodes[*of].kind, Kind::Name(of) if of == "Object"))
            };
            // `defaults.merge(given)` of Ruby.
            if let Kind::Member { of, name } = &nodes[*callee].kind
                && made.module.path.ends_with(".rb")
                && matches!(name.as_str(), "merge" | "deep_merge" | "merge!" | "reverse_merge")
                && !arguments.is_empty()
            {
                let given = arguments.iter().filter(|one| one.name.is_none());
                let named = arguments.iter().filter(|one| one.name.as_deref() == Some(key));
                all.extend(given.map(|one| Layer::Table(one.value)));
                if name == "reverse_merge" {
                    all.push(Layer::Table(*of));
                } else {
                    all.insert(0, Layer::Table(*of));
                }
                all.extend(named.map(|one| Layer::Value(one.value)));
            } else if MERGING.contains(&name)
                && is_plain(callee)
                && arguments.iter().all(|one| one.name.is_none())
            {
                all.extend(arguments.iter().map(|one| Layer::Table(one.value)));
            }
        }
        _ => {}
    }
    let is_layered = all.iter().any(|one| matches!(one, Layer::Table(_)));
    if is_layered { all } else { Vec::new() }
}
