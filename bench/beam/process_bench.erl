%% Lives, ends and timers of processes on the BEAM: the same work as in bench/workloads.
-module(process_bench).
-export([measure/2]).
-import(bench, [seconds/1, await/2, start_idle/1, delays/3, resident_bytes/0]).

%% The collector is a process of its own: in the spawner's mailbox, the messages would be moved by each of its garbage collections.
measure("spawn", Count) ->
    Boss = self(),
    Wall = seconds(fun() ->
        Collector = spawn_link(fun() -> await(done, Count), Boss ! collected end),
        start_each(Count, Collector),
        receive collected -> ok end
    end),
    [{"spawn", Count / Wall, "spawn/s"}];
measure("idle", Count) ->
    start_idle(1000),
    erlang:garbage_collect(),
    Before = resident_bytes(),
    Pids = start_idle(Count),
    After = resident_bytes(),
    Count = length(Pids),
    [{"idle", (After - Before) / Count, "B/process(rss)"}];
measure("monitors", Count) ->
    Pids = start_idle(Count),
    [erlang:monitor(process, Pid) || Pid <- Pids],
    Wall = seconds(fun() -> [exit(Pid, kill) || Pid <- Pids], downs(Count) end),
    [{"monitors", Wall * 1000, "ms(kill to last DOWN)"}];
measure("links", Count) ->
    Boss = self(),
    First = spawn(fun() -> chain(Count - 1, Boss) end),
    Monitor = receive {last, Last} -> erlang:monitor(process, Last) end,
    Wall = seconds(fun() -> exit(First, boom), receive {'DOWN', Monitor, process, _, boom} -> ok end end),
    [{"links", Wall * 1000, "ms(kill to last dead)"}];
measure("timers", Count) ->
    Per = fun(Seconds) -> Seconds * 1.0e9 / Count end,
    Seed = get(seed),
    Long = delays(Count, 60000, Seed),
    Create = seconds(fun() -> put(timers, [erlang:send_after(Ms, self(), tick) || Ms <- Long]) end),
    Timers = erase(timers),
    Cancel = seconds(fun() -> [true = is_integer(erlang:cancel_timer(Timer)) || Timer <- Timers] end),
    [erlang:send_after(Ms, self(), tick) || Ms <- delays(Count, 0, Seed)],
    {Before, _} = erlang:statistics(runtime),
    await(tick, Count),
    {After, _} = erlang:statistics(runtime),
    [{"timers_create", Per(Create), "ns/timer"}, {"timers_cancel", Per(Cancel), "ns/timer"}, {"timers_fire_cpu", Per((After - Before) / 1000), "ns CPU/timer"}].

start_each(0, _) -> ok;
start_each(Left, Collector) ->
    spawn(fun() -> receive go -> Collector ! done end end) ! go,
    start_each(Left - 1, Collector).

downs(0) -> ok;
downs(Left) -> receive {'DOWN', _, process, _, killed} -> downs(Left - 1) end.

chain(0, Boss) -> Boss ! {last, self()}, receive never -> ok end;
chain(Left, Boss) -> spawn_link(fun() -> chain(Left - 1, Boss) end), receive never -> ok end.
