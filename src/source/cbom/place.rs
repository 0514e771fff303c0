//! Where a component says that it was found.

use super::DETECTOR;
use super::component::Place;
use crate::model::{CodePlace, CodeStep, Confidence, Evidence, Occurrence};

/// A path without the line and column that some tools write behind it (`a.py:18:12`), and without `./`.
pub(super) fn location(text: &str) -> (&str, Option<u32>) {
    let text = text.strip_prefix("./").unwrap_or(text);
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0);
    let Some((path, last)) = text.rsplit_once(':') else { return (text, None) };
    let Some(last) = number(last).filter(|_| !path.is_empty()) else { return (text, None) };
    match path.rsplit_once(':') {
        Some((path, line)) if !path.is_empty() && number(line).is_some() => (path, number(line)),
        _ => (path, Some(last)),
    }
}

/// An occurrence as y2q writes its context, or with another tool's words as note.
pub(super) fn occurrence(place: &Place) -> (Occurrence, Option<String>) {
    let mut occurrence = Occurrence {
        detector: DETECTOR.to_owned(),
        line: place.line.filter(|line| *line > 0),
        offset: place.offset.unwrap_or(0),
        evidence: Evidence::Present,
        confidence: Confidence::Medium,
        note: String::new(),
        code: None,
    };
    let context = place.additional_context.as_deref().unwrap_or_default();
    if !context.starts_with("detector: ") {
        let symbol = place.symbol.as_deref().unwrap_or_default();
        let words = [symbol, context].into_iter().filter(|text| !text.is_empty());
        occurrence.note = words.collect::<Vec<_>>().join(": ").chars().take(500).collect();
        return (occurrence, None);
    }
    let mut digest = None;
    let mut code =
        CodePlace { symbol: place.symbol.clone().unwrap_or_default(), ..CodePlace::default() };
    let mut rest = context;
    while !rest.is_empty() {
        let (name, after) = rest.split_once(": ").unwrap_or((rest, ""));
        // The note is free text and last.
        let (value, next) = match name {
            "note" => (after, ""),
            _ => after.split_once("; ").unwrap_or((after, "")),
        };
        match name {
            "detector" => value.clone_into(&mut occurrence.detector),
            "evidence" => occurrence.evidence = word(value).unwrap_or(Evidence::Present),
            "confidence" => occurrence.confidence = word(value).unwrap_or(Confidence::Medium),
            "sha256" => digest = Some(value.to_owned()),
            "note" => value.clone_into(&mut occurrence.note),
            "column" => code.column = value.parse().unwrap_or(0),
            "library" => value.clone_into(&mut code.library),
            "function" => value.clone_into(&mut code.function),
            "rule" => value.clone_into(&mut code.rule),
            "test" => code.is_test = value == "yes",
            "via" => code.steps.extend(CodeStep::parsed(value)),
            "missing" => value.clone_into(&mut code.missing),
            _ => {}
        }
        rest = next;
    }
    occurrence.code = (!code.rule.is_empty()).then(|| Box::new(code));
    (occurrence, digest)
}

fn word<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
