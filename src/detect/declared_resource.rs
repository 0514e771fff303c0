//! Resources as infrastructure code declares them: Terraform's blocks, CloudFormation's resources.

use super::tls_settings::Place;

/// What a setting is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// It stands there, or follows from what stands in the same file.
    Literal(String),
    /// It is what this variable or parameter is by default; a run can set another.
    Default(String, String),
    /// It depends on this, which the file does not tell.
    Depends(String),
}

impl Value {
    /// The text, where it is known.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Literal(text) | Self::Default(text, _) => Some(text),
            Self::Depends(_) => None,
        }
    }
}

/// One setting of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Names of the blocks around it and its own, parted by dots; items of a list have the list's path.
    pub path: String,
    /// What it is set to.
    pub value: Value,
    /// 1-based line.
    pub line: u32,
    /// Byte offset.
    pub offset: u64,
}

impl Setting {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place { keyword: self.path.clone(), line: self.line, offset: self.offset }
    }
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its type: `aws_kms_key`, `AWS::KMS::Key`.
    pub kind: String,
    /// Its name in the file.
    pub name: String,
    /// 1-based line.
    pub line: u32,
    /// Byte offset.
    pub offset: u64,
    /// What it sets, in order.
    pub settings: Vec<Setting>,
}

impl Resource {
    /// How the language refers to it.
    pub fn address(&self) -> String {
        format!("{}.{}", self.kind, self.name)
    }

    /// The first setting at one of `paths`.
    pub fn setting(&self, paths: &[&str]) -> Option<&Setting> {
        paths.iter().find_map(|path| self.settings.iter().find(|setting| setting.path == *path))
    }

    /// The text of the first setting at one of `paths`, where it is known.
    pub fn text(&self, paths: &[&str]) -> Option<&str> {
        self.setting(paths)?.value.text()
    }

    /// The texts of all settings at `path` that are known.
    pub fn texts(&self, path: &str) -> Vec<&str> {
        let of = self.settings.iter().filter(|setting| setting.path == path);
        of.filter_map(|setting| setting.value.text()).collect()
    }

    /// Where it stands itself.
    pub fn place(&self) -> Place {
        Place { keyword: self.kind.clone(), line: self.line, offset: self.offset }
    }
}
