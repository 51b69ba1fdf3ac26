import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { injectable } from 'inversify';
import { type LifecycleHooks, Logger, ProcessExit } from '../../lib/index.js';
import { Problem } from './problem.js';
import { Routes } from './routes.js';
import { Settings } from './settings.js';

/** The door: opened when all processes run, closed before the first of them stops. */
@injectable()
export class HttpServer implements LifecycleHooks {
  readonly #server: Server;
  /** Those that have not got all of their answer yet. */
  readonly #open = new Set<ServerResponse>();

  constructor(
    private readonly routes: Routes,
    private readonly settings: Settings,
    private readonly logger: Logger,
  ) {
    this.#server = createServer({ requestTimeout: 30_000 }, (request, response) => void this.#serve(request, response));
  }

  /** @throws what the operating system has against the port, as a rejection. */
  async onApplicationBootstrap(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.settings.port, '127.0.0.1', resolve);
    });
  }

  /** Where it listens, as `http://127.0.0.1:8080`. */
  get url(): string {
    const address: AddressInfo | string | null = this.#server.address();
    return typeof address === 'object' && address !== null ? `http://${address.address}:${address.port}` : '';
  }

  /** Requests that are being answered get a moment; streams would never end by themselves. */
  async beforeApplicationShutdown(): Promise<void> {
    const late = setTimeout(() => this.#server.closeAllConnections(), 500);
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      for (const response of this.#open) {
        if (response.headersSent) response.end();
        else response.setHeader('connection', 'close');
      }
    });
    clearTimeout(late);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    try {
      const answer = await this.routes.answer(request, response);
      if (answer === undefined) return;
      response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store', ...answer.headers });
      response.end(answer.body);
    } catch (error) {
      this.#refuse(response, error);
    }
  }

  #refuse(response: ServerResponse, error: unknown): void {
    if (response.destroyed) return;
    const problem = problemOf(error);
    if (problem.status === 500) this.logger.warn(`a request failed: ${error instanceof Error ? error.stack : String(error)}`);
    if (!response.headersSent) response.writeHead(problem.status, { 'content-type': 'application/json', ...problem.headers });
    response.end(JSON.stringify(problem));
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ProcessExit) return new Problem(503, 'a part of the house is being restarted', 'try again in a moment', { 'retry-after': '1' });
  return new Problem(500, 'the house has made a mistake', 'try again; if it stays, see the log of the server');
}
