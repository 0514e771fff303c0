use crate::model::Ecosystem;

/// A library, as far as the registry knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Library {
    /// Kebab-case id, never reused.
    pub id: &'static str,
    /// Its own name.
    pub title: &'static str,
    /// Package names by ecosystem; `#` stands for a version inside a name (`libssl#`).
    pub packages: &'static [(Ecosystem, &'static [&'static str])],
    /// Names of its shared objects.
    pub sonames: &'static [Soname],
    /// Quantum-resistant mechanisms.
    pub capabilities: &'static [Capability],
    /// It has none up to this version, and who says so.
    pub classical_until: Option<(&'static str, &'static str)>,
    /// Advisories that say that nobody maintains a package of it.
    pub advisories: &'static [Advisory],
}

impl Library {
    pub(super) const fn new(id: &'static str, title: &'static str) -> Self {
        Self {
            id,
            title,
            packages: &[],
            sonames: &[],
            capabilities: &[],
            classical_until: None,
            advisories: &[],
        }
    }

    pub(super) const fn packages(
        mut self,
        packages: &'static [(Ecosystem, &'static [&'static str])],
    ) -> Self {
        self.packages = packages;
        self
    }

    pub(super) const fn sonames(mut self, sonames: &'static [Soname]) -> Self {
        self.sonames = sonames;
        self
    }

    pub(super) const fn has(mut self, capabilities: &'static [Capability]) -> Self {
        self.capabilities = capabilities;
        self
    }

    pub(super) const fn classical_until(
        mut self,
        version: &'static str,
        source: &'static str,
    ) -> Self {
        self.classical_until = Some((version, source));
        self
    }

    pub(super) const fn unmaintained(mut self, advisories: &'static [Advisory]) -> Self {
        self.advisories = advisories;
        self
    }
}

/// A shared object's name without `lib…`'s ending: `libssl` of `libssl.so.3`, and which major versions are this library's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Soname {
    /// Up to `.so`, `.dylib`, or the version in a DLL's name.
    pub stem: &'static str,
    /// First and last major version; everything, and no version at all, where nobody else uses the stem.
    pub majors: Option<(u32, u32)>,
}

impl Soname {
    /// A stem that only this library uses.
    pub(super) const fn any(stem: &'static str) -> Self {
        Self { stem, majors: None }
    }

    /// A stem that several libraries use, told apart by the major version.
    pub(super) const fn majors(stem: &'static str, first: u32, last: u32) -> Self {
        Self { stem, majors: Some((first, last)) }
    }
}

/// A quantum-resistant mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named by its standard")]
pub enum Feature {
    MlKem,
    /// Groups of TLS 1.3 that combine ML-KEM with an elliptic curve.
    HybridTls,
    /// SSH key exchange that combines a quantum-resistant mechanism with an elliptic curve.
    HybridSsh,
    /// Several key exchanges in one IKEv2 handshake (RFC 9370).
    MultipleIke,
    MlDsa,
    SlhDsa,
    FnDsa,
    Lms,
    Xmss,
    Hqc,
    FrodoKem,
    ClassicMcEliece,
    NtruPrime,
    Mayo,
    NtruPlus,
    SmaugT,
    Haetae,
    Aimer,
}

impl Feature {
    /// What people call it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::MlKem => "ML-KEM",
            Self::HybridTls => "hybrid TLS key exchange",
            Self::HybridSsh => "hybrid SSH key exchange",
            Self::MultipleIke => "multiple IKEv2 key exchanges",
            Self::MlDsa => "ML-DSA",
            Self::SlhDsa => "SLH-DSA",
            Self::FnDsa => "FN-DSA",
            Self::Lms => "LMS",
            Self::Xmss => "XMSS",
            Self::Hqc => "HQC",
            Self::FrodoKem => "FrodoKEM",
            Self::ClassicMcEliece => "Classic McEliece",
            Self::NtruPrime => "NTRU Prime",
            Self::Mayo => "MAYO",
            Self::NtruPlus => "NTRU+",
            Self::SmaugT => "SMAUG-T",
            Self::Haetae => "HAETAE",
            Self::Aimer => "AIMer",
        }
    }
}

/// Since which version a library has a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// This version is the first.
    From(&'static str),
    /// This version has it; whether earlier ones do is not known.
    AtLatest(&'static str),
    /// It has it, but the source names no version.
    Unstated,
}

/// Whether a mechanism is used without being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is, from this version on.
    Default(&'static str),
    /// Somebody has to call or configure it.
    OnRequest,
    /// The source does not say.
    Unstated,
}

/// How a fact was established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grounds {
    /// General knowledge, not checked.
    Recalled,
    /// A secondary source states it.
    Secondary,
    /// The source tree, changelog or release notes were read, or it was run.
    Primary,
}

impl Grounds {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recalled => "recalled",
            Self::Secondary => "secondary source",
            Self::Primary => "primary source",
        }
    }
}

/// A mechanism and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability {
    /// Which.
    pub feature: Feature,
    /// Since when.
    pub since: Since,
    /// Whether it is used by default.
    pub in_use: Use,
    /// Parameter sets, limits; may be empty.
    pub detail: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// How sure that is.
    pub grounds: Grounds,
}

impl Capability {
    /// A fact of a secondary source about the first version.
    pub(super) const fn from(
        feature: Feature,
        version: &'static str,
        source: &'static str,
    ) -> Self {
        Self {
            feature,
            since: Since::From(version),
            in_use: Use::OnRequest,
            detail: "",
            source,
            grounds: Grounds::Secondary,
        }
    }

    /// A fact of a secondary source about a version that is not said to be the first.
    pub(super) const fn at_latest(
        feature: Feature,
        version: &'static str,
        source: &'static str,
    ) -> Self {
        Self { since: Since::AtLatest(version), ..Self::from(feature, version, source) }
    }

    /// A fact of a secondary source without a version.
    pub(super) const fn unstated(feature: Feature, source: &'static str) -> Self {
        Self { since: Since::Unstated, ..Self::from(feature, "", source) }
    }

    pub(super) const fn default_from(mut self, version: &'static str) -> Self {
        self.in_use = Use::Default(version);
        self
    }

    pub(super) const fn use_unstated(mut self) -> Self {
        self.in_use = Use::Unstated;
        self
    }

    pub(super) const fn detail(mut self, detail: &'static str) -> Self {
        self.detail = detail;
        self
    }

    pub(super) const fn primary(mut self) -> Self {
        self.grounds = Grounds::Primary;
        self
    }

    pub(super) const fn recalled(mut self) -> Self {
        self.grounds = Grounds::Recalled;
        self
    }
}

/// An advisory that says that nobody maintains a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advisory {
    /// Ecosystem of the package.
    pub ecosystem: Ecosystem,
    /// The package.
    pub package: &'static str,
    /// The advisory's id.
    pub id: &'static str,
}

impl Advisory {
    pub(super) const fn of_crate(package: &'static str, id: &'static str) -> Self {
        Self { ecosystem: Ecosystem::Cargo, package, id }
    }
}
