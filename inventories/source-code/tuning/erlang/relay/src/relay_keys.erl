-module(relay_keys).
-moduledoc "Keys of the relay. DES keys are gone.".
-export([new/0, curve/0, agree/1, sign/2, open/2, wrap/2, token/0, any/2, seal/3]).

-include_lib("public_key/include/public_key.hrl").

-define(BITS, 2048).
-define(HASH, sha512).
-define(CIPHERS, [des_cbc, rc4, aes_256_gcm]).

new() ->
    public_key:generate_key({rsa, ?BITS, 65537}).

curve() ->
    public_key:generate_key({namedCurve, secp256r1}).

agree(Peer) ->
    {Public, Private} = crypto:generate_key(ecdh, secp521r1),
    {Public, crypto:compute_key(ecdh, Peer, Private, secp521r1)}.

sign(Text, #'RSAPrivateKey'{} = Key) ->
    public_key:sign(Text, ?HASH, Key, [{rsa_padding, rsa_pkcs1_pss_padding}]).

open(Sealed, Key) ->
    public_key:decrypt_private(Sealed, Key).

wrap(Text, Key) ->
    public_key:encrypt_public(Text, Key, [{rsa_padding, rsa_pkcs1_oaep_padding}]).

token() ->
    base64:encode(crypto:strong_rand_bytes(18)).

any(Type, Data) ->
    crypto:hash(Type, Data).

seal(Key, IV, Text) ->
    crypto:crypto_one_time(aes_256_cbc, Key, IV, Text, [{encrypt, true}, {padding, pkcs_padding}]).
