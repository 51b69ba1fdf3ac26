// `npm run sample` lists the samples, `npm run sample 03` runs one.
import { programOf, readSamples, type Sample } from './sample-header.js';

const samples = readSamples();
const [wanted, ...tooMany] = process.argv.slice(2);

if (wanted === undefined) list(samples);
else if (tooMany.length > 0) complain('one sample at a time, please');
else await start(wanted);

function list(all: readonly Sample[]): void {
  for (const { number, title } of all) console.log(`${number}  ${title}`);
  console.log('\nnpm run sample NUMBER runs one of them; its source is samples/NUMBER-….ts');
}

async function start(number: string): Promise<void> {
  const sample = samples.find((each) => each.number === number.padStart(2, '0'));
  if (sample === undefined) complain(`there is no sample "${number}"`);
  else await import(programOf(sample).href);
}

function complain(problem: string): void {
  console.error(`${problem}: choose one of ${samples.map(({ number }) => number).join(', ')}; npm run sample lists them`);
  process.exitCode = 1;
}
