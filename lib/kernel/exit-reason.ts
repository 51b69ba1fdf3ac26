/**
 * Why a process ended: any term. `'normal'`, `'shutdown'` and `['shutdown', term]` are expected ends; an uncaught `Error` is itself
 * the reason, any other thrown value is `['nocatch', value]`.
 *
 * @see https://www.erlang.org/doc/system/ref_man_processes.html#exit-reasons
 */
export type ExitReason = unknown;

/**
 * Tells an expected end from a crash.
 *
 * @param reason an exit reason.
 * @returns `true` for `'normal'`, `'shutdown'` and `['shutdown', term]`.
 * Cost: O(1).
 * @see https://hexdocs.pm/elixir/Supervisor.html#module-exit-reasons-and-restarts
 *
 * ```ts run
 * isExpectedExit(['shutdown', 'deploy']); // => true
 * isExpectedExit('killed'); // => false
 * ```
 */
export function isExpectedExit(reason: ExitReason): boolean {
  if (reason === 'normal' || reason === 'shutdown') return true;
  return Array.isArray(reason) && reason.length === 2 && reason[0] === 'shutdown';
}
