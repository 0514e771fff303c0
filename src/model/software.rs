use serde::{Deserialize, Serialize};

use super::AssetId;

/// Where a package comes from: the type of its package URL (purl-spec, `purl-types-index.json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each name is defined by purl-spec")]
pub enum Ecosystem {
    Apk,
    Cargo,
    Cocoapods,
    Composer,
    Conan,
    Conda,
    Deb,
    Gem,
    Golang,
    Hex,
    Maven,
    Npm,
    Nuget,
    Pub,
    Pypi,
    Rpm,
    Swift,
    Vcpkg,
}

impl Ecosystem {
    /// Every ecosystem, by name.
    pub const ALL: [Self; 18] = [
        Self::Apk,
        Self::Cargo,
        Self::Cocoapods,
        Self::Composer,
        Self::Conan,
        Self::Conda,
        Self::Deb,
        Self::Gem,
        Self::Golang,
        Self::Hex,
        Self::Maven,
        Self::Npm,
        Self::Nuget,
        Self::Pub,
        Self::Pypi,
        Self::Rpm,
        Self::Swift,
        Self::Vcpkg,
    ];

    /// The type of a package URL.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Apk => "apk",
            Self::Cargo => "cargo",
            Self::Cocoapods => "cocoapods",
            Self::Composer => "composer",
            Self::Conan => "conan",
            Self::Conda => "conda",
            Self::Deb => "deb",
            Self::Gem => "gem",
            Self::Golang => "golang",
            Self::Hex => "hex",
            Self::Maven => "maven",
            Self::Npm => "npm",
            Self::Nuget => "nuget",
            Self::Pub => "pub",
            Self::Pypi => "pypi",
            Self::Rpm => "rpm",
            Self::Swift => "swift",
            Self::Vcpkg => "vcpkg",
        }
    }

    /// The ecosystem whose package URLs have the type `word`, in any case.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word().eq_ignore_ascii_case(word))
    }
}

/// A library (or program) that brings cryptography. It is *present*: that something calls it, and
/// with which algorithm, is another finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Software {
    /// Name in its ecosystem (`libssl3`, `ring`, `org.bouncycastle:bcprov-jdk18on`), or of the file.
    pub name: String,
    /// Version as recorded, with the distributor's revision (`3.0.17-1~deb12u2`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Package URL (ECMA-427), where the record says enough for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purl: Option<String>,
    /// Id of the library in the registry; `None` when the registry does not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    /// Ecosystem of the package; `None` for a bare file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ecosystem: Option<Ecosystem>,
    /// Version of the library itself, where `version` counts something else: bindings that bundle it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream: Option<String>,
}

impl Software {
    /// Identity: the package URL, else name and version.
    #[must_use]
    pub fn id(&self) -> AssetId {
        match &self.purl {
            Some(purl) => AssetId::of("software", &[b"purl", purl.as_bytes()]),
            None => {
                let version = self.version.as_deref().unwrap_or_default();
                AssetId::of("software", &[b"name", self.name.as_bytes(), version.as_bytes()])
            }
        }
    }

    /// `name version`, or the name alone.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.version {
            Some(version) => format!("{} {version}", self.name),
            None => self.name.clone(),
        }
    }
}
