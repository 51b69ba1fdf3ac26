import { processDecorator as Process } from '../../decorators/process.js';
import { copyTerm } from '../kernel/copy-term.js';
import { matchArgument, NO_MATCH } from '../kernel/match-pattern.js';
import type { AnyPattern, HandlerArg } from '../kernel/pattern-types.js';
import type { Pid } from '../kernel/pid.js';
import { newExit } from '../kernel/process-exit.js';
import { controlGiven } from '../runtime/check-arguments.js';
import { runningProcess } from '../runtime/current.js';
import { registerName } from '../runtime/names.js';
import type { Receiving } from '../verbs/receive.js';
import { start, startLink } from '../verbs/start.js';
import type { ChildSpecObject } from './child-spec.js';
import { canonicalKey } from './key-registry-key.js';
import { checkedOptions, type KeyRegistryOptions, nameOf } from './key-registry-options.js';
import { entriesMatching, KeyTable, tableOf, uniqueTableOf } from './key-registry-table.js';

declare const contract: unique symbol;

/** The pid of a registry, which says what its keys and values are. */
export type KeyRegistryPid<K = any, V = any> = Pid & { readonly [contract]?: { readonly key: K; readonly value: V } };

/** A registry: its pid, or its name, which says nothing of keys and values. */
export type KeyRegistryRef<K = any, V = any> = KeyRegistryPid<K, V> | string;

/**
 * A registry of keys: processes register themselves under terms, with a value, and are found by them.
 *
 * A key is any term; two keys that look the same are the same. Look-ups read a table and wait for nobody. The entries of a process are gone
 * before anybody hears of its end, and when the registry ends, its owners get an exit signal with its reason. Keys and values are copied, in and out.
 *
 * As the child of a supervisor it is `[KeyRegistry, { keys: 'unique', name: 'rooms' }]`.
 *
 * @see https://hexdocs.pm/elixir/Registry.html
 *
 * ```ts run
 * const rooms = await KeyRegistry.start<[string, number], string>({ keys: 'unique' });
 * await run(() => {
 *   KeyRegistry.register(rooms, ['room', 1], 'lobby');
 *   return KeyRegistry.lookup(rooms, ['room', 1]).map(([, value]) => value);
 * }); // => ['lobby']
 * KeyRegistry.lookup(rooms, ['room', 1]); // => []
 * ```
 */
@Process({ trapExit: true, unmatched: 'drop', label: 'KeyRegistry' })
export class KeyRegistry {
  /** @internal Opens the table; takes the name, where whoever starts the class has not given it. */
  init(options: KeyRegistryOptions): void {
    const { name, keys } = checkedOptions(options, 'KeyRegistry');
    const registry = runningProcess('KeyRegistry');
    if (name !== undefined && registry.extras?.name !== name) {
      const holder = registry.state.names.get(name);
      if (holder !== undefined) throw newExit(['already_started', holder.pid]);
      registerName(registry.state, registry, name);
    }
    new KeyTable(registry, keys);
  }

  /**
   * The child spec behind `[KeyRegistry, options]`: its id is the name, so that a supervisor may have several.
   *
   * @param options as those of `start`.
   * @returns a child spec.
   * @throws BeamworkError `BEAMWORK_BAD_OPTION`, `BEAMWORK_BAD_NAME`.
   * Cost: O(1).
   * @see https://hexdocs.pm/elixir/Registry.html#child_spec/1
   *
   * ```ts run
   * KeyRegistry.childSpec({ keys: 'unique', name: 'rooms' }).id; // => 'rooms'
   * ```
   */
  static childSpec(options: KeyRegistryOptions): ChildSpecObject {
    const checked = checkedOptions(options, 'KeyRegistry.childSpec');
    return { id: checked.name ?? 'KeyRegistry', start: [KeyRegistry, checked] };
  }

  /**
   * Starts a registry that stands by itself; for code outside of processes.
   *
   * @param options see {@link KeyRegistryOptions}.
   * @returns its pid, to be taken with `yield*` or `await`.
   * @throws ProcessExit `['already_started', pid]` when the name is taken; BeamworkError `BEAMWORK_BAD_OPTION`, `BEAMWORK_BAD_NAME`.
   * Cost: that of `start`.
   * @see https://hexdocs.pm/elixir/Registry.html#start_link/1
   */
  static start<K = any, V = any>(options: KeyRegistryOptions): Receiving<KeyRegistryPid<K, V>> {
    const checked = checkedOptions(options, 'KeyRegistry.start');
    return start(KeyRegistry, [checked], nameOf(checked));
  }

  /**
   * Starts a registry that is linked to the caller, and ends with it.
   *
   * @param options see {@link KeyRegistryOptions}.
   * @returns its pid, to be taken with `yield*` or `await`.
   * @throws as {@link KeyRegistry.start}; BeamworkError `BEAMWORK_OUTSIDE_PROCESS` outside of processes.
   * Cost: that of `startLink`.
   * @see https://hexdocs.pm/elixir/Registry.html#start_link/1
   *
   * ```ts run
   * await run(function* () {
   *   const tags = yield* KeyRegistry.startLink<string, number>({ keys: 'duplicate' });
   *   KeyRegistry.register(tags, 'red', 1);
   *   KeyRegistry.register(tags, 'red', 2);
   *   return KeyRegistry.count(tags);
   * }); // => 2
   * ```
   */
  static startLink<K = any, V = any>(options: KeyRegistryOptions): Receiving<KeyRegistryPid<K, V>> {
    const checked = checkedOptions(options, 'KeyRegistry.startLink');
    return startLink(KeyRegistry, [checked], nameOf(checked));
  }

  /**
   * Registers the calling process under a key.
   *
   * @param keys the registry: its pid or its name; likewise below.
   * @param key any term that can be copied.
   * @param value what look-ups find beside the pid.
   * @throws KeyTakenError `BEAMWORK_KEY_TAKEN`, with the `owner`, when the keys are unique and a living process has this one, be it the caller;
   * BeamworkError `BEAMWORK_UNKNOWN_REGISTRY`, `BEAMWORK_BAD_KEY`, `BEAMWORK_UNCOPYABLE`, `BEAMWORK_OUTSIDE_PROCESS`. Nothing is registered then.
   * Cost: O(size of the key), a monitor for the first key of a process.
   * @see https://hexdocs.pm/elixir/Registry.html#register/3
   *
   * ```ts run
   * const keys = await KeyRegistry.start({ keys: 'unique' });
   * await run(() => {
   *   KeyRegistry.register(keys, 'lobby', { floor: 1 });
   *   return KeyRegistry.keys(keys, self());
   * }); // => ['lobby']
   * ```
   */
  static register<K, V>(keys: KeyRegistryRef<K, V>, key: NoInfer<K>, value: NoInfer<V>): void {
    tableOf(keys, 'KeyRegistry.register').register(runningProcess('KeyRegistry.register'), key, value);
  }

  /**
   * Takes all entries of the calling process under a key out; those of others stay.
   *
   * @throws BeamworkError `BEAMWORK_UNKNOWN_REGISTRY`, `BEAMWORK_OUTSIDE_PROCESS`.
   * Cost: O(entries under the key).
   * @see https://hexdocs.pm/elixir/Registry.html#unregister/2
   *
   * ```ts run
   * const keys = await KeyRegistry.start({ keys: 'unique' });
   * await run(() => {
   *   KeyRegistry.register(keys, 'lobby', 1);
   *   KeyRegistry.unregister(keys, 'lobby');
   *   return KeyRegistry.count(keys);
   * }); // => 0
   * ```
   */
  static unregister<K>(keys: KeyRegistryRef<K>, key: NoInfer<K>): void {
    const table = tableOf(keys, 'KeyRegistry.unregister');
    const control = runningProcess('KeyRegistry.unregister');
    for (const entry of table.entriesOf(canonicalKey(key))) if (entry.control === control) table.remove(entry);
  }

  /**
   * As {@link KeyRegistry.unregister}, for those entries whose value a pattern matches.
   *
   * @param pattern a pattern, as for `receive`.
   * @throws as `unregister`; BeamworkError `BEAMWORK_BAD_PATTERN`.
   * @see https://hexdocs.pm/elixir/Registry.html#unregister_match/4
   */
  static unregisterMatch<K>(keys: KeyRegistryRef<K>, key: NoInfer<K>, pattern: AnyPattern): void {
    const table = tableOf(keys, 'KeyRegistry.unregisterMatch');
    const control = runningProcess('KeyRegistry.unregisterMatch');
    for (const entry of entriesMatching(table, key, pattern)) if (entry.control === control) table.remove(entry);
  }

  /**
   * Who is registered under a key.
   *
   * @returns pairs of pid and value, oldest first; at most one where keys are unique.
   * @throws BeamworkError `BEAMWORK_UNKNOWN_REGISTRY`.
   * Cost: O(size of the key + entries found), and the copies of the values. Waits for nobody.
   * @see https://hexdocs.pm/elixir/Registry.html#lookup/2
   *
   * ```ts run
   * const keys = await KeyRegistry.start({ keys: 'unique' });
   * KeyRegistry.lookup(keys, 'nobody'); // => []
   * ```
   */
  static lookup<K, V>(keys: KeyRegistryRef<K, V>, key: NoInfer<K>): [Pid, V][];
  static lookup(keys: KeyRegistryRef, key: unknown): unknown {
    return tableOf(keys, 'KeyRegistry.lookup').entriesOf(canonicalKey(key)).map((entry) => entry.show());
  }

  /** As {@link KeyRegistry.lookup}, for those values that a pattern matches. @see https://hexdocs.pm/elixir/Registry.html#match/4 */
  static match<K, V>(keys: KeyRegistryRef<K, V>, key: NoInfer<K>, pattern: AnyPattern): [Pid, V][];
  static match(keys: KeyRegistryRef, key: unknown, pattern: AnyPattern): unknown {
    return entriesMatching(tableOf(keys, 'KeyRegistry.match'), key, pattern).map((entry) => entry.show());
  }

  /** How many entries under a key have a value that a pattern matches. @see https://hexdocs.pm/elixir/Registry.html#count_match/4 */
  static countMatch<K>(keys: KeyRegistryRef<K>, key: NoInfer<K>, pattern: AnyPattern): number {
    return entriesMatching(tableOf(keys, 'KeyRegistry.countMatch'), key, pattern).length;
  }

  /** The values of a process under a key. @see https://hexdocs.pm/elixir/Registry.html#values/3 */
  static values<K, V>(keys: KeyRegistryRef<K, V>, key: NoInfer<K>, pid: Pid): V[];
  static values(keys: KeyRegistryRef, key: unknown, pid: Pid): unknown {
    const owner = controlGiven(pid, 'KeyRegistry.values');
    const found = tableOf(keys, 'KeyRegistry.values').entriesOf(canonicalKey(key));
    return found.filter(({ control }) => control === owner).map(({ value }) => copyTerm(value));
  }

  /**
   * The keys of a process, as often as it is registered under each.
   *
   * Cost: O(keys of the process).
   * @see https://hexdocs.pm/elixir/Registry.html#keys/2
   */
  static keys<K>(keys: KeyRegistryRef<K>, pid: Pid): K[];
  static keys(keys: KeyRegistryRef, pid: Pid): unknown {
    const table = tableOf(keys, 'KeyRegistry.keys');
    return table.entriesBy(controlGiven(pid, 'KeyRegistry.keys')).map(({ key }) => copyTerm(key));
  }

  /** How many entries there are, under all keys. O(1) in a process, O(owners) outside. @see https://hexdocs.pm/elixir/Registry.html#count/1 */
  static count(keys: KeyRegistryRef): number {
    return tableOf(keys, 'KeyRegistry.count').size;
  }

  /**
   * Replaces the caller's value under a unique key.
   *
   * @param update is given the old value, and returns the new one.
   * @returns the new value and the old one; `undefined` when the key is not the caller's.
   * @throws BeamworkError `BEAMWORK_NOT_UNIQUE`, `BEAMWORK_UNKNOWN_REGISTRY`, `BEAMWORK_OUTSIDE_PROCESS`; what `update` throws: the old value stays.
   * @see https://hexdocs.pm/elixir/Registry.html#update_value/3
   *
   * ```ts run
   * const visits = await KeyRegistry.start<string, number>({ keys: 'unique' });
   * await run(() => {
   *   KeyRegistry.register(visits, 'lobby', 1);
   *   return KeyRegistry.updateValue(visits, 'lobby', (old) => old + 1);
   * }); // => [2, 1]
   * ```
   */
  static updateValue<K, V>(keys: KeyRegistryRef<K, V>, key: NoInfer<K>, update: (old: V) => NoInfer<V>): [V, V] | undefined;
  static updateValue(keys: KeyRegistryRef, key: unknown, update: (old: unknown) => unknown): unknown {
    const table = uniqueTableOf(keys, 'KeyRegistry.updateValue');
    const control = runningProcess('KeyRegistry.updateValue');
    const entry = table.entriesOf(canonicalKey(key)).find((each) => each.control === control);
    if (entry === undefined) return undefined;
    const old = entry.value;
    entry.value = copyTerm(update(copyTerm(old)), 'copy the value');
    return [copyTerm(entry.value), old];
  }

  /**
   * Calls a function with all entries under a key, if there are any: to send each of them something.
   *
   * @param visit is given pairs of pid and value; runs in the caller.
   * @throws BeamworkError `BEAMWORK_UNKNOWN_REGISTRY`; what `visit` throws.
   * @see https://hexdocs.pm/elixir/Registry.html#dispatch/4
   *
   * ```ts run
   * const topics = await KeyRegistry.start<string, string>({ keys: 'duplicate' });
   * const heard: string[] = [];
   * await run(() => {
   *   KeyRegistry.register(topics, 'news', 'reader');
   *   KeyRegistry.dispatch(topics, 'news', (entries) => entries.forEach(([, value]) => heard.push(value)));
   * });
   * heard; // => ['reader']
   * ```
   */
  static dispatch<K, V>(keys: KeyRegistryRef<K, V>, key: NoInfer<K>, visit: (entries: [Pid, V][]) => void): void {
    const entries = KeyRegistry.lookup<K, V>(keys, key);
    if (entries.length > 0) visit(entries);
  }

  /**
   * All entries that a pattern of `[key, pid, value]` matches; `P.select` picks parts of them. Without a pattern all there are.
   *
   * @param keys the registry, by its pid or name.
   * @returns `[key, pid, value]` for each, or what the pattern selects.
   * @throws BeamworkError `BEAMWORK_UNKNOWN_REGISTRY`, `BEAMWORK_BAD_PATTERN`.
   * Cost: O(entries).
   * @see https://hexdocs.pm/elixir/Registry.html#select/2
   *
   * ```ts run
   * const keys = await KeyRegistry.start({ keys: 'duplicate' });
   * await run(() => {
   *   KeyRegistry.register(keys, 'lobby', 1);
   *   KeyRegistry.register(keys, 'attic', 2);
   *   return KeyRegistry.select(keys, [P.select(), P.any, P.number]);
   * }); // => ['lobby', 'attic']
   * ```
   */
  static select<K, V>(keys: KeyRegistryRef<K, V>): [K, Pid, V][];
  static select<const p extends AnyPattern>(keys: KeyRegistryRef, pattern: p): HandlerArg<p>[];
  static select(keys: KeyRegistryRef, pattern?: AnyPattern): unknown {
    const all = tableOf(keys, 'KeyRegistry.select').all();
    const rows = all.map(({ key, control, value }) => [copyTerm(key), control.pid, copyTerm(value)]);
    return pattern === undefined ? rows : rows.map((row) => matchArgument(pattern, row)).filter((found) => found !== NO_MATCH);
  }
}
