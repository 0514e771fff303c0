use serde::Serialize;

use super::inline::Inline;
use crate::estate::Waiver;
use crate::model::Date;

/// Permission that covers a finding, as a record has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Permission {
    /// Who answers for it; empty where it stands beside the code, which its history tells.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Last day.
    pub until: Date,
}

impl From<&Waiver> for Permission {
    fn from(waiver: &Waiver) -> Self {
        let Waiver { owner, reason, expires, .. } = waiver.clone();
        Self { owner, reason, until: expires }
    }
}

impl From<Inline> for Permission {
    fn from(inline: Inline) -> Self {
        Self { owner: String::new(), reason: inline.because, until: inline.until }
    }
}
