import { open } from 'node:fs/promises';
import { BinaryFile } from './file-problem.js';
import { TextCutter } from './text-cutter.js';

/** How many bytes are read at a time. */
const chunkBytes = 64 * 1024;

/**
 * Reads a file of any size in pieces that end between two words. Nothing is read ahead: each piece is read when it is asked for.
 *
 * @throws BinaryFile when there are NUL bytes in it; else the error of the operating system.
 */
export async function* readText(path: string): AsyncGenerator<string, void, void> {
  const file = await open(path);
  try {
    const cutter = new TextCutter();
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) break;
      const bytes = buffer.subarray(0, bytesRead);
      if (bytes.includes(0)) throw new BinaryFile();
      const text = cutter.push(bytes);
      if (text !== '') yield text;
    }
    const rest = cutter.end();
    if (rest !== '') yield rest;
  } finally {
    await file.close();
  }
}
