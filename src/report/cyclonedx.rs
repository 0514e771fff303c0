//! `CycloneDX` 1.6 and 1.7 cryptography bill of materials (ECMA-424), written component by component.
//!
//! Every component's `bom-ref` is its [`AssetId`](crate::model::AssetId). What `CycloneDX` has no field
//! for is a property: `y2q:` and the name that the fact has in [`crate::model`]. Components stand in
//! the order of asset type and `bom-ref`.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use super::ExportError;
use super::cyclonedx_component::{Component, Paths};
pub use super::cyclonedx_frame::LISTED_UNKNOWNS;
use super::cyclonedx_frame::{compositions, metadata, write_unknowns};
use super::cyclonedx_stream::{Items, Stream};
use crate::inventory::{Inventory, Scope};
use crate::model::{AssetId, Relation, RelationKind, Timestamp};

/// Version of the specification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpecVersion {
    /// 1.6, ECMA-424 first edition.
    #[default]
    V1_6,
    /// 1.7, ECMA-424 second edition.
    V1_7,
}

impl SpecVersion {
    /// As in `specVersion`.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::V1_6 => "1.6",
            Self::V1_7 => "1.7",
        }
    }
}

/// The document's `serialNumber`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Serial {
    /// A UUID made from everything else in the document (RFC 9562 section 5.8, SHA-256): equal
    /// content, equal number. It stands at the end, because only then the content is known.
    #[default]
    FromContent,
    /// None.
    Omitted,
}

/// How to write the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Version of the specification.
    pub version: SpecVersion,
    /// `metadata.timestamp`. With it, certificates that are over or not yet valid say so (1.7).
    pub timestamp: Option<Timestamp>,
    /// The serial number.
    pub serial: Serial,
}

/// Writes what is current in `scope`. Memory does not grow with the inventory.
///
/// # Errors
/// The inventory cannot be read or `out` not written.
pub fn write(
    out: &mut dyn Write,
    inventory: &Inventory,
    scope: &Scope,
    options: &Options,
) -> Result<(), ExportError> {
    let counts = inventory.counts(scope)?;
    let mut roots = inventory.roots()?;
    roots.retain(|root| scope.roots.is_empty() || scope.roots.contains(root));
    let paths = if roots.len() > 1 { Paths::Joined } else { Paths::Relative };
    let version = options.version.text();

    let mut out = Stream::new(out);
    write!(
        out,
        "{{\"$schema\":\"http://cyclonedx.org/schema/bom-{version}.schema.json\",\
         \"bomFormat\":\"CycloneDX\",\"specVersion\":\"{version}\",\"version\":1,\n\"metadata\":"
    )?;
    serde_json::to_writer(&mut out, &metadata(&counts, &roots, options)?)?;
    write_components(&mut out, inventory, scope, paths, options)?;
    write_dependencies(&mut out, inventory, scope)?;
    out.write_all(b",\n\"compositions\":")?;
    serde_json::to_writer(&mut out, &compositions(inventory, &roots, &counts)?)?;
    write_unknowns(&mut out, inventory, scope, &counts)?;
    if options.serial == Serial::FromContent {
        let serial = out.uuid()?;
        write!(out, ",\n\"serialNumber\":\"urn:uuid:{serial}\"")?;
    }
    out.write_all(b"}\n")?;
    Ok(out.flush()?)
}

fn write_components(
    out: &mut Stream<'_>,
    inventory: &Inventory,
    scope: &Scope,
    paths: Paths,
    options: &Options,
) -> Result<(), ExportError> {
    let mut items = Items::default();
    out.write_all(b",\n\"components\":[")?;
    inventory.each_entry(scope, |entry| {
        items.next(out)?;
        serde_json::to_writer(&mut *out, &Component::of(&entry, paths, options)?)?;
        Ok::<_, ExportError>(())
    })?;
    Ok(out.write_all(b"]")?)
}

fn write_dependencies(
    out: &mut Stream<'_>,
    inventory: &Inventory,
    scope: &Scope,
) -> Result<(), ExportError> {
    let mut items = Items::default();
    out.write_all(b",\n\"dependencies\":[")?;
    inventory.each_edges(scope, |id, relations| {
        items.next(out)?;
        serde_json::to_writer(&mut *out, &Dependency::of(id, relations))?;
        Ok::<_, ExportError>(())
    })?;
    Ok(out.write_all(b"]")?)
}

/// An asset without edges is listed too: an empty element says that it depends on nothing.
#[derive(Serialize)]
struct Dependency {
    r#ref: AssetId,
    #[serde(rename = "dependsOn", skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<AssetId>,
    /// What the component implements, which is not what it needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    provides: Vec<AssetId>,
}

impl Dependency {
    fn of(id: AssetId, relations: &[Relation]) -> Self {
        let (provides, depends_on): (Vec<_>, Vec<_>) = relations
            .iter()
            // A server needs its certificate and a certificate its key, not the other way round.
            .filter(|edge| {
                let is_used = [
                    RelationKind::PresentedBy,
                    RelationKind::TrustedBy,
                    RelationKind::CertifiedBy,
                    RelationKind::SignerOf,
                ];
                edge.to != id && !is_used.contains(&edge.kind)
            })
            .partition(|edge| edge.kind == RelationKind::Provides);
        let targets = |edges: Vec<&Relation>| {
            edges.into_iter().map(|edge| edge.to).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Self { r#ref: id, depends_on: targets(depends_on), provides: targets(provides) }
    }
}
