//! The tables against the definitions that they follow from, and the curves against OpenSSL.

use std::collections::BTreeMap;

use super::{TABLES, Table};

fn numbers(table: &Table) -> Vec<u64> {
    let digits = table.width * 2;
    let number = |at| u64::from_str_radix(&table.hex[at..at + digits], 16).unwrap_or_default();
    (0..table.hex.len()).step_by(digits).map(number).collect()
}

fn has(algorithm: &str, width: usize, numbers_of: &[u64]) {
    let fits = |table: &&Table| {
        table.algorithm == algorithm
            && table.width == width
            && numbers_of.starts_with(&numbers(table))
    };
    assert!(TABLES.iter().any(|table| fits(&table)), "{algorithm}: {numbers_of:x?}");
}

#[test]
fn tables_are_long_whole_and_of_known_algorithms() {
    for table in TABLES {
        let bytes = table.hex.len() / 2;
        assert!(bytes >= 32 || table.algorithm == "ChaCha20", "{}", table.what);
        assert_eq!((table.hex.len() % 2, bytes % table.width), (0, 0), "{}", table.what);
        assert!(table.hex.bytes().all(|byte| byte.is_ascii_hexdigit()), "{}", table.what);
        let algorithm = super::super::algorithm(table.algorithm);
        assert!(algorithm.family.is_some(), "{}", table.algorithm);
        assert!(table.what.contains('('), "{}: no source", table.what);
    }
}

/// Multiplication in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197 §4.2).
fn product(mut a: u64, mut b: u64) -> u64 {
    let mut product = 0;
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 0x100 != 0 {
            a ^= 0x11B;
        }
        b >>= 1;
    }
    product
}

#[test]
fn aes() {
    let inverse = |a: u64| (1..256).find(|b| product(a, *b) == 1).unwrap_or(0);
    let rotated = |x: u64, by: u32| (x << by | x >> (8 - by)) & 0xFF;
    let affine = |x: u64| (1..5).fold(x, |sum, by| sum ^ rotated(x, by)) ^ 0x63;
    let sbox = (0..256).map(|x| affine(inverse(x))).collect::<Vec<u64>>();
    let inverse = (0..256).map(|x| sbox.iter().position(|y| *y == x).unwrap_or(0) as u64);
    let inverse = inverse.collect::<Vec<_>>();
    let word = |s: u64, by: [u64; 4]| by.iter().fold(0, |word, by| word << 8 | product(s, *by));
    has("AES", 1, &sbox);
    has("AES", 1, &inverse);
    has("AES", 4, &sbox.iter().map(|s| word(*s, [2, 1, 1, 3])).collect::<Vec<_>>());
    has("AES", 4, &inverse.iter().map(|s| word(*s, [14, 9, 13, 11])).collect::<Vec<_>>());
}

/// The first bits of the fraction of a number's root: the largest n with n^power below number * 2^(power * bits).
fn fraction(number: u32, power: u32, bits: u32) -> u64 {
    // Compares by binary digits in base 2^32, as the products pass 128 bits.
    let multiplied = |a: &[u64], b: &[u64]| {
        let mut sum = vec![0_u64; a.len() + b.len()];
        for (i, x) in a.iter().enumerate() {
            let mut carry = 0;
            for (j, y) in b.iter().enumerate() {
                let total = sum[i + j] + x * y + carry;
                (sum[i + j], carry) = (total & 0xFFFF_FFFF, total >> 32);
            }
            sum[i + b.len()] += carry;
        }
        sum
    };
    let mut limit = vec![0_u64; (power * bits / 32) as usize];
    limit.push(u64::from(number));
    let (mut low, mut high) = (0_u128, 1_u128 << (bits + 8));
    while low < high {
        let middle = (low + high).div_ceil(2);
        let digits =
            (0..4).map(|at| (middle >> (32 * at)) as u64 & 0xFFFF_FFFF).collect::<Vec<_>>();
        let mut raised = (1..power).fold(digits.clone(), |raised, _| multiplied(&raised, &digits));
        let length = raised.len().max(limit.len());
        raised.resize(length, 0);
        limit.resize(length, 0);
        if raised.iter().rev().le(limit.iter().rev()) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    u64::try_from(low & ((1 << bits) - 1)).unwrap_or_default()
}

#[test]
fn hashes() {
    let primes = (2_u32..).filter(|n| (2..*n).all(|d| n % d > 0)).take(16).collect::<Vec<_>>();
    let roots = |primes: &[u32], power, bits| {
        primes.iter().map(|prime| fraction(*prime, power, bits)).collect::<Vec<_>>()
    };
    has("SHA-256", 4, &roots(&primes[..8], 3, 32));
    has("SHA-512", 8, &roots(&primes[..4], 3, 64));
    has("SHA-384", 8, &roots(&primes[8..12], 2, 64));
    // 2^30 times the roots of 2 and 3 (FIPS 180-4 says only the values).
    let sha1 = [2.0_f64, 3.0].map(|x| (x.sqrt() * f64::from(1 << 30)) as u64);
    has("SHA-1", 4, &[sha1[0], sha1[0], sha1[0], sha1[0], sha1[1], sha1[1], sha1[1], sha1[1]]);
    let sines = (1..65).map(|i| (f64::from(i).sin().abs() * 4_294_967_296.0) as u64);
    has("MD5", 4, &sines.collect::<Vec<_>>());
    // rc(t) of FIPS 202 algorithm 5, by its linear feedback shift register.
    let mut register = 1_u64;
    let mut bit = || {
        let bit = register & 1;
        register <<= 1;
        if register & 0x100 != 0 {
            register ^= 0x171;
        }
        bit
    };
    let constants = (0..24).map(|_| (0..7).map(|j| bit() << ((1 << j) - 1)).sum::<u64>());
    has("SHA3-256", 8, &constants.collect::<Vec<_>>());
}

#[test]
fn lattices() {
    let power = |root: i64, exponent: u32, modulus: i64| {
        (0..exponent).fold(1, |product, _| product * root % modulus)
    };
    let reversed = |index: u32, bits: u32| index.reverse_bits() >> (32 - bits);
    for (algorithm, root, modulus, bits, width) in
        [("ML-KEM", 17, 3329, 7, 2_usize), ("ML-DSA", 1753, 8_380_417, 8, 4)]
    {
        let word = 1_i64 << (8 * width);
        let plain = (1..33).map(|index| power(root, reversed(index, bits), modulus));
        let plain = plain.collect::<Vec<_>>();
        let montgomery = plain.iter().map(|z| z * word % modulus).collect::<Vec<_>>();
        let centred = montgomery.iter().map(|z| if *z > modulus / 2 { z - modulus } else { *z });
        let centred = centred.collect::<Vec<_>>();
        for values in [plain, montgomery, centred] {
            let unsigned = values.iter().map(|z| z.rem_euclid(word).unsigned_abs());
            has(algorithm, width, &unsigned.collect::<Vec<_>>());
        }
    }
}

/// Field names and values of `openssl ecparam -param_enc explicit -text`, by curve.
fn curves() -> BTreeMap<String, BTreeMap<String, String>> {
    let text = include_str!("../../../../inventories/fixtures/binaries/tools.txt");
    let mut curves: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let (mut curve, mut field) = (String::new(), String::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== openssl ecparam ") {
            name.clone_into(&mut curve);
        } else if let Some(value) = line.strip_prefix("    ") {
            let value = value.replace(':', "");
            curves
                .entry(curve.clone())
                .or_default()
                .entry(field.clone())
                .or_default()
                .push_str(value.trim());
        } else {
            line.trim_end().trim_end_matches(':').clone_into(&mut field);
        }
    }
    curves
}

#[test]
fn elliptic_curves_are_as_openssl_has_them() {
    let curves = curves();
    let names = [
        ("EC-P-256", "prime256v1"),
        ("EC-P-384", "secp384r1"),
        ("EC-P-521", "secp521r1"),
        ("EC-secp256k1", "secp256k1"),
        ("EC-brainpoolP256r1", "brainpoolP256r1"),
        ("SM2", "SM2"),
    ];
    let mut compared = 0;
    for (algorithm, curve) in names {
        for table in TABLES.iter().filter(|table| table.algorithm == algorithm) {
            let field = match table.what.split(" (").next().unwrap_or_default() {
                "coefficient b" => "B",
                "base point" => "Generator (uncompressed)",
                "order" => "Order",
                _ => continue,
            };
            let value = &curves[curve][field];
            assert!(value.contains(table.hex), "{curve} {field}: {value} lacks {}", table.hex);
            compared += 1;
        }
    }
    assert_eq!(compared, 9);
}
