//! What functions of the languages' libraries are called that hand on what they get.

/// Methods that give an element of a table.
pub(super) const ELEMENT: &[&str] =
    &["get", "getOrDefault", "getValue", "apply", "at", "fetch", "GetValueOrDefault"];
/// Methods that give the table that they are called on, in another type at most.
pub(super) const HANDING_ON: &[&str] = &[
    "toMap",
    "ToFrozenDictionary",
    "ToImmutableDictionary",
    "toArray",
    "toSeq",
    "toVector",
    "toTypedArray",
    "toMutableMap",
    "toList",
    "toMutableList",
    "toSet",
    "ToList",
    "ToArray",
    "to_h",
    "toHashMap",
    "asList",
    "AsReadOnly",
    "ToImmutableArray",
    "toIndexedSeq",
    "asScala",
    "asJava",
    "compact",
    "uniq",
];
/// Functions and constructors that copy the table that they get.
pub(super) const COPYING: &[&str] = &[
    "EnumMap",
    "HashMap",
    "LinkedHashMap",
    "TreeMap",
    "ConcurrentHashMap",
    "copyOf",
    "Dictionary",
    "SortedDictionary",
    "ReadOnlyDictionary",
    "ConcurrentDictionary",
];
/// Functions that hand on what they get, in another type at most.
pub(super) const PASSING: &[&str] = &[
    "parseInt",
    "Atoi",
    "parseLong",
    "atoi",
    "atol",
    "stoi",
    "stol",
    "stoul",
    "valueOf",
    "requireNonNull",
    "ToInt32",
    "Parse",
    "ofNullable",
    "HashAlgorithmName",
    "CngAlgorithm",
    "GetOid",
    "getOID",
    // Types of go-jose that names of algorithms are made into.
    "KeyAlgorithm",
    "SignatureAlgorithm",
    "ContentEncryption",
    "freeze",
    "deepFreeze",
    "MappingProxyType",
    "frozenset",
    "unmodifiableMap",
    "unmodifiableList",
    "unmodifiableSet",
    "int",
    "int16",
    "int32",
    "int64",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "Int32",
    "Int64",
    "Ptr",
    "size_t",
    "unsigned",
    "str",
    "intval",
    "strval",
    "Number",
    "String",
    "string",
    "string_view",
    "Integer",
    "ToString",
    "to_string",
    "lowercase",
    "to_atom",
    "to_existing_atom",
    "binary_to_atom",
    "list_to_atom",
    "integer_to_list",
    "integer_to_binary",
    "atom_to_list",
    "atom_to_binary",
    "list_to_binary",
    "binary_to_list",
    "iolist_to_binary",
    "binary_to_existing_atom",
    "list_to_existing_atom",
    "list_to_integer",
    "binary_to_integer",
    "to_charlist",
    "to_integer",
    "vars",
    "fromkeys",
];

/// Octets that constants of libraries for C and Go stand for.
const OCTETS: &[(&str, i64)] = &[
    ("CHAR_BIT", 8),
    ("AES_128_KEY_SIZE", 16),
    ("AES_192_KEY_SIZE", 24),
    ("AES_256_KEY_SIZE", 32),
    ("AES128_KEY_SIZE", 16),
    ("AES192_KEY_SIZE", 24),
    ("AES256_KEY_SIZE", 32),
    ("AES_BLOCK_SIZE", 16),
    ("CAMELLIA128_KEY_SIZE", 16),
    ("CAMELLIA256_KEY_SIZE", 32),
    ("SHA256_DIGEST_LENGTH", 32),
    ("SHA512_DIGEST_LENGTH", 64),
    ("crypto_aead_aes256gcm_KEYBYTES", 32),
    ("crypto_secretbox_KEYBYTES", 32),
    ("crypto/aes.BlockSize", 16),
    ("crypto/md5.Size", 16),
    ("crypto/sha1.Size", 20),
    ("crypto/sha256.Size", 32),
    ("crypto/sha512.Size", 64),
    ("crypto/sha512.Size256", 32),
    ("crypto/sha512.Size384", 48),
    ("golang.org/x/crypto/blake2b.Size256", 32),
    ("golang.org/x/crypto/blake2b.Size384", 48),
    ("golang.org/x/crypto/blake2b.Size", 64),
    ("golang.org/x/crypto/chacha20poly1305.KeySize", 32),
];

/// How many octets a constant of a library says.
pub(super) fn octets(name: &str) -> Option<i64> {
    OCTETS.iter().find(|(known, _)| *known == name).map(|(_, octets)| *octets)
}

/// The text of a constant of Android's key store, or of Apache Commons Codec.
pub(in crate::detect::code) fn constant_text(name: &str) -> Option<String> {
    if let Some(digest) =
        name.strip_prefix("org.apache.commons.codec.digest.MessageDigestAlgorithms.")
    {
        return Some(digest.replace('_', "-"));
    }
    let name = name.strip_prefix("android.security.keystore.KeyProperties.")?;
    let text = match name {
        "ENCRYPTION_PADDING_NONE" => "NoPadding".to_owned(),
        "ENCRYPTION_PADDING_RSA_OAEP" => "OAEPPadding".to_owned(),
        "ENCRYPTION_PADDING_RSA_PKCS1" => "PKCS1Padding".to_owned(),
        "SIGNATURE_PADDING_RSA_PKCS1" => "PKCS1".to_owned(),
        "SIGNATURE_PADDING_RSA_PSS" => "PSS".to_owned(),
        _ => {
            let padding =
                name.strip_prefix("ENCRYPTION_PADDING_").map(|one| format!("{one}Padding"));
            let hmac = name.strip_prefix("KEY_ALGORITHM_HMAC_").map(|one| format!("Hmac{one}"));
            let digest = name.strip_prefix("DIGEST_").map(|one| one.replacen("SHA", "SHA-", 1));
            let plain =
                ["KEY_ALGORITHM_", "BLOCK_MODE_"].iter().find_map(|one| name.strip_prefix(one));
            padding.or(hmac).or(digest).or(plain.map(str::to_owned))?
        }
    };
    Some(text)
}

/// What makes a pair or triple of its arguments.
pub(in crate::detect::code) const PAIRS: &[&str] = &[
    "Pair",
    "Triple",
    "Tuple",
    "entry",
    "SimpleEntry",
    "pair",
    "Create",
    "MakeTuple",
    "make_pair",
    "tuple",
];
