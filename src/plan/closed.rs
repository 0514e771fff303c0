//! What could not be read, where its file was renamed.

use std::collections::{BTreeMap, BTreeSet};

use super::moment::Moment;

impl<'a> Moment<'a> {
    /// Where things are now that could not be read where they were, and cannot be read there either: the system that they
    /// were in, by place.
    pub(super) fn closed(&self) -> BTreeMap<&'a str, &'a str> {
        let ground = self.ground;
        let unread = &ground.past.unread;
        let mut closed = BTreeMap::new();
        for (place, gaps) in unread {
            let was = gaps.iter().find(|gap| gap.covers(ground.base));
            let Some(was) = was.filter(|_| gaps.iter().all(|gap| gap.gone.is_some())) else {
                continue;
            };
            for to in ground.followed(&BTreeSet::from([place.as_str()])) {
                if unread.get(to).is_some_and(|gaps| gaps.iter().any(|gap| gap.gone.is_none())) {
                    closed.insert(to, ground.home(&was.system));
                }
            }
        }
        closed
    }

    /// Whether all that could not be read in a system since the plan in force came there with a new name of its file.
    pub(super) fn is_all_closed(&self, system: &str, closed: &BTreeMap<&str, &str>) -> bool {
        let ground = self.ground;
        let mut places = ground.past.unread.iter().filter(|(_, gaps)| {
            gaps.iter()
                .any(|gap| ground.base < gap.first && gap.gone.is_none() && gap.system == system)
        });
        !closed.is_empty() && places.all(|(place, _)| closed.contains_key(place.as_str()))
    }
}
