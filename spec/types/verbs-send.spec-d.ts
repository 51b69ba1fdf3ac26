// send holds a message against the protocol of its destination.
import { After, P, type Pid, Process, Receive, type Reference, run, self, send, spawn } from '../../lib/index.js';
import { type Equal, holds } from './expect-type.js';

@Process({ name: 'counter' })
class Counter {
  private count = 0;

  @Receive(['increment', P.number])
  increment([, by]: ['increment', number]) {
    this.count += by;
  }

  @Receive(['get', P.pid])
  get([, caller]: ['get', Pid<['count', number]>]) {
    send(caller, ['count', this.count]);
  }

  @Receive({ type: 'reset', to: P.number.optional() })
  reset({ to = 0 }: { type: 'reset'; to?: number | undefined }) {
    this.count = to;
  }

  @Receive('stop')
  stop(_: 'stop') {}

  @Receive(['secret', P.string])
  private secret(_: ['secret', string]) {}

  @After(5_000)
  idle() {}
}

declare const counter: Pid<['increment', number] | 'stop'>;
declare const bare: Pid;
declare const alias: Reference;

export function accepted(): void {
  const pid = spawn(Counter);

  // compiles: a message of a handler
  send(pid, ['increment', 3]);

  // compiles: a literal string
  send(pid, 'stop');

  // compiles: an object message, with and without its optional key
  send(pid, { type: 'reset' });
  send(pid, { type: 'reset', to: 5 });

  // compiles: the own pid as reply address
  send(pid, ['get', self()]);

  // compiles: a typed pid as reply address
  send(pid, ['get', spawn((_: number) => {}, 1)]);

  // compiles: a pid with a written protocol
  send(counter, ['increment', 1]);

  // compiles: a bare pid takes any message
  send(bare, { anything: [1, 'x'] });

  // compiles: a registered name takes any message
  send('counter', ['increment', 3]);

  // compiles: an alias takes any message
  send(alias, ['reply', 1]);

  // compiles: a message made elsewhere
  const message: ['increment', number] = ['increment', 3];
  send(pid, message);

  // compiles: the message comes back
  holds<Equal<ReturnType<typeof send<['increment', number]>>, ['increment', number]>>();
  const sent: ['increment', number] | 'stop' = send(counter, ['increment', 1]);
  send(counter, sent);

  // compiles: a wider pid where a narrower one is wanted
  const narrow: Pid<['increment', number]> = pid;
  send(narrow, ['increment', 1]);

  // compiles: a message inside a body
  void run(function* () {
    send(pid, ['increment', 1]);
    yield;
  });
}

export function refused(): void {
  const pid = spawn(Counter);

  // @ts-expect-error the payload is a number
  send(pid, ['increment', 'x']);

  // @ts-expect-error no handler has this tag
  send(pid, ['decrement']);

  // @ts-expect-error no handler takes this word
  send(pid, 'halt');

  // @ts-expect-error the payload is missing
  send(pid, ['increment']);

  // @ts-expect-error one element too many
  send(pid, ['increment', 1, 2]);

  // @ts-expect-error a private handler is not for others
  send(pid, ['secret', 'x']);

  // @ts-expect-error a field of another type
  send(pid, { type: 'reset', to: 'zero' });

  // @ts-expect-error the caller is a pid
  send(pid, ['get', 'counter']);

  // @ts-expect-error a reply address that does not take the reply
  send(pid, ['get', counter]);

  // @ts-expect-error a protocol that was written down
  send(counter, ['get', self()]);

  // @ts-expect-error a number is no destination
  send(5, 'stop');

  // @ts-expect-error a message is missing
  send(pid);

  // @ts-expect-error a narrower pid where a wider one is wanted
  const wide: Pid<['increment', number] | ['decrement']> = pid;
  void wide;
}
