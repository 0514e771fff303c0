//! Hashes and ciphers that runbooks name: the usual ones, where the policies that apply leave them for good.

use super::draft::Maker;
use crate::model::Asset;
use crate::policy::{Setting, Status, Verdict, judge_in};
use crate::{registry, risk};

impl Maker<'_> {
    /// The shortest hash of SHA-2 that they leave.
    pub(super) fn hash(&self) -> &'static str {
        let all = ["SHA-256", "SHA-384", "SHA-512"];
        all.into_iter().find(|name| self.leaves(name)).unwrap_or(all[0])
    }

    /// AES with the sizes that they leave.
    pub(super) fn aes(&self) -> &'static str {
        if self.leaves("AES-128-GCM") { "AES with 128 bits or more" } else { "AES-256" }
    }

    /// A block cipher of 256 bits that no policy leaves in doubt; where each is in doubt, AES.
    pub(super) fn block(&self) -> &'static str {
        let all = ["AES-256", "ARIA-256", "LEA-256"];
        let clear = |name: &&str| {
            let mode = format!("{name}-GCM");
            !self.statuses(&mode).contains(&Status::Indeterminate) && self.leaves(&mode)
        };
        all.into_iter().find(clear).unwrap_or(all[0])
    }

    /// Ciphers of TLS with their hash.
    pub(super) fn suites(&self) -> String {
        let aes = if self.leaves("AES-128-GCM") { "AES-GCM" } else { "AES-256-GCM" };
        let chacha = if self.leaves(CHACHA) { " or ChaCha20-Poly1305" } else { "" };
        format!("{aes}{chacha} and {}", self.hash())
    }

    /// What stays in `Ciphers` of OpenSSH.
    pub(super) fn ssh_ciphers(&self) -> &'static str {
        if self.leaves(CHACHA) {
            "aes256-gcm@openssh.com,chacha20-poly1305@openssh.com"
        } else {
            "aes256-gcm@openssh.com"
        }
    }

    /// What stays in `MACs` of OpenSSH, which has none with SHA-384.
    pub(super) fn ssh_macs(&self) -> &'static str {
        if self.hash() == "SHA-256" {
            "hmac-sha2-256-etm@openssh.com"
        } else {
            "hmac-sha2-512-etm@openssh.com"
        }
    }

    /// Whether no policy that applies restricts it, today or from a later day on.
    fn leaves(&self, name: &str) -> bool {
        let barred = [Status::Deprecated, Status::LegacyUse, Status::Disallowed];
        !self.statuses(name).iter().any(|status| barred.contains(status))
    }

    /// What the policies that apply say of it, today and from later days on; nothing where it is not known.
    fn statuses(&self, name: &str) -> Vec<Status> {
        let Some(algorithm) = registry::by_name(name) else { return Vec::new() };
        let subjects = risk::subjects(&Asset::Algorithm(algorithm));
        let setting = Setting::from(&self.context);
        let judged = self.input.policies.iter().flat_map(|applied| {
            let judge = |subject| judge_in(applied.policy, subject, &setting, self.calendar.today);
            subjects.iter().map(judge)
        });
        let all = |verdict: Verdict| {
            let later: Vec<Status> = verdict.upcoming.iter().map(|step| step.status).collect();
            [verdict.status].into_iter().chain(later)
        };
        judged.flat_map(all).collect()
    }
}

const CHACHA: &str = "ChaCha20-Poly1305";
