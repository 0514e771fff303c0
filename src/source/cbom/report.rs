use super::component::Component;
use super::convert::{Converted, Target, convert};
use super::document::{Document, Item, shown};
use super::place::{location, occurrence};
use super::{DETECTOR, Imported};
use crate::model::{AssetId, Confidence, Finding, Relation, RelationKind, Unknown, UnknownReason};

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
        let path = self.document.path(index);
        let read = self.document.repaired(index).and_then(|(component, remarks)| {
            let converted = convert(self.document, index, &component);
            Ok((converted.map_err(|detail| format!("{path}.{detail}"))?, component, remarks))
        });
        let (converted, component, remarks) = match read {
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
        let lost = converted.faults.lost.iter();
        let mut told: Vec<_> = lost
            .map(|fault| self.fault(item, UnknownReason::Malformed, format!("{path}{fault}")))
            .collect();
        let offset = self.document.offset(item);
        let mut finding = Finding::new(DETECTOR, converted.asset.clone(), offset, Some(item.line));
        self.add_edges(&mut finding, &converted);
        told.extend(self.places(&component, finding));
        if let Some(first) = told.first_mut() {
            let named = |remark: &String| format!("line {}: {path}{remark}", item.line);
            first.remarks =
                remarks.iter().map(|remark| format!("line {}: {remark}", item.line)).collect();
            first.remarks.extend(converted.faults.remarks.iter().map(named));
        }
        told
    }

    /// One finding a place; the first one brings the edges.
    fn places(&self, component: &Component, finding: Finding) -> Vec<Imported> {
        let imported = |path: &str, digest, finding| Imported {
            path: path.to_owned(),
            digest,
            findings: vec![finding],
            unknowns: Vec::new(),
            remarks: Vec::new(),
        };
        if component.occurrences().is_empty() {
            let mut finding = finding.confidence(Confidence::Medium);
            let Some(stated) = component.place_in_properties() else {
                return vec![imported(self.own_path, None, finding)];
            };
            let (path, line) = location(stated);
            finding.occurrence.line = line;
            finding.occurrence.offset = 0;
            return vec![imported(path, None, finding)];
        }
        let mut first = Some(finding);
        let asset = first.as_ref().map(|finding| finding.asset.clone());
        let places = component.occurrences().iter().filter_map(|place| {
            let mut finding = match first.take() {
                Some(finding) => finding,
                None => Finding::new(DETECTOR, asset.clone()?, 0, None),
            };
            let (occurrence, digest) = occurrence(place);
            finding.occurrence = occurrence;
            let stated = place.location.as_deref().filter(|path| !path.is_empty());
            let Some(stated) = stated else {
                return Some(imported(self.own_path, digest, finding));
            };
            if place.line.is_some() || component.is_own() {
                let stated = stated.strip_prefix("./").unwrap_or(stated);
                return Some(imported(stated, digest, finding));
            }
            let (path, line) = location(stated);
            finding.occurrence.line = line;
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
        if self.document.items.is_empty() {
            let detail = match self.document.listed {
                0 => "it lists no component, so nothing can be judged by it: is it the right file?"
                    .to_owned(),
                listed => format!(
                    "none of its {listed} components is a cryptographic asset or a cryptographic library that is \
                     known, so nothing can be judged by it: a CBOM has them, an SBOM does not"
                ),
            };
            all.push(self.about_document(UnknownReason::Unsupported, detail));
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
        let unknowns = vec![stated.unknown];
        Imported { path, digest: None, findings: Vec::new(), unknowns, remarks: Vec::new() }
    }

    fn about_document(&self, reason: UnknownReason, detail: String) -> Imported {
        let detector = Some(DETECTOR.to_owned());
        self.unknown(Unknown { reason, detector, line: None, offset: 0, detail })
    }

    fn fault(&self, item: &Item, reason: UnknownReason, detail: String) -> Imported {
        let (line, offset) = (Some(item.line), self.document.offset(item));
        self.unknown(Unknown { reason, detector: Some(DETECTOR.to_owned()), line, offset, detail })
    }

    fn unknown(&self, unknown: Unknown) -> Imported {
        Imported {
            path: self.own_path.to_owned(),
            digest: None,
            findings: Vec::new(),
            unknowns: vec![unknown],
            remarks: Vec::new(),
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
