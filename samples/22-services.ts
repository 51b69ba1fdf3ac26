/**
 * 22 — what happens in a runtime, as observables.
 *
 * Shows:  a Runtime of one's own with its services; Monitor.down$ for the end of a process; Registry.name$ for who has a name; sendTo feeds a stream into one.
 * Run:    npm run sample 22
 * Prints: "printer" is free
 *         "printer" is #PID<0.100.0>
 *         printing: page 1
 *         printing: page 2
 *         "printer" is free
 *         down: killed
 */
import { firstValueFrom, from, map } from 'rxjs';
import { Monitor, P, Process, Receive, Registry, Runtime, sendTo } from '../lib/index.js';

@Process({ name: 'printer' })
class Printer {
  @Receive(['print', P.string])
  print([, text]: ['print', string]): void {
    console.log('printing:', text);
  }
}

const runtime = await Runtime.start();
runtime
  .get(Registry)
  .name$('printer')
  .subscribe((pid) => console.log(`"printer" is ${pid ?? 'free'}`));

const printer = runtime.spawn(Printer);
const down = firstValueFrom(runtime.get(Monitor).down$(printer));

from(['page 1', 'page 2'])
  .pipe(
    map((text): ['print', string] => ['print', text]),
    sendTo(printer),
  )
  .subscribe();

await runtime.run(function* () {
  yield* Process.sleep(10);
  Process.exit(printer, 'kill');
});
console.log('down:', (await down).reason);
await runtime.stop();
