//! Sizes, curves and algorithms of keys that another call makes, brought to the uses of those keys.
//!
//! A signer, cipher or agreement often says nothing of the key's size: the call that makes the key does. Arguments of a
//! use, the object that it is called on, and arguments of later calls on it are followed back to calls that are uses
//! of the same kind of key.

use super::kinds::{
    Kin, fits, is_symmetric, kin, makes_key, may_be_key, output, sounds_like_key, wanted_by,
};
use super::trace::{STEPS, Search, Walk};
use super::*;
use crate::detect::code::sources::{Reach, sources};
use crate::detect::code::value::Step;
use crate::detect::code::ways::PartStep;
use crate::detect::code::{describe, length, names};
use crate::model::{CryptoFunction, Primitive};

/// Words in the names of operations that give a result: a shared secret, a digest, a signature.
pub(super) const LATER: &[&str] =
    &["encap", "decap", "digest", "dofinal", "finalize", "sum", "sign"];

impl Analysis<'_> {
    /// Gives uses without a size what the calls that made their keys say.
    pub(super) fn keys_made_elsewhere(&mut self) {
        let mut open: Vec<(usize, Kin)> = (0..self.uses.len())
            .filter_map(|index| Some((index, self.wants_key(index)?)))
            .collect();
        if open.is_empty() {
            return;
        }
        // What makes a key is told before what works with it.
        open.sort_by_key(|(index, _)| !makes_key(&self.uses[*index].0.parts));
        self.complete(open);
    }

    /// The same for what makes keys alone.
    pub(super) fn makers(&mut self) {
        let makers = (0..self.uses.len()).filter(|index| makes_key(&self.uses[*index].0.parts));
        let open: Vec<(usize, Kin)> =
            makers.filter_map(|index| Some((index, self.wants_key(index)?))).collect();
        self.complete(open);
    }

    fn complete(&mut self, open: Vec<(usize, Kin)>) {
        let wanted: Vec<Id> = open.iter().map(|(index, _)| self.uses[*index].0.id).collect();
        let later = self.arguments_of_later_calls(&wanted);
        for (index, kin) in open {
            let id = self.uses[index].0.id;
            let mut operands = self.operands(id);
            // What makes a key takes parameters: a group.
            if makes_key(&self.uses[index].0.parts) {
                operands.extend(later.get(&id).into_iter().flatten().copied());
                self.complete_by_parameters(index, kin, &operands);
                continue;
            }
            operands.extend(later.get(&id).into_iter().flatten().copied());
            if self.by_length(index, &kin, &operands) {
                continue;
            }
            let mut search = Search::new(kin, Vec::new());
            self.made_by_file(index, &mut search);
            let walk = Walk::of(self.path_of(index));
            // What is a key by its name is looked at first.
            operands.sort_by_key(|operand| self.rank(index, *operand));
            for operand in operands {
                if !search.made.is_empty() {
                    break;
                }
                search.reach = self.reach(id, operand);
                self.trace(&mut search, &self.site(operand), &walk, STEPS);
            }
            self.apply_key(index, search);
        }
    }

    /// The order in which operands are looked at; what signs is no public key.
    fn rank(&self, index: usize, operand: Id) -> usize {
        let functions = &self.uses[index].0.parts.functions;
        let signs = functions.contains(&CryptoFunction::Sign)
            && !functions.contains(&CryptoFunction::Verify);
        let is_public = || match &self.module.nodes[operand].kind {
            Kind::Member { name, .. } => names::words(name).any(|word| word == "public"),
            Kind::Call { .. } => {
                let called = self.module.called(operand).unwrap_or_default();
                names::words(called).any(|word| word == "public")
            }
            _ => false,
        };
        match sounds_like_key(self.module, operand) {
            true if signs && is_public() => 2,
            is_key => usize::from(!is_key),
        }
    }

    /// How far the key of a use is looked for in an operand: far where it is called on that, or that is a key by name.
    fn reach(&self, use_: Id, operand: Id) -> Reach {
        let is_object = match self.module.nodes[use_].kind {
            Kind::Call { callee, .. } => {
                matches!(self.module.nodes[callee].kind, Kind::Member { of, .. } if of == operand)
            }
            _ => false,
        };
        match is_object || sounds_like_key(self.module, operand) || may_be_key(self.module, operand)
        {
            true => Reach::Held,
            false => Reach::Near,
        }
    }

    /// Completes the making of a key by the parameters that it gets.
    fn complete_by_parameters(&mut self, index: usize, kin: Kin, operands: &[Id]) {
        let mut search = Search::new(kin, Vec::new());
        let walk = Walk::of(self.path_of(index));
        for operand in operands {
            self.trace(&mut search, &self.site(*operand), &walk, STEPS);
        }
        search.made.retain(|made| !made.is_key);
        self.apply_key(index, search);
    }

    /// Which keys would tell more about a use; `None` where it is told already.
    fn wants_key(&self, index: usize) -> Option<Kin> {
        let parts = &self.uses[index].0.parts;
        if parts.protocol.is_some() {
            return None;
        }
        let algorithm = describe::algorithm(parts);
        if algorithm.name == describe::INDETERMINATE || algorithm.primitive == Primitive::Hash {
            return wanted_by(&algorithm);
        }
        let family = kin(&algorithm)?;
        let is_open = algorithm.parameter_set.is_none() && algorithm.curve.is_none();
        (is_open && (algorithm.digest.is_none() || family != "HMAC")).then_some(Kin::Family(family))
    }

    /// The arguments of a use, and the object that it is called on.
    pub(super) fn operands(&self, id: Id) -> Vec<Id> {
        let Kind::Call { callee, arguments } = &self.module.nodes[id].kind else {
            return Vec::new();
        };
        let object = match &self.module.nodes[*callee].kind {
            Kind::Member { of, .. } => Some(*of),
            _ => None,
        };
        object.into_iter().chain(arguments.iter().map(|argument| argument.value)).collect()
    }

    /// Arguments of the methods that are called on the objects of uses.
    pub(super) fn arguments_of_later_calls(&self, wanted: &[Id]) -> HashMap<Id, Vec<Id>> {
        let wanted: HashSet<Id> = wanted.iter().copied().collect();
        let mut all: HashMap<Id, Vec<Id>> = HashMap::default();
        for id in self.module.calls() {
            let Kind::Call { callee, arguments } = &self.module.nodes[id].kind else { continue };
            let Kind::Member { of, .. } = &self.module.nodes[*callee].kind else { continue };
            if arguments.is_empty() {
                continue;
            }
            for origin in self.origins(*of, self.module.nodes[id].place.start, 4) {
                if wanted.contains(&origin) && origin != id {
                    let values = arguments.iter().map(|argument| argument.value);
                    all.entry(origin).or_default().extend(values);
                }
            }
        }
        for setting in &self.module.settings {
            if let Kind::Member { of, .. } = &self.module.nodes[setting.target].kind {
                let at = self.module.nodes[setting.target].place.start;
                for origin in self.origins(*of, at, 4) {
                    if wanted.contains(&origin) {
                        all.entry(origin).or_default().push(setting.value);
                    }
                }
            }
        }
        all
    }

    /// A symmetric key by the length of the octets that it is.
    fn by_length(&mut self, index: usize, kin: &Kin, operands: &[Id]) -> bool {
        let Kin::Family(family) = kin else { return false };
        if !is_symmetric(family) {
            return false;
        }
        let own = self.operands(self.uses[index].0.id);
        let inner = self.inner(&own);
        let later = self.inner(operands);
        let all = operands.iter().chain(&inner).chain(&later);
        let named = all.filter(|operand| sounds_like_key(self.module, **operand));
        let mut keys: Vec<Id> = named.copied().collect();
        let made =
            inner.iter().filter(|id| matches!(self.module.nodes[**id].kind, Kind::Call { .. }));
        let plain: Vec<Id> = own
            .iter()
            .chain(made)
            .copied()
            .filter(|operand| !keys.contains(operand) && may_be_key(self.module, *operand))
            .filter(|operand| self.length_of(family, *operand).is_some())
            .collect();
        if let ([], [only]) = (keys.as_slice(), plain.as_slice()) {
            keys.push(*only);
        }
        for operand in keys {
            let site = self.site(operand);
            if let Some(bits) = self.length_of(family, operand) {
                let what = "length of the key".to_owned();
                let line = site.place().line;
                let step = Step { path: self.module.path.clone(), line, what, choice: None };
                self.uses[index].0.parts.bits = Some(bits);
                self.uses[index].0.steps.push(PartStep { part: "bits", step });
                return true;
            }
        }
        false
    }

    /// Arguments of the calls among `operands`, and of those within them.
    pub(super) fn inner(&self, operands: &[Id]) -> Vec<Id> {
        let (mut all, mut open) = (Vec::new(), operands.to_vec());
        for _ in 0..3 {
            open = open.iter().flat_map(|operand| self.arguments_of(*operand)).take(24).collect();
            all.extend(&open);
        }
        all
    }

    fn arguments_of(&self, id: Id) -> Vec<Id> {
        match &self.module.nodes[id].kind {
            Kind::Call { arguments, .. } => arguments.iter().map(|one| one.value).collect(),
            _ => Vec::new(),
        }
    }

    /// Bits of a key that fits a cipher.
    fn length_of(&mut self, family: &str, operand: Id) -> Option<String> {
        let site = self.site(operand);
        let mut resolver = Resolver::new(self.around);
        let by_length = length::bits(&mut resolver, &site);
        let bits = by_length.or_else(|| self.length_of_output(&site, STEPS))?.to_string();
        fits(family, &bits).then_some(bits)
    }

    /// Bits of what a digest or a key encapsulation gives.
    fn length_of_output(&mut self, site: &Site, left: usize) -> Option<usize> {
        let left = left.checked_sub(1)?;
        if let Kind::Call { .. } = site.kind() {
            if site.module.called(site.id) == Some("slice") {
                return None;
            }
            let all = self.parts_at(site);
            if let [parts] = all.as_slice() {
                return output(&describe::algorithm(parts));
            }
            let Kind::Call { callee, .. } = site.kind() else { return None };
            let Kind::Member { of, .. } = &site.module.nodes[*callee].kind else { return None };
            let of = site.at(*of);
            return self.length_of_output(&of, left);
        }
        let from = sources(self.around, site, Reach::Near);
        match from.sites.as_slice() {
            [only] => self.length_of_output(&only.clone(), left),
            _ => None,
        }
    }
}
