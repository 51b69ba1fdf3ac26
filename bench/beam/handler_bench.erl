%% Receivers with so many clauses, each for a tag of its own, compiled when they are first asked for.
-module(handler_bench).
-export([module_with/1, tags/1]).

module_with(Clauses) ->
    Module = list_to_atom("handler_bench_" ++ integer_to_list(Clauses)),
    case code:is_loaded(Module) of
        false ->
            {ok, Module, Code} = compile:forms([form(Text) || Text <- source(Module, Clauses)]),
            {module, Module} = code:load_binary(Module, "generated", Code);
        _ -> ok
    end,
    Module.

tags(Clauses) -> [list_to_atom("tag_" ++ integer_to_list(Index)) || Index <- lists:seq(0, Clauses - 1)].

source(Module, Clauses) ->
    Receive = lists:join("; ", [io_lib:format("{~s, By} -> take(Left - By, Boss)", [Tag]) || Tag <- tags(Clauses)]),
    [
        io_lib:format("-module(~s).", [Module]),
        "-export([take/2]).",
        io_lib:format("take(0, Boss) -> Boss ! taken; take(Left, Boss) -> receive ~s end.", [Receive])
    ].

form(Text) ->
    {ok, Tokens, _} = erl_scan:string(lists:flatten(Text)),
    {ok, Form} = erl_parse:parse_form(Tokens),
    Form.
