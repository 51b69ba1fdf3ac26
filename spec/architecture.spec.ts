import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ICruiseResult } from 'dependency-cruiser';
import { expect } from 'chai';
import * as frontDoor from '../lib/index.js';
import * as chaiPlugin from '../lib/testing/chai/index.js';
import * as testing from '../lib/testing/index.js';
import { filesIn } from './docs/example.js';
import { runProgram } from './run-program.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const tool = (path: string): URL => new URL(`../../node_modules/${path}`, import.meta.url);
const shipped = [...filesIn(root, 'lib', '.ts'), ...filesIn(root, 'decorators', '.ts')];
const sources = new Map(shipped.map((file) => [file, read(file)]));

/** The files whose code, comments left out, a pattern finds something in. */
function filesWith(pattern: RegExp): string[] {
  return [...sources].filter(([, source]) => pattern.test(source.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''))).map(([file]) => file);
}

describe('The layers', () => {
  let result: ICruiseResult;

  before(async () => {
    const { stdout, stderr } = await runProgram(
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'lib', 'decorators', 'samples'],
      { cwd: root },
    );
    expect(stderr).to.deep.equal([]);
    result = JSON.parse(stdout.join('\n'));
  }).timeout(30_000);

  it('import only what is below them, and nothing in a circle', () => {
    expect(result.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).to.deep.equal([]);
  });

  // With a compiler that it does not know, the tool sees no TypeScript, and finds no fault with that.
  it('are seen as a whole', () => {
    const seen = new Set(result.modules.map(({ source }) => source));
    expect(shipped.filter((file) => !seen.has(file))).to.deep.equal([]);
    expect(shipped).to.have.length.above(50);
    expect(result.summary.totalDependenciesCruised).to.be.above(300);
  });
});

describe('The files', () => {
  it('have fewer than 300 lines each', () => {
    expect([...sources].filter(([, source]) => linesOf(source) >= 300).map(([file, source]) => `${file}: ${linesOf(source)}`)).to.deep.equal([]);
  });

  it('have at most 100 lines in the middle of them all', () => {
    const lengths = [...sources.values()].map(linesOf).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).to.be.at.most(100);
  });

  it('are named in kebab-case', () => {
    expect(shipped.filter((file) => !/^([a-z]+(-[a-z]+)*\/)+[a-z]+(-[a-z]+)*\.ts$/.test(file))).to.deep.equal([]);
  });

  it('export by name', () => {
    expect(filesWith(/\bexport default\b|\bas default\b/)).to.deep.equal([]);
  });

  it('declare no enums', () => {
    expect(filesWith(/^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s/m)).to.deep.equal([]);
  });
});

function linesOf(source: string): number {
  return source.trimEnd().split('\n').length;
}

describe('The kit for tests', () => {
  it('exports these values', () => {
    expect(Object.keys(testing).sort()).to.deep.equal(['ExplorationFailure', 'Probe', 'TestRuntime', 'explore', 'outcomes', 'runOnModel', 'underSeeds']);
    expect(Object.keys(chaiPlugin)).to.deep.equal(['processAssertions']);
  });
});

describe('The front door', () => {
  // A change of this list is a change of what users may rely on.
  it('exports these values', () => {
    expect(Object.keys(frontDoor).sort()).to.deep.equal([
      'After',
      'Agent',
      'Application',
      'BeamworkError',
      'Call',
      'Cast',
      'Clock',
      'ConsoleLogger',
      'Continue',
      'DynamicSupervisor',
      'Groups',
      'Host',
      'KeyAddress',
      'KeyRegistry',
      'KeyTakenError',
      'Lifecycle',
      'Linker',
      'Logger',
      'Module',
      'Monitor',
      'P',
      'PartitionAddress',
      'PartitionSupervisor',
      'Pid',
      'Process',
      'ProcessExit',
      'Receive',
      'Reference',
      'Registry',
      'Runtime',
      'Scheduler',
      'Supervisor',
      'Task',
      'TaskSupervisor',
      'Timers',
      'after',
      'call',
      'cast',
      'continueWith',
      'exit',
      'idleAfter',
      'ignore',
      'isExpectedExit',
      'isPid',
      'isReference',
      'isShared',
      'makeRef',
      'noReply',
      'on',
      'receive',
      'reply',
      'replyWith',
      'run',
      'self',
      'send',
      'sendTo',
      'share',
      'showTree',
      'spawn',
      'spawnLink',
      'spawnMonitor',
      'speaks',
      'start',
      'startLink',
      'stop',
      'stopWith',
      'treeToMermaid',
      'via',
    ]);
  });

  it('has the verbs of Process', () => {
    expect(Object.keys(frontDoor.Process).sort()).to.deep.equal([
      'alias',
      'cancelTimer',
      'delete',
      'demonitor',
      'exit',
      'flag',
      'get',
      'info',
      'isAlive',
      'link',
      'list',
      'monitor',
      'put',
      'readTimer',
      'register',
      'registered',
      'send',
      'sendAfter',
      'setLabel',
      'sleep',
      'spawn',
      'startTimer',
      'unalias',
      'unlink',
      'unregister',
      'wait',
      'whereis',
    ]);
  });

  it('documents all of it, and the verbs of Process', async () => {
    const { code, stdout, stderr } = await runProgram(tool('typedoc/bin/typedoc'), ['--logLevel', 'Warn', '--pretty', 'false'], { cwd: root });

    const complaints = [...stdout, ...stderr].map((line) => line.replaceAll(/\u001b\[\d+m/g, '')).filter((line) => /^\[error\]|does not have any documentation|Failed to resolve link/.test(line));
    expect(complaints).to.deep.equal([]);
    expect(code).to.equal(0);
  }).timeout(30_000);
});

describe('docs/architecture.md', () => {
  const page = read('docs/architecture.md');

  it('mentions each folder of lib', () => {
    const folders = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => `lib/${name}`).filter((folder) => !page.includes(`\`${folder}\``))).to.deep.equal([]);
  });

  it('names no file that is not there', () => {
    const present = [...shipped, ...filesIn(root, 'spec', '.ts'), ...filesIn(root, 'samples', '.ts'), ...filesIn(root, 'bench', '.ts')];
    const named = new Set(page.match(/\b[\w/-]+(\.[\w-]+)*\.ts\b/g));
    expect(named).to.have.property('size').above(10);
    expect([...named].filter((name) => !present.some((file) => `/${file}`.endsWith(`/${name}`)))).to.deep.equal([]);
  });
});
