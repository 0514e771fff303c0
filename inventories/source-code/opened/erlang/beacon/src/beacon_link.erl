-module(beacon_link).
-export([listen/1, shell/1, connect/2]).

listen(Port) ->
    {ok, Versions} = application:get_env(beacon, tls_versions),
    ssl:listen(Port, [{certfile, "beacon.crt"}, {keyfile, "beacon.key"}, {versions, Versions}]).

connect(Host, Port) ->
    ssl:connect(Host, Port, [{verify, verify_peer}, {cacerts, public_key:cacerts_get()},
                             {ciphers, ["ECDHE-ECDSA-AES128-GCM-SHA256"]}, {versions, ['tlsv1.2']}]).

shell(Port) ->
    ssh:daemon(Port, [{system_dir, "ssh"}, {preferred_algorithms, [{kex, ['diffie-hellman-group14-sha1']}]}]).
