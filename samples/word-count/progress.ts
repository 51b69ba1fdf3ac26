import { inject } from 'inversify';
import { Clock, P, Process, Receive, self, send } from '../../lib/index.js';
import { type Status, statusPattern, type Totals, totalsPattern, type TotalsTaker } from './messages.js';
import { Screen } from './screen.js';

/**
 * Shows how far the counting has come: the only process that writes while it goes on.
 *
 * The totals pass through it on their way to who asked for them, so that all that came before them has been shown.
 */
@Process({ label: 'progress' })
export class Progress {
  #client!: TotalsTaker;
  #files = 0;
  #startMs = 0;
  #status: Status = { files: 0, chunks: 0, words: 0, restarts: 0 };

  constructor(
    @inject(Screen) private readonly screen: Screen,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  init(files: number, client: TotalsTaker): void {
    this.#client = client;
    this.#files = files;
    this.#startMs = this.clock.nowMs();
    this.#scheduleTick();
  }

  @Receive(['status', statusPattern])
  update([, status]: ['status', Status]): void {
    this.#status = status;
  }

  @Receive(['counted', P.string, P.number])
  counted([, path, words]: ['counted', path: string, words: number]): void {
    this.screen.counted(path, words);
  }

  @Receive(['problem', P.string, P.string])
  problem([, path, problem]: ['problem', path: string, problem: string]): void {
    this.screen.problem(path, problem);
  }

  @Receive(['totals', totalsPattern])
  finish([, totals]: ['totals', Totals]): void {
    this.screen.clear();
    send(this.#client, ['totals', totals]);
  }

  @Receive('tick')
  tick(_: 'tick'): void {
    const { files, chunks, words, restarts } = this.#status;
    const seconds = Math.max(this.clock.nowMs() - this.#startMs, 1) / 1_000;
    this.screen.status(`files: ${files} of ${this.#files}, chunks: ${chunks}, words/s: ${Math.round(words / seconds)}, restarts: ${restarts}`);
    this.#scheduleTick();
  }

  #scheduleTick(): void {
    Process.sendAfter(self(), 'tick', this.screen.statusEveryMs);
  }
}
