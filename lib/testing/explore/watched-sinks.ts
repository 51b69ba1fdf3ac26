import { controlOf, type ProcessControl } from '../../runtime/process-control.js';
import type { Reference } from '../../kernel/reference.js';
import type { AskedPart, Detour, MonitorEvent, Sinks } from '../../runtime/sinks.js';
import type { Observer } from './observer.js';

/** Who hears what the runtime of a schedule tells. */
interface Listener {
  readonly observer: Observer | undefined;
  asked(about: ProcessControl | Reference | string, part?: AskedPart): void;
}

/** What the runtime of a schedule tells: the schedule hears of questions and of monitors, whoever else listens. */
export class WatchedSinks implements Sinks {
  readonly detour: Detour;
  readonly #listener: Listener;
  #others: Sinks['monitors'];
  readonly #tell = (event: MonitorEvent): void => {
    if (event.target !== undefined) this.#listener.observer?.isWatched(controlOf(event.target));
    this.#others?.(event);
  };

  constructor(listener: Listener, detour: Detour) {
    this.#listener = listener;
    this.detour = detour;
  }

  get monitors(): Sinks['monitors'] {
    return this.#listener.observer === undefined ? this.#others : this.#tell;
  }

  set monitors(sink: Sinks['monitors']) {
    this.#others = sink;
  }

  asked(about: ProcessControl | Reference | string, part?: AskedPart): void {
    this.#listener.asked(about, part);
  }
}
