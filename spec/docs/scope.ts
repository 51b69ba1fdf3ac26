import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rxjs from 'rxjs';
import ts from 'typescript';
import { bindingNames, parse } from './syntax.js';

/** Where the names come from that an example need not import: name to module, as seen from a folder inside dist. */
export type Scope = ReadonlyMap<string, string>;

/** The scope of the examples in a file: its own exports first, then the front door, then what goes with it. */
export function scopeOf(root: string, file: string): Scope {
  const scope = new Map<string, string>();
  const add = (module: string, names: readonly string[]): void => names.forEach((name) => scope.has(name) || scope.set(name, module));
  const addFile = (path: string): void => add(`../${path.replace(/\.ts$/, '.js')}`, exportedNames(readFileSync(join(root, path), 'utf8')));
  if (file.endsWith('.ts')) addFile(file);
  addFile('lib/index.ts');
  addFile('lib/testing/index.ts');
  add('../lib/kernel/copy-term.js', ['copyTerm']);
  add('inversify', ['ContainerModule', 'inject', 'injectable']);
  add('rxjs', Object.keys(rxjs));
  return scope;
}

/** What a module exports under a name, types too. */
export function exportedNames(source: string): string[] {
  return parse(source).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      return exportClause !== undefined && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : [];
    }
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    return exported ? declaredNames(statement) : [];
  });
}

/** The names that a statement adds to its module. */
export function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => bindingNames(name));
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const named = namedBindings === undefined ? [] : ts.isNamedImports(namedBindings) ? namedBindings.elements.map((element) => element.name) : [namedBindings.name];
    return [...(name === undefined ? [] : [name]), ...named].map(({ text }) => text);
  }
  return 'name' in statement && isIdentifier(statement.name) ? [statement.name.text] : [];
}

function isIdentifier(value: unknown): value is ts.Identifier {
  return typeof value === 'object' && value !== null && 'text' in value;
}
