// The address of a process, as Nest injects it, holds requests against the protocol of its class.
import { Call, call, Cast, cast, type OpsOf, P, type Pid, Process, Receive, send } from '../../lib/index.js';
import { BeamworkModule, InjectPid, type ProcessAddress } from '../../lib/nestjs/index.js';
import { type Equal, holds } from './expect-type.js';

@Process()
class Till {
  init(_start: number): void {}

  @Call(['total'])
  total(_: ['total']): number {
    return 0;
  }

  @Cast(['add', P.number])
  add(_: ['add', number]): void {}

  @Receive('close')
  close(_: 'close'): void {}
}

declare const till: ProcessAddress<Till>;
declare const anybody: ProcessAddress;

export async function accepted(): Promise<void> {
  // compiles: the reply has the type of the handler's value
  const total = await call(till, ['total']);
  holds<Equal<typeof total, number>>();

  // compiles: a cast and a message that the class takes
  cast(till, ['add', 5]);
  send(till, 'close');

  // compiles: the pid behind the address has the same protocol
  const pid = till.whereis();
  if (pid !== undefined) holds<Equal<typeof pid, Pid<OpsOf<Till>>>>();

  // compiles: nothing is known of an address by name
  const anything = await call(anybody, ['what', 1]);
  holds<Equal<typeof anything, any>>();

  // compiles: features are classes, classes with arguments, and child specs
  BeamworkModule.forFeature([[Till, 5], { id: 'second', start: [Till, 6], restart: 'transient' }]);
}

export class Accepted {
  // compiles: a parameter of a constructor
  constructor(@InjectPid(Till) readonly injected: ProcessAddress<Till>) {}
}

export async function refused(): Promise<void> {
  // @ts-expect-error no handler takes this request
  await call(till, ['sum']);

  // @ts-expect-error the reply is a number
  const text: string = await call(till, ['total']);

  // @ts-expect-error the amount is a number
  cast(till, ['add', '5']);

  // @ts-expect-error no handler takes this message
  send(till, 'open');

  // @ts-expect-error a feature is no string
  BeamworkModule.forFeature(['till']);

  // @ts-expect-error there is no such option
  BeamworkModule.forRoot({ retries: 5 });

  void text;
}
