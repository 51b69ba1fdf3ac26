import { exit, P, Process, Receive, receive, type SpawnableBody, type SpawnableClass } from '../../../lib/index.js';
import { Stage } from './stage.js';

const control = ['do', P.number] as const;

/** What a puppet runs: it does what it is told, one thing at a time, and leaves all other messages where they are. */
export function bodyOf(label: string, stage: Stage): SpawnableBody<[]> {
  return Number(label.slice(1)) % 2 === 0 ? () => asyncBody(stage) : () => generatorBody(stage);
}

/** The same as a class, for those whom nobody has spawned: a class without a handler for its parent's EXIT ends with its parent, which rule 38 leaves to it. */
export function classOf(label: string): SpawnableClass<object> | undefined {
  return [undefined, GeneratorPuppet, AsyncPuppet][Number(label.slice(1)) % 3];
}

function* generatorBody(stage: Stage): Generator<unknown, void> {
  for (;;) {
    const [, id] = yield* receive(control);
    const next = stage.instruction(id);
    if (next.verb === 'return') return;
    stage.note(id, next.verb === 'receive' ? yield* receive(...stage.clauses(next.args)) : stage.perform(next));
  }
}

async function asyncBody(stage: Stage): Promise<void> {
  for (;;) {
    const [, id] = await receive(control);
    const next = stage.instruction(id);
    if (next.verb === 'return') return;
    stage.note(id, next.verb === 'receive' ? await receive(...stage.clauses(next.args)) : stage.perform(next));
  }
}

@Process()
class GeneratorPuppet {
  constructor(private readonly stage: Stage) {}

  @Receive(control)
  *do([, id]: ['do', number]) {
    const next = this.stage.instruction(id);
    if (next.verb === 'return') exit('normal');
    this.stage.note(id, next.verb === 'receive' ? yield* receive(...this.stage.clauses(next.args)) : this.stage.perform(next));
  }
}

@Process()
class AsyncPuppet {
  constructor(private readonly stage: Stage) {}

  @Receive(control)
  async do([, id]: ['do', number]) {
    const next = this.stage.instruction(id);
    if (next.verb === 'return') exit('normal');
    this.stage.note(id, next.verb === 'receive' ? await receive(...this.stage.clauses(next.args)) : this.stage.perform(next));
  }
}
