//! Keys and signatures that a resource declares.

use super::Sink;
use super::cloud_key_names::{self, Purpose};
use super::cloud_resources::{Key, Typed};
use super::declared_resource::{Resource, Value};
use super::tls_settings::Place;
use crate::model::{Algorithm, Asset, Confidence, Evidence, Finding, UnknownReason};

/// A key or signature that one word names.
pub fn key(detector: &'static str, resource: &Resource, key: &Key, sink: &mut Sink) {
    if !key.needs.is_empty() && resource.setting(&[key.needs]).is_none() {
        return;
    }
    let mut read = Reading::new(detector, resource);
    read.place = resource.setting(key.spec).map(|spec| spec.place());
    let usage = read.word(&[key.usage], key.usage_unset);
    // A default goes with the default purpose only.
    let unset = if usage.as_deref() == Some(key.usage_unset) || key.usage.is_empty() {
        key.unset
    } else {
        ""
    };
    let is_set = resource.setting(key.spec).is_some();
    if !is_set && unset.is_empty() {
        return;
    }
    if let Some(spec) = read.word(key.spec, unset) {
        let purpose = usage.as_deref().map_or(Purpose::Open, Purpose::named);
        sink.found(read.finding((key.names)(&spec, purpose)));
    } else {
        read.unknown(sink);
    }
}

/// A key by type, size and curve.
pub fn typed(detector: &'static str, resource: &Resource, typed: &Typed, sink: &mut Sink) {
    let mut read = Reading::new(detector, resource);
    if resource.setting(typed.kind).is_none() && typed.kind_unset.is_empty() {
        return;
    }
    let kind = read.word(typed.kind, typed.kind_unset);
    let family = kind.as_deref().unwrap_or_default().to_ascii_lowercase();
    // A role of Vault can leave the type to each request.
    if family == "any" {
        return;
    }
    let (size, curve) = match family.trim_end_matches("-hsm") {
        // 0 stands for the default of the type in Vault.
        "rsa" | "dh" => (read.word(typed.size, typed.size_unset).filter(|size| size != "0"), None),
        "ec" | "ecc" | "ecdsa" => {
            let is_field =
                resource.setting(typed.curve).is_none() && resource.setting(typed.field).is_some();
            if is_field {
                (read.word(typed.field, "").filter(|size| size != "0"), None)
            } else {
                (None, read.word(typed.curve, typed.curve_unset))
            }
        }
        "oct" | "dsa" => (read.word(typed.size, ""), None),
        _ => (None, None),
    };
    let usage = resource.texts(typed.usage);
    if let Some(kind) = kind.filter(|_| read.depends.is_empty()) {
        let purpose = Purpose::of(usage.iter().copied());
        if !usage.is_empty() {
            read.note.push(format!("{} = {}", typed.usage, usage.join(" ")));
        }
        let algorithm = cloud_key_names::typed(&kind, size.as_deref(), curve.as_deref(), purpose);
        sink.found(read.finding(algorithm));
    } else {
        read.unknown(sink);
    }
}

/// What was read of a resource so far.
struct Reading<'a> {
    detector: &'static str,
    resource: &'a Resource,
    place: Option<Place>,
    confidence: Confidence,
    note: Vec<String>,
    depends: Vec<String>,
}

impl<'a> Reading<'a> {
    fn new(detector: &'static str, resource: &'a Resource) -> Self {
        Self {
            detector,
            resource,
            place: None,
            confidence: Confidence::High,
            note: vec![resource.address()],
            depends: Vec::new(),
        }
    }

    /// The word at one of `paths`, else what holds where it is not set.
    fn word(&mut self, paths: &[&str], unset: &str) -> Option<String> {
        let Some(setting) = self.resource.setting(paths) else {
            let path = paths.first().filter(|path| !path.is_empty() && !unset.is_empty())?;
            self.note.push(format!("{path} not set: {unset}"));
            return Some(unset.to_owned());
        };
        self.place.get_or_insert_with(|| setting.place());
        let name = setting.path.rsplit('.').next().unwrap_or_default();
        match &setting.value {
            Value::Literal(text) => {
                self.note.push(format!("{name} = {text}"));
                Some(text.clone())
            }
            Value::Default(text, by) => {
                self.confidence = Confidence::Medium;
                self.note.push(format!("{name} = {text}, the default of {by}"));
                Some(text.clone())
            }
            Value::Depends(on) => {
                self.depends.push(format!("{name} depends on {on}"));
                None
            }
        }
    }

    fn place(&self) -> Place {
        self.place.clone().unwrap_or_else(|| self.resource.place())
    }

    fn finding(self, algorithm: Algorithm) -> Finding {
        let place = self.place();
        let note = self.note.join(", ").chars().take(500).collect::<String>();
        Finding::new(self.detector, Asset::Algorithm(algorithm), place.offset, Some(place.line))
            .evidence(Evidence::Configured)
            .confidence(self.confidence)
            .note(note)
    }

    fn unknown(self, sink: &mut Sink) {
        let place = self.place();
        let detail = format!(
            "{}: {}; the value that a run gives it (a plan, a change set, its parameters) would tell the algorithm",
            self.resource.address(),
            self.depends.join(", ")
        );
        let detail = detail.chars().take(500).collect::<String>();
        let reason = UnknownReason::Unsupported;
        sink.unknown(self.detector, reason, place.offset, Some(place.line), detail);
    }
}
