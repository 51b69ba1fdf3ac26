import { copyTerm } from '../kernel/copy-term.js';
import type { Pid } from '../kernel/pid.js';
import type { MsgOf, OpsOf } from '../kernel/protocol.js';
import { showTerm } from '../kernel/show-term.js';
import { Address } from '../runtime/address.js';
import { controlOf } from '../runtime/process-control.js';
import { canonicalKey } from './key-registry-key.js';
import type { KeyRegistryRef } from './key-registry.js';
import { KeyTakenError, uniqueTableOf } from './key-registry-table.js';

/**
 * What a process whose type is `T` speaks: `T` is its class, or its protocol as it stands in a `Pid`.
 *
 * What cannot be a message with a tag (a text, a number, a list, an object with a `type`) is taken for a class.
 *
 * ```ts
 * type Ops = Op<['size'], number>;
 * KeyOps<Ops>; // Ops
 * ```
 */
export type KeyOps<T> = [T] extends [Exclude<MsgOf<T>, string | number | readonly unknown[] | { readonly type: unknown }>] ? OpsOf<T> : T;

/**
 * The address of whoever is registered under a key; `Ops` is what that process speaks.
 *
 * Its parts are public fields, so that it travels in messages and exit reasons.
 */
export class KeyAddress<in Ops = any> extends Address<Ops> {
  /** Made by {@link via}. */
  constructor(
    /** The registry. */
    readonly keys: KeyRegistryRef,
    /** The key. */
    readonly key: unknown,
    /** What stands beside a process that is started under this address. */
    readonly value: unknown,
  ) {
    super();
  }

  /**
   * Who is registered under the key now.
   *
   * @returns the pid; `undefined` when nobody is.
   * @throws BeamworkError `BEAMWORK_UNKNOWN_REGISTRY`, `BEAMWORK_NOT_UNIQUE`.
   * Cost: that of a look-up.
   * @see https://hexdocs.pm/elixir/GenServer.html#whereis/1
   */
  override whereis(): Pid<Ops> | undefined {
    return uniqueTableOf(this.keys, 'via').entriesOf(canonicalKey(this.key))[0]?.control.pid;
  }

  /** @internal Registers a process that is being started. */
  override claim(pid: Pid): Pid | undefined {
    try {
      uniqueTableOf(this.keys, 'via').register(controlOf(pid), this.key, this.value);
      return undefined;
    } catch (error) {
      if (error instanceof KeyTakenError) return error.owner;
      throw error;
    }
  }

  /** As it stands in errors: `via("rooms", "lobby")`. */
  override toString(): string {
    return `via(${showTerm(this.keys)}, ${showTerm(this.key)})`;
  }
}

/**
 * An address that stands wherever a pid or a name may: whoever is registered under a key, at the moment of use.
 *
 * `send`, `call`, `cast` and `stop` look the key up; `start(Class, args, { via })` registers the new process under it before `init` runs, and
 * refuses with `['already_started', pid]` when somebody has it.
 *
 * `via<Room>(…)`, with the class of the process or its protocol as it stands in a `Pid`, gives an address that says what the process speaks: requests
 * are held against it, and replies have their types. Key and value are not held against the type of the registry then.
 *
 * @param keys a registry with unique keys: its pid, or its name.
 * @param key the key; copied.
 * @param value what look-ups find beside a process that is started under this address; copied. Default: `undefined`.
 * @returns the address. Nothing is looked up yet: the registry may be started later.
 * @throws BeamworkError `BEAMWORK_UNCOPYABLE`, `BEAMWORK_BAD_KEY`; when it is used, `BEAMWORK_UNKNOWN_REGISTRY` and `BEAMWORK_NOT_UNIQUE`.
 * Cost: the copies; each use costs a look-up.
 * @see https://hexdocs.pm/elixir/Registry.html#module-using-in-via
 *
 * ```ts run
 * @Process()
 * class Room {
 *   @Call(['size'])
 *   size(_: ['size']): number {
 *     return 3;
 *   }
 * }
 * const rooms = await KeyRegistry.start({ keys: 'unique' });
 * const lobby = via<Room>(rooms, ['room', 'lobby']);
 * await start(Room, [], { via: lobby });
 * const size: number = await call(lobby, ['size']);
 * size; // => 3
 * ```
 */
export function via<T = never>(keys: Said<T>, key: unknown, value?: unknown): KeyAddress<KeyOps<T>>;
/** The same, for an address that says nothing of its process; key and value are held against the type of the registry. */
export function via<K, V>(keys: KeyRegistryRef<K, V>, key: NoInfer<K>, value?: NoInfer<V>): KeyAddress;
export function via(keys: KeyRegistryRef, key: unknown, value?: unknown): KeyAddress {
  const own = copyTerm(key, 'copy the key');
  canonicalKey(own);
  return new KeyAddress(keys, own, copyTerm(value, 'copy the value'));
}

/** Keeps the overload for a type argument to those who give one. */
type Said<T> = [T] extends [never] ? never : KeyRegistryRef;
