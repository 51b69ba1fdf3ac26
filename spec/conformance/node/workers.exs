# The servers and workers that scenarios start: as ../scenarios/gs-server.ts and ../scenarios/sup-workers.ts have them.

defmodule Flags do
  @moduledoc "A supervisor of the Erlang kind, for options that Elixir's does not pass on."
  @behaviour :supervisor

  @impl true
  def init(flags_and_children), do: {:ok, flags_and_children}
end

defmodule S do
  @moduledoc "A server that runs the functions sent to it; what happens to it goes to `log`."
  use GenServer

  def start(script, opts \\ []), do: GenServer.start(S, script, opts)
  def start_link(script, opts \\ []), do: GenServer.start_link(S, script, opts)

  @impl true
  def init(script) do
    if script[:trap], do: Process.flag(:trap_exit, true)
    log(script, {:init, script[:id]})
    if script[:init], do: script[:init].(script), else: {:ok, script}
  end

  @impl true
  def handle_call({:do, command}, from, script), do: command.(from, script)

  @impl true
  def handle_cast({:do, command}, script), do: command.(script)
  def handle_cast(message, script), do: logged(script, {:cast, message})

  @impl true
  def handle_info({:do, command}, script), do: command.(script)
  def handle_info(message, script), do: logged(script, {:info, message})

  @impl true
  def handle_continue(argument, script), do: logged(script, {:continue, argument})

  @impl true
  def terminate(reason, script) do
    log(script, {:terminate, script[:id], reason})
    if script[:slow], do: Process.sleep(script[:slow])
  end

  defp logged(script, event) do
    log(script, event)
    {:noreply, script}
  end

  defp log(script, event), do: if(script[:log], do: send(script[:log], event))
end

defmodule Bare do
  @moduledoc "A server without any handler."
  use GenServer

  @impl true
  def init(state), do: {:ok, state}
end

defmodule Plain do
  @moduledoc "A supervised worker that does not trap exits: `{:die, reason}` ends it."

  def child_spec({id, log, opts}) do
    Map.merge(%{id: id, start: {Plain, :start_link, [id, log]}}, Map.new(opts))
  end

  def start_link(id, log) do
    pid =
      spawn_link(fn ->
        receive do
          {:die, reason} -> exit(reason)
        end
      end)

    send(log, {:start, id, pid})
    {:ok, pid}
  end
end

defmodule Trapper do
  @moduledoc "A supervised worker that traps exits, and tells of its start and end."

  def child_spec({id, log, opts}) do
    {script, spec} = Keyword.split(opts, [:slow])
    Map.merge(%{id: id, start: {Trapper, :start_link, [id, log, script]}}, Map.new(spec))
  end

  def start_link(id, log, script) do
    S.start_link([id: id, log: log, trap: true] ++ script, name: id)
  end
end
