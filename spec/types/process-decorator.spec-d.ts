// @Process stands on classes and knows its options; @After stands on methods without parameters.
import { After, Process } from '../../decorators/index.js';

// compiles: no options
@Process()
export class Plain {}

// compiles: every option
@Process({ name: 'full', label: ['any', { term: 1 }], trapExit: true, priority: 'max', unmatched: 'crash' })
export class Full {}

// compiles: constructor parameters come from the container
@Process()
export class Served {
  constructor(readonly plain: Plain) {}
}

// compiles: a generic class
@Process()
export class Generic<T> {
  value: T | undefined;
}

// compiles: a subclass
@Process({ unmatched: 'log' })
export class Sub extends Served {}

export class Times {
  // compiles: a plain method after some time
  @After(5_000) idle() {}

  // compiles: an async method
  @After(0) async later() {}

  // compiles: a generator method
  @After(Infinity) *stepwise() {
    yield;
  }

  // compiles: a private method
  @After(10) private hidden() {}

  // compiles: a method with an optional parameter
  @After(10) optional(_times = 1) {}
}

// @ts-expect-error no such option
@Process({ trapexit: true })
export class Typo {}

// @ts-expect-error no such priority
@Process({ priority: 'urgent' })
export class Urgent {}

// @ts-expect-error no such policy
@Process({ unmatched: 'ignore' })
export class Ignoring {}

// @ts-expect-error a flag is a boolean
@Process({ trapExit: 'yes' })
export class Flagged {}

// @ts-expect-error a name is a string
@Process({ name: 5 })
export class Numbered {}

// @ts-expect-error a decorator without parentheses
@Process
export class Bare {}

// @ts-expect-error nobody can spawn an abstract class
@Process()
export abstract class Abstract {}

export class Misplaced {
  // @ts-expect-error a method is no class
  @Process() method() {}

  // @ts-expect-error a time is a number
  @After('5s') text() {}

  // @ts-expect-error no time at all
  @After() none() {}

  // @ts-expect-error nobody gives the method an argument
  @After(10) argument(_message: string) {}

  // @ts-expect-error a property is no method
  @After(10) property = 1;

  // @ts-expect-error a static method belongs to no process
  @After(10) static shared() {}
}
