use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::packages::{Packages, lines, offset_in, xml};
use super::{Detector, Input, Peek, Sink};

/// Cryptographic libraries that a bill of materials lists.
pub const DETECTOR: Detector = Detector {
    id: "bill-of-materials",
    title: "Cryptographic libraries listed in CycloneDX and SPDX bills of materials",
    about: "Reads the package URLs of components in CycloneDX (JSON and XML), of packages in SPDX 2 (JSON and \
            tag-value) and of elements in SPDX 3 (JSON-LD). A component without package URL is left out, and so are \
            cryptographic assets: they are taken over where the file itself is named as a path. Components nested more than 64 deep are left out and \
            said so.",
    anchors: &[
        "\"bomFormat\"",
        "\"spdxVersion\"",
        "\"@graph\"",
        "SPDXVersion:",
        "cyclonedx.org/schema/bom",
    ],
    wants,
    detect,
};

/// Components inside components.
const DEEPEST: usize = 64;
/// Begin of the XML namespace, whatever the version.
const NAMESPACE: &str = "http://cyclonedx.org/schema/bom/";

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && form(peek.head).is_some()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Xml,
    TagValue,
}

fn form(head: &[u8]) -> Option<Form> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match head.first()? {
        b'{' => Some(Form::Json),
        b'<' => Some(Form::Xml),
        b'#' | b'S' => {
            let mut lines = head.split(|byte| *byte == b'\n');
            let first = lines.find(|line| !line.starts_with(b"#") && !line.trim_ascii().is_empty());
            // The document's own id is mandatory; a text about SPDX has none (clause 6).
            let has_id = memchr::memmem::find(head, b"\nSPDXID: SPDXRef-DOCUMENT").is_some();
            (first?.starts_with(b"SPDXVersion: SPDX-2") && has_id).then_some(Form::TagValue)
        }
        _ => None,
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
    let text = String::from_utf8_lossy(bytes);
    match form(bytes) {
        Some(Form::Json) => json(&text, &mut packages),
        Some(Form::Xml) => cyclonedx_xml(&text, &mut packages),
        Some(Form::TagValue) => tag_value(&text, &mut packages),
        None => {}
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bill<'a> {
    bom_format: Option<String>,
    spdx_version: Option<String>,
    #[serde(borrow, rename = "@context")]
    context: Option<&'a RawValue>,
    #[serde(borrow, rename = "@graph")]
    graph: Option<&'a RawValue>,
    #[serde(borrow)]
    components: Option<&'a RawValue>,
    #[serde(borrow)]
    packages: Option<&'a RawValue>,
}

fn json(text: &str, packages: &mut Packages<'_>) {
    let bill = match serde_json::from_str::<Bill<'_>>(text) {
        Ok(bill) => bill,
        Err(error) => {
            let is_json = !error.is_syntax() && !error.is_eof();
            if !is_json && begins_with(text, &["\"bomFormat\"", "\"spdxVersion\""]) {
                packages.malformed(0, "a bill of materials that is not JSON");
            }
            return;
        }
    };
    if bill.bom_format.as_deref() == Some("CycloneDX") {
        components(text, bill.components, packages);
    } else if bill.spdx_version.is_some_and(|version| version.starts_with("SPDX-")) {
        spdx(text, bill.packages, packages);
    } else if bill.context.is_some_and(|context| context.get().contains("spdx.org/rdf/3")) {
        graph(text, bill.graph, packages);
    }
}

/// Whether a text says at its beginning that it is a bill of materials: only then is it a broken one.
fn begins_with(text: &str, words: &[&str]) -> bool {
    let begin: String = text.chars().take(512).collect();
    words.iter().any(|word| begin.contains(word))
}

fn list(raw: Option<&RawValue>) -> Vec<&RawValue> {
    raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
}

#[derive(Deserialize)]
struct Component<'a> {
    #[serde(borrow)]
    purl: Option<Cow<'a, str>>,
    #[serde(borrow)]
    components: Option<&'a RawValue>,
}

fn components<'a>(text: &str, raw: Option<&'a RawValue>, packages: &mut Packages<'_>) {
    let mut open: Vec<(usize, &'a RawValue)> = list(raw).into_iter().map(|raw| (1, raw)).collect();
    open.reverse();
    let mut is_cut = false;
    while let Some((depth, raw)) = open.pop() {
        let Ok(component) = serde_json::from_str::<Component<'a>>(raw.get()) else { continue };
        if let Some(purl) = component.purl {
            packages.listed(&purl, offset_in(text, raw.get()));
        }
        if depth < DEEPEST {
            open.extend(list(component.components).into_iter().rev().map(|raw| (depth + 1, raw)));
        } else {
            is_cut |= component.components.is_some();
        }
    }
    if is_cut {
        packages.unsupported("components nested more than 64 deep are not listed");
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpdxPackage<'a> {
    #[serde(borrow)]
    external_refs: Option<Vec<Reference<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reference<'a> {
    #[serde(borrow)]
    reference_type: Cow<'a, str>,
    #[serde(borrow)]
    reference_locator: Cow<'a, str>,
}

fn spdx(text: &str, raw: Option<&RawValue>, packages: &mut Packages<'_>) {
    for raw in list(raw) {
        let Ok(package) = serde_json::from_str::<SpdxPackage<'_>>(raw.get()) else { continue };
        let references = package.external_refs.unwrap_or_default();
        if let Some(purl) = references.iter().find(|one| one.reference_type == "purl") {
            packages.listed(&purl.reference_locator, offset_in(text, raw.get()));
        }
    }
}

#[derive(Deserialize)]
struct Element<'a> {
    #[serde(borrow, rename = "software_packageUrl")]
    package_url: Option<Cow<'a, str>>,
}

fn graph(text: &str, raw: Option<&RawValue>, packages: &mut Packages<'_>) {
    for raw in list(raw) {
        let element = serde_json::from_str::<Element<'_>>(raw.get()).ok();
        if let Some(purl) = element.and_then(|element| element.package_url) {
            packages.listed(&purl, offset_in(text, raw.get()));
        }
    }
}

fn cyclonedx_xml(text: &str, packages: &mut Packages<'_>) {
    let document = match xml(text) {
        Ok(document) => document,
        Err(offset) => {
            if begins_with(text, &[NAMESPACE]) {
                packages.malformed(offset, "a bill of materials that is not well-formed XML");
            }
            return;
        }
    };
    let root = document.root_element();
    let space = root.tag_name().namespace().unwrap_or_default();
    if root.tag_name().name() != "bom" || !space.starts_with(NAMESPACE) {
        return;
    }
    for purl in
        root.descendants().filter(|node| node.is_element() && node.tag_name().name() == "purl")
    {
        let is_own = |node: roxmltree::Node<'_, '_>| {
            // The subject of the bill is not part of it.
            node.ancestors().all(|outer| outer.tag_name().name() != "metadata")
        };
        if let (Some(component), Some(text)) =
            (purl.parent_element().filter(|node| is_own(*node)), purl.text())
        {
            packages.listed(text.trim(), component.range().start);
        }
    }
}

/// `ExternalRef: PACKAGE-MANAGER purl pkg:…` below a `PackageName:` (SPDX 2.3 clause 7.21).
fn tag_value(text: &str, packages: &mut Packages<'_>) {
    let mut start = 0;
    let mut is_prose = false;
    for (offset, line) in lines(text) {
        let was_prose = is_prose;
        // Free text may go on for lines (clause 4.4).
        is_prose = match (line.rfind("<text>"), line.rfind("</text>")) {
            (Some(begin), Some(end)) => begin > end,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => is_prose,
        };
        if was_prose {
            continue;
        }
        if line.starts_with("PackageName:") {
            start = offset;
        } else if let Some(reference) = line.strip_prefix("ExternalRef:") {
            let mut words = reference.split_whitespace();
            if let (Some(_), Some("purl"), Some(purl)) = (words.next(), words.next(), words.next())
            {
                packages.listed(purl, start);
            }
        }
    }
}
