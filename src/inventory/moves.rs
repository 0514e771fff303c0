use std::collections::{BTreeMap, BTreeSet};

use super::{Inventory, InventoryError, Location};

/// Places of one asset that a scan missed and found it at, of which every one may have become every other: more say
/// nothing.
const PAIRS: usize = 16;

/// Scan, asset, whether it came there, root and path, of what left a place in the scan that found it elsewhere. Of what
/// came and went since the first scan it is counted scan by scan how often it is in an input; all of it may come back.
const BY_ASSET: &str = "WITH \
    turned AS (SELECT asset, input FROM occurrence \
               WHERE gone_scan IS NOT NULL OR first_scan > (SELECT min(key) FROM scan) \
               UNION SELECT asset, input FROM absence WHERE asset > 0), \
    step AS (SELECT o.asset, o.input, o.first_scan AS scan, 1 AS more FROM turned JOIN occurrence o USING (asset, input) \
             UNION ALL SELECT o.asset, o.input, o.gone_scan, -1 FROM turned JOIN occurrence o USING (asset, input) \
             WHERE o.gone_scan IS NOT NULL \
             UNION ALL SELECT asset, input, gone_scan, -1 FROM absence WHERE asset > 0 \
             UNION ALL SELECT asset, input, back_scan, 1 FROM absence WHERE asset > 0), \
    turn AS (SELECT asset, input, scan, sum(more) AS more FROM step GROUP BY asset, input, scan), \
    held AS (SELECT *, sum(more) OVER (PARTITION BY asset, input ORDER BY scan) AS held FROM turn), \
    side AS (SELECT asset, input, scan, held > 0 AS came FROM held \
             WHERE (held = 0) <> (held - more = 0) AND scan > (SELECT min(key) FROM scan)), \
    both AS (SELECT asset, scan FROM side WHERE came INTERSECT SELECT asset, scan FROM side WHERE NOT came) \
    SELECT s.scan, CAST(s.asset AS TEXT), s.came, r.name, i.path FROM both b \
    JOIN side s ON s.asset = b.asset AND s.scan = b.scan \
    JOIN input i ON i.key = s.input JOIN root r ON r.key = i.root ORDER BY s.scan, s.asset";
/// The same of files, by their content: what is found in one may hang on where it is, and what cannot be read has no
/// asset. The content of a file is that of the last scan that read it.
const BY_CONTENT: &str = "WITH \
    seen AS (SELECT input, first_scan, gone_scan FROM occurrence UNION ALL SELECT input, first_scan, gone_scan FROM unknown), \
    turned AS (SELECT input FROM seen WHERE gone_scan IS NOT NULL OR first_scan > (SELECT min(key) FROM scan) \
               UNION SELECT input FROM absence), \
    step AS (SELECT s.input, s.first_scan AS scan, 1 AS more FROM seen s WHERE s.input IN (SELECT input FROM turned) \
             UNION ALL SELECT input, gone_scan, -1 FROM seen WHERE gone_scan IS NOT NULL \
             UNION ALL SELECT input, gone_scan, -1 FROM absence UNION ALL SELECT input, back_scan, 1 FROM absence), \
    turn AS (SELECT input, scan, sum(more) AS more FROM step GROUP BY input, scan), \
    held AS (SELECT *, sum(more) OVER (PARTITION BY input ORDER BY scan) AS held FROM turn), \
    side AS (SELECT i.digest, h.input, h.scan, h.held > 0 AS came FROM held h JOIN input i ON i.key = h.input \
             WHERE (h.held = 0) <> (h.held - h.more = 0) AND h.scan > (SELECT min(key) FROM scan) AND i.digest IS NOT NULL), \
    both AS (SELECT digest, scan FROM side WHERE came INTERSECT SELECT digest, scan FROM side WHERE NOT came) \
    SELECT s.scan, s.digest, s.came, r.name, i.path FROM both b JOIN side s ON s.digest = b.digest AND s.scan = b.scan \
    JOIN input i ON i.key = s.input JOIN root r ON r.key = i.root ORDER BY s.scan, s.digest";

/// Files that were renamed between scans, told by their content, and by the assets that left a place in the scan that
/// found them elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    scans: BTreeMap<i64, Moved>,
}

/// Where something may have gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Went {
    /// The scan that missed it at one place and found it at the other.
    pub scan: i64,
    /// Where it is since.
    pub to: Location,
    /// Whether an asset of it was found there again; else its folder was renamed, as other files of it tell.
    pub seen: bool,
}

/// What one scan tells.
#[derive(Clone, Debug, Default)]
struct Moved {
    files: BTreeMap<Location, BTreeSet<Location>>,
    /// Folders, with paths that end in `/` or are empty.
    folders: BTreeMap<Location, BTreeSet<Location>>,
}

impl Moves {
    /// Where a file may have gone, scan by scan.
    pub fn of<'a>(&'a self, place: &'a Location) -> impl Iterator<Item = Went> + 'a {
        self.scans.iter().flat_map(move |(scan, moved)| moved.of(*scan, place))
    }
}

impl Moved {
    /// Notes what became of the places that one asset left, if they can be told apart.
    fn learn(&mut self, away: &BTreeSet<Location>, come: &BTreeSet<Location>) {
        let (mut away, mut come) = (away.clone(), come.clone());
        for (from, to) in alike(&away, &come) {
            away.remove(&from);
            come.remove(&to);
            self.note(from, to);
        }
        if away.len().saturating_mul(come.len()) <= PAIRS {
            for from in away {
                for to in &come {
                    self.note(from.clone(), to.clone());
                }
            }
        }
    }

    fn note(&mut self, from: Location, to: Location) {
        let shared = shared(&from, &to);
        if shared > 0 {
            let folder = |place: &Location| Location {
                root: place.root.clone(),
                path: place.path[..place.path.len() - shared].to_owned(),
            };
            self.folders.entry(folder(&from)).or_default().insert(folder(&to));
        }
        self.files.entry(from).or_default().insert(to);
    }

    fn of(&self, scan: i64, place: &Location) -> Vec<Went> {
        let went = |seen: bool| move |to: Location| Went { scan, to, seen };
        let files = self.files.get(place).into_iter().flatten().cloned();
        let mut all: Vec<Went> = files.map(went(true)).collect();
        let slashes = place.path.match_indices('/').map(|(at, _)| at + 1);
        let mut ends: Vec<usize> = std::iter::once(0).chain(slashes).collect();
        ends.reverse();
        // The nearest folder that was renamed tells; one above it may hold many that went elsewhere.
        let nearest = ends.into_iter().find_map(|end| {
            let (folder, rest) = place.path.split_at(end);
            let folder = Location { root: place.root.clone(), path: folder.to_owned() };
            self.folders.get(&folder).map(|to| (to, rest))
        });
        for (to, rest) in
            nearest.into_iter().flat_map(|(to, rest)| to.iter().zip(std::iter::repeat(rest)))
        {
            let to = Location { root: to.root.clone(), path: format!("{}{rest}", to.path) };
            if all.iter().all(|one| one.to != to) {
                all.push(went(false)(to));
            }
        }
        all
    }
}

/// Places that end alike, each with the one place that shares the longest end with it; the last part has to be the same.
fn alike(away: &BTreeSet<Location>, come: &BTreeSet<Location>) -> Vec<(Location, Location)> {
    let reversed =
        |place: &Location| -> Vec<String> { place.path.rsplit('/').map(str::to_owned).collect() };
    // Sorted by their ends, what shares most with a place stands next to where it would stand.
    let sorted = |places: &BTreeSet<Location>| -> BTreeMap<(Vec<String>, String), Location> {
        let key = |place: &Location| (reversed(place), place.root.clone());
        places.iter().map(|place| (key(place), place.clone())).collect()
    };
    let nearest = |place: &Location, others: &BTreeMap<(Vec<String>, String), Location>| {
        let key = (reversed(place), place.root.clone());
        let before = others.range(..key.clone()).rev().take(2);
        let near = before.chain(others.range(key..).take(2)).map(|(_, other)| other);
        let mut near: Vec<(usize, &Location)> = near
            .map(|other| (shared(place, other), other))
            .filter(|(shared, _)| *shared > 0)
            .collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        match near[..] {
            [(most, _), (next, _), ..] if most == next => None,
            [(_, other), ..] => Some(other.clone()),
            [] => None,
        }
    };
    let (gone, new) = (sorted(away), sorted(come));
    let pairs = away.iter().filter_map(|from| {
        let to = nearest(from, &new)?;
        (nearest(&to, &gone).as_ref() == Some(from)).then(|| (from.clone(), to))
    });
    pairs.collect()
}

/// The length of the end of the paths that both share, in whole parts.
fn shared(one: &Location, other: &Location) -> usize {
    let parts = one.path.rsplit('/').zip(other.path.rsplit('/'));
    let same = parts.take_while(|(one, other)| one == other);
    let (count, length) =
        same.fold((0, 0), |(count, length), (part, _)| (count + 1, length + part.len()));
    let whole = one.path.len().min(other.path.len());
    // One slash before each part but the first of a path.
    if count == 0 { 0 } else { (length + count - 1).min(whole) }
}

impl Inventory {
    /// What was renamed, by the history of the scans kept here.
    ///
    /// # Errors
    /// The database's.
    pub fn moves(&self) -> Result<Moves, InventoryError> {
        let mut moves = Moves::default();
        for query in [BY_ASSET, BY_CONTENT] {
            self.learn(query, &mut moves)?;
        }
        Ok(moves)
    }

    fn learn(&self, query: &str, moves: &mut Moves) -> Result<(), InventoryError> {
        let mut moved = self.connection.prepare_cached(query)?;
        let mut rows = moved.query([])?;
        let mut at: Option<(i64, String)> = None;
        let (mut away, mut come) = (BTreeSet::new(), BTreeSet::new());
        loop {
            let row = rows.next()?;
            let next = match row {
                Some(row) => Some((row.get(0)?, row.get(1)?)),
                None => None,
            };
            if let Some((scan, _)) = at.filter(|at| next.as_ref() != Some(at)) {
                moves.scans.entry(scan).or_default().learn(&away, &come);
                away.clear();
                come.clear();
            }
            let Some(row) = row else { return Ok(()) };
            at = next;
            let place = Location { root: row.get(3)?, path: row.get(4)? };
            if row.get(2)? {
                come.insert(place);
            } else {
                away.insert(place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(paths: &[&str]) -> BTreeSet<Location> {
        paths.iter().map(|path| place(path)).collect()
    }

    fn place(path: &str) -> Location {
        Location { root: "files".into(), path: path.into() }
    }

    fn went(moved: &Moved, from: &str) -> Vec<(String, bool)> {
        moved.of(1, &place(from)).into_iter().map(|went| (went.to.path, went.seen)).collect()
    }

    #[test]
    fn a_renamed_folder_is_told_by_the_files_in_it() {
        let mut moved = Moved::default();
        moved.learn(
            &places(&["front/tls/a.pem", "back/tls/a.pem"]),
            &places(&["edge/tls/a.pem", "rear/tls/a.pem"]),
        );
        // Two that end alike with two: which is which is not told.
        for to in ["edge/nginx/x.conf", "rear/nginx/x.conf"] {
            assert!(went(&moved, "front/nginx/x.conf").contains(&(to.into(), false)));
        }
        let mut moved = Moved::default();
        moved.learn(&places(&["front/tls/b.pem"]), &places(&["edge/tls/b.pem"]));
        assert_eq!(went(&moved, "front/nginx/x.conf"), [("edge/nginx/x.conf".into(), false)]);
        assert_eq!(went(&moved, "front/tls/b.pem"), [("edge/tls/b.pem".into(), true)]);
        assert_eq!(went(&moved, "other/tls/b.pem"), []);
    }

    #[test]
    fn the_nearest_folder_tells() {
        let mut moved = Moved::default();
        moved.learn(&places(&["srv/front/a.pem"]), &places(&["opt/front/a.pem"]));
        moved.learn(&places(&["srv/back/b.pem"]), &places(&["srv/rear/b.pem"]));
        assert_eq!(went(&moved, "srv/back/c.conf"), [("srv/rear/c.conf".into(), false)]);
        assert_eq!(went(&moved, "srv/front/c.conf"), [("opt/front/c.conf".into(), false)]);
    }

    #[test]
    fn a_renamed_file_is_one_without_another_candidate() {
        let mut moved = Moved::default();
        moved.learn(&places(&["a.conf"]), &places(&["b.conf"]));
        assert_eq!(went(&moved, "a.conf"), [("b.conf".into(), true)]);
        assert_eq!(went(&moved, "c.conf"), []);
        let many: Vec<String> = (0..20).map(|number| format!("{number}.conf")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let mut moved = Moved::default();
        moved.learn(&places(&many), &places(&["x", "y"]));
        assert_eq!(went(&moved, "0.conf"), []);
    }
}
