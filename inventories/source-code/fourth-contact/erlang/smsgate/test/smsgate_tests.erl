-module(smsgate_tests).
-include_lib("eunit/include/eunit.hrl").

describes_des_test() ->
    ?assertMatch({_, _}, crypto:generate_key(rsa, {1024, 65537})),
    ?assertEqual(20, byte_size(crypto:hash(ripemd160, <<>>))).
