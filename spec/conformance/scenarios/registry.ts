import { call, Call, P, Process, ProcessExit, self, send, start } from '../../../lib/index.js';
import { KeyRegistry } from '../../../lib/behaviours/key-registry.js';
import { KeyAddress, via } from '../../../lib/behaviours/via.js';
import { flush, label, puppet, rescueIt, type Scenario, type Step, tell } from '../dsl.js';

@Process()
class Server {
  @Call(['hi'])
  hi(_: ['hi']): string {
    return 'hi';
  }
}

/** Verbs that give `:ok` there return nothing here. */
function ok(value: void): unknown {
  return value === undefined ? 'ok' : value;
}

/** `{:via, Registry, {keys, key}}` is an object here. */
function addressesIn(value: unknown): unknown {
  if (value instanceof KeyAddress) return ['via', 'Registry', [value.keys, value.key]];
  return Array.isArray(value) ? value.map(addressesIn) : value;
}

/** Registries of keys. */
export const registries: readonly Scenario[] = [
  {
    name: 'registry.duplicate',
    rules: [137],
    elixir: `
      {:ok, _} = Registry.start_link(keys: :duplicate, name: R2)
      {:ok, _} = Registry.register(R2, :k, 1)
      {:ok, _} = Registry.register(R2, :k, 2)
      p = puppet() |> label("p")
      {:ok, _} = tell(p, fn -> Registry.register(R2, :k, 3) end)

      {Enum.sort_by(Registry.lookup(R2, :k), &elem(&1, 1)), Registry.count(R2),
       Registry.keys(R2, self())}
    `,
    *run() {
      yield* KeyRegistry.startLink({ keys: 'duplicate', name: 'R2' });
      KeyRegistry.register('R2', 'k', 1);
      KeyRegistry.register('R2', 'k', 2);
      const p = label(yield* puppet(), 'p');
      yield* tell(p, () => KeyRegistry.register('R2', 'k', 3));
      return [KeyRegistry.lookup('R2', 'k'), KeyRegistry.count('R2'), KeyRegistry.keys('R2', self())];
    },
  },
  {
    name: 'registry.unregister_is_own_only',
    rules: [137],
    elixir: `
      {:ok, _} = Registry.start_link(keys: :duplicate, name: R4)
      p = puppet()
      tell(p, fn -> Registry.register(R4, :k, 1) end)
      Registry.register(R4, :k, 2)
      r = Registry.unregister(R4, :k)

      {r, Registry.unregister(R4, :k),
       for {_, v} <- Registry.lookup(R4, :k) do
         v
       end}
    `,
    *run() {
      yield* KeyRegistry.startLink({ keys: 'duplicate', name: 'R4' });
      yield* tell(yield* puppet(), () => KeyRegistry.register('R4', 'k', 1));
      KeyRegistry.register('R4', 'k', 2);
      const r = ok(KeyRegistry.unregister('R4', 'k'));
      return [r, ok(KeyRegistry.unregister('R4', 'k')), KeyRegistry.lookup('R4', 'k').map(([, value]) => value)];
    },
  },
  {
    name: 'registry.dispatch',
    rules: [137],
    elixir: `
      {:ok, _} = Registry.start_link(keys: :duplicate, name: R6)
      Registry.register(R6, :topic, :a)
      Registry.register(R6, :topic, :b)

      r =
        Registry.dispatch(R6, :topic, fn es ->
          for {p, v} <- es do
            send(p, {:got, v})
          end
        end)

      n = Registry.dispatch(R6, :empty, fn _ -> send(self(), :called) end)
      {r, n, Enum.sort(flush())}
    `,
    *run() {
      yield* KeyRegistry.startLink({ keys: 'duplicate', name: 'R6' });
      KeyRegistry.register('R6', 'topic', 'a');
      KeyRegistry.register('R6', 'topic', 'b');
      const r = ok(
        KeyRegistry.dispatch('R6', 'topic', (entries) => {
          for (const [pid, value] of entries) send(pid, ['got', value]);
        }),
      );
      const n = ok(
        KeyRegistry.dispatch('R6', 'empty', () => {
          send(self(), 'called');
        }),
      );
      return [r, n, yield* flush()];
    },
  },
  {
    name: 'registry.via',
    elixir: `
      {:ok, _} = Registry.start_link(keys: :unique, name: R7)
      via = {:via, Registry, {R7, "name"}}
      {:ok, p} = S.start([id: :a], name: via)
      label(p, "p")

      {GenServer.whereis(via), S.start([id: :b], name: via),
       GenServer.call(via, {:do, fn _, s -> {:reply, :hi, s} end}),
       rescue_it(fn -> GenServer.call({:via, Registry, {R7, "none"}}, :x) end)}
    `,
    *run() {
      yield* KeyRegistry.startLink({ keys: 'unique', name: 'R7' });
      const address = via('R7', 'name');
      const p = yield* start(Server, [], { via: address });
      label(p, 'p');
      return [
        address.whereis(),
        yield* startFailure(function* () {
          yield* start(Server, [], { via: address });
        }),
        yield* call(address, ['hi']),
        addressesIn(yield* rescueIt(() => call(via('R7', 'none'), 'x'))),
      ];
    },
  },
  {
    name: 'registry.via_send_unknown_raises',
    elixir: `
      {:ok, _} = Registry.start_link(keys: :unique, name: R8)
      rescue_it(fn -> Registry.send({R8, :none}, :hi) end)
    `,
    *run() {
      yield* KeyRegistry.startLink({ keys: 'unique', name: 'R8' });
      return yield* rescueIt(() => send(via('R8', 'none'), 'hi'));
    },
  },
  {
    name: 'registry.unknown_registry_raises',
    elixir: `rescue_it(fn -> Registry.lookup(NoSuchRegistry, :k) end)`,
    run: () => rescueIt(() => KeyRegistry.lookup('NoSuchRegistry', 'k')),
  },
  {
    name: 'registry.match_and_select',
    elixir: `
      {:ok, _} = Registry.start_link(keys: :duplicate, name: R9)
      Registry.register(R9, :k, {:x, 1})
      Registry.register(R9, :k, {:y, 2})

      {Registry.match(R9, :k, {:x, :_}),
       Registry.select(R9, [{{:"$1", :_, :"$2"}, [], [{{:"$1", :"$2"}}]}]) |> Enum.sort()}
    `,
    *run() {
      yield* KeyRegistry.startLink({ keys: 'duplicate', name: 'R9' });
      KeyRegistry.register('R9', 'k', ['x', 1]);
      KeyRegistry.register('R9', 'k', ['y', 2]);
      const selected = KeyRegistry.select('R9', [P.select('key'), P.any, P.select('value')]);
      return [KeyRegistry.match('R9', 'k', ['x', P.any]), selected.map(({ key, value }) => [key, value])];
    },
  },
  {
    name: 'registry.name_taken',
    elixir: `
      {:ok, p} = Registry.start_link(keys: :unique, name: R10)
      label(p, "r")
      Process.flag(:trap_exit, true)

      case Registry.start_link(keys: :unique, name: R10) do
        {:error, {:already_started, _}} -> :already_started
        o -> o
      end
    `,
    *run() {
      label(yield* KeyRegistry.startLink({ keys: 'unique', name: 'R10' }), 'r');
      Process.flag('trapExit', true);
      const result = yield* startFailure(function* () {
        yield* KeyRegistry.startLink({ keys: 'unique', name: 'R10' });
      });
      return Array.isArray(result) && Array.isArray(result[1]) ? result[1][0] : result;
    },
  },
];

/** `{:error, reason}` is a ProcessExit here. */
function* startFailure(command: () => Step): Step {
  try {
    return ['ok', yield* command()];
  } catch (failure) {
    if (failure instanceof ProcessExit) return ['error', failure.reason];
    throw failure;
  }
}
