/** What a figure of beamwork should be. */
export type Goal =
  | { readonly beside: 'BEAM' | 'best peer'; readonly times: number }
  | { readonly atMost: number };

/** The goals, by figure. A rate should be at least so many times the other side's; a cost, at most. */
export const goals: Readonly<Record<string, readonly Goal[]>> = {
  pingpong: [beam(3), peer(2)],
  pingpong_generator: [beam(2)],
  pingpong_async: [beam(0.8)],
  ring: [beam(3), peer(2)],
  spawn: [beam(1)],
  spawn_generator: [beam(0.35)],
  call: [beam(2)],
  fanin: [beam(1)],
  idle: [{ atMost: 600 }],
  idle_generator: [{ atMost: 1_200 }],
  selective_ref: [beam(2)],
  selective_noref: [beam(3)],
  monitors: [beam(0.7)],
  links: [beam(0.7)],
  timers_create: [beam(1)],
  timers_cancel: [beam(1)],
  bigmsg_5k: [beam(1.3)],
};

function beam(times: number): Goal {
  return { beside: 'BEAM', times };
}

function peer(times: number): Goal {
  return { beside: 'best peer', times };
}
