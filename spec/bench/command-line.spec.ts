import { expect } from 'chai';
import { runProgram } from '../run-program.js';

const commands = ['bench/main', 'bench/compare', 'bench/check', 'bench/soak/main', 'spec/repeat/main', 'spec/testing/model/main', 'spec/conformance/main'];
const start = (command: string, args: readonly string[]) => runProgram(new URL(`../../${command}.js`, import.meta.url), args);

describe('A command of the project', () => {
  for (const command of commands) {
    it(`says how it is used: ${command}`, async () => {
      const { code, stdout, stderr } = await start(command, ['--help']);
      expect([code, stderr]).to.deep.equal([0, []]);
      expect(stdout[0]).to.match(/^npm run [a-z:]+ \S/);
    });

    it(`refuses what it does not know, without a stack: ${command}`, async () => {
      const { code, stdout, stderr } = await start(command, ['--tmies', '3']);
      expect([code, stdout]).to.deep.equal([2, []]);
      expect(stderr[0]).to.match(/^Unknown option '--tmies'/);
      expect(stderr.join('\n')).to.include('npm run ').and.not.include('    at ');
    });
  }

  const wrong: readonly (readonly [command: string, args: readonly string[], problem: string])[] = [
    ['bench/main', ['pingpong', 'rnig'], 'no workload is called rnig; there are pingpong, '],
    ['bench/main', ['profile', 'pingpong', '1e'], '--SIZE was given 1e; '],
    ['bench/compare', ['--only', 'ring,rnig'], 'no workload is called rnig; there are pingpong, '],
    ['bench/compare', ['--rounds', '0'], '--rounds was given 0; give a whole number from 1 up'],
    ['bench/compare', ['ring'], "Unexpected argument 'ring'"],
    ['bench/check', [], 'no revision was given; '],
    ['bench/check', ['HEAD', 'ring'], 'one revision is compared with, and ring was given as well; workloads are chosen by --only'],
    ['bench/check', ['no-such-branch'], 'git knows no revision no-such-branch'],
    ['bench/check', ['HEAD', '--pin', 'first'], '--pin was given first; give a whole number from 0 up'],
    ['bench/soak/main', ['--minutes', 'Infinity'], '--minutes was given Infinity; give a number above 0'],
    ['bench/soak/main', ['--minutes', 'soon'], '--minutes was given soon; give a number above 0'],
    ['spec/repeat/main', ['--times', '1.5'], '--times was given 1.5; give a whole number from 1 up'],
    ['spec/testing/model/main', ['--commands', ''], '--commands was given '],
    ['spec/conformance/main', ['--record', '--only', 'call'], '--record writes all scenarios, and --only chooses some: give one of them'],
    ['spec/conformance/main', ['--only', 'no such scenario'], 'no scenario has no such scenario in its name'],
  ];
  for (const [command, args, problem] of wrong) {
    it(`says what was wrong with it: ${command} ${args.join(' ')}`, async () => {
      const { code, stderr } = await start(command, args);
      expect([code, stderr[0]?.slice(0, problem.length)]).to.deep.equal([2, problem]);
    });
  }
});
