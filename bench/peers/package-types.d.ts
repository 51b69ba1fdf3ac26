/** The part of nact that is measured; the package has no types of its own. */
declare module 'nact' {
  export interface Reference {
    readonly parent: Reference | undefined;
  }
  interface Context {
    readonly self: Reference;
  }
  interface Nact {
    start(): Reference;
    spawn<Message>(parent: Reference, handle: (state: unknown, message: Message, context: Context) => unknown, name: string, options?: { readonly afterStop?: () => void }): Reference;
    dispatch(to: Reference, message: unknown): void;
    query(to: Reference, message: (from: Reference) => unknown, timeoutMs: number): Promise<unknown>;
    stop(actor: Reference): void;
  }
  const nact: Nact;
  export default nact;
}
