%% Supervision by OTP's own behaviours: the same work as in bench/workloads/supervision.ts.
-module(otp_bench).
-behaviour(gen_server).
-behaviour(supervisor).
-export([measure/2, start_child/1, init/1, handle_call/3, handle_cast/2]).
-import(bench, [seconds/1, await/2, resident_bytes/0]).

measure("restarts", Count) ->
    process_flag(trap_exit, true),
    Children = 1000, Me = self(),
    Specs = [#{id => I, start => {?MODULE, start_child, [Me]}} || I <- lists:seq(1, Children)],
    {ok, S} = supervisor:start_link(?MODULE, {supervisor, #{strategy => one_for_one, intensity => 10000000, period => 1}, Specs}),
    await(started, Children),
    Wall = seconds(fun() -> [round_of(S, Children) || _ <- lists:seq(1, Count div Children)] end),
    shrink(S),
    [{"restarts", Count / Wall, "restart/s"}];
measure("dynamic_children", Count) ->
    process_flag(trap_exit, true),
    {ok, S} = supervisor:start_link(?MODULE, {supervisor, #{strategy => simple_one_for_one}, [#{id => child, start => {?MODULE, start_child, []}}]}),
    Wall = seconds(fun() -> start_children(S, Count) end),
    shrink(S),
    [{"dynamic_children", Wall * 1000, "ms"}];
measure("idle_supervised", Count) ->
    process_flag(trap_exit, true),
    {ok, S} = supervisor:start_link(?MODULE, {supervisor, #{strategy => simple_one_for_one}, [#{id => child, start => {?MODULE, start_child, []}}]}),
    start_children(S, 1000),
    [erlang:garbage_collect(Pid) || Pid <- [S, self()]],
    Before = resident_bytes(),
    start_children(S, Count),
    [{"idle_supervised", (resident_bytes() - Before) / Count, "B/process(rss)"}].

start_children(S, Count) -> [{ok, _} = supervisor:start_child(S, [none]) || _ <- lists:seq(1, Count)].

round_of(S, Children) ->
    [exit(Pid, kill) || {_, Pid, _, _} <- supervisor:which_children(S), is_pid(Pid)],
    await(started, Children).

shrink(S) -> exit(S, shutdown), receive {'EXIT', S, _} -> ok end.

start_child(Told) -> gen_server:start_link(?MODULE, {server, Told}, []).

init({supervisor, Flags, Specs}) -> {ok, {Flags, Specs}};
init({server, none}) -> {ok, none};
init({server, Told}) -> Told ! started, {ok, none}.

handle_call(ping, _From, State) -> {reply, pong, State}.
handle_cast(_, State) -> {noreply, State}.
