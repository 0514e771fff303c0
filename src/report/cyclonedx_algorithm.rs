use serde::Serialize;

use super::cyclonedx::{Options, SpecVersion};
use super::cyclonedx_names as names;
use crate::model::{Algorithm, CryptoFunction, Primitive};
use crate::registry;

/// `algorithmProperties`. What is not known is left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlgorithmProperties<'a> {
    primitive: Primitive,
    /// 1.7.
    #[serde(skip_serializing_if = "Option::is_none")]
    algorithm_family: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter_set_identifier: Option<&'a str>,
    /// 1.6.
    #[serde(skip_serializing_if = "Option::is_none")]
    curve: Option<&'a str>,
    /// 1.7.
    #[serde(skip_serializing_if = "Option::is_none")]
    elliptic_curve: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    padding: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    crypto_functions: Vec<CryptoFunction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    classical_security_level: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nist_quantum_security_level: Option<u8>,
}

impl<'a> AlgorithmProperties<'a> {
    pub(super) fn of(algorithm: &'a Algorithm, options: &Options) -> Self {
        let facts = registry::facts(algorithm);
        let curve = algorithm.curve.as_deref();
        let is_1_7 = options.version == SpecVersion::V1_7;
        Self {
            primitive: match options.version {
                SpecVersion::V1_6 => names::primitive_1_6(algorithm.primitive),
                SpecVersion::V1_7 => algorithm.primitive,
            },
            algorithm_family: names::family(algorithm).filter(|_| is_1_7),
            parameter_set_identifier: algorithm.parameter_set.as_deref(),
            curve: curve.filter(|_| !is_1_7),
            elliptic_curve: curve.and_then(names::curve).filter(|_| is_1_7),
            mode: algorithm.mode.as_deref().map(names::mode),
            padding: algorithm.padding.as_deref().map(names::padding),
            crypto_functions: algorithm.functions.iter().copied().collect(),
            classical_security_level: facts.strength,
            // The schema ends at 6; a category is 0 to 5.
            nist_quantum_security_level: facts.nist_category.filter(|category| *category <= 6),
        }
    }
}

/// The facts of an algorithm that typed fields carry without loss.
pub(super) fn carried_algorithm(algorithm: &Algorithm, options: &Options) -> Vec<&'static str> {
    let mut carried = vec!["name", "parameter_set", "functions", "oid"];
    let mut when = |holds: bool, name| {
        if holds {
            carried.push(name);
        }
    };
    let is_1_7 = options.version == SpecVersion::V1_7;
    let curve = algorithm.curve.as_deref();
    let spelt = |field: &Option<String>, name: fn(&str) -> &'static str| {
        field.as_deref().is_some_and(|own| own != "other" && name(own) == own)
    };
    when(is_1_7 || algorithm.primitive != Primitive::KeyWrap, "primitive");
    when(!is_1_7 || curve.and_then(names::curve).is_some(), "curve");
    when(spelt(&algorithm.mode, names::mode), "mode");
    when(spelt(&algorithm.padding, names::padding), "padding");
    carried
}
