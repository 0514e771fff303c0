use std::collections::HashMap;
use std::rc::Rc;

use super::component::Hash;
use super::convert::{algorithm_of, asset_type};
use super::document::Document;
use crate::model::Algorithm;

/// Components remembered. Without it, a list of references to one large component would be slow.
const REMEMBERED: usize = 100_000;

/// What others ask of a component that they refer to.
#[derive(Default)]
pub(super) struct Brief {
    pub(super) asset_type: Option<String>,
    pub(super) is_public_key: bool,
    /// SHA-256 of a key.
    pub(super) fingerprint: Option<String>,
    /// The algorithm that it is, or that a key is for.
    pub(super) algorithm: Option<Algorithm>,
}

/// What was looked up.
#[derive(Default)]
pub(super) struct Memory {
    briefs: HashMap<usize, Rc<Brief>>,
    algorithms: HashMap<usize, Option<Algorithm>>,
}

impl Document<'_> {
    /// What `reference` leads to; nothing where it leads nowhere.
    pub(super) fn referred(&self, reference: Option<&String>) -> Option<Rc<Brief>> {
        Some(self.brief(self.find(reference?)?))
    }

    pub(super) fn brief(&self, index: usize) -> Rc<Brief> {
        if let Some(known) = self.memory.borrow().briefs.get(&index) {
            return Rc::clone(known);
        }
        let brief = Rc::new(self.read_brief(index));
        let mut memory = self.memory.borrow_mut();
        if memory.briefs.len() >= REMEMBERED {
            memory.briefs.clear();
        }
        memory.briefs.insert(index, Rc::clone(&brief));
        brief
    }

    fn read_brief(&self, index: usize) -> Brief {
        let Ok(component) = self.component(index) else { return Brief::default() };
        let properties = component.crypto_properties.as_ref();
        let key = properties.and_then(|found| found.related_crypto_material_properties.as_ref());
        let stated = key.and_then(|key| key.fingerprint.as_ref()).and_then(Hash::sha256);
        let algorithm = match key {
            None => self.algorithm(index),
            Some(key) => {
                let reference = key.algorithm_reference();
                reference.and_then(|name| self.find(name)).and_then(|at| self.algorithm(at))
            }
        };
        Brief {
            asset_type: asset_type(&component).map(str::to_owned),
            is_public_key: key.is_some_and(|key| key.r#type.as_deref() == Some("public-key")),
            fingerprint: stated.or_else(|| component.hashes.0.iter().find_map(Hash::sha256)),
            algorithm,
        }
    }

    /// The algorithm that the component is.
    fn algorithm(&self, index: usize) -> Option<Algorithm> {
        if let Some(known) = self.memory.borrow().algorithms.get(&index) {
            return known.clone();
        }
        let component = self.component(index).ok();
        let algorithm = component.and_then(|component| algorithm_of(&component));
        let mut memory = self.memory.borrow_mut();
        if memory.algorithms.len() >= REMEMBERED {
            memory.algorithms.clear();
        }
        memory.algorithms.insert(index, algorithm.clone());
        algorithm
    }
}
