# Runs scenarios on this node. Standard input has a line for each, "name runs source", the source in base 64; at its end they run.
# Standard output has the versions on the first line, then a line of JSON for each run: {"name": …, "outcome": …}.
# How an outcome is written: docs/conformance-mapping.md. Scenarios of one group (the word before the dot) run one after another,
# so they may use the same names; groups run side by side.

Code.require_file("helpers.exs", __DIR__)
Code.require_file("workers.exs", __DIR__)
Code.require_file("outcome.exs", __DIR__)

defmodule Runs do
  @lanes 4
  @limit_ms 10_000

  def main() do
    :logger.set_primary_config(:level, :none)
    IO.puts(Outcome.versions())

    IO.stream(:stdio, :line)
    |> Enum.map(&read/1)
    |> Enum.group_by(fn {name, _, _} -> name |> String.split(".") |> hd() end)
    |> Task.async_stream(fn {_, scenarios} -> Enum.each(scenarios, &scenario/1) end,
      max_concurrency: @lanes,
      timeout: :infinity
    )
    |> Stream.run()
  end

  defp read(line) do
    [name, runs, source] = String.split(line)
    {name, String.to_integer(runs), Base.decode64!(source)}
  end

  defp scenario({name, runs, source}) do
    module = compile(name, source)
    for _ <- 1..runs, do: IO.puts(Outcome.line(name, once(module)))
  end

  # A module of its own for each scenario: compiled code, as code is on a node.
  defp compile(name, source) do
    module = Module.concat(Scenario, name)
    steps = Code.string_to_quoted!(source, file: name)

    Module.create(
      module,
      quote do
        import Steps
        def run(), do: unquote(steps)
      end,
      Macro.Env.location(__ENV__)
    )

    module
  end

  # A fresh process runs it. All that it spawns has its group leader, and goes before the next run, with its names and tables.
  defp once(module) do
    leader = spawn(fn -> forward(Process.group_leader()) end)
    owner = self()

    {pid, ref} =
      spawn_monitor(fn ->
        Process.group_leader(self(), leader)
        Steps.label(self(), "self")
        send(owner, {:outcome, self(), Outcome.encode(module.run())})
      end)

    outcome =
      receive do
        {:outcome, ^pid, json} -> json
        {:DOWN, ^ref, _, _, reason} -> Outcome.encode({:scenario_died, reason})
      after
        @limit_ms -> Outcome.encode(:scenario_never_ends)
      end

    Process.demonitor(ref, [:flush])
    clear(leader)
    Process.exit(leader, :kill)
    outcome
  end

  defp forward(leader) do
    receive do
      message -> send(leader, message)
    end

    forward(leader)
  end

  defp clear(leader) do
    left = for pid <- Process.list(), Process.info(pid, :group_leader) == {:group_leader, leader}, do: pid

    if left != [] do
      refs = Enum.map(left, &Process.monitor/1)
      Enum.each(left, &Process.exit(&1, :kill))
      Enum.each(refs, &Steps.down/1)
      clear(leader)
    end
  end
end

Runs.main()
