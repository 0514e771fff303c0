//! A file that is read tree by tree.

use std::cell::RefCell;

use foldhash::{HashMap, HashSet};
use tree_sitter::Node as Tree;

use super::{IN_ORDER, Lowering, Notes, Parents, SCRIPTS};
use crate::detect::code::grammar::Grammar;
use crate::detect::code::syntax::{Module, Scope, ScopeId, ScopeKind};

/// What was read of a file so far.
pub struct Read<'g> {
    grammar: &'g Grammar,
    source: &'g str,
    module: Module,
    /// Bindings of names that need not be declared where they are assigned.
    assigned: Vec<usize>,
}

impl<'g> Read<'g> {
    /// Nothing of it yet.
    pub fn new(grammar: &'g Grammar, path: &str, source: &'g str) -> Self {
        let is_script = SCRIPTS.contains(&grammar.language.id);
        let file = Scope {
            kind: ScopeKind::File,
            name: String::new(),
            parent: 0,
            parameters: Vec::new(),
            returns: Vec::new(),
            marks: is_script.then(|| IN_ORDER.to_owned()).into_iter().collect(),
            generics: Vec::new(),
        };
        let mut module = Module::default();
        path.clone_into(&mut module.path);
        module.scopes.push(file);
        Self { grammar, source, module, assigned: Vec::new() }
    }

    /// Reads what begins before byte `until` of a tree.
    pub fn add(&mut self, root: Tree<'_>, until: usize) {
        let block = (0, self.source.len());
        let mut lowering = Lowering {
            grammar: self.grammar,
            source: self.source,
            module: std::mem::take(&mut self.module),
            scope: 0,
            block,
            depth: 0,
            parents: Parents::new(root),
            picks: RefCell::default(),
            fields: RefCell::default(),
            cursor: None,
            assigned: std::mem::take(&mut self.assigned),
            pending: vec![(root, 0, block)],
            until,
            put_off: HashSet::default(),
            notes: Notes::default(),
            aliases: HashMap::default(),
        };
        // Every node is read once as a statement and at most once more for lying too deep in an expression.
        let mut left = 1_000 + 8 * self.source.len();
        while let Some((node, scope, block)) = lowering.pending.pop() {
            left -= 1;
            assert!(left > 0, "a node is read again and again");
            (lowering.scope, lowering.block, lowering.depth) = (scope, block, 0);
            lowering.statement(node);
        }
        (self.module, self.assigned) = (lowering.module, lowering.assigned);
    }

    /// The file, when all of it is read.
    pub fn finish(mut self) -> Module {
        super::decoded::note(self.grammar.language.id, self.source, &mut self.module);
        self.place_assignments();
        self.module.index();
        self.module
    }

    /// An assignment binds the name where it is declared, and where it stands if that is nowhere.
    fn place_assignments(&mut self) {
        let bindings = &self.module.bindings;
        let assigned = self.assigned.iter().map(|index| bindings[*index].name.as_str());
        let mut names: HashSet<&str> = HashSet::default();
        names.reserve(self.assigned.len());
        names.extend(assigned);
        if names.is_empty() {
            return;
        }
        let mut declared: HashSet<(ScopeId, &str)> = HashSet::default();
        declared.reserve(2 * names.len());
        // Those that are assigned stand in the order of the text, as all do.
        let mut left = self.assigned.iter().peekable();
        for (index, binding) in bindings.iter().enumerate() {
            let is_assigned = left.next_if_eq(&&index).is_some();
            if !is_assigned && names.contains(binding.name.as_str()) {
                declared.insert((binding.scope, &binding.name));
            }
        }
        for (index, scope) in self.module.scopes.iter().enumerate() {
            let parameters = scope.parameters.iter().map(|parameter| parameter.name.as_str());
            let assigned = parameters.filter(|name| names.contains(name));
            declared.extend(assigned.map(|name| (index, name)));
        }
        let homes: Vec<(usize, ScopeId)> = self
            .assigned
            .iter()
            .filter_map(|index| {
                let binding = &self.module.bindings[*index];
                let mut scopes = self.module.scopes_from(binding.scope);
                let home =
                    scopes.find(|scope| declared.contains(&(*scope, binding.name.as_str())))?;
                Some((*index, home))
            })
            .collect();
        homes.into_iter().for_each(|(index, home)| self.module.bindings[index].scope = home);
    }
}
