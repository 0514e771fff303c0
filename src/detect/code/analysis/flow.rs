//! Sizes, curves and algorithms of keys that another call makes, brought to the uses of those keys.
//!
//! A signer, cipher or agreement often says nothing of the key's size: the call that makes the key does. Arguments of a
//! use, the object that it is called on, and arguments of later calls on it are followed back to calls that are uses
//! of the same kind of key.

use super::kinds::{
    Kin, Known, fits, is_symmetric, kin, known, may_be_key, output, scheme_of, sounds_like_key,
    spelled, wanted_by,
};
use super::*;
use crate::detect::code::sources::sources;
use crate::detect::code::value::Step;
use crate::detect::code::ways::PartStep;
use crate::detect::code::{describe, length};
use crate::model::{CryptoFunction, Primitive};

/// Expressions looked at for the key of one use.
const EFFORT: usize = 200;
/// Steps back from a use to its key.
const STEPS: usize = 12;
/// Other files whose uses are looked at.
const FILES: usize = 4;

/// Words in the names of operations that give a result: a shared secret, a digest, a signature.
pub(super) const LATER: &[&str] =
    &["encap", "decap", "digest", "dofinal", "finalize", "sum", "sign"];

/// A key, and where it is made.
struct Made {
    known: Known,
    step: Step,
    /// Whether it is a key rather than parameters for one.
    is_key: bool,
}

/// A search for the key of one use.
struct Search {
    kin: Kin,
    left: usize,
    seen: HashSet<(String, Id)>,
    made: Vec<Made>,
}

/// Parts of the uses of another file by the call that makes them.
pub(super) type Foreign = HashMap<Id, Vec<Parts>>;

/// Of several values of the same key, those that tell its size.
fn told(made: Vec<Made>) -> Vec<Made> {
    let is_told = |one: &Made| one.known.bits.is_some() || !one.known.curve.is_empty();
    let Some(first) = made.iter().find(|one| is_told(one)) else { return made };
    let name = first.known.algorithm.first().cloned().unwrap_or_default();
    let is_same = |one: &Made| {
        one.known.algorithm.first().is_some_and(|other| name.starts_with(other.as_str()))
    };
    let all_same = made.iter().filter(|one| !is_told(one)).all(is_same);
    if all_same { made.into_iter().filter(is_told).collect() } else { made }
}

impl Analysis<'_> {
    /// Gives uses without a size what the calls that made their keys say.
    pub(super) fn keys_made_elsewhere(&mut self) {
        let open: Vec<(usize, Kin)> = (0..self.uses.len())
            .filter_map(|index| Some((index, self.wants_key(index)?)))
            .collect();
        if open.is_empty() {
            return;
        }
        let wanted: Vec<Id> = open.iter().map(|(index, _)| self.uses[*index].0.id).collect();
        let later = self.arguments_of_later_calls(&wanted);
        for (index, kin) in open {
            let id = self.uses[index].0.id;
            let mut operands = self.operands(id);
            // What makes a key takes parameters: a group.
            let makes = describe::algorithm(&self.uses[index].0.parts)
                .functions
                .contains(&CryptoFunction::Keygen);
            if makes {
                operands.extend(later.get(&id).into_iter().flatten().copied());
                self.complete_by_parameters(index, kin, &operands);
                continue;
            }
            operands.extend(later.get(&id).into_iter().flatten().copied());
            if self.by_length(index, &kin, &operands) {
                continue;
            }
            let made = self.made_by_file(index, &kin);
            let mut search = Search { kin, left: EFFORT, seen: HashSet::default(), made };
            // What is a key by its name is looked at first.
            operands.sort_by_key(|operand| !sounds_like_key(self.module, *operand));
            for operand in operands {
                if !search.made.is_empty() {
                    break;
                }
                self.trace(&mut search, &self.site(operand), STEPS);
            }
            self.apply_key(index, search);
        }
    }

    /// Completes the making of a key by the parameters that it gets.
    fn complete_by_parameters(&mut self, index: usize, kin: Kin, operands: &[Id]) {
        let mut search = Search { kin, left: EFFORT, seen: HashSet::default(), made: Vec::new() };
        for operand in operands {
            self.trace(&mut search, &self.site(*operand), STEPS);
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

    /// The key in the file that a command reads and another one wrote.
    fn made_by_file(&self, index: usize, kin: &Kin) -> Vec<Made> {
        const READ: &[&str] = &[
            "-key",
            "-sign",
            "-inkey",
            "-CAkey",
            "-signkey",
            "-keyfile",
            "-verify",
            "-prverify",
            "-s",
            "-f",
        ];
        const WRITTEN: &[&str] = &["-out", "-keyout", "-f", "--outfile"];
        if self.around.language().id != "shell" {
            return Vec::new();
        }
        let read: Vec<String> = self.files_of(self.uses[index].0.id, READ);
        let others = self.uses.iter().enumerate().filter(|(other, (use_, _))| {
            *other != index && {
                let written = self.files_of(use_.id, WRITTEN);
                written.iter().any(|file| read.contains(file))
            }
        });
        let made = others.filter_map(|(_, (use_, _))| {
            let what = "the key is made".to_owned();
            let (path, line) = (self.module.path.clone(), use_.place.line);
            let step = Step { path, line, what, choice: None };
            let algorithm = describe::algorithm(&use_.parts);
            let makes = algorithm.functions.contains(&CryptoFunction::Keygen);
            Some(Made { known: known(&use_.parts, kin).filter(|_| makes)?, step, is_key: true })
        });
        made.collect()
    }

    /// Names of the files that options of a command give.
    fn files_of(&self, id: Id, options: &[&str]) -> Vec<String> {
        let Kind::Call { arguments, .. } = &self.module.nodes[id].kind else { return Vec::new() };
        arguments
            .iter()
            .filter(|argument| argument.name.as_deref().is_some_and(|name| options.contains(&name)))
            .filter_map(|argument| spelled(self.module, argument.value, 8))
            .collect()
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
            let all: Vec<Parts> = if Rc::ptr_eq(&site.module, self.module) {
                let indices = self.of.get(&site.id).into_iter().flatten();
                indices.map(|index| self.uses[*index].0.parts.clone()).collect()
            } else {
                self.foreign(&site.module).get(&site.id).cloned().unwrap_or_default()
            };
            if let [parts] = all.as_slice() {
                return output(&describe::algorithm(parts));
            }
            let Kind::Call { callee, .. } = site.kind() else { return None };
            let Kind::Member { of, .. } = &site.module.nodes[*callee].kind else { return None };
            let of = site.at(*of);
            return self.length_of_output(&of, left);
        }
        let from = sources(self.around, site);
        match from.sites.as_slice() {
            [only] => self.length_of_output(&only.clone(), left),
            _ => None,
        }
    }

    /// Follows an expression back to the calls that make keys.
    fn trace(&mut self, search: &mut Search, site: &Site, steps: usize) {
        if steps == 0 || search.left == 0 {
            return;
        }
        search.left -= 1;
        if !search.seen.insert((site.module.path.clone(), site.id)) {
            return;
        }
        if matches!(site.kind(), Kind::Call { .. }) {
            let made = self.made_by(search, site);
            let found = !made.is_empty();
            search.made.extend(made);
            if found {
                return;
            }
        }
        let from = sources(self.around, site);
        for site in from.sites.iter().take(24) {
            self.trace(search, site, steps - 1);
        }
    }

    /// The keys that fit which a call makes.
    fn made_by(&mut self, search: &Search, site: &Site) -> Vec<Made> {
        let all = self.parts_at(site);
        let step = Step {
            path: site.module.path.clone(),
            line: site.place().line,
            what: "the key is made".to_owned(),
            choice: None,
        };
        let made = all.iter().filter_map(|parts| {
            let is_key = describe::algorithm(parts).functions.contains(&CryptoFunction::Keygen);
            Some(Made { known: known(parts, &search.kin)?, step: step.clone(), is_key })
        });
        made.collect()
    }

    /// The parts of the uses that a call is.
    fn parts_at(&mut self, site: &Site) -> Vec<Parts> {
        if !Rc::ptr_eq(&site.module, self.module) {
            return self.foreign(&site.module).get(&site.id).cloned().unwrap_or_default();
        }
        let indices = self.of.get(&site.id).into_iter().flatten();
        indices.map(|index| self.uses[*index].0.parts.clone()).collect()
    }

    /// Uses of another file, without what this step would add to them.
    fn foreign(&mut self, module: &Rc<Module>) -> Rc<Foreign> {
        if let Some(known) = self.foreign.get(&module.path) {
            return Rc::clone(known);
        }
        let mut found = Foreign::default();
        if self.foreign.len() < FILES {
            let mut other = Analysis::new(module, self.rules, self.open, self.around);
            other.collect();
            for (use_, _) in other.uses {
                found.entry(use_.id).or_default().push(use_.parts);
            }
        }
        let found = Rc::new(found);
        self.foreign.insert(module.path.clone(), Rc::clone(&found));
        found
    }

    /// The signature scheme of RSA that a padding is one of.
    fn scheme_by_padding(&self, index: usize) -> Option<&'static str> {
        let padding = &self.uses[index].0.parts.padding;
        let is = |word: &str| padding.iter().any(|name| name.to_ascii_lowercase().contains(word));
        match padding.is_empty() {
            true => None,
            false if is("pss") => Some("RSA-PSS"),
            false => is("pkcs1").then_some("RSA-PKCS1-1.5"),
        }
    }

    /// Completes a use by the key that was found.
    fn apply_key(&mut self, index: usize, search: Search) {
        let made = told(search.made);
        let by_padding = self.scheme_by_padding(index).filter(|_| search.kin == Kin::Signing);
        let Some(first) = made.first() else {
            // A padding of RSA tells the scheme, whatever key it is.
            if let Some(scheme) = by_padding {
                let parts = &mut self.uses[index].0.parts;
                if parts.digest.is_empty() {
                    parts.digest = std::mem::take(&mut parts.algorithm);
                }
                (parts.algorithm, parts.literal) = (vec![scheme.to_owned()], true);
            }
            return;
        };
        if made.iter().any(|other| other.known != first.known) {
            return;
        }
        let use_ = &mut self.uses[index].0;
        let Known { algorithm, bits, curve, digest } = first.known.clone();
        if !matches!(search.kin, Kin::Family(_)) {
            if let Some(scheme) = scheme_of(&search.kin, &algorithm) {
                if use_.parts.digest.is_empty() && search.kin == Kin::Signing {
                    use_.parts.digest = std::mem::take(&mut use_.parts.algorithm);
                }
                let scheme = match by_padding {
                    Some(padded) if scheme == "RSA-PKCS1-1.5" => padded.to_owned(),
                    _ => scheme,
                };
                (use_.parts.algorithm, use_.parts.literal) = (vec![scheme], true);
            } else {
                return;
            }
        }
        if use_.parts.digest.is_empty() && search.kin == Kin::Family("HMAC") {
            use_.parts.digest = digest;
        }
        use_.parts.bits = bits.or(use_.parts.bits.take());
        if !curve.is_empty() {
            use_.parts.curve = curve;
        }
        use_.missing = None;
        use_.steps.push(PartStep { part: "bits", step: first.step.clone() });
    }
}
