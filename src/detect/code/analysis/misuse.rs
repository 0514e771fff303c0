//! Uses that are wrong in what they are together: the secret of a key encapsulation that is a key as it is, a digest
//! where a scheme signs the message, two signatures in one string.

use super::flow::LATER;
use super::*;
use crate::detect::code::describe;
use crate::detect::code::rule::Misuse;
use crate::detect::code::sources::{Reach, sources};
use crate::detect::code::value::Step;
use crate::model::{Algorithm, Primitive};

/// Steps back from an argument to what gave it.
const STEPS: usize = 10;
/// Expressions that are looked at for one use.
const EFFORT: usize = 500;
/// Uses of a file of which is asked what is wrong.
const MOST: usize = 200;
/// Expressions of a file that are looked at for texts that are joined.
const JOINED: usize = 2_000;

/// Functions that hand on octets as they are, in another type at most. What is not here may derive a key.
const HANDS_ON: &[&str] = &[
    "Key",
    "KeyParameter",
    "SecretKey",
    "SecretKeySpec",
    "UnboundKey",
    "array",
    "as_bytes",
    "as_ref",
    "as_slice",
    "bytes",
    "clone",
    "copyOf",
    "copyOfRange",
    "expect",
    "from",
    "from_slice",
    "getEncoded",
    "getKey",
    "getSecret",
    "into",
    "key",
    "sharedSecret",
    "shared_secret",
    "slice",
    "to_bytes",
    "to_vec",
    "unwrap",
];

impl Analysis<'_> {
    /// Notes what is wrong about the uses of the file.
    pub(super) fn misuses(&mut self) {
        let wrong = self.wrong();
        for (index, place) in wrong {
            let rule = self.rules.at(place).1;
            let Some(misuse) = &rule.misuse else { continue };
            let use_ = &mut self.uses[index].0;
            let what = format!("{} (y2q explain {})", misuse.says, rule.id);
            let step =
                Step { path: self.module.path.clone(), line: use_.place.line, what, choice: None };
            use_.steps.push(PartStep { part: "misuse", step });
            use_.misuses.push(rule.id.clone());
        }
    }

    /// Uses of which something is wrong, and the rules that say so.
    fn wrong(&self) -> Vec<(usize, Place)> {
        let (mut wrong, mut left) = (Vec::new(), MOST);
        if !self.names_one() {
            return wrong;
        }
        let of = |use_: &Use| describe::algorithm(&use_.parts);
        let algorithms: Vec<Algorithm> = self.uses.iter().map(|(use_, _)| of(use_)).collect();
        for place in self.rules.misuses() {
            let Some(misuse) = &self.rules.at(*place).1.misuse else { continue };
            let gives = |algorithm: &Algorithm| is_one_of(algorithm, &misuse.from);
            if !misuse.from.is_empty() && !algorithms.iter().any(gives) {
                continue;
            }
            for (index, algorithm) in algorithms.iter().enumerate() {
                if left == 0 || !is_one_of(algorithm, &misuse.about) {
                    continue;
                }
                left -= 1;
                if self.is_misused(index, misuse) {
                    wrong.push((index, *place));
                }
            }
        }
        wrong
    }

    /// Whether a use may be of a family that a rule is about, by the names that it has: most files have none.
    fn names_one(&self) -> bool {
        let mut names = self.uses.iter().flat_map(|(use_, _)| &use_.parts.algorithm);
        names.any(|name| self.rules.may_be_misused(name))
    }

    fn is_misused(&self, index: usize, misuse: &Misuse) -> bool {
        let is_seen =
            misuse.seen_by.is_empty() || misuse.seen_by.contains(&self.uses[index].0.rule);
        is_seen
            && (misuse.from.is_empty() || self.takes_result(index, &misuse.from))
            && (misuse.beside.is_empty() || self.is_joined(index, &misuse.beside))
    }

    /// Whether an argument of a use, or of a later call on it, is the result of one of these families as it is.
    fn takes_result(&self, index: usize, from: &[String]) -> bool {
        let id = self.uses[index].0.id;
        let later = self.arguments_of_later_calls(&[id]);
        let mut all = self.operands(id);
        all.extend(later.get(&id).into_iter().flatten());
        let inner = self.inner(&all);
        all.extend(inner);
        let mut effort = EFFORT;
        all.iter().any(|id| self.came_from(&self.site(*id), from, STEPS, &mut effort))
    }

    /// Whether a value is the result of one of these families, with nothing between.
    fn came_from(&self, site: &Site, from: &[String], left: usize, effort: &mut usize) -> bool {
        let Some(left) = left.checked_sub(1) else { return false };
        if *effort == 0 || !Rc::ptr_eq(&site.module, self.module) {
            return false;
        }
        *effort -= 1;
        match site.kind() {
            Kind::Call { callee, arguments } => {
                if self.gives(site.id, from) {
                    return true;
                }
                let name = self.module.called(site.id).unwrap_or_default();
                let object = match &self.module.nodes[*callee].kind {
                    Kind::Member { of, .. } => Some(*of),
                    _ => None,
                };
                let first = arguments.first().map(|one| one.value);
                HANDS_ON.contains(&name)
                    && object
                        .into_iter()
                        .chain(first)
                        .any(|id| self.came_from(&site.at(id), from, left, effort))
            }
            Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. } | Kind::Choice(_) => {
                let name = match site.kind() {
                    Kind::Name(name) => Some(name.as_str()),
                    _ => None,
                };
                name.is_some_and(|name| self.is_written_by(site, name, from))
                    || sources(self.around, site, Reach::Near)
                        .sites
                        .iter()
                        .take(8)
                        .any(|site| self.came_from(site, from, left, effort))
            }
            _ => false,
        }
    }

    /// Whether a call gives the result of a use of these families: the use itself, or a method of its object.
    fn gives(&self, id: Id, from: &[String]) -> bool {
        let name = self.module.called(id).unwrap_or_default().to_ascii_lowercase();
        let is_result = LATER.iter().any(|word| name.contains(word));
        let mut origins = vec![id];
        if is_result {
            origins.extend(self.origins(id, self.module.nodes[id].place.start, 6));
        }
        let all = origins.iter().filter_map(|origin| self.of.get(origin)).flatten();
        let mut algorithms = all.map(|index| describe::algorithm(&self.uses[*index].0.parts));
        algorithms.any(|algorithm| {
            let is_kept = algorithm.primitive == Primitive::Hash || is_result;
            is_kept && is_one_of(&algorithm, from)
        })
    }

    /// Whether a function of C of these families that is called before writes into a variable.
    fn is_written_by(&self, site: &Site, name: &str, from: &[String]) -> bool {
        let module = self.module;
        if !matches!(self.around.language().id, "c" | "cpp") {
            return false;
        }
        let function = module.enclosing(module.nodes[site.id].scope, ScopeKind::Function);
        self.of.iter().any(|(id, uses)| {
            let node = &module.nodes[*id];
            let Kind::Call { arguments, .. } = &node.kind else { return false };
            node.place.end <= site.place().start
                && module.enclosing(node.scope, ScopeKind::Function) == function
                && arguments.iter().any(
                    |one| matches!(&module.nodes[one.value].kind, Kind::Name(own) if own == name),
                )
                && uses
                    .iter()
                    .any(|index| is_one_of(&describe::algorithm(&self.uses[*index].0.parts), from))
        }) || self.is_written_by_operation(site, name, from)
    }

    /// The same for functions that get an object whose making is the use: `OQS_KEM_decaps(kem, secret, …)`.
    fn is_written_by_operation(&self, site: &Site, name: &str, from: &[String]) -> bool {
        let module = self.module;
        let function = module.enclosing(module.nodes[site.id].scope, ScopeKind::Function);
        let writes = |id: &Id| {
            let node = &module.nodes[*id];
            let Kind::Call { arguments, .. } = &node.kind else { return false };
            let is_it = |one: &Argument| matches!(&module.nodes[one.value].kind, Kind::Name(own) if own == name);
            let [object, rest @ ..] = arguments.as_slice() else { return false };
            rest.iter().any(is_it)
                && module.enclosing(node.scope, ScopeKind::Function) == function
                && self.origins(object.value, node.place.start, 4).iter().any(|origin| {
                    self.of.get(origin).into_iter().flatten().any(|index| {
                        is_one_of(&describe::algorithm(&self.uses[*index].0.parts), from)
                    })
                })
        };
        OPERATIONS.iter().flat_map(|name| module.calls_of(name)).any(writes)
    }

    /// Whether the result of a use is joined to that of one of these families.
    fn is_joined(&self, index: usize, beside: &[String]) -> bool {
        let id = self.uses[index].0.id;
        let own = describe::algorithm(&self.uses[index].0.parts);
        let own: Vec<String> = own.family.into_iter().collect();
        let mut joins = self.module.nodes.iter().enumerate().filter_map(|(at, node)| {
            let parts = match &node.kind {
                Kind::Join(parts) if (2..=4).contains(&parts.len()) => parts,
                _ => return None,
            };
            Some((at, parts))
        });
        let scope = self.module.nodes[id].scope;
        let mut effort = EFFORT;
        joins.by_ref().take(JOINED).any(|(at, parts)| {
            self.module.nodes[at].scope == scope
                && parts.iter().any(|id| self.came_from(&self.site(*id), &own, STEPS, &mut effort))
                && parts
                    .iter()
                    .any(|id| self.came_from(&self.site(*id), beside, STEPS, &mut effort))
        })
    }
}

/// Functions of C that write what an object of theirs gives.
const OPERATIONS: &[&str] = &[
    "OQS_KEM_encaps",
    "OQS_KEM_decaps",
    "EVP_PKEY_encapsulate",
    "EVP_PKEY_decapsulate",
    "wc_MlKemKey_Encapsulate",
    "wc_MlKemKey_Decapsulate",
];

/// Whether an algorithm is one of these families; `kem`, `hash` and `symmetric` stand for kinds of algorithms.
fn is_one_of(algorithm: &Algorithm, names: &[String]) -> bool {
    names.iter().any(|name| match name.as_str() {
        "kem" => algorithm.primitive == Primitive::Kem,
        "hash" => algorithm.primitive == Primitive::Hash,
        "symmetric" => matches!(
            algorithm.primitive,
            Primitive::Ae | Primitive::BlockCipher | Primitive::StreamCipher
        ),
        name => algorithm.family.as_deref() == Some(name),
    })
}
