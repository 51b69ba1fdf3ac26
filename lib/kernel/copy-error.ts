/** A fresh error of the same class; its own properties are copied later. `maker` is set where only the class itself can make one. */
export function newErrorLike(source: object, prototype: object, maker: Function | undefined): object {
  const make = (): object =>
    maker === undefined ? new Error(ownMessage(source)) : Reflect.construct(maker, [Reflect.get(source, 'message'), Reflect.get(source, 'name')]);
  const copy = withoutStack(make);
  return Object.getPrototypeOf(copy) === prototype ? copy : Object.setPrototypeOf(copy, prototype);
}

// Given to the constructor, the message is not enumerable; some errors have none of their own.
function ownMessage(source: object): string | undefined {
  const message: unknown = Object.getOwnPropertyDescriptor(source, 'message')?.value;
  return typeof message === 'string' ? message : undefined;
}

// The stack that counts is that of the source: taking another would cost more than the rest of the copy.
function withoutStack(make: () => object): object {
  const limit = Error.stackTraceLimit;
  Reflect.set(Error, 'stackTraceLimit', 0);
  try {
    return make();
  } finally {
    Reflect.set(Error, 'stackTraceLimit', limit);
  }
}
