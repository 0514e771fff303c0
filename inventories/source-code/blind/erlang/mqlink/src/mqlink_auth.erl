%%% @doc Login of a client. SCRAM with SHA-512; MD5 was removed.
-module(mqlink_auth).

-export([salted/2, proof/2, nonce/0, fingerprint/1, check/2, token/2, pick/1]).

-include("mqlink.hrl").
-include_lib("jose/include/jose_jwk.hrl").

salted(Password, Salt) ->
    #{mechanism := Mechanism, rounds := Rounds} = login(),
    crypto:pbkdf2_hmac(hash_of(Mechanism), Password, Salt, Rounds, 64).

proof(Key, Message) ->
    #{mechanism := Mechanism} = login(),
    StoredKey = crypto:hash(hash_of(Mechanism), Key),
    crypto:exor(Key, hmac(StoredKey, Message)).

hmac(Key, Message) ->
    crypto:mac(hmac, ?SHA(256), Key, Message).

nonce() ->
    base64:encode(crypto:strong_rand_bytes(24)).

fingerprint(Der) ->
    binary:encode_hex(crypto:hash(?FINGERPRINT, Der)).

check(Password, Stored) ->
    {ok, Hash} = bcrypt:hashpw(Password, Stored),
    Hash =:= Stored.

token(Jwk, Claims) ->
    Header = #{<<"alg">> => <<"ES384">>},
    {_, Jwt} = jose_jws:compact(jose_jwt:sign(Jwk, Header, Claims)),
    Jwt.

pick(Brokers) ->
    lists:nth(rand:uniform(length(Brokers)), Brokers).

login() ->
    application:get_env(mqlink, login, #{mechanism => scram_sha256, rounds => 4096}).

hash_of(scram_sha256) -> sha256;
hash_of(scram_sha512) -> sha512.
