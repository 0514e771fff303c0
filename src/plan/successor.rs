//! Which of the things that have come to a place may be what another one there was renewed with.

use std::collections::BTreeSet;

use super::moment::{Ground, Moment};
use super::past::{Known, Role};
use super::works::Sort;
use crate::model::AssetId;

impl<'a> Ground<'a> {
    /// Certificates that were at these places when the plan in force was made, but one.
    fn others(&self, places: &BTreeSet<&'a str>, gone: &'a Known) -> Vec<&'a Role> {
        let there = self.ever(places).filter(|(_, known)| {
            !std::ptr::eq(*known, gone)
                && known.at(self.base).any(|stay| places.contains(stay.place.as_str()))
        });
        there.filter_map(|(_, known)| known.role.as_ref()).collect()
    }

    /// Of settings in files those that are not the settings of something else: what has the name of `gone` where there is
    /// such a thing now, or else what has not the name of another one that was there when the plan in force was made.
    fn keep_own_settings(
        &self,
        places: &BTreeSet<&'a str>,
        gone: &'a Known,
        alike: &mut Vec<(AssetId, &'a Known)>,
    ) {
        let Some(own) = gone.server() else { return };
        let is_there = |known: &Known, scan: Option<i64>| {
            let mut stays = known.stays.iter().filter(|stay| places.contains(stay.place.as_str()));
            stays.any(|stay| scan.map_or(stay.gone.is_none(), |scan| stay.covers(scan)))
        };
        let is_own = |known: &Known| known.server() == Some(own);
        if alike.iter().any(|(_, one)| is_own(one) && is_there(one, None)) {
            alike.retain(|(_, one)| is_own(one) || one.server().is_none());
            return;
        }
        let others = self.ever(places).filter(|(_, one)| is_there(one, Some(self.base)));
        let others: BTreeSet<&str> = others.filter_map(|(_, one)| one.server()).collect();
        alike.retain(|(_, one)| {
            is_own(one) || one.server().is_none_or(|server| !others.contains(server))
        });
    }
}

impl<'a> Moment<'a> {
    /// What is of the sort of `gone` at these places or was, the likest first. A certificate is renewed with one of its
    /// subject, or else of its role: one that has the subject of another certificate there, or alone the role of one, is
    /// the successor of that one. The settings of a listener are no successor of those of another one.
    pub(super) fn successors(
        &self,
        places: &BTreeSet<&'a str>,
        gone: &'a Known,
    ) -> Vec<(AssetId, &'a Known)> {
        let alike = self.ground.ever(places).filter(|(_, one)| one.sort == gone.sort);
        let mut alike: Vec<(AssetId, &Known)> = alike.collect();
        let Some(own) = &gone.role else {
            if gone.sort == Sort::Protocol {
                self.ground.keep_own_settings(places, gone, &mut alike);
            }
            return alike;
        };
        let others = self.ground.others(places, gone);
        let likeness = |role: &Role| match role {
            role if role.subject == own.subject => Some(0),
            role if others.iter().any(|other| other.subject == role.subject) => None,
            role if role.is_authority == own.is_authority => Some(1),
            role if others.iter().any(|other| other.is_authority == role.is_authority) => None,
            _ => Some(2),
        };
        alike.retain(|(_, known)| known.role.as_ref().is_none_or(|role| likeness(role).is_some()));
        alike.sort_by_key(|(_, known)| known.role.as_ref().and_then(likeness));
        alike
    }
}
