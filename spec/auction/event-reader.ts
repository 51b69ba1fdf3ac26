/** An event as a client sees it. */
export interface ReadEvent {
  readonly type: string;
  readonly data: any;
}

/** Reads a stream of server-sent events, and lets a spec wait for what comes. */
export class EventReader {
  readonly heard: ReadEvent[] = [];
  heartbeats = 0;
  /** Fulfilled when the stream has ended, whoever ended it. */
  readonly ended: Promise<void>;
  readonly #controller: AbortController;
  #wake = (): void => {};

  private constructor(controller: AbortController, body: AsyncIterable<Uint8Array>) {
    this.#controller = controller;
    this.ended = this.#read(body);
  }

  static async open(url: string): Promise<EventReader> {
    const controller = new AbortController();
    const response = await fetch(url, { signal: controller.signal });
    const body = response.body;
    if (response.headers.get('content-type') !== 'text/event-stream' || body === null) throw new Error(`no stream: ${response.status}`);
    return new EventReader(controller, body);
  }

  leave(): void {
    this.#controller.abort();
  }

  /** The first event, heard already or still to come, of which this is true. */
  async event(type: string, holds: (data: any) => boolean = () => true): Promise<any> {
    const found = await this.until(() => this.heard.find((event) => event.type === type && holds(event.data)));
    return found.data;
  }

  /** Waits until there is something; looks again whenever something has come. */
  async until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #read(body: AsyncIterable<Uint8Array>): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true });
        const frames = text.split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) this.#take(frame);
        this.#wake();
      }
    } catch {
      // The client has left.
    }
  }

  #take(frame: string): void {
    if (frame.startsWith(':')) this.heartbeats++;
    const [, type, data] = /^event: (\S+)\ndata: (.*)$/.exec(frame) ?? [];
    if (type !== undefined && data !== undefined) this.heard.push({ type, data: JSON.parse(data) });
  }
}
