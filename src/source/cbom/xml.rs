//! `CycloneDX` in XML, written again as JSON: every component begins on the line that it has in the XML.

use std::io::{Read, Seek, SeekFrom};

use roxmltree::Node;

use super::CbomError;

/// Largest document, in bytes: the tree of an XML document is held as a whole.
const LARGEST: u64 = 64 << 20;
/// Begin of the namespace, whatever the version.
const NAMESPACE: &str = "http://cyclonedx.org/schema/bom/";
/// Elements inside one another.
const DEEPEST: usize = 256;

/// Whether the first byte that is no white space begins an element. The source is left at its begin.
pub(super) fn is_xml(source: &mut (impl Read + Seek)) -> Result<bool, CbomError> {
    let mut head = Vec::new();
    source.by_ref().take(1024).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    Ok(text.first() == Some(&b'<'))
}

/// The document as JSON.
pub(super) fn converted(source: impl Read) -> Result<Vec<u8>, CbomError> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(CbomError::Malformed {
            line: 1,
            column: 1,
            message: format!("XML of more than {} MiB; write the document as JSON", LARGEST >> 20),
        });
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| CbomError::NotText { offset: error.valid_up_to() })?;
    let document = roxmltree::Document::parse(text).map_err(|error| {
        let position = error.pos();
        CbomError::Malformed {
            line: position.row as usize,
            column: position.col as usize,
            message: error.to_string().chars().take(200).collect(),
        }
    })?;
    let root = document.root_element();
    let space = root.tag_name().namespace().unwrap_or_default();
    let Some(version) = space.strip_prefix(NAMESPACE).filter(|_| root.tag_name().name() == "bom")
    else {
        return Err(CbomError::NotCycloneDx);
    };
    let mut writer = Writer { text, json: String::new(), line: 1, counted: (0, 1) };
    writer.json.push_str("{\"bomFormat\":\"CycloneDX\",\"specVersion\":");
    writer.quoted(version);
    for child in root.children().filter(Node::is_element) {
        writer.json.push(',');
        writer.quoted(child.tag_name().name());
        writer.json.push(':');
        writer.value(child, 1)?;
    }
    writer.json.push('}');
    Ok(writer.json.into_bytes())
}

/// Elements that hold the items of a list, each an element of its own.
const LISTS: [&str; 14] = [
    "components",
    "dependencies",
    "properties",
    "hashes",
    "occurrences",
    "compositions",
    "cryptoFunctions",
    "cipherSuites",
    "algorithms",
    "identifiers",
    "certificateExtensions",
    "relatedCryptographicAssets",
    "tlsGroups",
    "tlsSignatureSchemes",
];
/// Elements that stand once for every item of the list that bears their name.
const REPEATED: [&str; 7] = ["cryptoRefArray", "encr", "prf", "integ", "ke", "auth", "esn"];
/// Elements whose content is a number.
const NUMBERS: [&str; 3] = ["line", "offset", "size"];

struct Writer<'a> {
    text: &'a str,
    json: String,
    /// Line of the JSON.
    line: u32,
    /// Line of the XML at an offset.
    counted: (usize, u32),
}

impl Writer<'_> {
    fn value(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), CbomError> {
        let name = node.tag_name().name();
        if depth > DEEPEST {
            let position = node.document().text_pos_at(node.range().start);
            return Err(CbomError::Malformed {
                line: position.row as usize,
                column: position.col as usize,
                message: format!("elements are nested more than {DEEPEST} deep"),
            });
        }
        if name == "component" {
            self.advance(node.range().start);
        }
        let elements: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
        if LISTS.contains(&name) {
            return self.list(&elements, depth);
        }
        if name == "dependency" && depth == 2 {
            return self.dependency(node, &elements);
        }
        let text = node.text().unwrap_or_default().trim();
        if elements.is_empty() && node.attributes().len() == 0 {
            match text.parse::<u32>() {
                Ok(number) if NUMBERS.contains(&name) => self.json.push_str(&number.to_string()),
                _ => self.quoted(text),
            }
            return Ok(());
        }
        self.json.push('{');
        let mut is_first = true;
        for attribute in node.attributes() {
            self.key(attribute.name(), &mut is_first);
            self.quoted(attribute.value());
        }
        if elements.is_empty() {
            self.key(if name == "hash" { "content" } else { "value" }, &mut is_first);
            self.quoted(text);
        }
        for (at, child) in elements.iter().enumerate() {
            let child_name = child.tag_name().name();
            let same = |other: &&Node<'_, '_>| other.tag_name().name() == child_name;
            if elements[..at].iter().any(|other| same(&other)) {
                continue;
            }
            self.key(child_name, &mut is_first);
            if REPEATED.contains(&child_name) {
                let all: Vec<_> = elements[at..].iter().filter(same).copied().collect();
                let inner = all.iter().flat_map(Node::children).filter(Node::is_element);
                let inner: Vec<_> = inner.collect();
                self.list(if inner.is_empty() { &all } else { &inner }, depth)?;
            } else {
                self.value(*child, depth + 1)?;
            }
        }
        self.json.push('}');
        Ok(())
    }

    fn list(&mut self, items: &[Node<'_, '_>], depth: usize) -> Result<(), CbomError> {
        self.json.push('[');
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.json.push(',');
            }
            self.value(*item, depth + 1)?;
        }
        self.json.push(']');
        Ok(())
    }

    fn dependency(
        &mut self,
        node: Node<'_, '_>,
        elements: &[Node<'_, '_>],
    ) -> Result<(), CbomError> {
        self.json.push_str("{\"ref\":");
        self.quoted(node.attribute("ref").unwrap_or_default());
        self.json.push_str(",\"dependsOn\":[");
        let on = elements.iter().filter(|child| child.tag_name().name() == "dependency");
        for (at, child) in on.enumerate() {
            if at > 0 {
                self.json.push(',');
            }
            self.quoted(child.attribute("ref").unwrap_or_default());
        }
        self.json.push_str("]}");
        Ok(())
    }

    fn key(&mut self, name: &str, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.json.push(',');
        }
        self.quoted(name);
        self.json.push(':');
    }

    fn quoted(&mut self, text: &str) {
        self.json.push_str(&serde_json::Value::from(text).to_string());
    }

    /// Goes on to the line of the XML at `offset`; elements come in order.
    fn advance(&mut self, offset: usize) {
        let (from, line) = self.counted;
        let passed = self.text.as_bytes().get(from..offset).unwrap_or_default();
        let lines = memchr::memchr_iter(b'\n', passed).count();
        let line = line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.counted = (offset.max(from), line);
        while self.line < line {
            self.json.push('\n');
            self.line += 1;
        }
    }
}
