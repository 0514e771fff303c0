use super::{HandshakePrice, thousandth};
use crate::cost::{Costs, Operation};
use crate::model::{Demand, LinkPreset, Venue};
use crate::network::{
    Exchange, IkeExchange, IkeMessage, Link, TlsSizes, Transport, exchange, ike_handshake,
    key_exchange_payload, ssh_key_exchange, tls_flights,
};
use crate::plan::change::{Need, Use};
use crate::scheme::Scheme;

/// What of a certificate is neither key nor signature: names, dates and extensions of one with a single
/// short name. Public authorities add some 500 bytes and more.
const CERTIFICATE_REST: u32 = 220;
/// Chain of today's certificates that is compared with: leaf and intermediates of ECDSA P-256
/// (point of 65 bytes, signature of up to 72).
const CLASSICAL_CERTIFICATE: u32 = CERTIFICATE_REST + 65 + 72;
const CLASSICAL_SIGNATURE: u32 = 72;
/// Share of X25519.
const CLASSICAL_SHARE: u32 = 32;
/// Shares of X25519MLKEM768.
const HYBRID_SHARES: (u32, u32) = (1216, 1120);
/// Payloads of `IKE_SA_INIT` with X25519, request and response, as strongSwan 6.0.1 sends them without what announces a
/// further key exchange (`tests/network/ike_fragments.csv`: 280 and 288 bytes of IP with it).
const IKE_FIRST: [u32; 2] = [208, 216];
/// What announces one: a transform (RFC 7296 §3.3.2), and the notification of RFC 9242 §3.1.
const IKE_ANNOUNCED: u32 = 8 + 8;
/// Payloads of `IKE_AUTH`: one certificate of ECDSA P-256 each way with its signature and names, a proposal, selectors.
const IKE_AUTHENTICATION: [u32; 2] = [
    CLASSICAL_CERTIFICATE + CLASSICAL_SIGNATURE + 200,
    CLASSICAL_CERTIFICATE + CLASSICAL_SIGNATURE + 150,
];
/// Request that follows the handshake.
const REQUEST: u32 = 100;

/// A handshake that a scheme is part of: today's flights and then's, with the chains sent.
struct Compared {
    of: &'static str,
    transport: Transport,
    before: Vec<u32>,
    after: Vec<u32>,
    chain: Option<(u32, u32)>,
}

/// The price of a handshake, where the use has one.
pub(super) fn handshake(
    at: Use,
    demand: &Demand,
    scheme: &Scheme,
    costs: &Costs,
) -> Option<HandshakePrice> {
    let link =
        demand.link.as_ref().map_or_else(|| Link::preset(LinkPreset::DataCentre), Link::stated);
    if (at.venue, at.need) == (Venue::Ike, Need::KeyEstablishment) {
        return Some(ike(&link, scheme, processing_ms(at, scheme, costs)));
    }
    let compared = compared(at, demand, scheme)?;
    let weighed = |flights: &[u32], processing_ms: f64| {
        let transport = compared.transport;
        exchange(&link, &Exchange { transport, flights, request: REQUEST, processing_ms })
    };
    let before = weighed(&compared.before, 0.0);
    let after = weighed(&compared.after, processing_ms(at, scheme, costs));
    let bytes = |flights: &[u32]| flights.iter().fold(0_u32, |sum, one| sum.saturating_add(*one));
    Some(HandshakePrice {
        of: compared.of.to_owned(),
        bytes: (bytes(&compared.before), bytes(&compared.after)),
        chain: compared.chain,
        first_byte_ms: (thousandth(before.first_byte_ms), thousandth(after.first_byte_ms)),
        round_trips: (after.round_trips, after.extra_round_trips),
        packets: (before.packets, after.packets),
        breaks: after.breaks.iter().map(ToString::to_string).collect(),
    })
}

fn compared(at: Use, demand: &Demand, scheme: &Scheme) -> Option<Compared> {
    let certificates = demand.chain.unwrap_or(2).clamp(1, 10);
    match (at.venue, at.need) {
        (Venue::Tls, Need::KeyEstablishment) => Some(Compared {
            of: "TLS 1.3 with this group, certificates of ECDSA P-256; today X25519",
            transport: Transport::Tcp,
            before: tls(
                (CLASSICAL_SHARE, CLASSICAL_SHARE),
                certificates,
                CLASSICAL_CERTIFICATE,
                CLASSICAL_SIGNATURE,
            ),
            after: tls(
                (scheme.public_key, scheme.output),
                certificates,
                CLASSICAL_CERTIFICATE,
                CLASSICAL_SIGNATURE,
            ),
            chain: None,
        }),
        (Venue::X509, Need::Signature | Need::Issuing) | (Venue::Tls, Need::Signature) => {
            let certificate =
                CERTIFICATE_REST.saturating_add(scheme.public_key).saturating_add(scheme.output);
            Some(Compared {
                of: "TLS 1.3 with X25519MLKEM768 and a chain of this; today ECDSA P-256 and the same group",
                transport: Transport::Tcp,
                before: tls(
                    HYBRID_SHARES,
                    certificates,
                    CLASSICAL_CERTIFICATE,
                    CLASSICAL_SIGNATURE,
                ),
                after: tls(HYBRID_SHARES, certificates, certificate, scheme.output),
                chain: Some((
                    certificates.saturating_mul(CLASSICAL_CERTIFICATE),
                    certificates.saturating_mul(certificate),
                )),
            })
        }
        (Venue::Ssh, Need::KeyEstablishment) => Some(Compared {
            of: "SSH key exchange with an Ed25519 host key; today curve25519-sha256",
            transport: Transport::Tcp,
            before: ssh((CLASSICAL_SHARE, CLASSICAL_SHARE), (32, 64)),
            after: ssh((scheme.public_key, scheme.output), (32, 64)),
            chain: None,
        }),
        (Venue::Ssh, Need::Signature) => Some(Compared {
            of: "SSH key exchange with mlkem768x25519-sha256 and a host key of this; today Ed25519",
            transport: Transport::Tcp,
            before: ssh(HYBRID_SHARES, (32, 64)),
            after: ssh(HYBRID_SHARES, (scheme.public_key, scheme.output)),
            chain: None,
        }),
        _ => None,
    }
}

/// A further key exchange beside the classical one: an exchange of its own before the authentication (RFC 9370 §2.2.2),
/// which IKE fragments.
fn ike(link: &Link, scheme: &Scheme, processing_ms: f64) -> HandshakePrice {
    let message = |exchange, payloads| IkeMessage { exchange, payloads };
    let first = |more: u32| {
        IKE_FIRST.map(|payloads| message(IkeExchange::SaInit, payloads.saturating_add(more)))
    };
    let authentication = IKE_AUTHENTICATION.map(|size| message(IkeExchange::Intermediate, size));
    let further = [scheme.public_key, scheme.output]
        .map(|share| message(IkeExchange::Intermediate, key_exchange_payload(share)));
    let [before, after] = [
        (&[first(0), authentication].concat(), 0.0),
        (&[first(IKE_ANNOUNCED), further, authentication].concat(), processing_ms),
    ]
    .map(|(messages, time)| ike_handshake(link, messages, REQUEST, time));
    HandshakePrice {
        of: "IKEv2 with this as a further key exchange beside X25519, packets with their headers; \
             today X25519 alone"
            .to_owned(),
        bytes: (before.bytes, after.bytes),
        chain: None,
        first_byte_ms: (thousandth(before.first_byte_ms), thousandth(after.first_byte_ms)),
        round_trips: (after.round_trips, 0),
        packets: (before.packets, after.packets),
        breaks: Vec::new(),
    }
}

fn tls(shares: (u32, u32), count: u32, certificate: u32, signature: u32) -> Vec<u32> {
    let certificates = vec![certificate; count as usize];
    let sizes = TlsSizes {
        client_share: shares.0,
        server_share: shares.1,
        certificates: &certificates,
        signature,
    };
    tls_flights(&sizes).to_vec()
}

/// The two packets of the key exchange with `SSH_MSG_NEWKEYS` behind them; names of keys take some 19 bytes a blob.
fn ssh(shares: (u32, u32), (key, signature): (u32, u32)) -> Vec<u32> {
    const NAMES: u32 = 4 + 11 + 4;
    let sizes = ssh_key_exchange(
        shares.0,
        shares.1,
        key.saturating_add(NAMES),
        signature.saturating_add(NAMES),
    );
    vec![sizes.init, sizes.reply.saturating_add(sizes.new_keys / 2), sizes.new_keys / 2]
}

/// Processor time of both sides in one handshake, of this scheme's operations alone.
fn processing_ms(at: Use, scheme: &Scheme, costs: &Costs) -> f64 {
    let operations: &[Operation] = match at.need {
        Need::KeyEstablishment => {
            &[Operation::KeyGeneration, Operation::Encapsulate, Operation::Decapsulate]
        }
        _ => &[Operation::Sign, Operation::Verify],
    };
    let times = operations.iter().filter_map(|operation| costs.of(scheme.id, *operation));
    times.map(|cost| cost.microseconds).sum::<f64>() / 1000.0
}
