use super::component::{Component, Place};
use super::convert::{Converted, Target, convert};
use super::document::{Document, Item, shown};
use super::{DETECTOR, Imported};
use crate::model::{
    AssetId, CodePlace, CodeStep, Confidence, Evidence, Finding, Occurrence, Relation,
    RelationKind, Unknown, UnknownReason,
};

impl Document<'_> {
    /// Calls `each` with everything that the document says, in its order. `own_path` names the
    /// document: what it gives no place for lies there, at the line of the component.
    ///
    /// # Errors
    /// Whatever `each` returns.
    pub fn each<E>(
        &self,
        own_path: &str,
        mut each: impl FnMut(Imported) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut reader = Reader {
            document: self,
            own_path,
            known: vec![None; self.items.len()],
            is_told: vec![false; self.items.len()],
        };
        for fault in self.faults.iter().cloned().map(|fault| reader.unknown(fault)) {
            each(fault)?;
        }
        for index in 0..self.items.len() {
            reader.tell(index, Told::WithPlace).into_iter().try_for_each(&mut each)?;
        }
        // A supporting asset that nothing refers to any more is still in the document.
        for index in 0..self.items.len() {
            if !reader.is_told[index] {
                reader.tell(index, Told::WithoutPlace).into_iter().try_for_each(&mut each)?;
            }
        }
        reader.document_unknowns().into_iter().try_for_each(&mut each)
    }
}

/// Which components are told now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Those that have a place; they bring those that they refer to.
    WithPlace,
    /// The rest.
    WithoutPlace,
}

/// Whether a component has a place of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HasPlace {
    Own,
    None,
}

struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    own_path: &'d str,
    /// Identity of what an edge led to, and whether it has a place of its own.
    known: Vec<Option<(AssetId, HasPlace)>>,
    is_told: Vec<bool>,
}

impl Reader<'_, '_> {
    fn tell(&mut self, index: usize, told: Told) -> Vec<Imported> {
        let item = &self.document.items[index];
        let read = self
            .document
            .component(index)
            .and_then(|component| Ok((convert(self.document, index, &component)?, component)));
        let (converted, component) = match read {
            Ok(read) => read,
            Err(detail) => {
                self.is_told[index] = true;
                return vec![self.fault(item, UnknownReason::Malformed, detail)];
            }
        };
        if converted.is_supporting && told == Told::WithPlace {
            return Vec::new();
        }
        self.is_told[index] = true;
        let mut told: Vec<_> = converted
            .faults
            .0
            .iter()
            .map(|fault| {
                let name = shown(component.name.as_deref().unwrap_or_default());
                self.fault(item, UnknownReason::Malformed, format!("component {name}: {fault}"))
            })
            .collect();
        let mut finding =
            Finding::new(DETECTOR, converted.asset.clone(), item.offset, Some(item.line));
        self.add_edges(&mut finding, &converted);
        told.extend(self.places(item, &component, finding));
        told
    }

    /// One finding a place; the first one brings the edges.
    fn places(&self, item: &Item<'_>, component: &Component, finding: Finding) -> Vec<Imported> {
        let imported = |path: &str, digest, finding| Imported {
            path: path.to_owned(),
            digest,
            findings: vec![finding],
            unknowns: Vec::new(),
        };
        if component.occurrences().is_empty() {
            let finding = finding.confidence(Confidence::Medium);
            return vec![imported(self.own_path, None, finding)];
        }
        let mut first = Some(finding);
        let asset = first.as_ref().map(|finding| finding.asset.clone());
        let places = component.occurrences().iter().filter_map(|place| {
            let mut finding = match first.take() {
                Some(finding) => finding,
                None => Finding::new(DETECTOR, asset.clone()?, item.offset, Some(item.line)),
            };
            let (occurrence, digest) = occurrence(place);
            finding.occurrence = occurrence;
            let path = place.location.as_deref().unwrap_or(self.own_path);
            Some(imported(path, digest, finding))
        });
        places.collect()
    }

    /// Adds edges to `finding`, and the supporting assets that they lead to, each once in a document.
    fn add_edges(&mut self, finding: &mut Finding, converted: &Converted) {
        let mut open: Vec<(AssetId, RelationKind, Target)> = Vec::new();
        let from = finding.asset.id();
        open.extend(converted.edges.iter().map(|(kind, target)| (from, *kind, *target)));
        while let Some((from, kind, target)) = open.pop() {
            let index = match target {
                Target::Asset(to) => {
                    finding.relations.push(Relation { from, to, kind });
                    continue;
                }
                Target::Component(index) => index,
            };
            if let Some((to, place)) = self.known[index]
                && (self.is_told[index] || place == HasPlace::Own)
            {
                finding.relations.push(Relation { from, to, kind });
                continue;
            }
            let Ok(component) = self.document.component(index) else { continue };
            let Ok(target) = convert(self.document, index, &component) else { continue };
            let to = target.asset.id();
            let place = if target.is_supporting { HasPlace::None } else { HasPlace::Own };
            self.known[index] = Some((to, place));
            finding.relations.push(Relation { from, to, kind });
            if target.is_supporting && !self.is_told[index] {
                self.is_told[index] = true;
                open.extend(target.edges.iter().map(|(kind, next)| (to, *kind, *next)));
                let supporting = Finding::new(DETECTOR, target.asset, 0, None);
                finding.supporting.extend(supporting.supporting);
                finding.supporting.push(supporting.asset);
                finding.relations.extend(supporting.relations);
            }
        }
    }

    /// Unknowns that the document itself states.
    fn document_unknowns(&self) -> Vec<Imported> {
        let mut all = Vec::new();
        for property in &self.document.properties {
            let value = property.value.as_deref().unwrap_or_default();
            match property.name.as_str() {
                "y2q:unknown" => all.push(self.stated(value)),
                "y2q:unknowns-not-listed" => {
                    let detail = format!("{} further unknowns are not listed in it", shown(value));
                    all.push(self.about_document(UnknownReason::TooLarge, detail));
                }
                _ => {}
            }
        }
        if all.is_empty() && self.document.is_incomplete {
            let detail = "it calls itself incomplete (compositions)".to_owned();
            all.push(self.about_document(UnknownReason::Unsupported, detail));
        }
        all
    }

    fn stated(&self, value: &str) -> Imported {
        let Ok(stated) = serde_json::from_str::<Stated>(value) else {
            let detail = "a property y2q:unknown cannot be read".to_owned();
            return self.about_document(UnknownReason::Malformed, detail);
        };
        let StatedPlace { root, path } = stated.location;
        let path = if self.document.has_several_roots {
            format!("{}/{path}", root.trim_end_matches('/'))
        } else {
            path
        };
        Imported { path, digest: None, findings: Vec::new(), unknowns: vec![stated.unknown] }
    }

    fn about_document(&self, reason: UnknownReason, detail: String) -> Imported {
        let detector = Some(DETECTOR.to_owned());
        self.unknown(Unknown { reason, detector, line: None, offset: 0, detail })
    }

    fn fault(&self, item: &Item<'_>, reason: UnknownReason, detail: String) -> Imported {
        let (line, offset) = (Some(item.line), item.offset);
        self.unknown(Unknown { reason, detector: Some(DETECTOR.to_owned()), line, offset, detail })
    }

    fn unknown(&self, unknown: Unknown) -> Imported {
        Imported {
            path: self.own_path.to_owned(),
            digest: None,
            findings: Vec::new(),
            unknowns: vec![unknown],
        }
    }
}

#[derive(serde::Deserialize)]
struct Stated {
    location: StatedPlace,
    unknown: Unknown,
}

#[derive(serde::Deserialize)]
struct StatedPlace {
    root: String,
    path: String,
}

/// An occurrence as y2q writes its context, or with another tool's words as note.
fn occurrence(place: &Place) -> (Occurrence, Option<String>) {
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
