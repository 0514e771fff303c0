use toml::de::DeTable;

use super::gate::{self, GateSettings};
use super::table::{Result, Table};
use crate::model::SpannedError;

/// What `y2q.toml` says of how to scan.
///
/// ```toml
/// [scan]
/// rules = "rules/"      # folder of packs of rules about source code, from where the file lies
/// ```
///
/// and of the gate: [`GateSettings`].
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Folder of a user's packs of rules, relative to the file.
    pub rules: Option<String>,
    /// What may pass the gate.
    pub gate: GateSettings,
}

/// Reads `y2q.toml`.
///
/// # Errors
/// Text that is not TOML, unknown keys, wrong types; with their place.
pub fn settings(text: &str) -> Result<Settings> {
    let document = DeTable::parse(text).map_err(|error| {
        SpannedError::new(error.message().to_owned(), error.span().unwrap_or(0..0))
    })?;
    let file = Table::new("y2q.toml", 0..0, document.get_ref(), &["scan", "gate"])?;
    let mut settings = Settings::default();
    if let Some(scan) = file.value("scan") {
        let scan = Table::from_value("[scan]", scan, &["rules"])?;
        settings.rules = scan.optional_text("rules")?.map(str::to_owned);
    }
    if let Some(table) = file.value("gate") {
        let keys = ["policies", "baseline", "level", "waiver"];
        settings.gate = gate::read(text, &Table::from_value("[gate]", table, &keys)?)?;
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::settings;

    #[test]
    fn the_folder_of_rules_is_read_and_all_else_refused() {
        assert_eq!(settings("").unwrap().rules, None);
        assert_eq!(settings("[scan]\nrules = \"r/\"\n").unwrap().rules.as_deref(), Some("r/"));
        let text = "[scan]\nrule = \"r/\"\n";
        let fault = settings(text).unwrap_err();
        assert_eq!((fault.line(text), fault.message.as_str()), (2, "[scan] has no key `rule`"));
        assert!(fault.help.unwrap().contains("did you mean `rules`"));
        assert!(settings("[scan]\nrules = 1\n").is_err());
        assert!(settings("[scan\n").is_err());
    }
}
