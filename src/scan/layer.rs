use std::cell::RefCell;
use std::collections::HashMap;

/// One layer of an image while it is read. Layers are read from the uppermost down, so that what later ones
/// delete is known.
pub(super) struct Layer<'a> {
    pub(super) image: &'a str,
    /// From 1.
    pub(super) number: usize,
    pub(super) of: usize,
    pub(super) deletions: &'a Deletions,
}

/// What the layers above delete (OCI Image Specification 1.1, `layer.md`, whiteouts).
#[derive(Default)]
pub(super) struct Deletions {
    above: RefCell<Marks>,
    /// Of the layer that is being read: a layer's whiteouts do not apply to itself.
    own: RefCell<Marks>,
}

/// Paths with the lowest layer that deletes them.
#[derive(Default)]
struct Marks {
    paths: HashMap<String, usize>,
    /// Folders whose earlier content is hidden.
    opaque: HashMap<String, usize>,
}

impl Marks {
    /// Whiteouts remembered; of more no deletion is claimed.
    const MOST: usize = 200_000;
}

impl Deletions {
    /// Ends a layer: its whiteouts apply to those below.
    pub(super) fn descend(&self) {
        let own = std::mem::take(&mut *self.own.borrow_mut());
        let mut above = self.above.borrow_mut();
        if above.paths.len() + above.opaque.len() < Marks::MOST {
            above.paths.extend(own.paths);
            above.opaque.extend(own.opaque);
        }
    }

    /// The layer above that deletes `path`.
    fn of(&self, path: &str) -> Option<usize> {
        let above = self.above.borrow();
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let hidden = [""].into_iter().chain(folders.clone());
        let deleted = folders.chain([path]).filter_map(|part| above.paths.get(part));
        deleted.chain(hidden.filter_map(|folder| above.opaque.get(folder))).min().copied()
    }
}

impl Layer<'_> {
    /// Which layer of which image it is.
    pub(super) fn name(&self) -> String {
        format!("image {}, layer {} of {}", self.image, self.number, self.of)
    }

    /// What an auditor needs to know of a file in this layer. Whiteouts are remembered.
    pub(super) fn note(&self, path: &str) -> String {
        let path = path.trim_start_matches('/');
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut own = self.deletions.own.borrow_mut();
        match name.strip_prefix(".wh.") {
            Some(".wh..opq") => drop(own.opaque.insert(folder.to_owned(), self.number)),
            Some(hidden) if folder.is_empty() => {
                own.paths.insert(hidden.to_owned(), self.number);
            }
            Some(hidden) => drop(own.paths.insert(format!("{folder}/{hidden}"), self.number)),
            None => {}
        }
        match self.deletions.of(path) {
            Some(layer) => format!("{}, deleted in layer {layer}", self.name()),
            None => self.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whiteout_deletes_what_lies_below_and_nothing_of_its_own_layer() {
        let deletions = Deletions::default();
        let layer = |number| Layer { image: "sha256:0", number, of: 4, deletions: &deletions };
        let upper = layer(4);
        upper.note("etc/.wh.key.pem");
        assert_eq!(upper.note("etc/key.pem"), "image sha256:0, layer 4 of 4");
        deletions.descend();
        let middle = layer(3);
        middle.note("srv/.wh..wh..opq");
        middle.note(".wh.opt");
        assert_eq!(middle.note("etc/key.pem"), "image sha256:0, layer 3 of 4, deleted in layer 4");
        assert_eq!(middle.note("etc/key.pem.bak"), "image sha256:0, layer 3 of 4");
        assert_eq!(middle.note("srv/a"), "image sha256:0, layer 3 of 4");
        deletions.descend();
        let lower = layer(2);
        assert_eq!(lower.note("srv/deep/a"), "image sha256:0, layer 2 of 4, deleted in layer 3");
        assert_eq!(lower.note("opt/deep/a"), "image sha256:0, layer 2 of 4, deleted in layer 3");
        assert_eq!(lower.note("srv.txt"), "image sha256:0, layer 2 of 4");
    }
}
