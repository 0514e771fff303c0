//! Reads components whose values are of another JSON type than the schema asks for, and says where.

use serde_json::Value;

use super::component::Component;

/// What the schema asks for. Fields that are not read are not listed.
enum Shape {
    Text,
    Number,
    List(&'static Self),
    Object(&'static [(&'static str, Self)]),
}

use Shape::{List, Number, Object, Text};

const TEXTS: Shape = List(&Text);
const HASH: Shape = Object(&[("alg", Text), ("content", Text)]);
const RELATED: Shape = List(&Object(&[("type", Text), ("ref", Text)]));

const COMPONENT: Shape = Object(&[
    ("type", Text),
    ("name", Text),
    ("version", Text),
    ("purl", Text),
    ("bom-ref", Text),
    ("hashes", List(&HASH)),
    ("properties", List(&Object(&[("name", Text), ("value", Text)]))),
    ("evidence", Object(&[("occurrences", List(&PLACE))])),
    ("cryptoProperties", PROPERTIES),
]);

const PLACE: Shape = Object(&[
    ("location", Text),
    ("line", Number),
    ("offset", Number),
    ("symbol", Text),
    ("additionalContext", Text),
]);

const PROPERTIES: Shape = Object(&[
    ("assetType", Text),
    ("oid", Text),
    ("algorithmProperties", ALGORITHM),
    ("certificateProperties", CERTIFICATE),
    ("relatedCryptoMaterialProperties", MATERIAL),
    ("protocolProperties", PROTOCOL),
]);

const ALGORITHM: Shape = Object(&[
    ("primitive", Text),
    ("algorithmFamily", Text),
    ("parameterSetIdentifier", Text),
    ("curve", Text),
    ("ellipticCurve", Text),
    ("mode", Text),
    ("padding", Text),
    ("cryptoFunctions", TEXTS),
]);

const CERTIFICATE: Shape = Object(&[
    ("serialNumber", Text),
    ("subjectName", Text),
    ("issuerName", Text),
    ("notValidBefore", Text),
    ("notValidAfter", Text),
    ("activationDate", Text),
    ("deactivationDate", Text),
    ("signatureAlgorithmRef", Text),
    ("subjectPublicKeyRef", Text),
    ("signatureAlgorithm", Text),
    ("subjectPublicKey", Text),
    ("subjectPublicKeyAlgorithm", Text),
    ("certificateFormat", Text),
    ("fingerprint", HASH),
    (
        "certificateExtensions",
        List(&Object(&[("commonExtensionName", Text), ("commonExtensionValue", Text)])),
    ),
    ("relatedCryptographicAssets", RELATED),
]);

const MATERIAL: Shape = Object(&[
    ("type", Text),
    ("algorithmRef", Text),
    ("algorithm", Text),
    ("activationDate", Text),
    ("expirationDate", Text),
    ("size", Number),
    ("format", Text),
    ("securedBy", Object(&[("mechanism", Text)])),
    ("fingerprint", HASH),
    ("relatedCryptographicAssets", RELATED),
]);

const PROTOCOL: Shape = Object(&[
    ("type", Text),
    ("version", Text),
    (
        "cipherSuites",
        List(&Object(&[("name", Text), ("algorithms", TEXTS), ("identifiers", TEXTS)])),
    ),
    ("cryptoRefArray", TEXTS),
    ("relatedCryptographicAssets", RELATED),
]);

/// The component, with a remark on every value of a wrong type: where it stands below the component, what was
/// made of it and what would be right.
pub(super) fn repaired(text: &str) -> Result<(Component, Vec<String>), serde_json::Error> {
    let mut value: Value = serde_json::from_str(text)?;
    let mut repair = Repair { path: String::new(), remarks: Vec::new() };
    repair.value(&mut value, &COMPONENT);
    Ok((serde_json::from_value(value)?, repair.remarks))
}

struct Repair {
    path: String,
    remarks: Vec<String>,
}

/// Remarks on one component.
const MOST: usize = 20;

impl Repair {
    fn value(&mut self, value: &mut Value, shape: &Shape) {
        match (shape, &mut *value) {
            (_, Value::Null) | (Text, Value::String(_)) => {}
            (Text, Value::Number(_) | Value::Bool(_)) => {
                let text = value.to_string();
                self.remark(value, "text", "read as text; write it in quotes");
                *value = Value::String(text);
            }
            // Lines, offsets and sizes do not go further.
            (Number, Value::Number(number)) if number.as_u64().is_some_and(fits) => {}
            (Number, Value::String(text)) if text.trim().parse().is_ok_and(fits) => {
                let number = text.trim().parse::<u64>().unwrap_or_default();
                self.remark(value, "a number", "read as a number; write it without quotes");
                *value = Value::from(number);
            }
            (List(shape), Value::Array(items)) => self.items(items, shape),
            (List(shape), _) => {
                self.remark(value, "a list", "read as a list of one; write brackets around it");
                let mut items = vec![value.take()];
                self.items(&mut items, shape);
                *value = Value::Array(items);
            }
            (Object(fields), Value::Object(map)) => {
                for (name, shape) in *fields {
                    if let Some(value) = map.get_mut(*name) {
                        self.inside(&format!(".{name}"), value, shape);
                    }
                }
            }
            (shape, _) => {
                self.remark(value, shape.words(), "left out");
                *value = Value::Null;
            }
        }
    }

    fn items(&mut self, items: &mut Vec<Value>, shape: &Shape) {
        for (index, item) in items.iter_mut().enumerate() {
            self.inside(&format!("[{index}]"), item, shape);
        }
        items.retain(|item| !item.is_null());
    }

    fn inside(&mut self, step: &str, value: &mut Value, shape: &Shape) {
        let length = self.path.len();
        self.path.push_str(step);
        self.value(value, shape);
        self.path.truncate(length);
    }

    fn remark(&mut self, found: &Value, wanted: &str, done: &str) {
        let found = match found {
            Value::Null => "nothing",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        if self.remarks.len() < MOST {
            self.remarks.push(format!("{}: {found} where {wanted} belongs, {done}", self.path));
        }
    }
}

fn fits(number: u64) -> bool {
    u32::try_from(number).is_ok()
}

impl Shape {
    const fn words(&self) -> &'static str {
        match self {
            Text => "text",
            Number => "a number",
            List(_) => "a list",
            Object(_) => "an object",
        }
    }
}
