/**
 * 09 — a process with a name.
 *
 * Shows:  Process.register, whereis, registered; send to a name; the error for a name that is taken; a name is free again when its process has died.
 * Run:    npm run sample 09
 * Prints: registered: [ 'printer' ]
 *         printing: page 1
 *         BEAMWORK_NAME_TAKEN
 *         freed by death: undefined
 *         BEAMWORK_NAME_NOT_REGISTERED
 *         printing: page 2
 */
import { BeamworkError, P, Process, receive, run, send, spawn, type Pid } from '../lib/index.js';

function* printer(): Generator<unknown, void> {
  while (true) {
    const [, text] = yield* receive(['print', P.string]);
    console.log('printing:', text);
  }
}

/** The code of the error that an attempt ends with. */
function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'no error';
  } catch (error) {
    return error instanceof BeamworkError ? error.code : String(error);
  }
}

function startPrinter(): Pid {
  const pid = spawn(printer);
  Process.register(pid, 'printer');
  return pid;
}

await run(function* () {
  const first = startPrinter();
  console.log('registered:', Process.registered());
  send('printer', ['print', 'page 1']);
  yield* Process.sleep(10);
  console.log(codeOf(() => startPrinter()));

  Process.exit(first, 'kill');
  yield* Process.sleep(10);
  console.log('freed by death:', Process.whereis('printer'));
  console.log(codeOf(() => send('printer', ['print', 'nobody prints this'])));

  startPrinter();
  send('printer', ['print', 'page 2']);
  yield* Process.sleep(10);
});
