# What the Elixir sources of the scenarios use: the words of ../dsl.ts, and steps that several scenarios take.

defmodule Steps do
  @moduledoc "Steps that scenarios share; the compiler imports them into every scenario."

  @doc "Names a pid in the outcome."
  def label(pid, name) do
    Process.put({Steps, pid}, name)
    pid
  end

  def label_of(pid), do: Process.get({Steps, pid})

  @doc "The reason in the DOWN of a monitor."
  def down(ref) do
    receive do
      {:DOWN, ^ref, :process, _target, reason} -> reason
    after
      1000 -> :no_down
    end
  end

  def down_of(pid), do: pid |> Process.monitor() |> down()

  def reason_of(body) do
    {_pid, ref} = spawn_monitor(body)
    down(ref)
  end

  @doc "All messages, until none has come for a while."
  def flush(ms \\ 30), do: flush_into([], ms)

  defp flush_into(taken, ms) do
    receive do
      message -> flush_into([message | taken], ms)
    after
      ms -> Enum.reverse(taken)
    end
  end

  def idle(), do: spawn(fn -> Process.sleep(:infinity) end)

  def dead() do
    {pid, ref} = spawn_monitor(fn -> :ok end)
    down(ref)
    pid
  end

  @doc "A pause of random length, so that runs of a race end in different ways."
  def jitter(), do: for(_ <- 0..:rand.uniform(2000), do: :ok)

  def rescue_it(body) do
    {:returned, body.()}
  rescue
    error -> {:raised, error}
  catch
    :exit, reason -> {:exited, reason}
    value -> {:threw, value}
  end

  @doc "A process that does what `tell` and `tell_async` say."
  def puppet(opts \\ []) do
    owner = self()

    pid =
      spawn(fn ->
        Process.flag(:trap_exit, Keyword.get(opts, :trap, false))
        send(owner, {:up, self()})
        obey()
      end)

    receive do
      {:up, ^pid} -> pid
    end
  end

  defp obey() do
    receive do
      {:do, from, command} -> send(from, {:did, self(), command.()})
    end

    obey()
  end

  def tell(pid, command) do
    tell_async(pid, command)

    receive do
      {:did, ^pid, answer} -> answer
    after
      1000 -> :no_answer
    end
  end

  def tell_async(pid, command), do: send(pid, {:do, self(), command})

  @doc "Sends twice through the alias of a monitor, then ends the target, then sends once more."
  def alias_life(mode) do
    p = spawn(fn -> receive do :go -> exit(:boom) end end) |> label("p")
    ref = :erlang.monitor(:process, p, alias: mode)
    send(ref, 1)
    send(ref, 2)
    send(p, :go)
    first = flush()
    send(ref, 3)
    first ++ flush()
  end

  @doc "Calls a monitor with an alias off, then sends through the alias."
  def alias_after_demonitor(mode) do
    ref = :erlang.monitor(:process, puppet(), alias: mode)
    Process.demonitor(ref)
    send(ref, 1)
    {flush(), :erlang.unalias(ref)}
  end

  @doc "Switches an alias off, then sends through it, and ends the target."
  def alias_after_unalias(mode) do
    p = puppet() |> label("p")
    ref = :erlang.monitor(:process, p, alias: mode)
    done = :erlang.unalias(ref)
    send(ref, 1)
    Process.exit(p, :boom)
    {done, flush()}
  end

  def wait_until(condition), do: if(condition.(), do: :ok, else: (Process.sleep(1); wait_until(condition)))

  @doc "A supervisor, linked to the scenario."
  def sup(children, opts) do
    {:ok, pid} = Supervisor.start_link(children, opts)
    label(pid, "sup")
  end

  @doc "Starts and ends of workers, without pids."
  def starts(messages) do
    Enum.map(messages, fn
      {kind, id, _pid} when kind == :start -> {:start, id}
      {:init, id} -> {:start, id}
      other -> other
    end)
  end

  def no_exits(messages), do: Enum.reject(messages, &match?({:EXIT, _, _}, &1))

  @doc "Three workers under a strategy, of which one is killed; then the supervisor is stopped."
  def strategy(strategy, victim) do
    Process.flag(:trap_exit, true)
    ids = [:oa, :ob, :oc]
    pid = sup(Enum.map(ids, &{Trapper, {&1, self(), []}}), strategy: strategy)
    start = starts(flush())
    ids |> Enum.at(victim) |> Process.whereis() |> Process.exit(:kill)
    after_kill = starts(flush(50))
    Supervisor.stop(pid)
    %{start: start, after_kill: after_kill, stop: starts(no_exits(flush(50)))}
  end

  @doc "Has the worker end as often as told: was it there each time, and what became of the supervisor?"
  def crashes(times, opts \\ [], reason \\ :boom) do
    Process.flag(:trap_exit, true)
    ref = Process.monitor(sup([{Plain, {:w, self(), []}}], [strategy: :one_for_one] ++ opts))
    deaths = for _ <- 1..times, do: crash(reason)

    receive do
      {:DOWN, ^ref, :process, _, why} -> {deaths, why}
    after
      50 -> {deaths, :goes_on}
    end
  end

  defp crash(reason) do
    receive do
      {:start, :w, pid} -> send(pid, {:die, reason}); :died
    after
      200 -> :missing
    end
  end

  @doc "Was a worker of this type started again after it had ended for this reason?"
  def again?(restart, reason) do
    Process.flag(:trap_exit, true)
    pid = sup([{Plain, {:w, self(), [restart: restart]}}], strategy: :one_for_one)
    receive do: ({:start, :w, worker} -> send(worker, {:die, reason}))
    again = starts(no_exits(flush(20)))
    children = for {id, _, _, _} <- Supervisor.which_children(pid), do: id
    Supervisor.stop(pid)
    {again != [], children}
  end

  @doc "A supervisor that ends with its significant children: the worker of the name ends, and what became of the supervisor?"
  def significant(mode, names) do
    Process.flag(:trap_exit, true)
    me = self()
    spec = fn id -> Map.put(Plain.child_spec({id, me, [restart: :transient]}), :significant, id != :other) end
    {:ok, pid} = :supervisor.start_link(Flags, {%{auto_shutdown: mode}, Enum.map([:x, :y, :other], spec)})
    ref = Process.monitor(pid)
    workers = for {:start, id, worker} <- flush(20), into: %{}, do: {id, worker}
    for name <- names, do: (send(workers[name], {:die, :normal}); down_of(workers[name]); Process.sleep(10))

    receive do
      {:DOWN, ^ref, :process, _, why} -> why
    after
      50 -> :goes_on
    end
  end
end
