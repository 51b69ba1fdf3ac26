%% The BEAM's side of the comparison: one workload per node, a line of JSON per figure.
%%
%%   erl -noshell -pa FOLDER -run bench main WORKLOAD SIZE SEED WARM_MS
%%
%% As on the other side, a workload is run at full size for WARM_MS before it is measured; idle is not.
-module(bench).
-export([main/1, seconds/1, fresh/1, await/2, wait_for_all/1, start_idle/1, delays/3, resident_bytes/0]).

main([Name, Size, Seed, WarmMs]) ->
    put(seed, list_to_integer(Seed)),
    Count = list_to_integer(Size),
    lists:prefix("idle", Name) orelse warm(Name, Count, erlang:monotonic_time(millisecond) + list_to_integer(WarmMs)),
    lists:foreach(fun(Figure) -> emit(Figure, Count) end, measure(Name, Count)),
    erlang:halt(0).

warm(Name, Count, Until) ->
    measure(Name, Count),
    erlang:monotonic_time(millisecond) < Until andalso warm(Name, Count, Until).

%% Each run has a process of its own: it begins with a small heap and an empty mailbox.
measure(Name, Count) ->
    Seed = get(seed),
    fresh(fun() -> put(seed, Seed), (module_of(Name)):measure(Name, Count) end).

module_of(Name) when Name =:= "restarts"; Name =:= "dynamic_children"; Name =:= "idle_supervised" -> otp_bench;
module_of(Name) when Name =:= "spawn"; Name =:= "idle"; Name =:= "monitors"; Name =:= "links"; Name =:= "timers" -> process_bench;
module_of(_) -> message_bench.

emit({Figure, Value, Unit}, Count) ->
    io:format("{\"workload\":\"~s\",\"value\":~.3f,\"unit\":\"~s\",\"n\":~b}~n", [Figure, float(Value), Unit, Count]).

%% Seconds of wall time that a function takes.
seconds(Work) ->
    Start = erlang:monotonic_time(nanosecond),
    Work(),
    (erlang:monotonic_time(nanosecond) - Start) / 1.0e9.

%% What a function gives in a process that ends with it.
fresh(Work) ->
    {Pid, Monitor} = spawn_monitor(fun() -> exit({gave, Work()}) end),
    receive
        {'DOWN', Monitor, process, Pid, {gave, Result}} -> Result;
        {'DOWN', Monitor, process, Pid, Reason} -> exit(Reason)
    end.

%% So many messages that are equal to one.
await(_, 0) -> ok;
await(Message, Left) -> receive Message -> await(Message, Left - 1) end.

%% Until processes that have been told to end are gone: the next run shall not pay for them.
wait_for_all(Pids) ->
    Monitors = [erlang:monitor(process, Pid) || Pid <- Pids],
    lists:foreach(fun(Monitor) -> receive {'DOWN', Monitor, process, _, _} -> ok end end, Monitors).

start_idle(Count) -> [spawn(fun() -> receive go -> ok end end) || _ <- lists:seq(1, Count)].

%% The same delays in milliseconds as bench/random.ts draws from the same seed.
delays(Count, From, Seed) -> delays(Count, From, Seed, []).
delays(0, _, _, Drawn) -> lists:reverse(Drawn);
delays(Left, From, State, Drawn) ->
    Next = State * 48271 rem 2147483647,
    delays(Left - 1, From, Next, [From + Next rem 1001 | Drawn]).

%% Resident memory of this program.
resident_bytes() ->
    {ok, Status} = file:read_file("/proc/" ++ os:getpid() ++ "/status"),
    {match, [Kilobytes]} = re:run(Status, "VmRSS:\\s+(\\d+) kB", [{capture, all_but_first, list}]),
    list_to_integer(Kilobytes) * 1024.
