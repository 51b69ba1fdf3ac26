import type { Pid } from '../kernel/pid.js';

/** A supervision tree: who runs under whom. */
export interface ProcessTree {
  /** The id of the child in its supervisor; of a module, its name. */
  readonly id: string;
  readonly type: 'supervisor' | 'worker';
  /** `undefined` for a child that does not run, and in a tree that has not been started. */
  readonly pid: Pid | undefined;
  /** In the order of their start. */
  readonly children: readonly ProcessTree[];
}

/**
 * A tree as text, a line for each process.
 *
 * @param tree what `application.tree()` gave.
 * @returns lines such as `└─ Till #PID<0.105.0>`.
 * Cost: O(processes).
 *
 * ```ts run
 * showTree({ id: 'Shop', type: 'supervisor', pid: undefined, children: [{ id: 'Till', type: 'worker', pid: undefined, children: [] }] }); // => 'Shop\n└─ Till'
 * ```
 */
export function showTree(tree: ProcessTree): string {
  return [nameOf(tree), ...branches(tree.children, '')].join('\n');
}

function branches(children: readonly ProcessTree[], indent: string): string[] {
  return children.flatMap((child, index) => {
    const last = index === children.length - 1;
    return [`${indent}${last ? '└─' : '├─'} ${nameOf(child)}`, ...branches(child.children, `${indent}${last ? '   ' : '│  '}`)];
  });
}

function nameOf({ id, pid }: ProcessTree): string {
  return pid === undefined ? id : `${id} ${pid}`;
}

/**
 * A tree as a flowchart of Mermaid, which GitHub and many editors draw.
 *
 * @param tree what `application.tree()` gave.
 * @returns the source of the chart; supervisors have round corners.
 * Cost: O(processes).
 * @see https://mermaid.js.org/syntax/flowchart.html
 *
 * ```ts run
 * treeToMermaid({ id: 'Till', type: 'worker', pid: undefined, children: [] }); // => 'flowchart TD\n  n0["Till"]'
 * ```
 */
export function treeToMermaid(tree: ProcessTree): string {
  const lines: string[] = ['flowchart TD'];
  let count = 0;
  const draw = (node: ProcessTree): string => {
    const key = `n${count++}`;
    const text = nameOf(node).replaceAll('"', '#quot;');
    lines.push(node.type === 'supervisor' ? `  ${key}("${text}")` : `  ${key}["${text}"]`);
    for (const child of node.children) lines.push(`  ${key} --> ${draw(child)}`);
    return key;
  };
  draw(tree);
  return lines.join('\n');
}
