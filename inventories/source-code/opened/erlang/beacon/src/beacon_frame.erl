-module(beacon_frame).
-export([seal/4, tag/2, id/1, sum/1, keys/0, group/0, old/3, pwd/2, iv/0, verify/1, describe/1]).

-include("beacon.hrl").

seal(Key, Nonce, Frame, Aad) ->
    {ok, Cipher} = application:get_env(beacon, frame_cipher),
    crypto:crypto_one_time_aead(Cipher, Key, Nonce, Frame, Aad, 8, true).

tag(Key, Frame) ->
    crypto:mac(hmac, ?FRAME_MAC, Key, Frame).

id(Frame) ->
    binary:encode_hex(erlang:md5(Frame)).

sum(Frame) ->
    crypto:hash(list_to_atom("sha" ++ integer_to_list(224)), Frame).

keys() ->
    crypto:generate_key(ecdh, ?KEY_CURVE).

group() ->
    P = 23, G = 5,
    crypto:generate_key(dh, [P, G]).

old(Key, IV, Frame) ->
    crypto:crypto_one_time(blowfish_cbc, Key, IV, Frame, false).

pwd(Password, Salt) ->
    crypto:pbkdf2_hmac(sha, Password, Salt, 1000, 20).

iv() ->
    crypto:strong_rand_bytes(16).

%% verify/1 looks at the record only; no rsa here.
verify(#beacon{name = Name}) ->
    Name =/= undefined.

describe(#beacon{description = D, sha1 = Rev}) ->
    io:format("~s built from ~s~n", [D, Rev]).
