-module(mqlink_keys).

-export([node_key/0, broker_key/0, broker_key/1, endorse/2, passkey/0, wrap/2, meet/1, listen/1, tunnel/1]).

-include("mqlink.hrl").
-include_lib("public_key/include/public_key.hrl").

node_key() ->
    Curve = application:get_env(mqlink, node_curve, secp256r1),
    crypto:generate_key(ecdh, Curve).

broker_key() ->
    broker_key(#profile{}).

broker_key(#profile{bits = Bits}) ->
    public_key:generate_key({rsa, Bits, 65537}).

endorse(Text, broker) ->
    public_key:sign(Text, sha384, broker_key());
endorse(Text, node) ->
    {_, Private} = node_key(),
    crypto:sign(ecdsa, sha512, Text, [Private, application:get_env(mqlink, node_curve, secp256r1)]).

passkey() ->
    public_key:generate_key(?PASSKEY).

wrap(Key, Pem) ->
    [Entry] = public_key:pem_decode(Pem),
    public_key:encrypt_public(Key, public_key:pem_entry_decode(Entry), pad(oaep)).

pad(oaep) -> [{rsa_padding, rsa_pkcs1_oaep_padding}];
pad(_) -> [{rsa_padding, rsa_pkcs1_padding}].

meet(Peer) ->
    {Mine, Secret} = crypto:generate_key(Kind = ecdh, x448),
    {Mine, crypto:compute_key(Kind, Peer, Secret, x448)}.

listen(Port) ->
    {ok, Versions} = application:get_env(mqlink, tls_versions),
    ssl:listen(Port, [{certfile, "mq.pem"}, {versions, Versions}]).

tunnel(Host) ->
    Prefer = [{kex, ['diffie-hellman-group-exchange-sha256']}],
    ssh:connect(Host, 22, [{preferred_algorithms, Prefer}, {silently_accept_hosts, true}]).
