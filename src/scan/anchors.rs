//! One pass over a text for the anchors of all detectors.

use crate::detect::{Detector, Literals};

/// The anchors of a list of detectors.
pub struct Anchors {
    literals: Literals,
    /// For each anchor the detectors that it is of.
    owners: Vec<Vec<usize>>,
    /// Longest anchor less one, in bytes: what two windows of a long text must share.
    overlap: usize,
    detectors: usize,
}

impl Anchors {
    /// Collects the anchors of `detectors`.
    pub fn new(detectors: &[&Detector]) -> Self {
        let mut anchors: Vec<&str> =
            detectors.iter().flat_map(|detector| detector.anchors).copied().collect();
        anchors.sort_unstable();
        anchors.dedup();
        let owners = |anchor: &&str| {
            let is_own = |index: &usize| detectors[*index].anchors.contains(anchor);
            (0..detectors.len()).filter(is_own).collect()
        };
        Self {
            literals: Literals::new(&anchors),
            owners: anchors.iter().map(owners).collect(),
            overlap: anchors.iter().map(|anchor| anchor.len()).max().unwrap_or(1) - 1,
            detectors: detectors.len(),
        }
    }

    /// Bytes that two windows of a long text must share.
    pub const fn overlap(&self) -> usize {
        self.overlap
    }

    /// Which detectors have an anchor in `text`.
    pub fn seen(&self, text: &[u8]) -> Seen {
        let mut seen = self.none();
        self.literals.find(text, |anchor, _| {
            self.owners[anchor].iter().for_each(|owner| seen.0[*owner] = true);
        });
        seen
    }

    /// No anchor of any detector: what a binary input has.
    pub fn none(&self) -> Seen {
        Seen(vec![false; self.detectors])
    }
}

/// Which detectors have an anchor in an input, in the order of the list.
#[derive(Clone, Debug)]
pub struct Seen(Vec<bool>);

impl Seen {
    /// Whether the detector at `index` of the list has one.
    pub fn has(&self, index: usize) -> bool {
        self.0[index]
    }

    /// Whether any has.
    pub fn any(&self) -> bool {
        self.0.contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;
    use crate::detect::Detector;

    const fn detector(anchors: &'static [&'static str]) -> Detector {
        Detector { id: "probe", title: "", about: "", anchors, wants: |_| false, detect: |_, _| {} }
    }

    #[test]
    fn an_anchor_inside_or_across_another_is_seen() {
        let probes = [
            detector(&["-----BEGIN "]),
            detector(&["-----BEGIN PGP"]),
            detector(&["GIN PGP MES"]),
            detector(&["PGP"]),
            detector(&["MESS"]),
            detector(&[]),
        ];
        let anchors = Anchors::new(&probes.iter().collect::<Vec<_>>());
        let seen = |text: &str| {
            let seen = anchors.seen(text.as_bytes());
            (0..probes.len()).map(|index| seen.has(index)).collect::<Vec<_>>()
        };
        assert_eq!(seen("a -----BEGIN PGP MESSAGE"), [true, true, true, true, true, false]);
        assert_eq!(seen("a -----BEGIN RSA"), [true, false, false, false, false, false]);
        assert_eq!(seen("PGP -----BEGIN"), [false, false, false, true, false, false]);
        assert_eq!(seen(""), [false; 6]);
        assert_eq!(anchors.overlap(), "-----BEGIN PGP".len() - 1);
    }
}
