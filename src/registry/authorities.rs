//! Organisations whose certification authorities operating systems and browsers trust.
//!
//! Source: organisations in the subjects of Mozilla's root certificates (as of Debian's `ca-certificates` 20230311), and those
//! that stand in the subjects of issuing authorities below them alone.

/// In order.
const ORGANISATIONS: [&str; 73] = [
    "ACCV",
    "ANF Autoridad de Certificacion",
    "Actalis S.p.A.",
    "Actalis S.p.A./03358520967",
    "AffirmTrust",
    "Agence Nationale de Certification Electronique",
    "Amazon",
    "Asseco Data Systems S.A.",
    "Atos",
    "Baltimore",
    "Buypass AS-983163327",
    "CERTSIGN SA",
    "COMODO CA Limited",
    "Certainly",
    "China Financial Certification Authority",
    "Chunghwa Telecom Co., Ltd.",
    "Comodo CA Limited",
    "D-Trust GmbH",
    "Dhimyotis",
    "DigiCert Inc",
    "DigiCert, Inc.",
    "Disig a.s.",
    "E-Tugra EBG A.S.",
    "E-Tuğra EBG Bilişim Teknolojileri ve Hizmetleri A.Ş.",
    "Entrust, Inc.",
    "Entrust.net",
    "FNMT-RCM",
    "GUANG DONG CERTIFICATE AUTHORITY CO.,LTD.",
    "GlobalSign",
    "GlobalSign nv-sa",
    "GoDaddy.com, Inc.",
    "Google Trust Services",
    "Google Trust Services LLC",
    "Hellenic Academic and Research Institutions CA",
    "Hellenic Academic and Research Institutions Cert. Authority",
    "Hongkong Post",
    "IZENPE S.A.",
    "IdenTrust",
    "Internet Security Research Group",
    "Japan Certification Services, Inc.",
    "Krajowa Izba Rozliczeniowa S.A.",
    "Let's Encrypt",
    "Microsec Ltd.",
    "Microsoft Corporation",
    "NAVER BUSINESS PLATFORM Corp.",
    "NetLock Kft.",
    "QuoVadis Limited",
    "SECOM Trust Systems CO.,LTD.",
    "SECOM Trust.net",
    "SSL Corporation",
    "Sectigo Limited",
    "SecureTrust Corporation",
    "Starfield Technologies, Inc.",
    "SwissSign AG",
    "T-Systems Enterprise Services GmbH",
    "TAIWAN-CA",
    "Telia Finland Oyj",
    "TeliaSonera",
    "The Go Daddy Group, Inc.",
    "The USERTRUST Network",
    "TrustCor Systems S. de R.L.",
    "Trustwave Holdings, Inc.",
    "Turkiye Bilimsel ve Teknolojik Arastirma Kurumu - TUBITAK",
    "UniTrust",
    "Unizeto Technologies S.A.",
    "WISeKey",
    "XRamp Security Services Inc",
    "ZeroSSL",
    "certSIGN",
    "e-commerce monitoring GmbH",
    "eMudhra Inc",
    "eMudhra Technologies Limited",
    "iTrusChina Co.,Ltd.",
];

/// Whether a distinguished name (RFC 4514 text) is that of an authority which operating systems and browsers trust, or of one
/// of the same organisation.
#[must_use]
pub fn is_of_public_authority(name: &str) -> bool {
    let is_known = |organisation: &str| ORGANISATIONS.binary_search(&organisation).is_ok();
    organisations(name).any(|organisation| is_known(&organisation))
}

/// The values of the attribute `O`, with what is escaped as it is meant.
fn organisations(name: &str) -> impl Iterator<Item = String> {
    let mut parts = vec![String::new()];
    let mut letters = name.chars();
    while let Some(letter) = letters.next() {
        let last = parts.last_mut();
        match (letter, last) {
            ('\\', Some(part)) => part.extend(letters.next()),
            (',' | '+', _) => parts.push(String::new()),
            (letter, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    parts.into_iter().filter_map(|part| Some(part.trim_start().strip_prefix("O=")?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_in_order() {
        assert!(ORGANISATIONS.is_sorted());
    }

    #[test]
    fn an_organisation_is_read_from_a_name() {
        assert!(is_of_public_authority("CN=R11,O=Let's Encrypt,C=US"));
        assert!(is_of_public_authority("CN=GeoTrust TLS RSA CA G1,O=DigiCert\\, Inc.,C=US"));
        assert!(!is_of_public_authority("CN=Let's Encrypt,O=Example,C=US"));
        assert!(!is_of_public_authority(""));
    }
}
