/// A kind of system owner that policies name in `applies_to` and estates in `jurisdictions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Population {
    /// Kebab-case word.
    pub word: &'static str,
    /// Who belongs to it.
    pub meaning: &'static str,
}

const fn population(word: &'static str, meaning: &'static str) -> Population {
    Population { word, meaning }
}

/// Every population word, sorted. A system lists all it belongs to: a word does not imply another.
pub const POPULATIONS: &[Population] = &[
    population("au-government", "entities that follow the Australian Information Security Manual"),
    population("ca-government", "departments of the Government of Canada"),
    population("cz", "entities regulated by the Czech NÚKIB"),
    population("de", "Germany"),
    population("eu", "European Union"),
    population("finance", "banks, insurers, payment and virtual-asset services"),
    population("fr", "France"),
    population("fr-security-visa", "products for which a French security visa is sought"),
    population("general", "everyone; a policy that applies to it applies to every system"),
    population("in", "India"),
    population("in-critical-infrastructure", "critical information infrastructure in India"),
    population("jp-government", "ministries and agencies of Japan"),
    population("kr", "Republic of Korea"),
    population("kr-critical-infrastructure", "critical information infrastructure in Korea"),
    population("kr-kcmvp", "Korean systems that must use a validated cryptographic module"),
    population("kr-n2sf", "Korean institutions that classify their information as N2SF has it"),
    population("kr-public-sector", "Korean state and public institutions"),
    population("nl", "Netherlands"),
    population("no-mandate", "organisations that no policy of anybody else binds"),
    population("nz-government", "agencies that follow the New Zealand Information Security Manual"),
    population("payment-cards", "entities in scope of PCI DSS"),
    population("sg", "Singapore"),
    population("sg-critical-infrastructure", "critical information infrastructure in Singapore"),
    population("telecom", "operators of public telecommunications networks"),
    population("uk", "United Kingdom"),
    population("us-dow", "systems of the United States Department of War"),
    population("us-federal", "civilian agencies of the United States"),
    population("us-federal-contractor", "contractors of United States agencies"),
    population(
        "us-federal-hva",
        "high value assets and high-impact systems of United States agencies",
    ),
    population("us-nss", "United States national security systems"),
    population("us-nss-legacy", "of those, custom applications and legacy equipment"),
    population("us-nss-network", "of those, traditional networking equipment"),
    population(
        "us-nss-niche",
        "of those, constrained devices and large public-key infrastructures",
    ),
    population("us-nss-os", "of those, operating systems"),
    population("us-nss-signing", "of those, software and firmware signing"),
    population("us-nss-web-cloud", "of those, web browsers, web servers and cloud services"),
    population("web-pki", "publicly trusted certification authorities and their subscribers"),
];
