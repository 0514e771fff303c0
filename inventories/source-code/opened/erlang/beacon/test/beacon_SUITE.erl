-module(beacon_SUITE).
-export([all/0, rsa_case/1, sha_case/1]).

all() -> [rsa_case, sha_case].

rsa_case(_Config) ->
    {_, _} = crypto:generate_key(rsa, {1024, 65537}).

sha_case(_Config) ->
    <<16#a9, _/binary>> = crypto:hash(sha, <<"abc">>).
