use serde::{Deserialize, Serialize};

use crate::model::AssetId;

/// Where what a package covers was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// The first few, by place.
    pub listed: Vec<Place>,
    /// Assets and unknown inputs that are not listed.
    #[serde(default)]
    pub further: u64,
}

/// An asset or an unknown input, and its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// `root/path:line`, the first one of an asset in a system.
    pub at: String,
    /// What is there: kind and name of the asset, or why the input is unknown.
    pub what: String,
    /// Further places of the asset in that system.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: usize,
    /// The asset; `None` for an input that could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<AssetId>,
    /// The system that it is in, where that is not the one of the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
}

impl Places {
    /// Nothing was seen for it: enabling work.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.further == 0
    }

    /// One sentence for every place, and one for those that are not listed.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut all: Vec<String> = self.listed.iter().map(Place::sentence).collect();
        if self.further > 0 {
            all.push(format!(
                "and {} more; y2q report --format csv lists assets by asset_id, which the plan as JSON has for every package",
                self.further
            ));
        }
        all
    }
}

impl Place {
    /// The file of the place, without the line.
    #[must_use]
    pub fn file(&self) -> &str {
        let digits = |line: &str| !line.is_empty() && line.bytes().all(|one| one.is_ascii_digit());
        let line = self.at.rsplit_once(':').filter(|(_, line)| digits(line));
        line.map_or(self.at.as_str(), |(file, _)| file)
    }

    fn sentence(&self) -> String {
        let more = match self.more {
            0 => String::new(),
            1 => ", and in 1 more place".to_owned(),
            more => format!(", and in {more} more places"),
        };
        let system = self.system.as_ref().map_or_else(String::new, |id| format!(" (system {id})"));
        format!("{}: {}{more}{system}", self.at, self.what)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}
