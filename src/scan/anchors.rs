//! One pass over a text for the anchors of all detectors.

use aho_corasick::{AhoCorasick, Input, MatchKind};

use crate::detect::Detector;

/// The anchors of a list of detectors.
pub struct Anchors {
    matcher: AhoCorasick,
    /// For each pattern the detectors that it anchors: those of its own, and those of every pattern inside it.
    owners: Vec<Vec<usize>>,
    /// Longest pattern less one, in bytes: what two windows of a long text must share.
    overlap: usize,
    detectors: usize,
}

impl Anchors {
    /// Collects the anchors of `detectors`.
    pub fn new(detectors: &[&Detector]) -> Self {
        let mut patterns: Vec<&str> =
            detectors.iter().flat_map(|detector| detector.anchors).copied().collect();
        patterns.sort_unstable();
        patterns.dedup();
        let is_owner = |pattern: &str, index: usize| {
            detectors[index].anchors.iter().any(|own| pattern.contains(own))
        };
        let owners = |pattern: &&str| {
            (0..detectors.len()).filter(|index| is_owner(pattern, *index)).collect()
        };
        #[allow(clippy::expect_used, reason = "a constant list of short patterns always builds")]
        let matcher = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .expect("constant patterns");
        Self {
            matcher,
            owners: patterns.iter().map(owners).collect(),
            overlap: patterns.iter().map(|pattern| pattern.len()).max().unwrap_or(1) - 1,
            detectors: detectors.len(),
        }
    }

    /// Bytes that two windows of a long text must share.
    pub const fn overlap(&self) -> usize {
        self.overlap
    }

    /// Which detectors have an anchor in `text`.
    pub fn seen(&self, text: &[u8]) -> Seen {
        let mut seen = Seen(vec![false; self.detectors]);
        let mut left = self.owners.iter().filter(|owners| !owners.is_empty()).count();
        let mut met = vec![false; self.owners.len()];
        let mut at = 0;
        while left > 0 {
            let Some(hit) = self.matcher.find(Input::new(text).range(at..)) else { break };
            // Another pattern may begin inside this one.
            at = hit.start() + 1;
            let pattern = hit.pattern().as_usize();
            if !std::mem::replace(&mut met[pattern], true) {
                left -= 1;
                self.owners[pattern].iter().for_each(|owner| seen.0[*owner] = true);
            }
        }
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
