-module(relay_tests).
-include_lib("eunit/include/eunit.hrl").

md5_test() ->
    ?assertEqual(16, byte_size(crypto:hash(md5, <<"a">>))).

ed_test() ->
    {Public, _} = crypto:generate_key(eddsa, ed448),
    ?assertEqual(57, byte_size(Public)).
