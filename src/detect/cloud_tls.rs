//! Named TLS policies of cloud services, and what their documentation says that they stand for.

use super::tls_settings::{Slot, TlsSettings};

/// Groups of policies with PQ in their names (Elastic Load Balancing, "Security policies for your Application Load
/// Balancer"); they support classical groups as well, which the page does not name.
const GROUPS_OF_PQ: &str = "SecP256r1MLKEM768:SecP384r1MLKEM1024:X25519MLKEM768";

/// `ELBSecurityPolicy-…`: the name says the versions since 2017.
pub fn elastic_load_balancing(name: &str, settings: &mut TlsSettings) {
    let Some(rest) = name.strip_prefix("ELBSecurityPolicy-") else { return };
    let versions = match rest.split('-').collect::<Vec<_>>().as_slice() {
        ["TLS13", "1", "3", ..] => "TLSv1.3",
        ["TLS13", "1", "2", ..] => "TLSv1.2 TLSv1.3",
        ["TLS13", "1", "1", ..] => "TLSv1.1 TLSv1.2 TLSv1.3",
        ["TLS13", "1", "0", ..] => "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3",
        ["TLS" | "FS", "1", "2", ..] => "TLSv1.2",
        ["TLS" | "FS", "1", "1", ..] => "TLSv1.1 TLSv1.2",
        ["2015", "05"] | ["2016", "08"] | ["FS", "2018", "06"] | ["TLS", "1", "0", ..] => {
            "TLSv1 TLSv1.1 TLSv1.2"
        }
        _ => return,
    };
    settings.implies(Slot::Versions, versions);
    if rest.contains("-PQ-") {
        settings.implies(Slot::Groups, GROUPS_OF_PQ);
        settings.say("classical groups", "not determined: the policy has some beside the hybrids");
    }
}

/// `minimum_protocol_version` of CloudFront: `TLSv1.2_2021`, `TLSv1`, `SSLv3`.
pub fn cloudfront(name: &str, settings: &mut TlsSettings) {
    settings.implies(Slot::Lowest, name.split('_').next().unwrap_or_default());
}

/// Security policies of API Gateway: `TLS_1_2`, `SecurityPolicy_TLS13_1_3_2025_09`.
pub fn api_gateway(name: &str, settings: &mut TlsSettings) {
    let versions = match name {
        "TLS_1_0" => "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3",
        "TLS_1_2" => "TLSv1.2 TLSv1.3",
        _ if name.starts_with("SecurityPolicy_TLS13_1_3_") => "TLSv1.3",
        _ if name.starts_with("SecurityPolicy_TLS13_1_2_") => "TLSv1.2 TLSv1.3",
        _ => return,
    };
    settings.implies(Slot::Versions, versions);
}

/// A lowest version in any spelling.
pub fn lowest(name: &str, settings: &mut TlsSettings) {
    settings.implies(Slot::Lowest, name);
}
