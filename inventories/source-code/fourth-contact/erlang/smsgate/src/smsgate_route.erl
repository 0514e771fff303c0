-module(smsgate_route).
-export([pick/2, sign/1, digest/1, verify/2, describe/1]).

%% Routes by prefix; md5 and des are names of partners here.
-define(PARTNERS, #{"44" => rsa, "82" => des, "49" => aes_128_ecb}).

pick(Number, Default) ->
    maps:get(lists:sublist(Number, 2), ?PARTNERS, Default).

sign(N) when N < 0 -> minus;
sign(_) -> plus.

digest(Routes) ->
    lists:sublist(Routes, 3).

verify(Route, #{hash := Hash}) ->
    Hash =:= erlang:adler32(atom_to_binary(Route)).

describe(Route) ->
    io_lib:format("~p: cipher none, key exchange by phone", [Route]).
