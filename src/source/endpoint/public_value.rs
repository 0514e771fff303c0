//! Public values that are well formed and of no use: nobody has their secret, and nothing is ever derived from them. A
//! probe sends them so that a server goes on, and breaks off before any key is made.

/// Hexadecimal of `x || y` of the base point of a curve: every peer takes it for a public value.
/// SP 800-186 §3.2.1 and RFC 5639 §3, as `openssl ecparam -param_enc explicit -text` prints them.
#[rustfmt::skip] // one curve a row
const BASE_POINTS: &[(Curve, &str)] = &[
    (Curve::P192, "188da80eb03090f67cbf20eb43a18800f4ff0afd82ff101207192b95ffc8da78631011ed6b24cdd573f977a11e794811"),
    (Curve::P224, "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34"),
    (Curve::P256, "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    (Curve::P384, "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab73617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
    (Curve::P521, "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650"),
    (Curve::Brainpool224, "0d9029ad2c7e5cf4340823b2a87dc68c9e4ce3174c1e6efdee12c07d58aa56f772c0726f24c6b89e4ecdac24354b9e99caa3f6d3761402cd"),
    (Curve::Brainpool256, "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997"),
    (Curve::Brainpool384, "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315"),
    (Curve::Brainpool512, "81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f8227dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892"),
];

/// A curve with a base point here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the curve's name")]
pub(super) enum Curve {
    P192,
    P224,
    P256,
    P384,
    P521,
    Brainpool224,
    Brainpool256,
    Brainpool384,
    Brainpool512,
}

/// `x || y` of the base point of `curve`.
pub(super) fn point(curve: Curve) -> Vec<u8> {
    let hex = BASE_POINTS.iter().find(|(of, _)| *of == curve).map_or("", |(_, hex)| *hex);
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = hex.as_bytes().chunks_exact(2);
    pairs.filter_map(|two| Some(digit(two[0])? << 4 | digit(two[1])?)).collect()
}

/// A number of `length` bytes that is smaller than any prime of that length whose first bit is set.
pub(super) fn number(length: usize) -> Vec<u8> {
    let mut bytes = octets(length);
    if let Some(first) = bytes.first_mut() {
        *first = (*first & 0x7f) | 0x40;
    }
    bytes
}

/// An X25519 (32 bytes) or X448 (56) public value: any octets are one (RFC 7748 §5).
pub(super) fn montgomery(length: usize) -> Vec<u8> {
    let mut bytes = octets(length);
    if length == 32
        && let Some(last) = bytes.last_mut()
    {
        *last &= 0x7f;
    }
    bytes
}

/// An ML-KEM encapsulation key of rank `k`: `384 k` bytes of 12-bit coefficients, each below 3329 (FIPS 203 §7.2), and
/// a seed.
pub(super) fn encapsulation_key(k: usize) -> Vec<u8> {
    let mut bytes = octets(384 * k + 32);
    for three in bytes[..384 * k].chunks_exact_mut(3) {
        // Below 2048, which is below 3329.
        three[1] &= 0xf7;
        three[2] &= 0x7f;
    }
    bytes
}

/// Octets that nobody can foresee.
pub(super) fn octets(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    // Without a random source of the system the octets are zero, which no peer minds.
    let _ = ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes);
    bytes
}
