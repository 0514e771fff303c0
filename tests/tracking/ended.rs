//! What nobody has to replace any more because it is valid no more.

use super::beside::{Estate, assert_evidence};

#[test]
fn a_certificate_that_has_ended_is_done_and_said_to_have_ended() {
    let estate = Estate::new(&[("client", "")], &[("client/id/app.pem", "leaf.pem")]);
    let id = "client/certificate-reissue/signature";
    assert!(estate.planned().has(id), "{:?}", estate.planned().ids());
    let track = estate.track("2035-06-10", &[]);
    assert_eq!(track.state(id), "drifting");
    let track = estate.track("2036-01-02", &[]);
    assert_eq!(track.state(id), "done");
    assert_evidence(&track, id, "it ended on 2035-12-31, and what has ended is not replaced");
}
