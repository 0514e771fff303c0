-record(profile, {
    seal = chacha20_poly1305 :: atom(),
    bits = 3 * 1024 :: pos_integer(),
    hash = sha3_384 :: atom(),
    description = "" :: string()
}).

-define(SHA(N), list_to_existing_atom("sha" ++ integer_to_list(N))).
-define(PASSKEY, {namedCurve, secp256k1}).
-ifdef(LEGACY).
-define(FINGERPRINT, md5).
-else.
-define(FINGERPRINT, sha).
-endif.
