-module(smsgate_link).
-behaviour(gen_server).
-export([start_link/1, init/1, handle_call/3, handle_cast/2, console/1]).

-include("smsgate.hrl").

start_link(Operator) ->
    gen_server:start_link(?MODULE, #{operator => Operator, level => high}, []).

init(#{operator := Operator, level := Level} = State) ->
    {ok, Operators} = application:get_env(smsgate, operators),
    Options = proplists:get_value(Operator, Operators, []),
    {ok, Socket} = ssl:connect("smsc.example.net", 3550, Options),
    {Public, Private} = crypto:generate_key(ecdh, ?CURVE(Level)),
    {ok, State#{socket => Socket, public => Public, private => Private}}.

handle_call({sign, Pdu}, _From, #{private := Private, level := Level} = State) ->
    Signature = crypto:sign(ecdsa, sha512, Pdu, [Private, ?CURVE(Level)]),
    {reply, Signature, State};
handle_call({agree, Peer}, _From, State) ->
    Group = (#suite{})#suite.group,
    {Public, Private} = crypto:generate_key(ecdh, Group),
    {reply, {Public, crypto:compute_key(ecdh, Peer, Private, Group)}, State};
handle_call({sums, Text}, _From, State) ->
    {reply, smsgate_seal:sums(Text, fun crypto:hash/2), State};
handle_call({token, Claims}, _From, State) ->
    Jwk = jose_jwk:generate_key({rsa, 3 * 1024}),
    {reply, jose_jws:compact(jose_jwt:sign(Jwk, #{<<"alg">> => <<"PS", "256">>}, Claims)), State};
handle_call(code, _From, State) ->
    {reply, rand:uniform(999999), State}.

handle_cast({note, Text}, State) ->
    logger:info("rsa or ecdsa note: ~s", [Text]),
    {noreply, State}.

console(Port) ->
    {ok, Preferred} = application:get_env(smsgate, ssh),
    ssh:daemon(Port, [{preferred_algorithms, Preferred}, {system_dir, "/etc/smsgate"}]).
