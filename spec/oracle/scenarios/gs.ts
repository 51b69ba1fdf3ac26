import {
  call,
  cast,
  continueWith,
  exit,
  idleAfter,
  ignore,
  isPid,
  noReply,
  type Pid,
  Process,
  ProcessExit,
  reply,
  replyWith,
  self,
  send,
  start,
  startLink,
  type StartOptions,
  stop,
  stopWith,
} from '../../../lib/index.js';
import { dead, down, flush, label, puppet, rescueIt, type Scenario, type Step, tell, tellAsync } from '../dsl.js';
import { Bare, type HandleCall, type Script, Scripted } from './gs-server.js';

function* startScripted(script: Script, options?: StartOptions): Step<Pid> {
  return yield* start(Scripted, [script], options);
}

function* startLinked(script: Script): Step<Pid> {
  return yield* startLink(Scripted, [script]);
}

/** What a start comes to, in the form of the BEAM's answer. */
function* attempt(starting: () => Step<unknown>): Step {
  try {
    return (yield* starting()) ?? 'ignore';
  } catch (thrown) {
    if (thrown instanceof ProcessExit) return ['error', thrown.reason];
    throw thrown;
  }
}

/** A call that runs a function in the server. */
function* callDo(pid: Pid, f: HandleCall): Step {
  return yield* call(pid, ['do', f]);
}

/** All messages but the first. */
function* later(): Step<unknown[]> {
  return (yield* flush()).slice(1);
}

/** The kind of what a command comes to: returned, raised, exited or thrown. */
function* kindOf(command: () => unknown): Step {
  const outcome = yield* rescueIt(command);
  return Array.isArray(outcome) ? outcome[0] : outcome;
}

/** Servers: calls, casts, starts and ends. */
export const servers: readonly Scenario[] = [
  {
    name: 'gs.call_reply',
    *run() {
      const p = yield* startScripted({ id: 'a' });
      return yield* callDo(p, () => 'hello');
    },
  },
  {
    name: 'gs.call_server_raises',
    *run() {
      const p = label(yield* startScripted({ id: 'a' }), 'p');
      const ref = Process.monitor(p);
      const outcome = yield* rescueIt(() =>
        callDo(p, () => {
          throw new Error('boom');
        }),
      );
      return [outcome, yield* down(ref)];
    },
  },
  {
    name: 'gs.call_stop_without_reply',
    *run() {
      const p = label(yield* startScripted({ id: 'a' }), 'p');
      return yield* rescueIt(() => callDo(p, () => stopWith('normal')));
    },
  },
  {
    name: 'gs.call_stop_with_reply',
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const ref = Process.monitor(p);
      return [yield* callDo(p, () => replyWith('bye', stopWith('normal'))), yield* down(ref)];
    },
  },
  {
    name: 'gs.reply_returns_ok',
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const me = self();
      const answer = yield* callDo(p, (from) => {
        send(me, ['reply_said', reply(from, 'x') ?? 'ok']);
        return noReply;
      });
      return [answer, yield* flush()];
    },
  },
  {
    name: 'gs.second_reply_after_the_call_returned_is_dropped',
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const answer = yield* callDo(p, function* (from) {
        reply(from, 1);
        yield* Process.sleep(30);
        reply(from, 2);
        return noReply;
      });
      return [answer, yield* flush(80)];
    },
  },
  {
    name: 'gs.cast_returns_ok_even_if_dead',
    *run() {
      return [cast(yield* dead(), 'x') ?? 'ok', cast('oracle_nobody', 'x') ?? 'ok'];
    },
  },
  {
    name: 'gs.continue_runs_before_queued_messages',
    *run() {
      const init = (): unknown => {
        send(self(), 'queued_in_init');
        return continueWith('c1');
      };
      const p = yield* startScripted({ id: 'a', log: self(), init });
      send(p, 'after_start');
      return yield* flush();
    },
  },
  {
    name: 'gs.continue_after_call_runs_before_next_message',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const me = self();
      const act = (): unknown => {
        send(self(), 'queued');
        send(me, 'in_cast');
        return continueWith('c2');
      };
      cast(p, ['do', act]);
      return yield* flush();
    },
  },
  {
    name: 'gs.timeout_message',
    *run() {
      yield* startScripted({ id: 'a', log: self(), init: () => idleAfter(20) });
      return yield* flush(80);
    },
  },
  {
    name: 'gs.timeout_is_cancelled_by_a_message',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self(), init: () => idleAfter(50) });
      send(p, 'm');
      return yield* flush(120);
    },
  },
  {
    name: 'gs.init_ignore',
    *run() {
      return yield* attempt(() => startLinked({ id: 'a', init: () => ignore() }));
    },
  },
  {
    name: 'gs.init_stop_trapping',
    *run() {
      Process.flag('trapExit', true);
      const outcome = yield* attempt(() => startLinked({ id: 'a', init: () => stopWith('nope') }));
      return [outcome, yield* flush()];
    },
  },
  {
    name: 'gs.init_stop_start_nolink',
    *run() {
      return yield* attempt(() => startScripted({ id: 'a', init: () => stopWith('nope') }));
    },
  },
  {
    name: 'gs.init_raise',
    *run() {
      const init = (): never => {
        throw new Error('init boom');
      };
      return yield* attempt(() => startScripted({ id: 'a', init }));
    },
  },
  {
    name: 'gs.init_timeout',
    *run() {
      const init = function* (): Step<void> {
        yield* Process.sleep(200);
      };
      return yield* attempt(() => startScripted({ id: 'a', init }, { timeoutMs: 20 }));
    },
  },
  {
    name: 'gs.name_already_started',
    *run() {
      label(yield* startScripted({ id: 'a' }, { name: 'oracle_g1' }), 'first');
      return [yield* attempt(() => startScripted({ id: 'b' }, { name: 'oracle_g1' })), Process.whereis('oracle_g1')];
    },
  },
  {
    name: 'gs.unhandled_call_default',
    *run() {
      const p: Pid = yield* start(Bare);
      const ref = Process.monitor(p);
      const kind = yield* kindOf(function* () {
        return yield* call(p, 'x');
      });
      return [kind, yield* down(ref)];
    },
  },
  {
    name: 'gs.unhandled_cast_default',
    *run() {
      const p: Pid = yield* start(Bare);
      const ref = Process.monitor(p);
      cast(p, 'x');
      return yield* down(ref);
    },
  },
  {
    name: 'gs.unhandled_info_default_survives',
    *run() {
      const p: Pid = yield* start(Bare);
      send(p, 'x');
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
  {
    name: 'gs.function_clause_in_callback',
    *run() {
      const p = yield* startScripted({ id: 'a' });
      const ref = Process.monitor(p);
      yield* rescueIt(function* () {
        return yield* call(p, 'no_clause');
      });
      return yield* down(ref);
    },
  },
  {
    name: 'gs.terminate_on_stop_return',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      cast(p, ['do', () => stopWith('normal')]);
      return yield* later();
    },
  },
  {
    name: 'gs.terminate_on_exit_in_callback',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      cast(p, ['do', () => exit('boom')]);
      return yield* later();
    },
  },
  {
    name: 'gs.terminate_not_on_exit_signal_when_not_trapping',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const ref = Process.monitor(p);
      Process.exit(p, 'shutdown');
      return [yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.terminate_not_on_kill',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self(), trap: true });
      const ref = Process.monitor(p);
      Process.exit(p, 'kill');
      return [yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.trapping_exit_signal_from_parent_terminates',
    *run() {
      Process.flag('trapExit', true);
      const p = label(yield* startLinked({ id: 'a', log: self(), trap: true }), 'p');
      Process.exit(p, 'shutdown');
      return yield* later();
    },
  },
  {
    name: 'gs.not_trapping_parent_dies_normally_survives',
    *run() {
      const q = yield* puppet();
      const p = yield* startedBy(q, { id: 'a' });
      tellAsync(q, () => exit('normal'));
      yield* Process.sleep(30);
      return [Process.isAlive(q), Process.isAlive(p)];
    },
  },
  {
    name: 'gs.not_trapping_parent_crash_kills_without_terminate',
    *run() {
      const q = yield* puppet();
      const p = yield* startedBy(q, { id: 'a', log: self() });
      const ref = Process.monitor(p);
      tellAsync(q, () => exit('boom'));
      return [yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.stop_default',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const ref = Process.monitor(p);
      return [(yield* stop(p)) ?? 'ok', yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.stop_reason',
    *run() {
      const p = yield* startScripted({ id: 'a', log: self() });
      const ref = Process.monitor(p);
      return [(yield* stop(p, 'shutdown')) ?? 'ok', yield* down(ref), yield* later()];
    },
  },
  {
    name: 'gs.stop_timeout',
    *run() {
      const p = label(yield* startScripted({ id: 'a', slow: 200, trap: true }), 'p');
      return yield* rescueIt(function* () {
        yield* stop(p, 'normal', 30);
      });
    },
  },
  {
    name: 'gs.stop_linked_caller_survives_normal',
    *run() {
      yield* stop(yield* startLinked({ id: 'a' }));
      yield* Process.sleep(10);
      return 'survived';
    },
  },
  {
    name: 'gs.raise_in_terminate',
    *run() {
      const p = yield* startScripted({ id: 'a', slow: 'not_a_number' });
      const ref = Process.monitor(p);
      const kind = yield* kindOf(function* () {
        yield* stop(p);
      });
      return [kind, yield* down(ref)];
    },
  },
  {
    name: 'gs.links_of_start_and_start_link',
    *run() {
      label(yield* startScripted({ id: 'a' }), 'a');
      label(yield* startLinked({ id: 'b' }), 'b');
      return Process.info(self(), 'links');
    },
  },
  {
    name: 'gs.alive_after_crash',
    *run() {
      const p = yield* startScripted({ id: 'a' });
      send(p, ['do', () => exit('boom')]);
      send(p, 'lost');
      yield* Process.sleep(20);
      return Process.isAlive(p);
    },
  },
];

/** A scripted server that a puppet starts, linked to it. */
function* startedBy(starter: Pid, script: Script): Step<Pid> {
  const pid = yield* tell(starter, function* () {
    return yield* startLink(Scripted, [script]);
  });
  if (isPid(pid)) return pid;
  throw new Error('the puppet has not started the server');
}
