import { isPid } from '../../kernel/pid.js';
import { Signal } from '../../kernel/mailbox.js';
import { isReference } from '../../kernel/reference.js';
import { showTerm } from '../../kernel/show-term.js';
import { controlOf, toStart, type ProcessControl } from '../../runtime/process-control.js';
import type { RuntimeState } from '../../runtime/runtime-state.js';
import { callTag, castTag } from '../../runtime/server-protocol.js';
import { ExitSignal, LinkSignal, Monitoring } from '../../runtime/signals.js';
import type { LifecycleEvent } from '../../runtime/sinks.js';
import { messagesOf } from '../messages-of.js';
import { showValue } from '../show-value.js';
import { inOneLine } from './ending-text.js';
import { Runner, Channel, Killing, type Thread } from './threads.js';
import { withNames } from './with-names.js';
import type { World } from './world.js';

/** A step: who made it, and what came of it. Time that nobody has chosen to pass is no step, and has no number. */
interface Line {
  readonly who: string;
  readonly isStep: boolean;
  readonly what: string[];
}

/** Writes down, in words, what happens in a schedule. */
export class ScheduleLog {
  readonly #lines: Line[] = [];
  readonly #names = new Map<ProcessControl, string>();
  readonly #taken = new Map<string, number>();
  #present: Line | undefined = undefined;
  /** Who runs, and what waits for it. */
  #running: { readonly control: ProcessControl; readonly before: readonly unknown[]; readonly beginning: number } | undefined = undefined;
  #world: World | undefined = undefined;

  begins(state: RuntimeState, world: World, main: ProcessControl): void {
    this.#world = world;
    this.#names.set(main, 'scenario');
    const { sinks } = state;
    sinks.lifecycle = (event) => {
      // A crash is told as an end before.
      if (event.type !== 'crashed') this.#add(this.#showLife(event));
    };
    sinks.names = ({ type, name, pid }) => this.#add(`${this.#who(pid)} is ${type} as ${showTerm(name)}`);
    sinks.timers = ({ type, destination }) => this.#add(`a timer for ${isPid(destination) ? this.#who(destination) : showTerm(destination)} ${type === 'fired' ? 'fires' : `is ${type}`}`);
  }

  step(thread: Thread): void {
    this.#finish();
    if (thread instanceof Runner) {
      const { control } = thread;
      const beginning = beginningOf(thread);
      this.#running = { control, before: messagesOf(control), beginning: beginning.length };
      this.#begin(this.name(control), beginning);
    } else if (thread instanceof Channel) {
      const [next] = thread.items;
      this.#begin(this.name(thread.to.control), [`receives ${this.#showItem(next?.item)}${thread.from === undefined ? '' : ` from ${this.name(thread.from.control)}`}`]);
    } else if (thread instanceof Killing) this.#begin('chance', [`ends ${this.name(thread.runner.control)}`]);
    else this.#begin('time', []);
  }

  sent(from: Runner | undefined, to: Runner, item: unknown): void {
    if (from !== undefined || this.#present === undefined) this.#add(`sends ${this.#showItem(item)} to ${this.name(to.control)}`);
  }

  /** What arrives through an alias that is off goes nowhere. */
  isOff(): void {
    this.#add('and nobody gets it, as that alias is off');
  }

  passed(ms: number): void {
    if (this.#present?.who !== 'time') {
      this.#finish();
      this.#begin('time', [], false);
    }
    this.#add(`passes to ${ms} ms`);
  }

  /** The steps, a line each. */
  toString(): string {
    this.#finish();
    const width = Math.max(0, ...this.#lines.map(({ who }) => who.length));
    const digits = String(this.#lines.filter(({ isStep }) => isStep).length).length;
    let step = 0;
    return this.#lines.map(({ who, what, isStep }) => `${(isStep ? String(++step) : '').padStart(digits)}  ${who.padEnd(width)}  ${what.join('; ') || 'goes on'}`).join('\n');
  }

  /** A name for a process: its class or function, with a number. */
  name(control: ProcessControl): string {
    const known = this.#names.get(control);
    if (known !== undefined) return known;
    const kind = kindOf(control);
    const number = (this.#taken.get(kind) ?? 0) + 1;
    this.#taken.set(kind, number);
    const name = `${kind}#${number}`;
    this.#names.set(control, name);
    return name;
  }

  /** A text with names in place of pids. */
  text(text: string): string {
    return withNames(text, this.#world?.runners.keys() ?? [], (control) => this.name(control));
  }

  #begin(who: string, what: string[], isStep = true): void {
    this.#present = { who, what, isStep };
    this.#lines.push(this.#present);
  }

  #finish(): void {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    const left = new Set(messagesOf(running.control));
    const taken = running.control.alive ? running.before.filter((message) => !left.has(message) && !(message instanceof Signal)) : [];
    if (taken.length > 0) this.#present?.what.splice(running.beginning, 0, `takes ${taken.map((message) => this.#showItem(message)).join(', ')}`);
  }

  #add(text: string): void {
    this.#present?.what.push(text);
  }

  #showLife(event: Exclude<LifecycleEvent, { readonly type: 'crashed' }>): string {
    if (event.type === 'spawned') return `${this.#who(event.pid)} is spawned`;
    const who = this.#who(event.pid);
    return `${who === this.#present?.who ? '' : `${who} `}ends: ${inOneLine(this.text(showValue(event.reason)))}`;
  }

  #showItem(item: unknown): string {
    if (item instanceof ExitSignal) return `the exit signal ${this.text(showValue(item.reason))}`;
    if (item instanceof LinkSignal) return 'a link';
    if (item instanceof Monitoring) return item.fired ? `the end of ${item.target === undefined ? 'nobody' : this.name(item.target)}` : 'a monitor';
    if (item instanceof Signal) return 'a signal';
    return this.text(showMessage(item));
  }

  #who(pid: unknown): string {
    return isPid(pid) ? this.name(controlOf(pid)) : String(pid);
  }

}

function beginningOf(runner: Runner): string[] {
  if (!runner.isAlive()) return ['has ended, and does nothing more'];
  const { phase, wakeTimer } = runner.control;
  if (phase === toStart) return ['starts'];
  return wakeTimer?.expired === true ? ['its time is up'] : [];
}

/** Calls, casts and answers by what their senders wrote. */
function showMessage(message: unknown): string {
  if (!Array.isArray(message)) return showValue(message);
  if (message[0] === callTag || message[0] === castTag) return `the ${message[0] === callTag ? 'call' : 'cast'} ${showValue(message.at(-1))}`;
  return message.length === 2 && isReference(message[0]) ? `the answer ${showValue(message[1])}` : showValue(message);
}

function kindOf({ module, body }: ProcessControl): string {
  if (module !== undefined) return module.className;
  return body === undefined || body.name === '' ? 'process' : body.name;
}
