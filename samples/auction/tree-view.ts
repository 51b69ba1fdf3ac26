import { injectable } from 'inversify';
import { type Application, type ProcessTree, showTree } from '../../lib/index.js';
import { Directory } from './directory.js';

/** The living supervision tree as text; it is there once the application has started. */
@injectable()
export class TreeView {
  #application: Application | undefined;

  constructor(private readonly directory: Directory) {}

  of(application: Application): void {
    this.#application = application;
  }

  async show(): Promise<string> {
    return this.#application === undefined ? '' : `${showTree(this.#titled(await this.#application.tree()))}\n`;
  }

  /** Children of a dynamic supervisor have no ids: people call them by their titles. */
  #titled(node: ProcessTree): ProcessTree {
    const title = node.pid === undefined ? undefined : this.directory.titleOf(node.pid);
    return { ...node, id: title ?? node.id, children: node.children.map((child) => this.#titled(child)) };
  }
}
