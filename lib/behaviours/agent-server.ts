import { Call } from '../../decorators/call.js';
import { Cast } from '../../decorators/cast.js';
import { processDecorator } from '../../decorators/process.js';
import { replyWith } from '../kernel/outcome.js';
import { P } from '../kernel/pattern.js';
import { whenDone } from './task-result.js';

/** What an agent is asked to run. */
type Fun = (state: unknown) => unknown;

const fun = P.when((value: unknown): value is Fun => typeof value === 'function');

/** What a function of the user returns is a value, and says nothing to the runtime. */
const answer = (value: unknown): unknown => replyWith(value);

/** The process behind an agent: it keeps a state, and runs functions on it. */
@processDecorator()
export class AgentServer {
  #state: unknown;

  init(initial: () => unknown): unknown {
    return whenDone(initial(), (state) => void (this.#state = state));
  }

  @Call(['get', fun])
  get([, f]: ['get', Fun]): unknown {
    return whenDone(f(this.#state), answer);
  }

  @Call(['update', fun])
  update([, f]: ['update', Fun]): unknown {
    return whenDone(f(this.#state), (state) => void (this.#state = state));
  }

  @Call(['getAndUpdate', fun])
  getAndUpdate([, f]: ['getAndUpdate', Fun]): unknown {
    return whenDone(f(this.#state), (result) => {
      if (!Array.isArray(result) || result.length !== 2) throw new TypeError('the function of Agent.getAndUpdate must return [reply, newState]');
      this.#state = result[1];
      return answer(result[0]);
    });
  }

  @Cast(['cast', fun])
  cast([, f]: ['cast', Fun]): unknown {
    return whenDone(f(this.#state), (state) => void (this.#state = state));
  }
}
