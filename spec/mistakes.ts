import {
  After,
  after,
  exit,
  on,
  P,
  Process,
  Receive,
  receive,
  Runtime,
  Scheduler,
  self,
  send,
  share,
  spawn,
  type ErrorCode,
} from '../lib/index.js';
import { apply } from './decorators/catch-error.js';
import { deadPid, downOf, idle, reasonOf } from './semantics/support.js';

/** A wrong use of beamwork: prepared in a process, then made there, and caught. */
export interface Mistake {
  /** Makes ready, and gives the mistake itself; both may be generator functions. */
  readonly prepare: () => Prepared | Generator<unknown, Prepared>;
  readonly problem: RegExp;
  readonly remedy: RegExp;
}

type Prepared = () => unknown;

/** Mistakes that need nothing made ready. */
const plain = (mistake: Prepared, problem: RegExp, remedy: RegExp): Mistake => ({ prepare: () => mistake, problem, remedy });

/** Calls a function as JavaScript would, with arguments that its types refuse. */
function call(f: (...args: never[]) => unknown, ...args: unknown[]): unknown {
  return Reflect.apply(f, undefined, args);
}

/** A process that ends with the error gives it to whoever watches; here it is thrown again. */
function endOf(body: () => unknown): Prepared {
  return function* () {
    throw yield* reasonOf(body);
  };
}

@Process({ name: 'till' })
class Till {
  @Receive('stop') stop(_: 'stop'): void {
    exit('normal');
  }
}

@Process({ unmatched: 'crash' })
class Strict {
  @Receive('stop') stop(_: 'stop'): void {
    exit('normal');
  }
}

class Plain {}

/** As a compiler leaves it that emits no metadata. */
class Untyped {
  constructor(readonly scheduler: Scheduler) {}
}
Process()(Untyped);

const tree: [tag: 'tree', branch: unknown] = ['tree', undefined];
tree[1] = tree;

@Process()
class Tree {
  @Receive(tree) grow(_: ['tree', unknown]): void {}
}

const stopped = await Runtime.start();
await stopped.stop();

/** For each code of the union, at least one way to get it. */
export const mistakes: Readonly<Record<ErrorCode, Readonly<Record<string, Mistake>>>> = {
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
  BEAMWORK_BAD_BODY: {
    'spawn of a number': plain(() => call(spawn, 42), /^cannot spawn 42$/, /^give a function, a generator function/),
    'spawn of an async generator': plain(() => spawn(async function* both() {}), /^cannot spawn the async generator function both$/, /^use an async function/),
    'spawn of an object without a method': plain(() => call(spawn, {}), /^cannot spawn an object/, /spawn\(module, 'method', \[arguments\]\)$/),
  },
  BEAMWORK_BAD_DESTINATION: {
    'send to nothing': plain(() => call(send, undefined, 'hello'), /^cannot send a message to undefined$/, /^give a pid, a registered name, an alias/),
    'send to an object that looks like a pid': plain(() => call(send, { number: 1 }, 'hello'), /^cannot send a message to an object/, /^give a pid/),
  },
  BEAMWORK_BAD_FLAG: {
    'a flag that does not exist': plain(() => call(Process.flag, 'traps', true), /^Process\.flag was given "traps" with true$/, /^write Process\.flag\('trapExit'/),
    'a value that a flag cannot have': plain(() => call(Process.flag, 'priority', 'urgent'), /"priority" with "urgent"$/, /'low' \| 'normal' \| 'high' \| 'max'/),
  },
  BEAMWORK_BAD_INFO_KEY: {
    'one key': plain(() => call(Process.info, self(), 'mailbox'), /^Process\.info was asked for "mailbox"$/, /^ask for any of .*messageQueueLen/),
    'a key in a list': plain(() => call(Process.info, self(), ['links', 'mailbox']), /asked for "mailbox"$/, /links/),
  },
  BEAMWORK_BAD_NAME: {
    'register with an empty name': plain(() => Process.register(self(), ''), /^"" cannot be the name of a process$/, /^give a string that is not empty$/),
    'whereis with a number': plain(() => call(Process.whereis, 7), /^7 cannot be the name/, /^give a string/),
  },
  BEAMWORK_BAD_OPTION: {
    'an option that a verb does not have': plain(() => call(Process.alias, { replies: true }), /^Process\.alias was given the option "replies"$/, /any of these keys: reply$/),
    'a value that an option cannot have': plain(() => call(Process.monitor, self(), { alias: 'off' }), /was given alias: "off"$/, /^choose one of explicit_unalias/),
    'spawn with an unknown option starts nothing': plain(() => call(Process.spawn, () => {}, { linked: true }), /^Process\.spawn was given the option "linked"$/, /link, monitor, priority$/),
    'an option that @Process does not have': plain(() => apply(Reflect.apply(Process, undefined, [{ restart: 1 }]), Plain), /^@Process on Plain: there is no option "restart"$/, /^the options are name, label/),
    'a limit below 0': plain(() => new Runtime({ mailboxLimit: -1 }), /^mailboxLimit was given -1$/, /^give a number that is 0 or more$/),
  },
  BEAMWORK_BAD_PATTERN: {
    'two rest elements in a receive': {
      prepare: () => {
        send(self(), ['sum', 1, 'one']);
        return () => receive(['sum', ...P.array(P.number), ...P.array(P.string)]);
      },
      problem: /^the pattern \["sum", .* has more than one rest element$/,
      remedy: /^keep one \.\.\.P\.array\(\)/,
    },
    'a handler whose pattern contains itself': plain(() => spawn(Tree), /^the pattern \["tree", \[…\]\] contains itself$/, /^write it out to a finite depth/),
  },
  BEAMWORK_BAD_PID: {
    'link to a name': plain(() => call(Process.link, 'till'), /^Process\.link was given "till", which is not a pid$/, /Process\.whereis\(name\)$/),
    'an exit signal for a name': plain(() => call(Process.exit, 'till', 'kill'), /^Process\.exit was given "till"/, /^give the value that spawn returned/),
    'a name for a process of another runtime': {
      prepare: () => {
        const stranger = new Runtime({}).spawn(Strict);
        return () => Process.register(stranger, 'till');
      },
      problem: /^cannot register "till" for #PID<[\d.]+>: it belongs to another runtime$/,
      remedy: /^register it with the Registry of its own runtime$/,
    },
  },
  BEAMWORK_BAD_RECEIVE: {
    'on without a function': plain(() => call(on, 'stop', 'stop'), /^on was given "stop" as its handler$/, /^write on\(pattern, \(message\) => …\)$/),
    'after in front of a pattern': plain(() => call(receive, after(0), 'stop'), /^receive was given arguments in a form that it does not know$/, /^write receive\(pattern\)/),
    'yield in place of yield*': plain(
      endOf(function* () {
        yield receive('stop');
      }),
      /^#PID<[\d.]+> wrote yield receive\(…\), which waits for nothing$/,
      /^write yield\* receive\(…\)/,
    ),
    'two receives at the same time': plain(
      endOf(async () => Promise.all([receive('a'), receive('b')])),
      /^#PID<[\d.]+> called receive while an earlier receive of its own still waits$/,
      /^await each receive before the next/,
    ),
  },
  BEAMWORK_BAD_REFERENCE: {
    'demonitor of a pid': plain(() => call(Process.demonitor, self()), /^Process\.demonitor was given #PID<[\d.]+>, which is not a reference$/, /^give the value that monitor, alias/),
    'cancelTimer of a number': plain(() => call(Process.cancelTimer, 7), /^Process\.cancelTimer was given 7/, /sendAfter, startTimer/),
  },
  BEAMWORK_BAD_TIMEOUT: {
    'after a negative time': plain(() => after(-1), /^after was given -1 as its time$/, /^give milliseconds: a number that is 0 or more, or Infinity$/),
    'a timer for never': plain(() => Process.sendAfter(self(), 'tick', Infinity), /^Process\.sendAfter was given Infinity/, /a number that is 0 or more$/),
    '@After a text': plain(() => apply(Reflect.apply(After, undefined, ['soon']), Strict.prototype, 'stop', Object.getOwnPropertyDescriptor(Strict.prototype, 'stop') ?? {}), /^@After on Strict\.stop cannot wait for "soon"$/, /^give milliseconds/),
  },
  BEAMWORK_METADATA_MISSING: {
    'a constructor of unknown types': plain(() => spawn(Untyped), /^cannot spawn class Untyped: its constructor has 1 parameter/, /emitDecoratorMetadata.*@inject\(Token\)$/),
    'a standard decorator': plain(() => apply(Process(), Plain, { kind: 'class', name: 'Plain' }), /^@Process on Plain was compiled as a standard decorator/, /"experimentalDecorators": true/),
  },
  BEAMWORK_NAME_NOT_REGISTERED: {
    'send to a name': plain(() => send('nobody', 'hello'), /^cannot send a message to "nobody": no process has that name$/, /Process\.whereis\(name\)/),
    unregister: plain(() => Process.unregister('nobody'), /^cannot unregister "nobody": no process has that name$/, /^check with Process\.whereis\(name\) first$/),
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
    '@Receive on a static method': plain(() => apply(Receive('stop'), Plain, 'stop', { value: () => {} }), /^@Receive stands on Plain\.stop, which is static$/, /^put @Receive\(\.\.\.\) on a method/),
    '@After on a field': plain(() => apply(After(10), Plain.prototype, 'idle', undefined), /^@After stands on Plain\.idle, which is a property$/, /that is not static$/),
  },
  BEAMWORK_NOT_A_PROCESS_CLASS: {
    'spawn of a class without @Process': plain(() => call(spawn, Plain), /^cannot spawn class Plain: it has no @Process decorator of its own$/, /^write @Process\(\) above class Plain/),
    'spawn of a subclass without its own': plain(() => spawn(class Desk extends Strict {}), /^cannot spawn class Desk/, /a subclass needs it too$/),
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
    'spawn in a runtime that has stopped': plain(() => stopped.spawn(Strict), /^cannot spawn a process: this runtime has been stopped$/, /^start a new one with Runtime\.start\(\)$/),
  },
  BEAMWORK_UNCOPYABLE: {
    'send with a promise inside': plain(() => send(self(), ['put', { body: Promise.resolve() }]), /^cannot copy the message: at \[1\]\.body stands a Promise/, /^wait for its result first/),
    'spawn with a WeakMap': plain(() => call(spawn, () => {}, new WeakMap()), /a WeakMap, which cannot be copied$/, /^send plain data in its place/),
    'sendAfter with a promise': plain(() => Process.sendAfter(self(), Promise.resolve(), 1), /a Promise, which cannot be copied$/, /^wait for its result first/),
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
