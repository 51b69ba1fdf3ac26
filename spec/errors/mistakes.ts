import { After, Application, exit, KeyRegistry, Module, Process, Receive, Runtime, Scheduler, self, send, share, spawn, Supervisor, Task, via, type ErrorCode } from '../../lib/index.js';
import { apply } from '../decorators/catch-error.js';
import { CollectingLogger, deadPid, downOf, idle } from '../semantics/support.js';
import { badArguments } from './bad-arguments.js';
import { testingMistakes } from './testing-mistakes.js';
import { call, endOf, plain, Plain, Strict, type Ways } from './mistake.js';

@Process({ name: 'till' })
class Till {
  @Receive('stop') stop(_: 'stop'): void {
    exit('normal');
  }
}

@Process()
class Broken {
  init(): void {
    throw new Error('no paper');
  }
}

@Module({ processes: [Broken] })
class PrinterModule {}

/** As a compiler leaves it that emits no metadata. */
class Untyped {
  constructor(readonly scheduler: Scheduler) {}
}
Process()(Untyped);

const stopped = await Runtime.start();
await stopped.stop();

/** For each code of the union, at least one way to get it. */
export const mistakes: Readonly<Record<ErrorCode, Ways>> = {
  ...badArguments,
  ...testingMistakes,
  BEAMWORK_ALREADY_NAMED: {
    'a second name for one process': {
      prepare: () => {
        Process.register(self(), 'till');
        return () => Process.register(self(), 'shop');
      },
      problem: /^cannot register "shop" for #PID<[\d.]+>: it is already registered as "till"/,
      remedy: /^call Process\.unregister\("till"\) first$/,
    },
  },
  BEAMWORK_BAD_CHILD_SPEC: {
    'a child that is no process class': plain(() => call(Supervisor.startLink, [Plain]), /Plain.* is no child spec/, /@Process/),
    'a restart that there is not': plain(() => call(Supervisor.startLink, [{ id: 'till', start: [Till], restart: 'sometimes' }]), /"sometimes"/, /permanent/),
  },
  BEAMWORK_BAD_KEY: {
    'a key that holds itself': {
      *prepare() {
        const keys = yield* KeyRegistry.start({ keys: 'unique' });
        const circle: unknown[] = [];
        circle.push(circle);
        return () => KeyRegistry.register(keys, circle, 1);
      },
      problem: /^\[.*\] cannot be a key: it is nested deeper than 100 levels, or holds itself$/,
      remedy: /^make the key of a few strings, numbers and pids$/,
    },
  },
  BEAMWORK_BAD_MODULE: {
    'a root that is no module': plain(
      function* () {
        yield* Process.wait(Application.start(Plain, { signals: false }));
      },
      /^the application was given .*Plain.*, which has no @Module decorator$/,
      /^write @Module\(\{ … \}\) above class Plain$/,
    ),
  },
  BEAMWORK_KEY_TAKEN: {
    'a unique key, twice': {
      *prepare() {
        const keys = yield* KeyRegistry.start({ keys: 'unique' });
        KeyRegistry.register(keys, 'lobby', 1);
        return () => KeyRegistry.register(keys, 'lobby', 2);
      },
      problem: /^cannot register under "lobby": #PID<[\d.]+> has that key$/,
      remedy: /^use the process that is there, take another key, or start the registry with keys: 'duplicate'$/,
    },
  },
  BEAMWORK_METADATA_MISSING: {
    'a constructor of unknown types': plain(
      () => spawn(Untyped),
      /^cannot spawn class Untyped: its constructor has 1 parameter/,
      /emitDecoratorMetadata.*@inject\(Token\)$/,
    ),
    'a standard decorator': plain(
      () => apply(Process(), Plain, { kind: 'class', name: 'Plain' }),
      /^@Process on Plain was compiled as a standard decorator/,
      /"experimentalDecorators": true/,
    ),
  },
  BEAMWORK_NAME_NOT_REGISTERED: {
    'send to a name': plain(
      () => send('nobody', 'hello'),
      /^cannot send a message to "nobody": no process of this runtime has that name$/,
      /Process\.whereis\(name\)/,
    ),
    unregister: plain(
      () => Process.unregister('nobody'),
      /^cannot unregister "nobody": no process has that name$/,
      /^check with Process\.whereis\(name\) first$/,
    ),
  },
  BEAMWORK_NAME_TAKEN: {
    register: {
      prepare: () => {
        Process.register(idle(), 'till');
        return () => Process.register(self(), 'till');
      },
      problem: /^cannot register "till" for #PID<[\d.]+>: #PID<[\d.]+> holds it$/,
      remedy: /^pick another name, or call Process\.unregister\("till"\) first$/,
    },
    'spawn of a class with a name': {
      prepare: () => {
        Process.register(idle(), 'till');
        return () => spawn(Till);
      },
      problem: /^cannot register "till" for /,
      remedy: /^pick another name/,
    },
  },
  BEAMWORK_NOPROC: {
    'link to a dead process': {
      prepare: function* () {
        const dead = yield* deadPid();
        return () => Process.link(dead);
      },
      problem: /^#PID<[\d.]+> cannot link to #PID<[\d.]+>: it is not alive$/,
      remedy: /^use spawnLink/,
    },
    'a name for a dead process': {
      prepare: function* () {
        const dead = yield* deadPid();
        return () => Process.register(dead, 'till');
      },
      problem: /^cannot register "till" for #PID<[\d.]+>: it is not alive$/,
      remedy: /^start a new process/,
    },
  },
  BEAMWORK_NOT_A_METHOD: {
    '@Receive on a static method': plain(
      () => apply(Receive('stop'), Plain, 'stop', { value: () => {} }),
      /^@Receive stands on Plain\.stop, which is static$/,
      /^put @Receive\(\.\.\.\) on a method/,
    ),
    '@After on a field': plain(
      () => apply(After(10), Plain.prototype, 'idle', undefined),
      /^@After stands on Plain\.idle, which is a property$/,
      /that is not static$/,
    ),
  },
  BEAMWORK_NOT_A_PROCESS_CLASS: {
    'spawn of a class without @Process': plain(
      () => call(spawn, Plain),
      /^cannot spawn class Plain: it has no @Process decorator of its own$/,
      /^write @Process\(\) above class Plain/,
    ),
    'spawn of a subclass without its own': plain(() => spawn(class Desk extends Strict {}), /^cannot spawn class Desk/, /a subclass needs it too$/),
  },
  BEAMWORK_NOT_THE_OWNER: {
    'await of a task of another process': {
      prepare() {
        const foreign = { ...Task.completed(1), owner: spawn(idle) };
        return () => Task.await(foreign);
      },
      problem: /^Task\.await was called in #PID/,
      remedy: /^the answer goes to the process/,
    },
  },
  BEAMWORK_NOT_UNIQUE: {
    'via with duplicate keys': {
      *prepare() {
        const keys = yield* KeyRegistry.start({ keys: 'duplicate' });
        return () => send(via(keys, 'lobby'), 'hello');
      },
      problem: /^via was given #PID<[\d.]+>, where a key may have many entries$/,
      remedy: /^use a registry that was started with keys: 'unique'$/,
    },
  },
  BEAMWORK_OUTSIDE_PROCESS: {
    'self after an await of something else': plain(
      endOf(async () => {
        await new Promise(setImmediate);
        return self();
      }),
      /^self\(\) was called outside of a process, or after an await of something/,
      /asyncContext: true$/,
    ),
  },
  BEAMWORK_RUNTIME_STOPPED: {
    'spawn in a runtime that has stopped': plain(
      () => stopped.spawn(Strict),
      /^cannot spawn a process: this runtime has been stopped$/,
      /^start a new one with Runtime\.start\(\)$/,
    ),
  },
  BEAMWORK_START_FAILED: {
    'a module whose process fails': plain(
      function* () {
        yield* Process.wait(Application.start(PrinterModule, { signals: false, logger: new CollectingLogger() }));
      },
      /^PrinterModule > Broken: init failed: no paper$/,
      /^see the reason/,
    ),
  },
  BEAMWORK_UNCOPYABLE: {
    'send with a promise inside': plain(
      () => send(self(), ['put', { body: Promise.resolve() }]),
      /^cannot copy the message: at \[1\]\.body stands a Promise/,
      /^wait for its result first/,
    ),
    'spawn with a WeakMap': plain(() => call(spawn, () => {}, new WeakMap()), /a WeakMap, which cannot be copied$/, /^send plain data in its place/),
    'sendAfter with a promise': plain(
      () => Process.sendAfter(self(), Promise.resolve(), 1),
      /a Promise, which cannot be copied$/,
      /^wait for its result first/,
    ),
    'setLabel with a promise': plain(() => Process.setLabel(Promise.resolve()), /a Promise, which cannot be copied$/, /^wait for its result first/),
    'share with a Buffer': plain(() => share(Buffer.from('x')), /^cannot share the value: it is a Buffer/, /^share what stands around it/),
    'exit with a promise': plain(() => exit(Promise.resolve()), /^cannot copy the exit reason: it is a Promise/, /^wait for its result first/),
  },
  BEAMWORK_UNDEFINED_FUNCTION: {
    'spawn of a method that is not there': plain(
      function* () {
        throw yield* downOf(spawn({}, 'close', []));
      },
      /^cannot run close: an object with keys \(none\) has no such function$/,
      /^check the name of the method/,
    ),
  },
  BEAMWORK_UNKNOWN_REGISTRY: {
    'a look-up where there is no registry': plain(
      () => KeyRegistry.lookup('rooms', 'lobby'),
      /^KeyRegistry\.lookup was given "rooms", and there is no such registry$/,
      /^start one with KeyRegistry\.startLink/,
    ),
  },
  BEAMWORK_UNMATCHED: {
    "a message for a class with unmatched: 'crash'": plain(
      function* () {
        const pid = spawn(Strict);
        call(send, pid, 'dance');
        throw yield* downOf(pid);
      },
      /^Strict has no handler for "dance"$/,
      /^add a method with a @Receive pattern for it/,
    ),
  },
};
