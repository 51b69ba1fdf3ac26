%% Messages between processes on the BEAM: the same work as in bench/workloads.
-module(message_bench).
-behaviour(gen_server).
-export([measure/2, unmarked_reference/0, init/1, handle_call/3, handle_cast/2]).
-import(bench, [seconds/1, wait_for_all/1]).

-define(PRODUCERS, 1000).
-define(MEMBERS, 1000).

measure("pingpong", Messages) ->
    Pong = spawn_link(fun pong/0),
    Wall = seconds(fun() -> ping(Messages div 2, Pong) end),
    Pong ! stop,
    wait_for_all([Pong]),
    [{"pingpong", Messages / Wall, "msg/s"}];
measure("ring", Hops) ->
    Boss = self(),
    Pids = [spawn_link(fun() -> member_waits(Boss) end) || _ <- lists:seq(1, ?MEMBERS)],
    [First | Others] = Pids,
    lists:foreach(fun({Pid, Next}) -> Pid ! {next, Next} end, lists:zip(Pids, Others ++ [First])),
    Wall = seconds(fun() -> First ! {token, Hops}, receive arrived -> ok end end),
    [Pid ! stop || Pid <- Pids],
    wait_for_all(Pids),
    [{"ring", Hops / Wall, "hop/s"}];
measure("call", Count) ->
    {ok, Server} = gen_server:start_link(?MODULE, 0, []),
    Wall = seconds(fun() -> Count = add_up(Count, Server, 0) end),
    gen_server:stop(Server),
    [{"call", Count / Wall, "call/s"}];
measure("fanin", Total) ->
    Boss = self(), Each = Total div ?PRODUCERS,
    Counter = spawn_link(fun() -> count(Total, Boss) end),
    Pids = [spawn_link(fun() -> receive go -> produce(Each, Counter) end end) || _ <- lists:seq(1, ?PRODUCERS)],
    Wall = seconds(fun() -> [Pid ! go || Pid <- Pids], receive counted -> ok end end),
    wait_for_all([Counter | Pids]),
    [{"fanin", Total / Wall, "msg/s"}];
measure("handlers", Clauses) ->
    Boss = self(), Messages = 100000,
    Module = handler_bench:module_with(Clauses),
    Receiver = spawn_link(fun() -> Module:take(Messages, Boss) end),
    Tags = handler_bench:tags(Clauses),
    Wall = seconds(fun() -> spread(Messages, list_to_tuple(Tags), Clauses, Receiver), receive taken -> ok end end),
    wait_for_all([Receiver]),
    [{"handlers", Messages / Wall, "msg/s"}];
measure("selective_ref", Waiting) ->
    [{"selective_ref", 2 * 100000 / selective(fun marked/2, 100000, Waiting), "msg/s"}];
measure("selective_noref", Waiting) ->
    Count = min(5000, ceil(5.0e7 / max(1, Waiting))),
    [{"selective_noref", 2 * Count / selective(fun unmarked/2, Count, Waiting), "msg/s"}];
measure("bigmsg_5k", Count) ->
    Boss = self(), Message = big_message(),
    Sink = spawn_link(fun() -> take(Count, Boss) end),
    Wall = seconds(fun() -> pour(Count, Message, Sink), receive taken -> ok end end),
    wait_for_all([Sink]),
    [{"bigmsg_5k", Count / Wall, "msg/s"}].

ping(0, _) -> ok;
ping(Left, Pong) ->
    Pong ! {ping, self()},
    receive {pong, _} -> ping(Left - 1, Pong) end.

pong() ->
    receive
        {ping, From} -> From ! {pong, self()}, pong();
        stop -> ok
    end.

member_waits(Boss) -> receive {next, Next} -> member(Next, Boss) end.

member(Next, Boss) ->
    receive
        {token, 0} -> Boss ! arrived, member(Next, Boss);
        {token, Hops} -> Next ! {token, Hops - 1}, member(Next, Boss);
        stop -> ok
    end.

add_up(0, _, Sum) -> Sum;
add_up(Left, Server, _) -> add_up(Left - 1, Server, gen_server:call(Server, {add, 1})).

init(Sum) -> {ok, Sum}.
handle_call({add, By}, _From, Sum) -> {reply, Sum + By, Sum + By}.
handle_cast(_, Sum) -> {noreply, Sum}.

count(0, Boss) -> Boss ! counted;
count(Left, Boss) -> receive {inc, By} -> count(Left - By, Boss) end.

produce(0, _) -> ok;
produce(Left, Counter) -> Counter ! {inc, 1}, produce(Left - 1, Counter).

%% Requests by a process whose mailbox is full of other messages.
selective(Request, Count, Waiting) ->
    Server = spawn_link(fun serve/0),
    [self() ! {junk, Each} || Each <- lists:seq(1, Waiting)],
    Wall = seconds(fun() -> Request(Count, Server) end),
    Server ! stop,
    wait_for_all([Server]),
    Wall.

serve() ->
    receive
        {request, Reference, From} -> From ! {Reference, ok}, serve();
        stop -> ok
    end.

%% The compiler sees that the reference is new: what is older than it is skipped.
marked(0, _) -> ok;
marked(Left, Server) ->
    Reference = make_ref(),
    Server ! {request, Reference, self()},
    receive {Reference, ok} -> marked(Left - 1, Server) end.

%% The compiler cannot see it: each receive begins at the oldest message.
unmarked(0, _) -> ok;
unmarked(Left, Server) ->
    Reference = ?MODULE:unmarked_reference(),
    Server ! {request, Reference, self()},
    receive {Reference, ok} -> unmarked(Left - 1, Server) end.

unmarked_reference() -> make_ref().

pour(0, _, _) -> ok;
pour(Left, Message, Sink) -> Sink ! Message, pour(Left - 1, Message, Sink).

take(0, Boss) -> Boss ! taken;
take(Left, Boss) -> receive _ -> take(Left - 1, Boss) end.

spread(0, _, _, _) -> ok;
spread(Left, Tags, Clauses, Receiver) ->
    Receiver ! {element(Left rem Clauses + 1, Tags), 1},
    spread(Left - 1, Tags, Clauses, Receiver).

%% The value of bench/big-value.ts: 10 maps of 10 fields.
big_message() -> maps:from_list([{key("group_", Group), group(Group * 10)} || Group <- lists:seq(0, 9)]).

group(Start) -> maps:from_list([{key("field_", Field), field(Start + Field)} || Field <- lists:seq(0, 9)]).

key(Prefix, Number) -> list_to_binary([Prefix, integer_to_list(Number)]).

field(Index) when Index rem 5 =:= 0 -> Index * 7919;
field(Index) when Index rem 5 =:= 1 -> list_to_binary(["value number ", integer_to_list(Index), " with some more text in it, so as to be long"]);
field(Index) when Index rem 5 =:= 2 -> Index / 3;
field(Index) when Index rem 5 =:= 3 -> [Index, Index + 1, Index + 2, key("tag_", Index), <<"another-tag">>];
field(Index) -> #{ok => Index rem 2 =:= 0, at => 1700000000 + Index, note => key("a note of some length ", Index)}.
