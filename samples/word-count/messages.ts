import { type Infer, P, type Pid } from '../../lib/index.js';
import type { Tally } from './tally.js';

/** A piece of a file, cut between words: what one worker counts at a time. */
export const chunkPattern = {
  /** From 1, through all files. */
  id: P.number,
  /** The place of the file in the list. */
  file: P.number,
  text: P.string,
} as const;
export type Chunk = Infer<typeof chunkPattern>;

/** Where the reader sends chunks. */
export type ChunkTaker = Pid<['chunk', Chunk]>;
/** Where a worker sends what it has counted. */
export type TallyTaker = Pid<['counted', worker: Pid, Tally]>;
/** Where the reader tells how a file ended. */
export type FileTaker = Pid<['read', file: number, chunks: number] | ['failed', file: number, problem: string]>;
/** Where the pool sends what is counted for good. */
export type MergeTaker = Pid<['merge', file: number, Tally] | 'restarted'>;
/** Where the totals go in the end. */
export type TotalsTaker = Pid<['totals', Totals]>;

/** How far the counting has come; `files` are all that are done with, well or not. */
export const statusPattern = { files: P.number, chunks: P.number, words: P.number, restarts: P.number } as const;
export type Status = Infer<typeof statusPattern>;

/** What it all comes to. */
export const totalsPattern = {
  /** Files that were counted. */
  files: P.number,
  /** Files that could not be read. */
  failed: P.number,
  words: P.number,
  distinct: P.number,
  restarts: P.number,
  /** The most frequent words, with how often they occur. */
  top: P.array([P.string, P.number]),
} as const;
export type Totals = Infer<typeof totalsPattern>;
