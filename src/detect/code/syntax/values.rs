//! Functions without a name, and calls of what has none.

use foldhash::{HashMap, HashSet};

use super::{Id, Kind, Module, Node, ScopeId};

/// Functions and calls of a file that no name finds.
#[derive(Clone, Debug, Default)]
pub struct Values {
    closures: HashMap<ScopeId, Id>,
    calls: Vec<Id>,
    in_tables: HashSet<String>,
}

impl Values {
    /// Notes an expression, if it is one of them.
    pub(super) fn note(&mut self, id: Id, nodes: &[Node]) {
        match &nodes[id].kind {
            Kind::Closure(scope) => {
                self.closures.insert(*scope, id);
            }
            Kind::Map(pairs) => {
                let named = |(_, value): &(Id, Id)| match &nodes[*value].kind {
                    Kind::Name(name) => Some(name.clone()),
                    _ => None,
                };
                self.in_tables.extend(pairs.iter().filter_map(named));
            }
            Kind::Call { callee, .. }
                if matches!(nodes[*callee].kind, Kind::Index { .. } | Kind::Call { .. }) =>
            {
                self.calls.push(id);
            }
            _ => {}
        }
    }

    /// The expression that a function without a name is.
    pub fn closure(&self, scope: ScopeId) -> Option<Id> {
        self.closures.get(&scope).copied()
    }

    /// Whether a table holds what has this name.
    pub fn is_in_table(&self, name: &str) -> bool {
        self.in_tables.contains(name)
    }

    /// Calls of what has no name, `table[key](argument)`.
    pub fn calls(&self) -> &[Id] {
        &self.calls
    }
}

impl Module {
    /// The values that a name is bound to anywhere, with the scopes.
    pub fn valued(&self, name: &str) -> impl Iterator<Item = (Id, ScopeId)> {
        let all = self.bindings_of(name).iter().map(|index| &self.bindings[*index]);
        all.filter_map(|binding| Some((binding.value?, binding.scope)))
    }
}
