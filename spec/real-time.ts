/** What waits for real time, and why; all else runs on virtual time. A folder stands for all that is in it. */
export const realTime: Readonly<Record<string, string>> = {
  'application/async-context': 'the context of async code is kept by the host of Node, over timers of Node',
  'application/default-runtime': 'the default runtime has the clock and the host of Node',
  'application/ending': 'an application that fails to start has a runtime of its own',
  'auction/': 'a real HTTP server, a real browser, a real database',
  'bench/': 'the comparison runs real workloads',
  'cli/': 'a real program',
  'conformance/': 'one scenario asks another clock whether a timer is early',
  'docs/': 'examples run as a reader runs them',
  'nestjs/': 'a real HTTP server',
  'services/programs': 'real programs that wait for a timer, or end without',
  'samples': 'samples run as a reader runs them',
  'semantics/timers-long': 'the clock and the host of Node do not look at the wall clock, and fire no timer early',
  'word-count': 'a real program that reads real files',
};

/** Whether a spec, by its path below `spec`, may wait for real time. */
export function mayWait(spec: string): boolean {
  return Object.keys(realTime).some((part) => spec.startsWith(part));
}
