import ts from 'typescript';

/** Reads TypeScript; says nothing of mistakes. */
export function parse(source: string): ts.SourceFile {
  return ts.createSourceFile('example.ts', source, ts.ScriptTarget.ES2022, true);
}

/** All identifiers of a tree, each once. */
export function identifiers(root: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    node.forEachChild(visit);
  };
  visit(root);
  return found;
}

/** The names in `a`, `[a, b]`, `{ a, b: c }`. */
export function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? bindingNames(element.name) : []));
}
