import { expect } from 'chai';
import { runProgram } from './program.js';

/** Programs end by themselves, or stay alive, in a Node process of their own; a spec that waits for Node to start is slow. */
describe('a program', function () {
  this.timeout(10_000);
  this.slow(1_500);

  it('exits by itself after runtime.stop, whatever it had started', async () => {
    const ended = await runProgram(`
      const runtime = await Runtime.start();
      const stubborn = function* () {
        Process.flag('trapExit', true);
        for (;;) yield* receive('never');
      };
      for (let n = 0; n < 10; n++) runtime.spawn(function* () { yield* receive('never'); });
      runtime.spawn(stubborn);
      runtime.spawn(async () => { for (;;) await Process.sleep(60_000); });
      runtime.spawn(function* () { for (;;) yield; });
      runtime.spawn(async () => { await new Promise(() => {}); });
      runtime.spawn(function* () { yield* receive('never', after(3_600_000)); });
      runtime.get(Timers).sendAfter('nobody', 'tick', 3_600_000);
      runtime.get(Lifecycle).events$.subscribe();
      await runtime.run(function* () {
        Process.sendAfter(self(), 'tick', 5);
        yield* receive('tick');
      });
      await runtime.stop({ timeoutMs: 50 });
      print('stopped');
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['stopped'], errorLines: [] });
  });

  it('exits by itself when all its processes only wait', async () => {
    const ended = await runProgram(`
      for (let n = 0; n < 10; n++) spawn(function* () { yield* receive('never'); });
      spawn(async () => { await receive('never', after(Infinity)); });
      spawn(function* () { yield* Process.sleep(Infinity); });
      spawn(() => { print('started'); });
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['started'], errorLines: [] });
  });

  it('stays alive until a pending sendAfter has fired', async () => {
    const ended = await runProgram(`
      spawn(function* () {
        const startMs = performance.now();
        Process.sendAfter(self(), 'tick', 150);
        yield* receive('tick');
        print(performance.now() - startMs >= 150 ? 'fired' : 'early');
      });
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['fired'], errorLines: [] });
  });

  it('stays alive until a sleep or a timeout is over', async () => {
    const ended = await runProgram(`
      spawn(async () => {
        await Process.sleep(100);
        print('slept');
      });
      spawn(function* () {
        yield* receive('never', after(150));
        print('timed out');
      });
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['slept', 'timed out'], errorLines: [] });
  });

  it('is not kept alive by timers that are cancelled or have lost their process', async () => {
    const ended = await runProgram(`
      await run(function* () {
        Process.cancelTimer(Process.sendAfter('nobody', 'tick', 3_600_000));
        const target = spawn(function* () { yield* receive('never'); });
        Process.sendAfter(target, 'tick', 3_600_000);
        const waiting = spawn(function* () { yield* receive('go', after(3_600_000)); });
        yield* Process.sleep(5);
        Process.exit(target, 'kill');
        send(waiting, 'go');
      });
      print('done');
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['done'], errorLines: [] });
  });

  it('is kept alive again by a timer started after a cancelled one', async () => {
    const ended = await runProgram(`
      spawn(function* () {
        Process.cancelTimer(Process.sendAfter(self(), 'far', 3_600_000));
        Process.sendAfter(self(), 'near', 100);
        Process.cancelTimer(Process.sendAfter(self(), 'nearest', 10));
        yield* receive('near');
        print('fired');
      });
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['fired'], errorLines: [] });
  });

  it('fires a timer that is later than a cancelled one', async () => {
    const ended = await runProgram(`
      spawn(function* () {
        Process.cancelTimer(Process.sendAfter(self(), 'near', 50));
        Process.sendAfter(self(), 'later', 120);
        yield* receive('later');
        print('fired');
      });
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['fired'], errorLines: [] });
  });

  it('survives every way in which a process can crash', async () => {
    const ended = await runProgram(`
      const getter = { get x() { throw new Error('in a getter'); } };
      spawn(() => { throw new Error('plain'); });
      spawn(function* () { yield; throw 'a string'; });
      spawn(async () => { throw new Error('async'); });
      spawn(async () => { await receive('go'); throw null; }); 
      spawn(() => { send(self(), getter); });
      spawn(() => exit('quietly'));
      await run(function* () { yield* Process.sleep(20); });
      print('alive');
    `);
    expect(ended.code).to.equal(0);
    expect(ended.lines).to.deep.equal(['alive']);
    expect(ended.errorLines).to.have.lengthOf(4);
  });

  it('survives a logger whose promises reject', async () => {
    const ended = await runProgram(`
      class Remote extends Logger {
        async crash() { throw new Error('offline'); }
        async warn() { throw new Error('offline'); }
      }
      const runtime = await Runtime.start({ logger: new Remote() });
      runtime.get(Lifecycle).exited$.subscribe(() => { throw new Error('a warning'); });
      runtime.spawn(() => { throw new Error('a crash'); });
      await runtime.run(function* () { yield* Process.sleep(20); });
      print('alive');
    `);
    expect(ended).to.deep.equal({ code: 0, lines: ['alive'], errorLines: [] });
  });

  it('writes crashes to the console when it has no logger', async () => {
    const ended = await runProgram(`
      spawn(function worker() { Process.setLabel('till'); throw new Error('oops'); });
    `);
    expect(ended.code).to.equal(0);
    expect(ended.lines).to.deep.equal([]);
    expect(ended.errorLines).to.have.lengthOf(1);
    expect(ended.errorLines[0]).to.match(/#PID<0\.\d+\.0>.*till.*worker.*oops/);
  });
});
