import { BeamworkError, Call, Cast, Continue, type From, P, type Pid, Process, Receive, send } from '../../../lib/index.js';
import type { Step } from '../dsl.js';

/** What the scripted server is told at its start. */
export interface Script {
  readonly id: string;
  readonly log?: Pid;
  readonly trap?: boolean;
  readonly init?: () => unknown;
  /** How long `terminate` takes; a word makes it fail. */
  readonly slow?: number | string;
}

export type HandleCall = (from: From) => unknown;
type Handle = () => unknown;

function isHandler(value: unknown): value is HandleCall & Handle {
  return typeof value === 'function';
}

/** A server that does what it is told; what happens to it goes to the log. */
@Process({ unmatched: 'drop' })
export class Scripted {
  private script: Script = { id: '' };

  init(script: Script): unknown {
    this.script = script;
    if (script.trap === true) Process.flag('trapExit', true);
    this.log(['init', script.id]);
    return script.init?.();
  }

  @Call(['do', P.when(isHandler)])
  onCall([, f]: ['do', HandleCall & Handle], from: From): unknown {
    return f(from);
  }

  @Cast(['do', P.when(isHandler)])
  onCast([, f]: ['do', HandleCall & Handle]): unknown {
    return f();
  }

  @Receive(['do', P.when(isHandler)])
  onInfo([, f]: ['do', HandleCall & Handle]): unknown {
    return f();
  }

  @Receive(P.any)
  others(message: unknown): void {
    this.log(['info', message]);
  }

  @Continue(P.any)
  goOn(argument: unknown): void {
    this.log(['continue', argument]);
  }

  *terminate(reason: unknown): Step<void> {
    const { id, slow } = this.script;
    this.log(['terminate', id, reason]);
    if (typeof slow === 'string') throw new BeamworkError({ code: 'BEAMWORK_UNMATCHED', problem: `nobody can sleep for ${slow}`, remedy: 'none: it is meant to fail' });
    if (slow !== undefined) yield* Process.sleep(slow);
  }

  private log(event: readonly unknown[]): void {
    if (this.script.log !== undefined) send(this.script.log, event);
  }
}

/** A server without any handler. */
@Process({ unmatched: 'drop' })
export class Bare {}
