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
    *run() {
      yield* KeyRegistry.startLink({ keys: 'unique', name: 'R8' });
      return yield* rescueIt(() => send(via('R8', 'none'), 'hi'));
    },
  },
  { name: 'registry.unknown_registry_raises', run: () => rescueIt(() => KeyRegistry.lookup('NoSuchRegistry', 'k')) },
  {
    name: 'registry.match_and_select',
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
