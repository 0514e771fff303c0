//! The migration cards that ship with y2q.

use std::sync::LazyLock;

use super::card::Card;
use super::item::Item;

/// File stem and text of every card, sorted by stem; a test compares them with the folder `cards`.
pub const CARDS: &[(&str, &str)] = &[
    ("apache-hybrid", include_str!("cards/apache-hybrid.toml")),
    ("csharp-md5", include_str!("cards/csharp-md5.toml")),
    ("csharp-rsa-keygen", include_str!("cards/csharp-rsa-keygen.toml")),
    ("go-curve-preferences", include_str!("cards/go-curve-preferences.toml")),
    ("go-md5", include_str!("cards/go-md5.toml")),
    ("go-rsa-keygen", include_str!("cards/go-rsa-keygen.toml")),
    ("go-rsa-signing", include_str!("cards/go-rsa-signing.toml")),
    ("haproxy-hybrid", include_str!("cards/haproxy-hybrid.toml")),
    ("java-cipher", include_str!("cards/java-cipher.toml")),
    ("java-jsse-groups", include_str!("cards/java-jsse-groups.toml")),
    ("java-md5", include_str!("cards/java-md5.toml")),
    ("java-rsa-keygen", include_str!("cards/java-rsa-keygen.toml")),
    ("java-rsa-signing", include_str!("cards/java-rsa-signing.toml")),
    ("javascript-md5", include_str!("cards/javascript-md5.toml")),
    ("javascript-rsa-keygen", include_str!("cards/javascript-rsa-keygen.toml")),
    ("javascript-rsa-signing", include_str!("cards/javascript-rsa-signing.toml")),
    ("jwt-rs256", include_str!("cards/jwt-rs256.toml")),
    ("nginx-hybrid", include_str!("cards/nginx-hybrid.toml")),
    ("openssl-cipher", include_str!("cards/openssl-cipher.toml")),
    ("openssl-groups", include_str!("cards/openssl-groups.toml")),
    ("php-md5", include_str!("cards/php-md5.toml")),
    ("python-cipher", include_str!("cards/python-cipher.toml")),
    ("python-md5", include_str!("cards/python-md5.toml")),
    ("python-rsa-keygen", include_str!("cards/python-rsa-keygen.toml")),
    ("python-unverified", include_str!("cards/python-unverified.toml")),
    ("rsa-certificate", include_str!("cards/rsa-certificate.toml")),
    ("rustls-provider", include_str!("cards/rustls-provider.toml")),
    ("sshd-kex", include_str!("cards/sshd-kex.toml")),
    ("strongswan-proposals", include_str!("cards/strongswan-proposals.toml")),
];

/// All, sorted by id.
#[must_use]
pub fn cards() -> &'static [Card] {
    #[allow(clippy::expect_used, reason = "the texts are constants; a test parses every one")]
    static READ: LazyLock<Vec<Card>> = LazyLock::new(|| {
        let read =
            |(stem, text): &(&str, &str)| Card::read(stem, text).expect("a card is well-formed");
        CARDS.iter().map(read).collect()
    });
    &READ
}

/// The card of that id.
#[must_use]
pub fn card(id: &str) -> Option<&'static Card> {
    cards().iter().find(|card| card.id == id)
}

/// The card for a finding.
#[must_use]
pub fn card_for(item: &Item) -> Option<&'static Card> {
    cards().iter().find(|card| card.applies_to(item))
}
