use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::model::{Asset, Context};

use super::words;

/// What a draft is made from: how many assets lie below each top-level folder, and which hosts their
/// certificates name. Its size is bounded, whatever the scan saw.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    folders: BTreeMap<String, Folder>,
    loose: u64,
}

#[derive(Clone, Debug, Default)]
struct Folder {
    occurrences: u64,
    hosts: BTreeSet<String>,
}

impl Survey {
    /// Folders that become systems of their own; the rest stays unassigned.
    const FOLDERS: usize = 100;
    /// Hosts listed for one system.
    const HOSTS: usize = 20;

    /// Takes notice of an occurrence of `asset` at `path`, relative to the scanned root.
    pub fn saw(&mut self, path: &str, asset: &Asset) {
        let folder = path.trim_start_matches('/').split_once('/').map(|(folder, _)| folder.trim());
        let Some(folder) = folder.filter(|folder| !folder.is_empty()) else {
            self.loose += 1;
            return;
        };
        if self.folders.len() >= Self::FOLDERS && !self.folders.contains_key(folder) {
            self.loose += 1;
            return;
        }
        let folder = self.folders.entry(folder.to_owned()).or_default();
        folder.occurrences += 1;
        if let Asset::Certificate(certificate) = asset {
            let names = certificate.subject_alternative_names.iter();
            let hosts = names.filter_map(|name| name.strip_prefix("DNS:"));
            let hosts = hosts.filter(|host| !host.trim().is_empty()).take(Self::HOSTS);
            folder.hosts.extend(hosts.map(str::to_owned));
            while folder.hosts.len() > Self::HOSTS {
                folder.hosts.pop_last();
            }
        }
    }
}

/// Drafts an estate file in which every value is there, with a comment that says what to correct.
/// [`super::parse`] accepts it as it is.
#[must_use]
pub fn draft(survey: &Survey) -> String {
    let mut text = head();
    let mut ids = BTreeSet::from([Context::UNASSIGNED.to_owned()]);
    for (path, folder) in &survey.folders {
        text.push_str(&system(path, folder, &mut ids));
    }
    text.push_str(MORE);
    if survey.loose > 0 {
        let loose = counted(survey.loose);
        let _ =
            write!(text, "\n# {loose} in no folder above: they stay with the unassigned rest.\n");
    }
    text
}

/// What a scan cannot know and few systems need.
const MORE: &str = r#"
# What any [[system]] above may say besides: copy it into its block.
# decommission = "2029-Q4"  # quarter at whose end it is switched off
# [system.unchangeable]  # if its software cannot be changed: a proxy in front is planned
# kind = "vendor-product"  # vendor-product, end-of-life, closed-source
# reason = "the vendor is gone"  # appears in the plan
# [system.hardware]  # if hardware makes its keys or verifies for it, and no release of its vendor upgrades that
# kind = "hsm"  # hsm, tpm, boot-rom, smart-card, appliance, satellite
# refresh = "2028-Q1"  # quarter in which it is replaced anyway; or lead_quarters = 4, from order to delivery
# [system.provider]  # if its runtime can load resistant algorithms by configuration
# library = "bouncy-castle-java"  # `y2q explain` knows the ids
# version = "1.84"  # what it loads today
# A risk that is accepted instead of work; it becomes a review before its last day.
# [[accept]]
# package = "archive/replacement/key-establishment"  # id of a package of the plan
# owner = "Head of operations"  # who answers for it
# reason = "readings are published after two years"  # why
# expires = 2029-06-30  # the last day
"#;

fn counted(occurrences: u64) -> String {
    if occurrences == 1 { "1 occurrence".to_owned() } else { format!("{occurrences} occurrences") }
}

fn head() -> String {
    let context = Context::undeclared();
    let defaults = &context.defaults;
    let jurisdictions =
        defaults.jurisdictions.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let owner = quoted(&defaults.owner);
    format!(
        r#"# Estate file for y2q, drafted from a scan. Every value is a guess or a default:
# go through it once from top to bottom and correct what is wrong.
schema = 1

[estate]
name = "My estate"  # appears in every report
crqc_year = {crqc}  # assumed year of a quantum computer that breaks RSA and elliptic curves; a planning date, not a forecast

# What holds for a system that does not say otherwise, and for what no system claims.
[defaults]
exposure = "{exposure}"  # who can reach and record the traffic: isolated, internal, partner, internet
data_tier = "{tier}"  # open (O), sensitive (S), classified (C); mixed data has the highest tier
confidentiality_years = {confidentiality}  # how many years from now the data must stay secret
signature_years = {signature}  # how many years from now signatures must stay trusted
jurisdictions = [{jurisdictions}]  # which policies bind you; add for example "kr-public-sector", "us-federal", "finance"
owner = {owner}  # id of the team that owns what nobody claims

# One block for each team that does the work.
[[team]]
id = {owner}  # what systems name as their owner
name = "{team}"  # correct the name
capacity = {capacity}  # person-days a quarter that the team can give to the migration
# [[team.override]]  # quarters in which that differs, for example a freeze
# from = "2027-Q4"
# until = "2027-Q4"
# capacity = 0
# reason = "year-end freeze"
"#,
        crqc = context.estate.crqc_year,
        exposure = word(words::EXPOSURES, defaults.exposure),
        tier = word(words::TIERS, defaults.data_tier),
        confidentiality = defaults.confidentiality_years,
        signature = defaults.signature_years,
        team = context.teams.first().map_or("Owner", |team| &team.name),
        capacity = context.teams.first().map_or(60.0, |team| team.capacity),
    )
}

fn system(path: &str, folder: &Folder, ids: &mut BTreeSet<String>) -> String {
    let defaults = Context::undeclared().defaults;
    format!(
        r#"
# {seen} here.
[[system]]
id = {id}  # short and stable: plans refer to it
name = {name}  # correct the name
paths = [{paths}]  # a path belongs to the first system in this file with a pattern that matches
hosts = [{hosts}]  # endpoints of this system; drafted from names in its certificates
owner = {owner}  # id of a team above
exposure = "{exposure}"  # isolated, internal, partner, internet
data_tier = "{tier}"  # open, sensitive, classified
confidentiality_years = {confidentiality}  # years for which its data must stay secret
signature_years = {signature}  # years for which its signatures must stay trusted
jurisdictions = [{jurisdictions}]  # which policies bind this system
depends_on = []  # ids of systems that must migrate before this one can
# [system.supplier]  # if someone else must deliver first
# name = "Vendor"
# kind = "vendor"  # vendor, maintenance-contractor, service-provider, open-source
# earliest = "2027-Q2"  # first quarter with quantum-resistant support, if they said so
"#,
        seen = counted(folder.occurrences),
        id = quoted(&unused_id(path, ids)),
        name = quoted(path),
        paths = quoted(&pattern(path)),
        hosts = folder
            .hosts
            .iter()
            .map(|host| quoted(&host_pattern(host)))
            .collect::<Vec<_>>()
            .join(", "),
        owner = quoted(&defaults.owner),
        exposure = word(words::EXPOSURES, defaults.exposure),
        tier = word(words::TIERS, defaults.data_tier),
        confidentiality = defaults.confidentiality_years,
        signature = defaults.signature_years,
        jurisdictions =
            defaults.jurisdictions.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "),
    )
}

/// The path as a pattern for itself and all below it.
fn pattern(path: &str) -> String {
    format!("{}/**", literal(path.trim_end_matches('/')))
}

/// Text that matches itself. A backslash (of `\xNN`, a byte that is not UTF-8) would escape what follows.
fn literal(text: &str) -> String {
    globset::escape(text).replace('\\', "[\\]")
}

/// A name as a pattern for itself; a leading `*.` stays a wildcard (RFC 6125 §6.4.3).
fn host_pattern(host: &str) -> String {
    match host.strip_prefix("*.") {
        Some(rest) => format!("*.{}", literal(rest)),
        None => literal(host),
    }
}

/// An id made of the folder's letters and digits that no other system has.
fn unused_id(path: &str, ids: &mut BTreeSet<String>) -> String {
    let mut id = String::new();
    for letter in path.to_ascii_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(48);
    let id = id.trim_matches('-');
    let id = if id.is_empty() { "system" } else { id };
    let mut unused = id.to_owned();
    let mut number = 2;
    while !ids.insert(unused.clone()) {
        unused = format!("{id}-{number}");
        number += 1;
    }
    unused
}

fn word<T: PartialEq>(words: &'static [(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, meaning)| *meaning == value).map_or("", |(word, _)| word)
}

/// A basic string of TOML: one line, whatever is in it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            _ if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
