import { after, exit, on, P, type Pid, Process, receive, self, send, spawnLink, startLink } from '../../../lib/index.js';
import type { ChildSpecObject, Restart, Shutdown } from '../../../lib/behaviours/child-spec.js';
import { Supervisor } from '../../../lib/behaviours/supervisor.js';
import type { Strategy } from '../../../lib/behaviours/supervisor-options.js';
import type { SupervisorOptions } from '../../../lib/behaviours/supervisor-verbs.js';
import { down, flush, label, type Step } from '../dsl.js';

/** How scenarios vary their workers. */
export interface WorkerOptions {
  readonly restart?: Restart;
  readonly shutdown?: Shutdown;
  readonly significant?: boolean;
  /** How long `terminate` takes. */
  readonly slow?: number;
}

/** A supervised worker that does not trap exits: `['die', reason]` ends it. */
export function plain(id: string, log: Pid, { restart = 'permanent', shutdown = 5_000, significant = false }: WorkerOptions = {}): ChildSpecObject {
  const Plain = (): Pid => {
    const pid = spawnLink(function* () {
      const [, reason] = yield* receive(['die', P.any]);
      exit(reason);
    });
    send(log, ['start', id, pid]);
    return pid;
  };
  return { id, start: Plain, restart, shutdown, significant };
}

/** A supervised worker that traps exits, and tells what happens to it. */
@Process({ trapExit: true })
export class Server {
  private id = '';
  private log: Pid | undefined;
  private slow = 0;

  init(id: string, log: Pid, slow = 0): void {
    Object.assign(this, { id, log, slow });
    send(log, ['init', id]);
  }

  *terminate(reason: unknown): Step<void> {
    if (this.log !== undefined) send(this.log, ['terminate', this.id, reason]);
    if (this.slow > 0) yield* Process.sleep(this.slow);
  }
}

export function trapper(id: string, log: Pid, { shutdown = 5_000, slow = 0 }: WorkerOptions = {}): ChildSpecObject {
  return { id, start: () => startLink(Server, [id, log, slow], { name: id }), shutdown };
}

@Process()
export class S {
  init(act: () => unknown): unknown {
    return act();
  }
}

export function* sup(children: readonly ChildSpecObject[], options?: SupervisorOptions): Step<Pid> {
  return label(yield* Supervisor.startLink(children, options), 'sup');
}

/** Starts and ends alone, without pids. */
export function starts(messages: readonly unknown[]): unknown[] {
  return messages.filter(isNoExit).map((message) => {
    if (!Array.isArray(message)) return message;
    return message[0] === 'start' || message[0] === 'init' ? ['start', message[1]] : message;
  });
}

export function isNoExit(message: unknown): boolean {
  return !(Array.isArray(message) && message[0] === 'EXIT');
}

export function* killed(strategy: Strategy, victim: number): Step {
  Process.flag('trapExit', true);
  const ids = ['oa', 'ob', 'oc'];
  const s = yield* sup(ids.map((id) => trapper(id, self())), { strategy });
  const start = starts(yield* flush());
  const pid = Process.whereis(ids[victim] ?? '');
  if (pid !== undefined) Process.exit(pid, 'kill');
  const second = starts(yield* flush(50));
  yield* Supervisor.stop(s);
  return { start, after_kill: second, stop: starts(yield* flush(50)) };
}

/** Has the worker end `times` times, with pauses. */
export function* die(times: number, pauseMs: number): Step<void> {
  for (let n = 0; n < times; n++) {
    yield* receive(
      on(['start', 'w', P.select(P.pid)], (pid) => void send(pid, ['die', 'boom'])),
      after(1_000),
    );
    yield* Process.sleep(pauseMs);
  }
}

export function* stopOf(id: string, options: WorkerOptions): Step {
  const s = yield* sup([trapper(id, self(), options)]);
  const ref = Process.monitor(id);
  yield* flush();
  yield* Supervisor.terminateChild(s, id);
  return [yield* down(ref), yield* flush(20)];
}

/** Has the worker end as often as told, and tells whether it was there each time, and what became of the supervisor. */
export function* crashes(times: number, options: SupervisorOptions = {}, reason: unknown = 'boom'): Step {
  Process.flag('trapExit', true);
  const ref = Process.monitor(yield* sup([plain('w', self())], options));
  const deaths: unknown[] = [];
  for (let n = 0; n < times; n++) {
    const worker = yield* receive(
      on(['start', 'w', P.pid], ([, , pid]) => pid),
      after(200),
    );
    deaths.push(worker === undefined ? 'missing' : 'died');
    if (worker !== undefined) send(worker, ['die', reason]);
  }
  const end = yield* receive(
    on(['DOWN', ref, 'process', P.any, P.any], ([, , , , why]) => why),
    after(50, () => 'goes_on'),
  );
  return [deaths, end];
}
