use std::path::{Path, PathBuf};

use y2q::estate::Settings;
use y2q::model::SpannedError;

use super::output::FileFault;
use super::packs::bounded;

/// How a user scans and judges; looked for where y2q is called, since what is scanned must not say how it is judged.
const FILE: &str = "y2q.toml";

/// The settings with the text that they were read from.
pub struct Written {
    path: &'static Path,
    text: String,
    pub settings: Settings,
}

impl Written {
    /// A file that the settings name.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(name)
    }

    /// A fault in what they say.
    pub fn fault(&self, fault: SpannedError) -> anyhow::Error {
        FileFault::new(self.path, self.text.clone(), fault).into()
    }
}

/// Reads the settings, if there are any.
pub fn read() -> anyhow::Result<Option<Written>> {
    let path = Path::new(FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let text = bounded(path)?;
    let settings = y2q::estate::settings(&text)
        .map_err(|fault| anyhow::Error::from(FileFault::new(path, text.clone(), fault)))?;
    Ok(Some(Written { path, text, settings }))
}
