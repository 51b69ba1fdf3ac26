// `npm run word-count` counts the words of the project's documentation, `npm run word-count -- FILE...` those of other files.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContainerModule } from 'inversify';
import { ProcessExit, Runtime } from '../../lib/index.js';
import { readCommandLine, usage } from './command-line.js';
import { countFiles } from './count-files.js';
import { findDocumentation } from './documentation.js';
import { reportLines } from './report.js';
import { PlainScreen, Screen, TerminalScreen } from './screen.js';

/** The top folder of the project, seen from the compiled file. */
const project = fileURLToPath(new URL('../../../', import.meta.url));

/** Counts, reports, and says with the exit code whether all files could be counted. */
async function count(files: readonly string[], crashEvery: number): Promise<number> {
  const screen = new ContainerModule(({ bind }) => {
    const { stdout, stderr } = process;
    bind(Screen).toConstantValue(stdout.isTTY ? new TerminalScreen(stdout, stderr) : new PlainScreen(stdout, stderr));
  });
  const runtime = await Runtime.start({ modules: [screen] });
  try {
    const totals = await runtime.run(countFiles, files, crashEvery);
    for (const line of reportLines(totals)) console.log(line);
    return totals.failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ProcessExit)) throw error;
    console.error(`word-count: gave up: ${error.message}`);
    return 1;
  } finally {
    await runtime.stop();
  }
}

async function ownDocumentation(): Promise<string[]> {
  return (await findDocumentation(project)).map((path) => relative('', path));
}

// Whoever reads our output may have read enough: `npm run word-count | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const command = readCommandLine(process.argv.slice(2));
if (command.type === 'help') {
  console.log(usage);
} else if (command.type === 'wrong') {
  console.error(`word-count: ${command.problem}\n\n${usage}`);
  process.exitCode = 2;
} else {
  const files = command.files.length > 0 ? command.files : await ownDocumentation();
  process.exitCode = await count(files, command.crashEvery);
}
