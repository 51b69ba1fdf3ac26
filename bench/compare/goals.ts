/** What a figure of beamwork should be. */
export type Goal =
  /** A rate should be at least so many times the other side's; a cost, at most. */
  | { readonly figure: string; readonly beside: 'BEAM' | 'best peer'; readonly times: number }
  | { readonly figure: string; readonly atMost: number }
  /** In no round more than that. */
  | { readonly figure: string; readonly never: number }
  /** At the largest size, the rate should be at least so many times that at the smallest. */
  | { readonly figure: string; readonly keeps: number };

const loads = ['class', 'generator', 'async', 'yield'];

/** The goals, in the order of the report. */
export const goals: readonly Goal[] = [
  beam('pingpong', 3),
  peer('pingpong', 2),
  beam('pingpong_generator', 2),
  beam('pingpong_async', 0.8),
  beam('ring', 3),
  peer('ring', 2),
  beam('spawn', 1),
  beam('spawn_generator', 0.35),
  beam('call', 2),
  beam('fanin', 1),
  { figure: 'idle', atMost: 600 },
  { figure: 'idle_generator', atMost: 1_200 },
  beam('selective_ref', 2),
  { figure: 'selective_ref', keeps: 0.5 },
  beam('selective_noref', 3),
  beam('monitors', 0.7),
  beam('links', 0.7),
  beam('timers_create', 1),
  beam('timers_cancel', 1),
  beam('bigmsg_5k', 1.3),
  beam('restarts', 1),
  beam('dynamic_children', 1.5),
  { figure: 'idle_supervised', atMost: 1_000 },
  ...loads.flatMap((load): Goal[] => [
    { figure: `fairness_http_${load}`, atMost: 25 },
    { figure: `fairness_timer_${load}`, never: 25 },
  ]),
];

function beam(figure: string, times: number): Goal {
  return { figure, beside: 'BEAM', times };
}

function peer(figure: string, times: number): Goal {
  return { figure, beside: 'best peer', times };
}
