//! On a dozen estates that are drawn, every relaxation leaves no more late than is promised when it is done.

use y2q::model::Purpose;
use y2q::plan::Options;

use super::holdings::OPTIONS;
use super::relaxed::{done, estate, plan};

/// Equal seeds give equal estates (a linear congruence; Knuth, The Art of Computer Programming 2, 3.3.4).
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn whatever_gives_leaves_no_more_late_than_is_promised() {
    let names: Vec<String> = (0..4).map(|at| format!("s{at}")).collect();
    let (mut tried, mut starved) = (0, 0);
    for seed in 1..=12 {
        let mut drawn = Drawn(seed);
        let mut uses = Vec::new();
        for name in &names[..2 + drawn.below(3) as usize] {
            let team = ["one", "other"][drawn.below(2) as usize];
            let due =
                ["2027-06-30", "2028-12-31", "2030-12-31", "2035-12-31"][drawn.below(4) as usize];
            let purpose = [Purpose::Signature, Purpose::Encryption][drawn.below(2) as usize];
            let (count, priority) = (1 + drawn.below(25) as usize, 100 + drawn.below(800) as u16);
            uses.push((name.as_str(), team, count, due, priority, purpose));
        }
        // From a team that has no time for all in twenty years to one that is short for a year.
        let capacity = |drawn: &mut Drawn| [0.5, 1.0, 4.0, 10.0][drawn.below(4) as usize];
        let teams = [("one", capacity(&mut drawn)), ("other", capacity(&mut drawn))];
        let (mut context, holdings) = estate(&uses, &teams);
        if seed % 3 == 0 {
            context.estate.funding.budget = Some(2_000 + 1_000 * drawn.below(10));
        }
        let options = Options { effort: u64::from(seed % 4 == 1), ..OPTIONS };
        let asked = Options { fewest_late: seed % 2 == 0, ..options };
        let made = plan(&context, &holdings, &asked);
        for one in made.infeasible.iter().flat_map(|one| &one.relaxations) {
            // Deadlines move by the plan as it stands, and with them those of what only enables such work; what is waived may have
            // another day than the one that no longer counts.
            if ["time", "waiver"].contains(&one.kind.as_str()) {
                continue;
            }
            let then = done((&made, &options), (&context, &holdings), one);
            assert!(then.late.len() <= one.late, "{seed}: {} late with {one:?}", then.late.len());
            tried += 1;
            starved += usize::from(then.packages.iter().any(|one| one.finish.is_none()));
        }
    }
    assert!(tried > 20 && starved > 0, "{tried} {starved}");
}
