import { text } from 'node:stream/consumers';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** A point, as bench/compare/growth.ts gives it. */
interface Point {
  readonly figure: string;
  readonly side: string;
  readonly size: number;
  readonly counts: string;
  readonly cost: number;
  readonly unit: string;
}

/** Sides and their colours: ours in red, the BEAM in dark, peers in colour, what is no rival in grey. */
const colours: Readonly<Record<string, string>> = {
  beamwork: '#d62728',
  'BEAM, 1 scheduler': '#1b2a49',
  'BEAM, default': '#7286b0',
  nact: '#2ca02c',
  xstate: '#ff7f0e',
  effect: '#9467bd',
  comedy: '#17a2b8',
  EventEmitter: '#9a9a9a',
  'rxjs Subject': '#c4c4c4',
  'bare V8': '#000000',
};

/** Points on standard input, an SVG on standard output: a chart per figure, cost against size. */
const points: readonly Point[] = JSON.parse(await text(process.stdin));
const view = new View(parse(compile(plotOf(points)).spec), { renderer: 'none' });
process.stdout.write(await view.toSVG());

function plotOf(all: readonly Point[]): TopLevelSpec {
  const figures = [...new Set(all.map(({ figure }) => figure))];
  const sides = Object.keys(colours).filter((name) => all.some(({ side }) => side === name));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'white',
    padding: 12,
    columns: 4,
    concat: figures.map((figure) => chart(all.filter((point) => point.figure === figure), sides)),
    config: { font: 'sans-serif', axis: { gridColor: '#eeeeee' }, legend: { orient: 'bottom', columns: 5, symbolType: 'circle', symbolStrokeWidth: 3 } },
  };
}

function chart(points: readonly Point[], sides: readonly string[]) {
  const [{ figure = '', counts = '', unit = '' } = {}] = points;
  const sizes = [...new Set(points.map(({ size }) => size))];
  // An empty mailbox has no logarithm: it stands where one message would.
  const values = points.map((point) => ({ ...point, at: Math.max(1, point.size), shape: point.side === 'beamwork' ? 3 : 1.2 }));
  return {
    title: figure,
    width: 210,
    height: 190,
    data: { values },
    mark: { type: 'line' as const, point: { size: 28 } },
    encoding: {
      x: { field: 'at', type: 'quantitative' as const, scale: { type: 'log' as const, nice: false }, axis: { title: counts, values: sizes.map((size) => Math.max(1, size)), format: '~s', ...(sizes.includes(0) && { labelExpr: "datum.value === 1 ? '0' : datum.label" }) } },
      y: { field: 'cost', type: 'quantitative' as const, scale: { type: 'log' as const }, axis: { title: unit === 'B' ? 'bytes each' : 'ns each', format: '~s', tickCount: 5 } },
      color: { field: 'side', type: 'nominal' as const, title: null, scale: { domain: [...sides], range: sides.map((side) => colours[side] ?? '#000000') } },
      strokeWidth: { field: 'shape', type: 'quantitative' as const, scale: null, legend: null },
    },
  };
}
