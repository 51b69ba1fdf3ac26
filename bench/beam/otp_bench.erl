%% The BEAM's side of bench/workloads/supervision.ts: the same work, done by OTP's own behaviours.
-module(otp_bench).
-behaviour(gen_server).
-behaviour(supervisor).
-export([main/1, start_child/1, init/1, handle_call/3, handle_cast/2]).

main([Name]) ->
    process_flag(trap_exit, true),
    lists:foreach(fun({Figure, Value, Unit}) -> emit(Figure, Value, Unit) end, measure(Name)),
    erlang:halt(0).

emit(Figure, Value, Unit) ->
    io:format("{\"system\":\"beam\",\"workload\":\"~s\",\"value\":~.3f,\"unit\":\"~s\"}~n", [Figure, float(Value), Unit]).

measure("restarts") ->
    Count = 20000, Children = 1000, Me = self(),
    Specs = [#{id => I, start => {?MODULE, start_child, [Me]}} || I <- lists:seq(1, Children)],
    {ok, S} = supervisor:start_link(?MODULE, {supervisor, #{strategy => one_for_one, intensity => 10000000, period => 1}, Specs}),
    started(Children),
    warm(fun() -> round_of(S, Children) end),
    T0 = erlang:monotonic_time(microsecond),
    [round_of(S, Children) || _ <- lists:seq(1, Count div Children)],
    Wall = (erlang:monotonic_time(microsecond) - T0) / 1.0e6,
    [{"restarts", Count / Wall, "restart/s"}];
measure("dynamic_children") ->
    Count = 100000,
    warm(fun() -> {S, _} = grow(Count div 10), shrink(S) end),
    {S, Wall} = grow(Count),
    shrink(S),
    [{"dynamic_children", Wall * 1000, "ms"}].

warm(F) -> F(), F().

round_of(S, Children) ->
    [exit(Pid, kill) || {_, Pid, _, _} <- supervisor:which_children(S), is_pid(Pid)],
    started(Children).

grow(Count) ->
    {ok, S} = supervisor:start_link(?MODULE, {supervisor, #{strategy => simple_one_for_one}, [#{id => child, start => {?MODULE, start_child, []}}]}),
    T0 = erlang:monotonic_time(microsecond),
    [{ok, _} = supervisor:start_child(S, [none]) || _ <- lists:seq(1, Count)],
    {S, (erlang:monotonic_time(microsecond) - T0) / 1.0e6}.

shrink(S) -> exit(S, shutdown), receive {'EXIT', S, _} -> ok end.

started(0) -> ok;
started(N) -> receive started -> started(N - 1) end.

start_child(Told) -> gen_server:start_link(?MODULE, {server, Told}, []).

init({supervisor, Flags, Specs}) -> {ok, {Flags, Specs}};
init({server, none}) -> {ok, none};
init({server, Told}) -> Told ! started, {ok, none}.

handle_call(ping, _From, State) -> {reply, pong, State}.
handle_cast(_, State) -> {noreply, State}.
