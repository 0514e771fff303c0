//! What has regressed had been done: a scan or plan in between has to show it.

use super::exchange::{Exchange, MADE, SSHD};

#[test]
fn settings_that_were_edited_and_restored_have_not_regressed() {
    // Scans have the day of the plans, or all the same one: which scan a plan was made from is told by what it names.
    for [first, second, third] in [[MADE, "2026-07-10", "2026-07-20"], [MADE; 3], ["2026-12-01"; 3]]
    {
        let estate = Exchange::scanned(first);
        estate.save(MADE, "plan.json");
        estate.edit(SSHD, ",hmac-md5", "");
        estate.scan(second);
        estate.save("2026-07-10", "between.json");
        assert_eq!(estate.compare("2026-07-10", &[]).moved(), [], "{second}");
        estate.put(SSHD, &format!("exchange/{SSHD}"));
        estate.scan(third);
        for between in [&[][..], &["--track", "between.json"]] {
            let track = estate.compare("2026-07-20", between);
            assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]), "{third} {between:?}");
        }
    }
}
