//! Stateful hash-based signatures: SP 800-208, RFC 8554 with RFC 9858, RFC 8391, RFC 9802.
//!
//! The order of the parameter sets is that of IANA's registries, where each has the number after the one before it.

use crate::model::Maturity::PreStandard;

use super::Row;

/// RFC 8554 §5.1, RFC 9858 §5; a public key has two type numbers, an identifier and a node (RFC 8554 §5.3).
const fn lms(name: &'static str, set: &'static str, public_key: u32) -> Row {
    let mut row = Row::new(name, "LMS").set(set);
    row.sizes.public_key = Some(public_key);
    row
}

/// RFC 8391 §5.3, SP 800-208 §5; root and seed without the number before them, and the signature of §4.1.8. Private
/// keys have no standard form.
const fn xmss(name: &'static str, set: &'static str, [n, height]: [u32; 2]) -> Row {
    let mut row = Row::new(name, "XMSS").set(set);
    row.sizes.public_key = Some(2 * n);
    row.sizes.output = Some(4 + n + (chains(n) + height) * n);
    row
}

/// RFC 8391 §5.4, SP 800-208 §5; the signature of §4.2.3 has an index of as many octets as it needs.
const fn xmssmt(name: &'static str, set: &'static str, [n, height, layers]: [u32; 3]) -> Row {
    let mut row = Row::new(name, "XMSS").set(set);
    row.sizes.public_key = Some(2 * n);
    row.sizes.output = Some(height.div_ceil(8) + n + (chains(n) * layers + height) * n);
    row
}

/// `len` of WOTS+ with w = 16 (RFC 8391 §5.2, SP 800-208 §5).
const fn chains(n: u32) -> u32 {
    match n {
        24 => 51,
        32 => 67,
        _ => 131,
    }
}

/// First numbers of the sets below in IANA's registries of LMS, XMSS and XMSS^MT.
pub(super) const FIRST: [(&str, u32); 3] = [("LMS_", 5), ("XMSS-", 1), ("XMSSMT-", 1)];

#[rustfmt::skip] // one row a line
pub(super) const STATEFUL: &[Row] = &[
    Row::new("HSS-LMS", "LMS")
        .oids(&[("1.2.840.113549.1.9.16.3.17", "id-alg-hss-lms-hashsig")])
        .aliases(&["HSS/LMS", "LMS", "HSS"]),
    lms("LMS_SHA256_M32_H5", "SHA256_M32_H5", 56),
    lms("LMS_SHA256_M32_H10", "SHA256_M32_H10", 56),
    lms("LMS_SHA256_M32_H15", "SHA256_M32_H15", 56),
    lms("LMS_SHA256_M32_H20", "SHA256_M32_H20", 56),
    lms("LMS_SHA256_M32_H25", "SHA256_M32_H25", 56),
    lms("LMS_SHA256_M24_H5", "SHA256_M24_H5", 48),
    lms("LMS_SHA256_M24_H10", "SHA256_M24_H10", 48),
    lms("LMS_SHA256_M24_H15", "SHA256_M24_H15", 48),
    lms("LMS_SHA256_M24_H20", "SHA256_M24_H20", 48),
    lms("LMS_SHA256_M24_H25", "SHA256_M24_H25", 48),
    lms("LMS_SHAKE_M32_H5", "SHAKE_M32_H5", 56),
    lms("LMS_SHAKE_M32_H10", "SHAKE_M32_H10", 56),
    lms("LMS_SHAKE_M32_H15", "SHAKE_M32_H15", 56),
    lms("LMS_SHAKE_M32_H20", "SHAKE_M32_H20", 56),
    lms("LMS_SHAKE_M32_H25", "SHAKE_M32_H25", 56),
    lms("LMS_SHAKE_M24_H5", "SHAKE_M24_H5", 48),
    lms("LMS_SHAKE_M24_H10", "SHAKE_M24_H10", 48),
    lms("LMS_SHAKE_M24_H15", "SHAKE_M24_H15", 48),
    lms("LMS_SHAKE_M24_H20", "SHAKE_M24_H20", 48),
    lms("LMS_SHAKE_M24_H25", "SHAKE_M24_H25", 48),
    Row::new("XMSS", "XMSS").oids(&[("1.3.6.1.5.5.7.6.34", "id-alg-xmss-hashsig")]),
    Row::new("XMSSMT", "XMSS")
        .oids(&[("1.3.6.1.5.5.7.6.35", "id-alg-xmssmt-hashsig")])
        .aliases(&["XMSS^MT"]),
    xmss("XMSS-SHA2_10_256", "SHA2_10_256", [32, 10]),
    xmss("XMSS-SHA2_16_256", "SHA2_16_256", [32, 16]),
    xmss("XMSS-SHA2_20_256", "SHA2_20_256", [32, 20]),
    xmss("XMSS-SHA2_10_512", "SHA2_10_512", [64, 10]),
    xmss("XMSS-SHA2_16_512", "SHA2_16_512", [64, 16]),
    xmss("XMSS-SHA2_20_512", "SHA2_20_512", [64, 20]),
    xmss("XMSS-SHAKE_10_256", "SHAKE_10_256", [32, 10]),
    xmss("XMSS-SHAKE_16_256", "SHAKE_16_256", [32, 16]),
    xmss("XMSS-SHAKE_20_256", "SHAKE_20_256", [32, 20]),
    xmss("XMSS-SHAKE_10_512", "SHAKE_10_512", [64, 10]),
    xmss("XMSS-SHAKE_16_512", "SHAKE_16_512", [64, 16]),
    xmss("XMSS-SHAKE_20_512", "SHAKE_20_512", [64, 20]),
    xmss("XMSS-SHA2_10_192", "SHA2_10_192", [24, 10]),
    xmss("XMSS-SHA2_16_192", "SHA2_16_192", [24, 16]),
    xmss("XMSS-SHA2_20_192", "SHA2_20_192", [24, 20]),
    xmss("XMSS-SHAKE256_10_256", "SHAKE256_10_256", [32, 10]),
    xmss("XMSS-SHAKE256_16_256", "SHAKE256_16_256", [32, 16]),
    xmss("XMSS-SHAKE256_20_256", "SHAKE256_20_256", [32, 20]),
    xmss("XMSS-SHAKE256_10_192", "SHAKE256_10_192", [24, 10]),
    xmss("XMSS-SHAKE256_16_192", "SHAKE256_16_192", [24, 16]),
    xmss("XMSS-SHAKE256_20_192", "SHAKE256_20_192", [24, 20]),
    xmssmt("XMSSMT-SHA2_20/2_256", "SHA2_20/2_256", [32, 20, 2]),
    xmssmt("XMSSMT-SHA2_20/4_256", "SHA2_20/4_256", [32, 20, 4]),
    xmssmt("XMSSMT-SHA2_40/2_256", "SHA2_40/2_256", [32, 40, 2]),
    xmssmt("XMSSMT-SHA2_40/4_256", "SHA2_40/4_256", [32, 40, 4]),
    xmssmt("XMSSMT-SHA2_40/8_256", "SHA2_40/8_256", [32, 40, 8]),
    xmssmt("XMSSMT-SHA2_60/3_256", "SHA2_60/3_256", [32, 60, 3]),
    xmssmt("XMSSMT-SHA2_60/6_256", "SHA2_60/6_256", [32, 60, 6]),
    xmssmt("XMSSMT-SHA2_60/12_256", "SHA2_60/12_256", [32, 60, 12]),
    xmssmt("XMSSMT-SHA2_20/2_512", "SHA2_20/2_512", [64, 20, 2]),
    xmssmt("XMSSMT-SHA2_20/4_512", "SHA2_20/4_512", [64, 20, 4]),
    xmssmt("XMSSMT-SHA2_40/2_512", "SHA2_40/2_512", [64, 40, 2]),
    xmssmt("XMSSMT-SHA2_40/4_512", "SHA2_40/4_512", [64, 40, 4]),
    xmssmt("XMSSMT-SHA2_40/8_512", "SHA2_40/8_512", [64, 40, 8]),
    xmssmt("XMSSMT-SHA2_60/3_512", "SHA2_60/3_512", [64, 60, 3]),
    xmssmt("XMSSMT-SHA2_60/6_512", "SHA2_60/6_512", [64, 60, 6]),
    xmssmt("XMSSMT-SHA2_60/12_512", "SHA2_60/12_512", [64, 60, 12]),
    xmssmt("XMSSMT-SHAKE_20/2_256", "SHAKE_20/2_256", [32, 20, 2]),
    xmssmt("XMSSMT-SHAKE_20/4_256", "SHAKE_20/4_256", [32, 20, 4]),
    xmssmt("XMSSMT-SHAKE_40/2_256", "SHAKE_40/2_256", [32, 40, 2]),
    xmssmt("XMSSMT-SHAKE_40/4_256", "SHAKE_40/4_256", [32, 40, 4]),
    xmssmt("XMSSMT-SHAKE_40/8_256", "SHAKE_40/8_256", [32, 40, 8]),
    xmssmt("XMSSMT-SHAKE_60/3_256", "SHAKE_60/3_256", [32, 60, 3]),
    xmssmt("XMSSMT-SHAKE_60/6_256", "SHAKE_60/6_256", [32, 60, 6]),
    xmssmt("XMSSMT-SHAKE_60/12_256", "SHAKE_60/12_256", [32, 60, 12]),
    xmssmt("XMSSMT-SHAKE_20/2_512", "SHAKE_20/2_512", [64, 20, 2]),
    xmssmt("XMSSMT-SHAKE_20/4_512", "SHAKE_20/4_512", [64, 20, 4]),
    xmssmt("XMSSMT-SHAKE_40/2_512", "SHAKE_40/2_512", [64, 40, 2]),
    xmssmt("XMSSMT-SHAKE_40/4_512", "SHAKE_40/4_512", [64, 40, 4]),
    xmssmt("XMSSMT-SHAKE_40/8_512", "SHAKE_40/8_512", [64, 40, 8]),
    xmssmt("XMSSMT-SHAKE_60/3_512", "SHAKE_60/3_512", [64, 60, 3]),
    xmssmt("XMSSMT-SHAKE_60/6_512", "SHAKE_60/6_512", [64, 60, 6]),
    xmssmt("XMSSMT-SHAKE_60/12_512", "SHAKE_60/12_512", [64, 60, 12]),
    xmssmt("XMSSMT-SHA2_20/2_192", "SHA2_20/2_192", [24, 20, 2]),
    xmssmt("XMSSMT-SHA2_20/4_192", "SHA2_20/4_192", [24, 20, 4]),
    xmssmt("XMSSMT-SHA2_40/2_192", "SHA2_40/2_192", [24, 40, 2]),
    xmssmt("XMSSMT-SHA2_40/4_192", "SHA2_40/4_192", [24, 40, 4]),
    xmssmt("XMSSMT-SHA2_40/8_192", "SHA2_40/8_192", [24, 40, 8]),
    xmssmt("XMSSMT-SHA2_60/3_192", "SHA2_60/3_192", [24, 60, 3]),
    xmssmt("XMSSMT-SHA2_60/6_192", "SHA2_60/6_192", [24, 60, 6]),
    xmssmt("XMSSMT-SHA2_60/12_192", "SHA2_60/12_192", [24, 60, 12]),
    xmssmt("XMSSMT-SHAKE256_20/2_256", "SHAKE256_20/2_256", [32, 20, 2]),
    xmssmt("XMSSMT-SHAKE256_20/4_256", "SHAKE256_20/4_256", [32, 20, 4]),
    xmssmt("XMSSMT-SHAKE256_40/2_256", "SHAKE256_40/2_256", [32, 40, 2]),
    xmssmt("XMSSMT-SHAKE256_40/4_256", "SHAKE256_40/4_256", [32, 40, 4]),
    xmssmt("XMSSMT-SHAKE256_40/8_256", "SHAKE256_40/8_256", [32, 40, 8]),
    xmssmt("XMSSMT-SHAKE256_60/3_256", "SHAKE256_60/3_256", [32, 60, 3]),
    xmssmt("XMSSMT-SHAKE256_60/6_256", "SHAKE256_60/6_256", [32, 60, 6]),
    xmssmt("XMSSMT-SHAKE256_60/12_256", "SHAKE256_60/12_256", [32, 60, 12]),
    xmssmt("XMSSMT-SHAKE256_20/2_192", "SHAKE256_20/2_192", [24, 20, 2]),
    xmssmt("XMSSMT-SHAKE256_20/4_192", "SHAKE256_20/4_192", [24, 20, 4]),
    xmssmt("XMSSMT-SHAKE256_40/2_192", "SHAKE256_40/2_192", [24, 40, 2]),
    xmssmt("XMSSMT-SHAKE256_40/4_192", "SHAKE256_40/4_192", [24, 40, 4]),
    xmssmt("XMSSMT-SHAKE256_40/8_192", "SHAKE256_40/8_192", [24, 40, 8]),
    xmssmt("XMSSMT-SHAKE256_60/3_192", "SHAKE256_60/3_192", [24, 60, 3]),
    xmssmt("XMSSMT-SHAKE256_60/6_192", "SHAKE256_60/6_192", [24, 60, 6]),
    xmssmt("XMSSMT-SHAKE256_60/12_192", "SHAKE256_60/12_192", [24, 60, 12]),
    // Before RFC 9802, in ISARA's and Botan's certificates.
    Row::new("XMSS-ISARA", "XMSS").set("ISARA").oids(&[("0.4.0.127.0.15.1.1.13.0", "")]).maturity(PreStandard),
    Row::new("XMSSMT-ISARA", "XMSS").set("ISARA").oids(&[("0.4.0.127.0.15.1.1.14.0", "")]).maturity(PreStandard),
];
