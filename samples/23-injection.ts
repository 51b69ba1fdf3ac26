/**
 * 23 — a process that gets its services from the container.
 *
 * Shows:  constructor injection into a @Process class: a service of one's own and one of the runtime; what differs per process comes through spawn and init.
 * Run:    npm run sample 23
 * Prints: Hello, Joe!
 *         Hello, Robert!
 *         greeters: [ 'greeter' ]
 */
import { ContainerModule, inject } from 'inversify';
import { P, Process, Receive, Registry, Runtime, send } from '../lib/index.js';

/** What a greeting is made with: the type and the injection key in one. */
abstract class Phrase {
  abstract of(name: string): string;
}

@Process({ name: 'greeter' })
class Greeter {
  #mark = '';

  constructor(
    @inject(Phrase) private readonly phrase: Phrase,
    @inject(Registry) private readonly registry: Registry,
  ) {}

  init(mark: string): void {
    this.#mark = mark;
  }

  @Receive(['greet', P.string])
  greet([, name]: ['greet', string]): void {
    console.log(this.phrase.of(name) + this.#mark);
  }

  @Receive('list')
  list(_: 'list'): void {
    console.log('greeters:', this.registry.registered());
  }
}

const english = new ContainerModule(({ bind }) => {
  bind(Phrase).toConstantValue({ of: (name) => `Hello, ${name}` });
});

const runtime = await Runtime.start({ modules: [english] });
const greeter = runtime.spawn(Greeter, '!');
await runtime.run(function* () {
  send(greeter, ['greet', 'Joe']);
  send(greeter, ['greet', 'Robert']);
  send(greeter, 'list');
  yield* Process.sleep(10);
});
await runtime.stop();
