-module(mqlink_tests).
-include_lib("eunit/include/eunit.hrl").

rsa_description_test() ->
    ?assertEqual(28, byte_size(crypto:hash(sha224, <<"q">>))).

dsa_test() ->
    ?assertMatch({_, _}, crypto:generate_key(dh, crypto:dh_generate_parameters(512, 2))).
