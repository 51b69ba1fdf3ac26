import 'reflect-metadata/lite';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** A Nest application on a free port of this machine. */
export interface Server {
  readonly app: INestApplication;
  readonly url: string;
}

/** Starts a real application, and listens on a free port of the loopback interface. */
export async function listen(AppModule: new () => object): Promise<Server> {
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl() };
}

/** What a request came to. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a request, and reads the answer as JSON. */
export async function request(url: string, method = 'GET'): Promise<Answer> {
  const response = await fetch(url, { method });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
