import type { HttpServer } from '@nestjs/common';
import { type HttpAdapterHost, type ModuleRef, NestApplicationContext, NestContainer } from '@nestjs/core';

/** How long a connection may rest: 0 would be for ever. */
const shortMs = 1;

/**
 * A Nest application as its own providers can reach it: Nest injects the application itself nowhere.
 *
 * `close()` calls the hooks of all modules and closes the server, as that of the application does. What only the application knows stays
 * open: microservices that were connected to it, and gateways on ports of their own.
 */
export class NestClosing extends NestApplicationContext {
  readonly #server: HttpAdapterHost;

  constructor(nest: ModuleRef, server: HttpAdapterHost) {
    super(containerOf(nest));
    this.#server = server;
  }

  protected override async prepareClose(): Promise<void> {
    const adapter = this.#adapter;
    await adapter?.beforeClose?.();
    const server: unknown = adapter?.getHttpServer();
    // The request whose process has crashed is still under way; a client that keeps its connection would keep the server.
    if (typeof server === 'object' && server !== null) Object.assign(server, { keepAliveTimeout: shortMs, keepAliveTimeoutBuffer: 0 });
  }

  protected override async dispose(): Promise<void> {
    const adapter = this.#adapter;
    if (adapter === undefined || adapter === null) return;
    // An application that is still starting would listen after its end.
    if (!this.#server.listening) this.#server.listen$.subscribe(() => void adapter.close());
    await adapter.close();
    this.#server.listening = false;
  }

  /** There is none without a server. */
  get #adapter(): HttpServer | null | undefined {
    return this.#server.httpAdapter;
  }
}

/** Nest keeps it where only subclasses may look. */
function containerOf(nest: ModuleRef): NestContainer {
  const container: unknown = Reflect.get(nest, 'container');
  if (container instanceof NestContainer) return container;
  throw new TypeError('this version of Nest keeps its container elsewhere');
}
