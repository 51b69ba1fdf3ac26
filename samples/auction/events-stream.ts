import type { ServerResponse } from 'node:http';
import { injectable } from 'inversify';
import { DynamicSupervisor, Monitor, Process, Runtime } from '../../lib/index.js';
import { Connection, type Write } from './connection.js';
import { connectionSupervisor } from './names.js';
import { Problem } from './problem.js';

/** A client that takes so much less than it is sent is let go, in bytes. */
const tooFarBehind = 1024 * 1024;

/** Opens streams of server-sent events: each is a process, and neither outlives the other. */
@injectable()
export class EventsStream {
  constructor(
    private readonly runtime: Runtime,
    private readonly monitor: Monitor,
  ) {}

  async open(response: ServerResponse, bidder: string | undefined): Promise<void> {
    const write: Write = (text) => {
      if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'close' });
      if (response.writableLength > tooFarBehind) response.destroy();
      else response.write(text);
    };
    const pid = await this.runtime
      .run(function* () {
        return yield* DynamicSupervisor.startChild(connectionSupervisor, { id: 'connection', start: [Connection, write, bidder], restart: 'temporary' });
      })
      .catch(() => undefined);
    if (pid === undefined) throw new Problem(503, 'nobody can listen now', 'try again in a moment', { 'retry-after': '1' });
    const ended = this.monitor.down$(pid).subscribe(() => response.end());
    const leave = (): void => {
      ended.unsubscribe();
      Process.exit(pid, 'shutdown');
    };
    if (response.closed) leave();
    else response.once('close', leave);
  }
}
