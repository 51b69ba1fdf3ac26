import { after, exit, ignore, isPid, on, P, type Pid, Process, ProcessExit, receive, self, send, spawnLink, startLink } from '../../../lib/index.js';
import type { ChildSpecObject, Restart, Shutdown } from '../../../lib/behaviours/child-spec.js';
import { Supervisor } from '../../../lib/behaviours/supervisor.js';
import type { SupervisorOptions } from '../../../lib/behaviours/supervisor-verbs.js';
import { down, flush, label, puppet, type Scenario, type Step, tell, tellAsync } from '../dsl.js';

/** How the node's recorder varies its workers. */
interface WorkerOptions {
  readonly restart?: Restart;
  readonly shutdown?: Shutdown;
  /** How long `terminate` takes. */
  readonly slow?: number;
}

/** A supervised worker that does not trap exits: `['die', reason]` ends it. */
export function plain(id: string, log: Pid, { restart = 'permanent', shutdown = 5_000 }: WorkerOptions = {}): ChildSpecObject {
  const Plain = (): Pid => {
    const pid = spawnLink(function* () {
      const [, reason] = yield* receive(['die', P.any]);
      exit(reason);
    });
    send(log, ['start', id, pid]);
    return pid;
  };
  return { id, start: Plain, restart, shutdown };
}

/** A supervised worker that traps exits, and tells what happens to it. */
@Process({ trapExit: true })
class Server {
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

function trapper(id: string, log: Pid, { shutdown = 5_000, slow = 0 }: WorkerOptions = {}): ChildSpecObject {
  return { id, start: () => startLink(Server, [id, log, slow], { name: id }), shutdown };
}

@Process()
class S {
  init(act: () => unknown): unknown {
    return act();
  }
}

function* sup(children: readonly ChildSpecObject[], options?: SupervisorOptions): Step<Pid> {
  return label(yield* Supervisor.startLink(children, options), 'sup');
}

/** Starts and ends alone, without pids. */
export function starts(messages: readonly unknown[]): unknown[] {
  return messages.filter(isNoExit).map((message) => {
    if (!Array.isArray(message)) return message;
    return message[0] === 'start' || message[0] === 'init' ? ['start', message[1]] : message;
  });
}

function isNoExit(message: unknown): boolean {
  return !(Array.isArray(message) && message[0] === 'EXIT');
}

function* killed(strategy: 'one_for_all' | 'rest_for_one', victim: number): Step {
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
function* die(times: number, pauseMs: number): Step<void> {
  for (let n = 0; n < times; n++) {
    yield* receive(
      on(['start', 'w', P.select(P.pid)], (pid) => void send(pid, ['die', 'boom'])),
      after(1_000),
    );
    yield* Process.sleep(pauseMs);
  }
}

function* stopOf(id: string, options: WorkerOptions): Step {
  const s = yield* sup([trapper(id, self(), options)]);
  const ref = Process.monitor(id);
  yield* flush();
  yield* Supervisor.terminateChild(s, id);
  return [yield* down(ref), yield* flush(20)];
}

/** Supervisors: strategies, intensity, starts and stops. */
export const supervisors: readonly Scenario[] = [
  { name: 'sup.one_for_all_kill_middle', run: () => killed('one_for_all', 1) },
  { name: 'sup.rest_for_one_kill_middle', run: () => killed('rest_for_one', 1) },
  { name: 'sup.rest_for_one_kill_first', run: () => killed('rest_for_one', 0) },
  { name: 'sup.rest_for_one_kill_last', run: () => killed('rest_for_one', 2) },
  {
    name: 'sup.max_restarts_0',
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('w', self()), trapper('o_other', self())], { maxRestarts: 0 });
      const ref = Process.monitor(s);
      const [, , worker] = yield* receive(['start', 'w', P.pid]);
      yield* flush();
      send(worker, ['die', 'boom']);
      const reason = yield* down(ref);
      return [reason, (yield* flush()).filter(isNoExit)];
    },
  },
  {
    name: 'sup.max_restarts_window_passes',
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('w', self())], { maxRestarts: 1, maxSeconds: 0.1 });
      yield* die(3, 210);
      return Process.isAlive(s);
    },
  },
  {
    name: 'sup.max_restarts_window_not_passed',
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('w', self())], { maxRestarts: 1, maxSeconds: 5 });
      const ref = Process.monitor(s);
      yield* die(2, 300);
      return yield* down(ref);
    },
  },
  {
    name: 'sup.child_raises_at_start',
    *run() {
      Process.flag('trapExit', true);
      const raise = (): never => {
        throw new Error('init boom');
      };
      try {
        return yield* Supervisor.startLink([{ id: 'bad', start: [S, raise] }]);
      } catch (thrown) {
        if (thrown instanceof ProcessExit) return ['error', thrown.reason];
        throw thrown;
      }
    },
  },
  {
    name: 'sup.child_ignore',
    *run() {
      const s = yield* sup([{ id: 'ign', start: [S, ignore] }]);
      const children = (yield* Supervisor.whichChildren(s)).map(({ id, pid, type, modules }) => [id, String(pid), type, modules]);
      return [children, yield* Supervisor.countChildren(s)];
    },
  },
  {
    name: 'sup.which_children_order',
    *run() {
      const s = yield* sup(['p1', 'p2', 'p3'].map((id) => plain(id, self())));
      const children = (yield* Supervisor.whichChildren(s)).map(({ id, pid, type, modules }) => [id, pid !== undefined, type, modules]);
      return [children, yield* Supervisor.countChildren(s)];
    },
  },
  { name: 'sup.shutdown_brutal_kill', run: () => stopOf('o_bk', { shutdown: 'brutal_kill' }) },
  { name: 'sup.shutdown_timeout_then_kill', run: () => stopOf('o_slow', { shutdown: 30, slow: 5_000 }) },
  {
    name: 'sup.parent_exit_stops_the_supervisor',
    *run() {
      const me = self();
      const parent = yield* puppet();
      let s: Pid | undefined;
      yield* tell(parent, function* () {
        s = yield* Supervisor.startLink([trapper('o_pe', me)]);
      });
      if (s === undefined) return 'no supervisor';
      const ref = Process.monitor(s);
      yield* flush();
      tellAsync(parent, () => exit('boom'));
      return [yield* down(ref), yield* flush()];
    },
  },
  {
    name: 'sup.temporary_child_is_forgotten_in_one_for_all',
    *run() {
      Process.flag('trapExit', true);
      const s = yield* sup([plain('t', self(), { restart: 'temporary' }), plain('p', self())], { strategy: 'one_for_all' });
      const messages = yield* flush();
      const [worker] = messages.flatMap((message) => (Array.isArray(message) && message[1] === 'p' && isPid(message[2]) ? [message[2]] : []));
      if (worker === undefined) return messages;
      send(worker, ['die', 'boom']);
      const restarted = starts(yield* flush(50));
      return [starts(messages), restarted, (yield* Supervisor.whichChildren(s)).map(({ id }) => id)];
    },
  },
];
