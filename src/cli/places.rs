//! Where what the packages of a plan cover was seen, for whoever has to do the work.

use std::collections::{BTreeMap, BTreeSet};

use y2q::assess::system_of;
use y2q::estate::Assigner;
use y2q::inventory::{Entry, Inventory, InventoryError, LocatedUnknown, Scope};
use y2q::model::{AssetId, RelationKind};
use y2q::plan::{Change, Place, Places, Plan, is_of_unknown_purpose};
use y2q::report::{asset_words, place_of};

use super::explain::word;

/// Places listed of one package.
const LISTED: usize = 20;
/// Assets of one package that are looked up for that.
const LOOKED_UP: usize = 100;

/// Fills in the places of every package.
pub fn fill(
    plan: &mut Plan,
    inventory: &Inventory,
    scope: &Scope,
    assigner: &Assigner,
) -> Result<(), InventoryError> {
    let mut unknown = unknown(inventory, scope, assigner)?;
    let mut unclear = unclear(plan);
    for package in &mut plan.packages {
        let mut assets: BTreeSet<AssetId> = package.assets.iter().copied().collect();
        let mut further = 0;
        let mut found = Vec::new();
        if package.change == Change::Discovery {
            assets.extend(unclear.remove(&package.system).unwrap_or_default());
            let Places { listed, further: more } =
                unknown.remove(&package.system).unwrap_or_default();
            (found, further) = (listed, usize::try_from(more).unwrap_or(usize::MAX));
        }
        further = further.saturating_add(assets.len().saturating_sub(LOOKED_UP));
        for id in assets.into_iter().take(LOOKED_UP) {
            let entry = inventory.entry(id)?;
            if matches!(package.change, Change::CertificateReissue | Change::TrustDistribution)
                && let Some(why) = entry.as_ref().and_then(both)
                && !package.choice.why.contains(&why)
            {
                let known = package.choice.why.trim_end_matches('.');
                package.choice.why = format!("{known}; {why}");
            }
            let Some(entry) = entry else { continue };
            let others = package.copies.get(&id).into_iter().flatten();
            for system in std::iter::once(&package.system).chain(others) {
                let mut place = of(&entry, system, scope, assigner);
                if let Some(place) = place.as_mut().filter(|_| *system != package.system) {
                    place.system = Some(system.clone());
                }
                // What is closed is an asset and an input that could not be read.
                let is_listed = |place: &Place| found.iter().any(|one: &Place| one.at == place.at);
                found.extend(place.filter(|place| !is_listed(place)));
            }
        }
        found.sort_unstable();
        further = further.saturating_add(found.len().saturating_sub(LISTED));
        found.truncate(LISTED);
        package.places = Places { listed: found, further: further as u64 };
    }
    Ok(())
}

/// Who waits for the successor of a certificate that something presents as its own.
fn both(entry: &Entry) -> Option<String> {
    let is = |kind| entry.relations.iter().any(|edge| edge.kind == kind);
    (is(RelationKind::PresentedBy) && is(RelationKind::TrustedBy)).then(|| {
        "what is presented as a server's own here is what others are verified with too: whoever verifies with it has to have its \
         successor first"
            .to_owned()
    })
}

/// What discovery asks for its purpose, by system: the work itself is another package.
fn unclear(plan: &Plan) -> BTreeMap<String, BTreeSet<AssetId>> {
    let mut systems: BTreeMap<String, BTreeSet<AssetId>> = BTreeMap::new();
    for package in plan.packages.iter().filter(|package| is_of_unknown_purpose(package)) {
        systems.entry(package.system.clone()).or_default().extend(&package.assets);
    }
    systems
}

/// The first place of an asset in a system.
fn of(entry: &Entry, system: &str, scope: &Scope, assigner: &Assigner) -> Option<Place> {
    let is_here = |root: &String| scope.roots.is_empty() || scope.roots.contains(root);
    let mut here = entry.occurrences.iter().filter(|located| {
        is_here(&located.location.root) && system_of(assigner, &located.location) == system
    });
    let at = place_of(here.next()?);
    let words = asset_words(&entry.asset);
    // The name of a key says that it is one.
    let what = words.strip_prefix("related-crypto-material ").unwrap_or(&words).to_owned();
    Some(Place { at, what, more: here.count(), asset: Some(entry.id), system: None })
}

/// Inputs that could not be read, by system.
fn unknown(
    inventory: &Inventory,
    scope: &Scope,
    assigner: &Assigner,
) -> Result<BTreeMap<String, Places>, InventoryError> {
    let mut systems: BTreeMap<String, Places> = BTreeMap::new();
    inventory.each_unknown(scope, |LocatedUnknown { location, unknown }| {
        let system = system_of(assigner, &location);
        let places = systems.entry(system.to_owned()).or_default();
        if places.listed.len() == LISTED {
            places.further += 1;
            return Ok(());
        }
        let line = unknown.line.map_or_else(String::new, |line| format!(":{line}"));
        let reason = word(&unknown.reason);
        let what = match unknown.detail.as_str() {
            "" => reason,
            // A detail that begins with the reason says both.
            detail if detail.starts_with(&reason) => detail.to_owned(),
            detail => format!("{reason}: {detail}"),
        };
        places.listed.push(Place {
            at: format!("{}{line}", location.joined()),
            what,
            more: 0,
            asset: None,
            system: None,
        });
        Ok::<(), InventoryError>(())
    })?;
    Ok(systems)
}
