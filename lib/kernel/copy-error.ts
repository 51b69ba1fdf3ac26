/** A fresh error of the same class; its own properties are copied later. `maker` is set where only the class can make one. */
export function newErrorLike(source: object, prototype: object, maker: Function | undefined): object {
  const copy = withoutStack(() => (maker === undefined ? new Error() : Reflect.construct(maker, [Reflect.get(source, 'message'), Reflect.get(source, 'name')])));
  return Object.getPrototypeOf(copy) === prototype ? copy : Object.setPrototypeOf(copy, prototype);
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
