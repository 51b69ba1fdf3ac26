import { ContainerModule } from 'inversify';
import { BeamworkError, isPid, isReference, Process, send, type Pid, type Reference } from '../../../lib/index.js';
import { TestRuntime } from '../../../lib/testing/index.js';
import { badarg, type Deeds, type Instruction } from './deeds.js';
import { bodyOf, classOf } from './puppets.js';
import type { RealVerb, RealVerbs } from './real-verbs.js';
import { Stage } from './stage.js';
import { ended, type ProcessView, type View } from './view.js';

/** A runtime of puppets, and which pid and which reference goes by which label. */
export class World extends Stage {
  readonly #runtime: TestRuntime;
  readonly #verbs: RealVerbs;
  readonly #pids = new Map<string, Pid>();
  readonly #references = new Map<string, Reference>();
  readonly #labels = new Map<unknown, string>();
  readonly #instructions = new Map<number, Instruction>();
  readonly #results = new Map<number, string>();
  /** Processes that lived, and timers that ran, when somebody looked last. */
  readonly #living = new Set<string>();
  readonly #timers = new Set<string>();

  constructor(runtime: TestRuntime, verbs: RealVerbs) {
    super();
    this.#runtime = runtime;
    this.#verbs = verbs;
    runtime.bind(new ContainerModule(({ bind }) => void bind(Stage).toConstantValue(this)));
  }

  /** Starts a puppet from outside of all processes. */
  beget(label: string): void {
    const Class = classOf(label);
    this.born(label, Class === undefined ? this.#runtime.spawn(bodyOf(label, this)) : this.#runtime.spawn(Class));
  }

  born(label: string, pid: Pid): Pid {
    this.#pids.set(label, pid);
    this.#labels.set(pid, label);
    this.#living.add(label);
    return pid;
  }

  made(label: string, ref: Reference, isTimer = false): Reference {
    this.#references.set(label, ref);
    this.#labels.set(ref, label);
    if (isTimer) this.#timers.add(label);
    return ref;
  }

  pid(label: string): Pid {
    const pid = this.#pids.get(label);
    if (pid === undefined) throw new Error(`${label} was never born`);
    return pid;
  }

  override reference(label: string): Reference {
    const ref = this.#references.get(label);
    if (ref === undefined) throw new Error(`${label} was never made`);
    return ref;
  }

  /** A pid, or a name. */
  address(label: string): Pid | string {
    return label.startsWith('n') ? label : this.pid(label);
  }

  /** Tells a puppet what to do; it does so when it runs. */
  tell(instruction: Instruction): void {
    this.#instructions.set(instruction.id, instruction);
    send(this.pid(instruction.by), ['do', instruction.id]);
  }

  override instruction(id: number): Instruction {
    const found = this.#instructions.get(id);
    if (found === undefined) throw new Error(`there is no instruction ${id}`);
    return found;
  }

  /** Does in the name of the running puppet what it was told. */
  override perform<V extends RealVerb>({ verb, args }: { readonly verb: V; readonly args: Deeds[V] }): unknown {
    try {
      return this.#verbs[verb](this, args);
    } catch (error) {
      if (error instanceof BeamworkError) return badarg;
      throw error;
    }
  }

  override note(id: number, value: unknown): void {
    this.#results.set(id, this.show(value));
  }

  /** Lets all run who can, and time pass; gives what can be seen then. */
  async play(ms: number): Promise<View> {
    await this.#runtime.advance(ms);
    const results = new Map(this.#results);
    this.#results.clear();
    this.#instructions.clear();
    const processes = new Map([...this.#living].map((label) => [label, this.#look(label)]));
    for (const [label, { reason }] of processes) if (reason !== undefined) this.#living.delete(label);
    return { nowMs: this.#runtime.nowMs, processes, timers: this.#runningTimers(), results };
  }

  #look(label: string): ProcessView {
    const pid = this.pid(label);
    const info = Process.info(pid, ['messages', 'links', 'monitors', 'monitoredBy', 'registeredName', 'trapExit']);
    if (info === undefined) return { ...ended, reason: this.show(TestRuntime.of(pid)?.situation.endOf(pid)?.reason) };
    const sorted = (values: readonly unknown[]): string[] => values.map((each) => this.show(each)).sort();
    return {
      reason: undefined,
      mailbox: info.messages.map((each) => this.show(each)),
      links: sorted(info.links),
      monitors: sorted(info.monitors.map(([, object]) => object)),
      monitoredBy: sorted(info.monitoredBy),
      name: typeof info.registeredName === 'string' ? info.registeredName : undefined,
      trapExit: info.trapExit,
    };
  }

  #runningTimers(): Map<string, number> {
    const running = new Map<string, number>();
    for (const label of this.#timers) {
      const left = Process.readTimer(this.reference(label));
      if (left === false) this.#timers.delete(label);
      else running.set(label, left);
    }
    return running;
  }

  /** Any term as the model writes it. */
  show(term: unknown): string {
    if (isPid(term) || isReference(term)) return this.#labels.get(term) ?? String(term);
    if (Array.isArray(term)) return `[${term.map((each) => this.show(each)).join(', ')}]`;
    return String(term);
  }
}
