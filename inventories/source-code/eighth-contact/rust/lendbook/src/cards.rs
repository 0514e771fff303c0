use jsonwebtoken::{encode, Algorithm, EncodingKey, Header};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CardScheme {
    Adult,
    Junior,
    Visitor,
}

impl CardScheme {
    pub fn algorithm(self) -> Algorithm {
        match self {
            CardScheme::Adult | CardScheme::Junior => Algorithm::PS256,
            CardScheme::Visitor => Algorithm::ES384,
        }
    }
}

#[derive(Serialize)]
pub struct Claims {
    pub sub: String,
    pub exp: u64,
}

type Outcome = jsonwebtoken::errors::Result<String>;

pub fn adult_card(claims: &Claims, key: &EncodingKey) -> Outcome {
    encode(&Header::new(CardScheme::Adult.algorithm()), claims, key)
}

pub fn visitor_card(claims: &Claims, key: &EncodingKey) -> Outcome {
    let header = Header {
        alg: crate::Scheme::Visitor.algorithm(),
        kid: Some("desk".into()),
        ..Header::default()
    };
    encode(&header, claims, key)
}
