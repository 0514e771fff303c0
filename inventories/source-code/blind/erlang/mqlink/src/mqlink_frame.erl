-module(mqlink_frame).
-behaviour(gen_server).

-export([start_link/1, init/1, handle_call/3, handle_cast/2]).

-include("mqlink.hrl").

-record(state, {profile = #profile{}, key, fold}).

start_link(Secret) ->
    gen_server:start_link(?MODULE, [Secret, fun stretch/2], []).

init([Secret, Stretch]) ->
    Profile = #profile{description = "frames, aes when told"},
    {ok, #state{profile = Profile, key = Stretch(Secret, 32), fold = fun crypto:hash/2}}.

stretch(Secret, Size) ->
    binary:part(crypto:mac(hmac, sha3_512, Secret, <<"frame">>), 0, Size).

handle_call({seal, Iv, Body}, _From, #state{profile = P, key = Key} = S) ->
    {Sealed, Tag} = crypto:crypto_one_time_aead(P#profile.seal, Key, Iv, Body, <<>>, true),
    {reply, <<Tag/binary, Sealed/binary>>, S};
handle_call({stream, Iv, Body}, _From, #state{key = <<Key:24/binary, _/binary>>} = S) ->
    {ok, Cipher} = application:get_env(frame_cipher),
    {reply, crypto:crypto_one_time(Cipher, Key, Iv, Body, [{encrypt, true}]), S};
handle_call({sum, Body}, _From, #state{fold = Fold, profile = #profile{hash = Hash}} = S) ->
    {reply, Fold(Hash, Body), S};
handle_call({old, Key, Iv, Body}, _From, S) ->
    State = crypto:crypto_init(des_ede3_cbc, Key, Iv, false),
    {reply, crypto:crypto_update(State, Body), S}.

handle_cast(describe, S) ->
    logger:info("frame profile rsa=~p", [S#state.profile]),
    {noreply, S}.
