import { type AliasMode, exit, makeRef, Process, receive, self, send, spawn } from '../../../lib/index.js';
import { flush, label, puppet, type Scenario, type Step, tell } from '../dsl.js';

/** Sends twice through the alias of a monitor, then ends the target, then sends once more. */
function* throughItsLife(alias: AliasMode): Step {
  const p = label(
    spawn(function* () {
      yield* receive('go');
      exit('boom');
    }),
    'p',
  );
  const ref = Process.monitor(p, { alias });
  send(ref, 1);
  send(ref, 2);
  send(p, 'go');
  const first = yield* flush();
  send(ref, 3);
  return [...first, ...(yield* flush())];
}

/** Calls a monitor with an alias off, then sends through the alias. */
function* afterDemonitor(alias: AliasMode): Step {
  const ref = Process.monitor(yield* puppet(), { alias });
  Process.demonitor(ref);
  send(ref, 1);
  return [yield* flush(), Process.unalias(ref)];
}

/** Switches an alias off, then sends through it, and ends the target. */
function* afterUnalias(alias: AliasMode): Step {
  const p = label(yield* puppet(), 'p');
  const ref = Process.monitor(p, { alias });
  const done = Process.unalias(ref);
  send(ref, 1);
  Process.exit(p, 'boom');
  return [done, yield* flush()];
}

/** Aliases: the three modes of those that come with a monitor, and who may do what. */
export const aliasModes: readonly Scenario[] = [
  {
    name: 'alias.explicit_unalias_outlives_the_monitor',
    rules: [87, 90],
    elixir: `alias_life(:explicit_unalias)`,
    run: () => throughItsLife('explicit_unalias'),
  },
  { name: 'alias.demonitor_goes_with_DOWN', rules: [90], elixir: `alias_life(:demonitor)`, run: () => throughItsLife('demonitor') },
  {
    name: 'alias.reply_demonitor_goes_with_the_first_message',
    rules: [89, 90],
    elixir: `alias_life(:reply_demonitor)`,
    run: () => throughItsLife('reply_demonitor'),
  },
  {
    name: 'alias.explicit_unalias_outlives_demonitor',
    rules: [90],
    elixir: `alias_after_demonitor(:explicit_unalias)`,
    run: () => afterDemonitor('explicit_unalias'),
  },
  { name: 'alias.demonitor_goes_with_demonitor', rules: [88, 90], elixir: `alias_after_demonitor(:demonitor)`, run: () => afterDemonitor('demonitor') },
  {
    name: 'alias.reply_demonitor_goes_with_demonitor',
    rules: [88, 90],
    elixir: `alias_after_demonitor(:reply_demonitor)`,
    run: () => afterDemonitor('reply_demonitor'),
  },
  {
    name: 'alias.unalias_leaves_an_explicit_monitor',
    rules: [88, 90],
    elixir: `alias_after_unalias(:explicit_unalias)`,
    run: () => afterUnalias('explicit_unalias'),
  },
  { name: 'alias.unalias_leaves_the_monitor', rules: [88, 90], elixir: `alias_after_unalias(:demonitor)`, run: () => afterUnalias('demonitor') },
  {
    name: 'alias.unalias_leaves_the_monitor_of_a_reply',
    rules: [88, 90],
    elixir: `alias_after_unalias(:reply_demonitor)`,
    run: () => afterUnalias('reply_demonitor'),
  },
  {
    name: 'alias.messages_before_unalias_stay',
    rules: [88, 111],
    elixir: `
      a = :erlang.alias()
      for n <- 1..3, do: send(a, n)
      {_, queued} = Process.info(self(), :message_queue_len)
      done = :erlang.unalias(a)
      send(a, 4)
      {queued, done, flush()}
    `,
    *run() {
      const alias = Process.alias();
      for (const n of [1, 2, 3]) send(alias, n);
      const queued = Process.info(self(), 'messageQueueLen');
      const done = Process.unalias(alias);
      send(alias, 4);
      return [queued, done, yield* flush()];
    },
  },
  {
    name: 'alias.messages_in_transit_at_unalias_may_be_lost',
    rules: [4, 88],
    elixir: `
      a = :erlang.alias()
      send(a, :in_transit)
      {:erlang.unalias(a), flush()}
    `,
    outcomes: [{ tuple: [true, []] }, { tuple: [true, [':in_transit']] }],
    *run() {
      const alias = Process.alias();
      send(alias, 'in_transit');
      return [Process.unalias(alias), yield* flush()];
    },
  },
  {
    name: 'alias.is_switched_off_by_its_creator_only',
    rules: [91],
    elixir: `
      a = :erlang.alias()
      p = puppet()
      other = tell(p, fn -> :erlang.unalias(a) end)
      send(a, :still_on)
      {other, flush(), :erlang.unalias(a)}
    `,
    *run() {
      const alias = Process.alias();
      const p = yield* puppet();
      const other = yield* tell(p, () => Process.unalias(alias));
      send(alias, 'still_on');
      return [other, yield* flush(), Process.unalias(alias)];
    },
  },
  {
    name: 'alias.dies_with_its_creator',
    rules: [5, 88],
    elixir: `
      p = puppet()
      a = tell(p, fn -> :erlang.alias() end)
      Process.exit(p, :kill)
      {send(a, :lost), flush()}
    `,
    *run() {
      const p = yield* puppet();
      let alias = makeRef();
      yield* tell(p, () => {
        alias = Process.alias();
      });
      Process.exit(p, 'kill');
      return [send(alias, 'lost'), yield* flush()];
    },
  },
  {
    name: 'alias.of_no_alias_is_silent',
    rules: [88, 91],
    elixir: `{send(make_ref(), :lost), :erlang.unalias(make_ref()), flush()}`,
    *run() {
      return [send(makeRef(), 'lost'), Process.unalias(makeRef()), yield* flush()];
    },
  },
  {
    name: 'alias.and_pid_share_one_order',
    rules: [1, 87],
    elixir: `
      me = self()
      a = :erlang.alias()
      tell(puppet(), fn -> for n <- 1..3, do: (send(a, {:alias, n}); send(me, {:pid, n})) end)
      flush()
    `,
    *run() {
      const me = self();
      const alias = Process.alias();
      yield* tell(yield* puppet(), () => {
        for (const n of [1, 2, 3]) {
          send(alias, ['alias', n]);
          send(me, ['pid', n]);
        }
      });
      return yield* flush();
    },
  },
];
