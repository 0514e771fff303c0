//! Algorithms as other tools name them.

use super::component::{AlgorithmProperties, Component};
use super::document::shown;
use super::faults::Faults;
use super::words;
use crate::model::{Algorithm, CryptoFunction, Primitive};
use crate::registry;

/// The algorithm that a component of another tool describes: the registry's, where it knows a name of
/// it. What the document states fills what the registry leaves open and never replaces what it knows:
/// tools write digest sizes as parameter sets, and curves under names of their own.
pub(super) fn algorithm(component: &Component) -> Algorithm {
    let properties = component.crypto_properties.as_ref();
    let oid = properties.and_then(|found| found.oid.as_deref()).map(bare_oid);
    let none = AlgorithmProperties::default();
    let stated = properties.and_then(|found| found.algorithm_properties.as_ref()).unwrap_or(&none);
    let name = component.name.as_deref().unwrap_or_default();
    let mut algorithm = known(name, stated, oid).unwrap_or_else(|| {
        let name = if name.is_empty() { oid.unwrap_or("unknown") } else { name };
        Algorithm { parameter_set: parameter(stated), ..Algorithm::verbatim(name, oid) }
    });
    fill(&mut algorithm, stated);
    algorithm.oid = oid.map(str::to_owned).or(algorithm.oid);
    algorithm
}

/// The most telling name that the registry knows.
fn known(name: &str, stated: &AlgorithmProperties, oid: Option<&str>) -> Option<Algorithm> {
    let with_parameter = |stem: &str| {
        let parameter = parameter(stated)?;
        registry::by_name(&format!("{stem}-{parameter}"))
    };
    let named = |name: &str| {
        let named = registry::by_name(name)?;
        let is_digest_size =
            named.digest.as_deref().zip(parameter(stated)).is_some_and(|(digest, parameter)| {
                digest.rsplit(['-', '/']).next() == Some(parameter.as_str())
            });
        let sized = if is_digest_size { None } else { with_parameter(&named.name) };
        Some(sized.unwrap_or(named))
    };
    // `Ed25519` and the like are an algorithm and a curve.
    let by_curve = || {
        let found = registry::by_name(curve(stated)?)?;
        (stated.primitive.as_deref().and_then(primitive) == Some(found.primitive)).then_some(found)
    };
    let by_family = || with_parameter(stated.algorithm_family.as_deref()?);
    let by_oid = || oid.map(registry::by_oid).filter(|found| found.family.is_some());
    let exact = || with_parameter(name).filter(|found| found.digest.is_none());
    exact()
        .or_else(|| named(name))
        .or_else(by_family)
        .or_else(by_oid)
        .or_else(by_curve)
        .or_else(|| named(plain(name)?))
        .or_else(|| on_curve(name, curve(stated)))
}

/// `AES` of `AES (key size not stated)`. A remark that is itself the name of something else is none:
/// `ML-KEM (Kyber)` may be either, and they do not interoperate.
fn plain(name: &str) -> Option<&str> {
    let (plain, remark) = name.strip_suffix(')')?.split_once('(')?;
    registry::by_name(remark).is_none().then_some(plain.trim()).filter(|_| !names_family(remark))
}

fn names_family(word: &str) -> bool {
    registry::families().any(|family| family.name.eq_ignore_ascii_case(word.trim()))
}

/// `ECDSA-256` with its curve stated beside it, `ECC-P-256`: the size is that of the curve.
fn on_curve(name: &str, stated: Option<&str>) -> Option<Algorithm> {
    let (stem, rest) = name.split_once(['-', '_', ' '])?;
    let stem = match stem.to_ascii_uppercase().as_str() {
        "ECC" | "EC" => "EC",
        "ECDSA" => "ECDSA",
        "ECDH" | "ECDHE" => "ECDH",
        _ => return None,
    };
    let of_name = registry::curve(rest);
    let is_size = rest.bytes().all(|byte| byte.is_ascii_digit());
    let curve = of_name.or_else(|| registry::curve(stated?).filter(|_| is_size))?;
    registry::by_name(&format!("{stem}-{curve}"))
}

/// Remarks on words that the schema does not have.
pub(super) fn strange(component: &Component) -> Faults {
    let mut faults = Faults::default();
    let properties = component.crypto_properties.as_ref();
    let Some(stated) = properties.and_then(|found| found.algorithm_properties.as_ref()) else {
        return faults;
    };
    let field = |name: &str| format!("cryptoProperties.algorithmProperties.{name}");
    let told = |word: &str, schema: Option<&'static str>| match schema {
        Some(known) => {
            format!("{} is no word of the schema; read as {known}, write it so", shown(word))
        }
        None => format!("{} is no word of the schema; not taken over", shown(word)),
    };
    let word = stated.primitive.as_deref().filter(|word| !word.is_empty());
    if let Some(word) = word.filter(|word| parsed::<Primitive>(word).is_none()) {
        faults.remark(&field("primitive"), &told(word, words::primitive(word)));
    }
    for (index, word) in stated.crypto_functions.0.iter().enumerate() {
        if parsed::<CryptoFunction>(word).is_none() {
            faults.remark(
                &field(&format!("cryptoFunctions[{index}]")),
                &told(word, words::function(word)),
            );
        }
    }
    faults
}

fn fill(algorithm: &mut Algorithm, stated: &AlgorithmProperties) {
    if matches!(algorithm.primitive, Primitive::Other | Primitive::Unknown)
        && let Some(primitive) = stated.primitive.as_deref().and_then(primitive)
    {
        algorithm.primitive = primitive;
    }
    if algorithm.curve.is_none() {
        algorithm.curve = curve(stated).map(|name| {
            let alias = || registry::by_name(name).and_then(|found| found.curve);
            registry::curve(name).map(str::to_owned).or_else(alias).unwrap_or(name.to_owned())
        });
    }
    let telling = |field: &Option<String>| {
        let is_telling = |word: &String| !matches!(word.as_str(), "" | "other" | "unknown");
        field.clone().filter(is_telling)
    };
    algorithm.mode = algorithm.mode.take().or_else(|| telling(&stated.mode));
    algorithm.padding = algorithm.padding.take().or_else(|| telling(&stated.padding));
    let functions: Vec<_> =
        stated.crypto_functions.0.iter().filter_map(|name| function(name)).collect();
    if !functions.is_empty() {
        algorithm.functions = functions.into_iter().collect();
    }
}

fn parameter(stated: &AlgorithmProperties) -> Option<String> {
    stated.parameter_set_identifier.clone().filter(|set| !set.is_empty())
}

/// The curve of 1.6, or that of 1.7 without its group (`nist/P-256`).
pub(super) fn curve(stated: &AlgorithmProperties) -> Option<&str> {
    let grouped = stated.elliptic_curve.as_deref();
    let own = grouped.map(|name| name.split_once('/').map_or(name, |(_, own)| own));
    own.or(stated.curve.as_deref()).filter(|name| !name.is_empty())
}

/// Some tools write `oid:1.2.3`, `urn:oid:1.2.3`.
pub(super) fn bare_oid(text: &str) -> &str {
    text.rsplit(':').next().unwrap_or(text)
}

/// A primitive that says something.
pub(super) fn primitive(name: &str) -> Option<Primitive> {
    let primitive: Primitive = parsed(name).or_else(|| parsed(words::primitive(name)?))?;
    (!matches!(primitive, Primitive::Other | Primitive::Unknown)).then_some(primitive)
}

fn function(name: &str) -> Option<CryptoFunction> {
    parsed(name).or_else(|| parsed(words::function(name)?))
}

fn parsed<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
