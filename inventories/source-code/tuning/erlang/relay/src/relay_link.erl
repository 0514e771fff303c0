-module(relay_link).
-export([listen/1, old/1, seal/3, keys/0, mac/2, digest/2, owner/0, pq/0, letter/1]).

-include("relay.hrl").

%% The link speaks TLS 1.3; 'tlsv1' is for one old station.
listen(Port) ->
    {ok, Versions} = application:get_env(relay, tls),
    ssl:listen(Port, [{versions, Versions}, {certs_keys, [#{certfile => "c.pem", keyfile => "k.pem"}]}]).

old(Host) ->
    ssl:connect(Host, 443, [{versions, ['tlsv1']}, {verify, verify_none}]).

seal(Key, Nonce, Text) ->
    Cipher = application:get_env(relay, link_cipher, aes_128_gcm),
    crypto:crypto_one_time_aead(Cipher, Key, Nonce, Text, <<>>, true).

keys() ->
    crypto:generate_key(rsa, {application:get_env(relay, rsa_bits, 2048), 65537}).

mac(Key, Text) ->
    crypto:mac(hmac, ?MAC_HASH, Key, Text).

digest(Age, Text) ->
    Type = case Age of old -> md5; _ -> sha256 end,
    crypto:hash(Type, Text).

owner() ->
    crypto:generate_key(ecdh, ?CURVE).

pq() ->
    {Public, _} = crypto:generate_key(mlkem768, []),
    {Secret, _Sealed} = crypto:encapsulate_key(mlkem768, Public),
    erlang:md5(Secret).

letter(#station{name = Name}) ->
    io_lib:format("~s: rsa and des are spoken no more", [Name]).
