//! JWS and JWE in their JSON serialisations (RFC 7515 §7.2, RFC 7516 §7.2), one token for each signature or recipient.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::json_objects;
use super::json_web_token::{HEADER, Header, Token};

/// Objects of one file, and recipients of one message.
const LIMIT: usize = 10_000;

/// A JWE, a JWS of one signature, or one signature of a JWS of several.
#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    protected: Cow<'a, str>,
    #[serde(borrow, default)]
    header: Header<'a>,
    #[serde(borrow, default)]
    unprotected: Header<'a>,
    #[serde(borrow, default)]
    signature: Cow<'a, str>,
    #[serde(borrow, default)]
    ciphertext: Cow<'a, str>,
    #[serde(borrow, default)]
    recipients: Vec<Recipient<'a>>,
}

#[derive(Deserialize)]
struct Recipient<'a> {
    #[serde(borrow, default)]
    header: Header<'a>,
}

/// Every token with the offset of its object.
pub fn tokens(text: &[u8]) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    for object in json_objects::with_member(text, "protected").into_iter().take(LIMIT) {
        let Ok(message) = serde_json::from_slice::<Message<'_>>(&object.text) else { continue };
        let Some(json) = message.decoded() else { continue };
        let Ok(protected) = serde_json::from_slice::<Header<'_>>(&json) else { continue };
        let own = message.tokens(&protected).into_iter();
        tokens.extend(own.map(|token| (object.offset, token)));
    }
    tokens
}

impl Message<'_> {
    fn decoded(&self) -> Option<Vec<u8>> {
        let is_short = self.protected.len() <= HEADER;
        is_short.then(|| URL_SAFE_NO_PAD.decode(self.protected.as_ref()).ok()).flatten()
    }

    /// The header of a recipient adds to those of the message; a name stands in one of them only.
    fn tokens(&self, protected: &Header<'_>) -> Vec<Token> {
        let is_signed = !self.signature.is_empty() && self.ciphertext.is_empty();
        let is_closed = !self.ciphertext.is_empty() && self.signature.is_empty();
        let all = [protected, &self.unprotected, &self.header];
        let recipients = self.recipients.iter().take(LIMIT).map(|recipient| &recipient.header);
        let alone = self.recipients.is_empty().then_some(&self.header);
        recipients
            .chain(alone)
            .filter_map(|own| Token::of(all.into_iter().chain([own])))
            .filter(|token| if token.is_encrypted() { is_closed } else { is_signed })
            .collect()
    }
}
