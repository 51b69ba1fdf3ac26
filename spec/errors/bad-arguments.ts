import { After, after, on, P, Process, Receive, receive, Runtime, self, send, spawn, type ErrorCode } from '../../lib/index.js';
import { apply } from '../decorators/catch-error.js';
import { call, endOf, plain, Plain, Strict, type Ways } from './mistake.js';

const tree: [tag: 'tree', branch: unknown] = ['tree', undefined];
tree[1] = tree;

@Process()
class Tree {
  @Receive(tree) grow(_: ['tree', unknown]): void {}
}

/** Values that mean nothing where they are given. */
export const badArguments = {
  BEAMWORK_BAD_BODY: {
    'spawn of a number': plain(() => call(spawn, 42), /^cannot spawn 42$/, /^give a function, a generator function/),
    'spawn of an async generator': plain(
      () => spawn(async function* both() {}),
      /^cannot spawn the async generator function both$/,
      /^use an async function/,
    ),
    'spawn of an object without a method': plain(() => call(spawn, {}), /^cannot spawn an object/, /spawn\(module, 'method', \[arguments\]\)$/),
  },
  BEAMWORK_BAD_DESTINATION: {
    'send to nothing': plain(
      () => call(send, undefined, 'hello'),
      /^cannot send a message to undefined$/,
      /^give a pid, a registered name, an alias/,
    ),
    'send to an object that looks like a pid': plain(() => call(send, { number: 1 }, 'hello'), /^cannot send a message to an object/, /^give a pid/),
  },
  BEAMWORK_BAD_FLAG: {
    'a flag that does not exist': plain(
      () => call(Process.flag, 'traps', true),
      /^Process\.flag was given "traps" with true$/,
      /^write Process\.flag\('trapExit'/,
    ),
    'a value that a flag cannot have': plain(
      () => call(Process.flag, 'priority', 'urgent'),
      /"priority" with "urgent"$/,
      /'low' \| 'normal' \| 'high' \| 'max'/,
    ),
  },
  BEAMWORK_BAD_INFO_KEY: {
    'one key': plain(() => call(Process.info, self(), 'mailbox'), /^Process\.info was asked for "mailbox"$/, /^ask for any of .*messageQueueLen/),
    'a key that is no string': plain(() => call(Process.info, self(), 7), /^Process\.info was asked for 7$/, /^ask for any of/),
    'a key in a list': plain(() => call(Process.info, self(), ['links', 'mailbox']), /asked for "mailbox"$/, /links/),
  },
  BEAMWORK_BAD_NAME: {
    'register with an empty name': plain(
      () => Process.register(self(), ''),
      /^"" cannot be the name of a process$/,
      /^give a string that is not empty$/,
    ),
    'whereis with a number': plain(() => call(Process.whereis, 7), /^7 cannot be the name/, /^give a string/),
  },
  BEAMWORK_BAD_OPTION: {
    'an option that a verb does not have': plain(
      () => call(Process.alias, { replies: true }),
      /^Process\.alias was given the option "replies"$/,
      /any of these keys: reply, priority$/,
    ),
    'a value that an option cannot have': plain(
      () => call(Process.monitor, self(), { alias: 'off' }),
      /was given alias: "off"$/,
      /^choose one of explicit_unalias/,
    ),
    'a priority that does not exist': plain(
      () => call(Process.spawn, () => {}, { priority: 'urgent' }),
      /^Process\.spawn was given .*"urgent"/,
      /\blow, normal, high, max\b/,
    ),
    'spawn with an unknown option starts nothing': plain(
      () => call(Process.spawn, () => {}, { linked: true }),
      /^Process\.spawn was given the option "linked"$/,
      /link, monitor, priority$/,
    ),
    'an option that @Process does not have': plain(
      () => apply(Reflect.apply(Process, undefined, [{ restart: 1 }]), Plain),
      /^@Process on Plain: there is no option "restart"$/,
      /^the options are name, label/,
    ),
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
    'a handler whose pattern contains itself': plain(
      () => spawn(Tree),
      /^the pattern \["tree", \[…\]\] contains itself$/,
      /^write it out to a finite depth/,
    ),
  },
  BEAMWORK_BAD_PID: {
    'link to a name': plain(() => call(Process.link, 'till'), /^Process\.link was given "till", which is not a pid$/, /Process\.whereis\(name\)$/),
    'an exit signal for a name': plain(
      () => call(Process.exit, 'till', 'kill'),
      /^Process\.exit was given "till"/,
      /^give the value that spawn returned/,
    ),
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
    'after in front of a pattern': plain(
      () => call(receive, after(0), 'stop'),
      /^receive was given arguments in a form that it does not know$/,
      /^write receive\(pattern\)/,
    ),
    'yield in place of yield*': plain(
      endOf(function* () {
        yield receive('stop');
      }),
      /^#PID<[\d.]+> wrote yield receive\(…\), which waits for nothing$/,
      /^write yield\* receive\(…\)/,
    ),
    'two receives at the same time': plain(
      endOf(async () => Promise.all([receive('a'), receive('b')])),
      /^#PID<[\d.]+> began to wait while an earlier wait of its own goes on, or was never taken$/,
      /^take what each of receive, call, start, .* gives with yield\* or await before the next/,
    ),
  },
  BEAMWORK_BAD_REFERENCE: {
    'demonitor of a pid': plain(
      () => call(Process.demonitor, self()),
      /^Process\.demonitor was given #PID<[\d.]+>, which is not a reference$/,
      /^give the value that monitor, alias/,
    ),
    'cancelTimer of a number': plain(() => call(Process.cancelTimer, 7), /^Process\.cancelTimer was given 7/, /sendAfter, startTimer/),
  },
  BEAMWORK_BAD_TIMEOUT: {
    'after a negative time': plain(
      () => after(-1),
      /^after was given -1 as its time$/,
      /^give milliseconds: a number that is 0 or more, or Infinity$/,
    ),
    'a timer for never': plain(
      () => Process.sendAfter(self(), 'tick', Infinity),
      /^Process\.sendAfter was given Infinity/,
      /a number that is 0 or more$/,
    ),
    '@After a text': plain(
      () => apply(Reflect.apply(After, undefined, ['soon']), Strict.prototype, 'stop', Object.getOwnPropertyDescriptor(Strict.prototype, 'stop') ?? {}),
      /^@After on Strict\.stop cannot wait for "soon"$/,
      /^give milliseconds/,
    ),
  },
} satisfies Partial<Record<ErrorCode, Ways>>;
