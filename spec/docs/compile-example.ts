import { posix } from 'node:path';
import ts from 'typescript';
import type { Example } from './example.js';
import { declaredNames, type Scope } from './scope.js';
import { identifiers, parse } from './syntax.js';

/** A change of a text: what is put in place of the part between two positions. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const expectation = /^\/\/ => (?<value>.+)$/;

/**
 * Makes a TypeScript module of an example, for a folder inside dist.
 *
 * The first line imports what the example uses; each further line is one of the example, and `expression; // => value` has become a check.
 */
export function toModule(example: Example, scope: Scope): string {
  const { code } = example;
  const tree = parse(code);
  const edits = tree.statements.flatMap((statement) => [...expectationOf(example, tree, statement), ...importFrom(example, statement)]);
  const misplaced = code.split('\n').findIndex((line, index) => line.includes('// =>') && !edits.some(({ start }) => lineOf(tree, start) === index));
  if (misplaced !== -1) {
    const place = `${example.file}:${example.line + misplaced + 1}`;
    throw new Error(`${place}: "// => value" stands behind an expression on the outermost level, and in one line with its end`);
  }
  return `${header(tree, scope)}\n${change(code, edits)}\n`;
}

/** Makes JavaScript of such a module. */
export function toJavaScript(module: string): string {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    isolatedModules: true,
  };
  const { outputText, diagnostics = [] } = ts.transpileModule(module, { compilerOptions, reportDiagnostics: true });
  const [first] = diagnostics;
  if (first !== undefined) throw new SyntaxError(ts.flattenDiagnosticMessageText(first.messageText, '\n'));
  return outputText;
}

/** Imports without use are left out, so an example may give a name of the scope to something of its own. */
function header(tree: ts.SourceFile, scope: Scope): string {
  const own = new Set(tree.statements.flatMap(declaredNames));
  const used = [...identifiers(tree)].filter((name) => scope.has(name) && !own.has(name));
  const imports = used.map((name) => `import { ${name} } from '${scope.get(name)}';`);
  return ["import { expectValue as __expectValue } from '../spec/docs/expect-value.js';", ...imports, 'export {};'].join(' ');
}

function expectationOf({ file, line, code }: Example, tree: ts.SourceFile, statement: ts.Statement): Edit[] {
  if (!ts.isExpressionStatement(statement)) return [];
  const [comment] = ts.getTrailingCommentRanges(code, statement.end) ?? [];
  const value = comment === undefined ? undefined : expectation.exec(code.slice(comment.pos, comment.end))?.groups?.['value'];
  if (value === undefined) return [];
  const { end } = statement.expression;
  const place = `${file}:${line + lineOf(tree, end) + 1}`;
  const start = statement.expression.getStart(tree);
  return [
    { start, end: start, text: `__expectValue(${JSON.stringify(place)}, (` },
    { start: end, end, text: `), (${value}))` },
  ];
}

/** What an example imports by a relative path is found where the file with the example would find it. */
function importFrom({ file }: Example, statement: ts.Statement): Edit[] {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || !statement.moduleSpecifier.text.startsWith('.')) return [];
  const { text, end } = statement.moduleSpecifier;
  return [{ start: statement.moduleSpecifier.getStart(), end, text: `'../${posix.join(posix.dirname(file), text)}'` }];
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line;
}

function change(code: string, edits: readonly Edit[]): string {
  let changed = '';
  let done = 0;
  for (const { start, end, text } of edits) {
    changed += code.slice(done, start) + text;
    done = end;
  }
  return changed + code.slice(done);
}
