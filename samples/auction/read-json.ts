import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.js';

/** A JSON object as it came. */
export type JsonObject = Readonly<Record<string, unknown>>;

const limit = 64 * 1024;
/** So much of a body that is too long is still read: a client hears an answer best when it has said everything. */
const drained = 8 * 1024 * 1024;

/** Reads the body of a request. @throws Problem 400 for what is no JSON object, 413 for one above 64 kB. */
export async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const text = await readText(request);
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Problem(400, `the body is ${text === '' ? 'empty' : 'JSON, but no object'}`, 'send a JSON object, such as {"bidder": "ann", "amount": 12}');
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // To stop reading must not destroy the socket: the answer is still to come.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (size > drained) break;
  }
  if (size > limit) throw new Problem(413, `the body has more than ${limit} bytes`, 'send a short JSON object', { connection: 'close' });
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'the body is not JSON', 'send a JSON object, with double quotes around names and text');
  }
}

/** A text of a body. @throws Problem 400. */
export function textIn(body: JsonObject, name: string, longest: number): string {
  const value = body[name];
  if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value.trim();
  throw new Problem(400, `${name} is ${shown(value)}`, `give ${name}: a text of 1 to ${longest} characters`);
}

/** A number of a body, above `least` or equal to it. @throws Problem 400. */
export function numberIn(body: JsonObject, name: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = body[name];
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new Problem(400, `${name} is ${shown(value)}`, `give ${name}: a number from ${least} to ${most}`);
}

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
