-module(smsgate_seal).
-moduledoc "Seals the archive of messages. Nothing here is DES.".
-export([archive/2, sum/1, stream/3, tag/2, old/2, sums/2, stretch/2, slot/1]).

-include("smsgate.hrl").

archive(Key, Text) ->
    #{cipher := Cipher} = setting(archive, #{cipher => aes_128_gcm}),
    IV = crypto:strong_rand_bytes(16),
    {IV, crypto:crypto_one_time(Cipher, Key, IV, Text, [{encrypt, true}, {padding, pkcs_padding}])}.

sum(Text) ->
    Archive = setting(archive, #{}),
    crypto:hash(maps:get(hash, Archive, sha256), Text).

stream(Key, IV, Chunks) ->
    Suite = #suite{},
    State = crypto:crypto_init(Suite#suite.cipher, Key, IV, true),
    [crypto:crypto_update(State, C) || C <- Chunks].

tag(Key, Text) ->
    #suite{mac = {Kind, Hash}} = #suite{group = x448},
    crypto:mac(Kind, Hash, Key, Text).

old(Key, Text) ->
    crypto:crypto_one_time(blowfish_ecb, Key, Text, false).

sums(Text, Fun) when is_function(Fun, 2) ->
    [Fun(H, Text) || H <- [md4, blake2s]];
sums(Text, Name) ->
    crypto:hash(Name, Text).

stretch(Pin, Salt) ->
    crypto:pbkdf2_hmac(?PIN_HASH, Pin, Salt, 4096, 20).

slot(Number) ->
    erlang:phash2(Number, 64).

setting(Key, Default) ->
    application:get_env(smsgate, Key, Default).
