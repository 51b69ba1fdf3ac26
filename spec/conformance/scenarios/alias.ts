import { Process, send } from '../../../lib/index.js';
import { flush, type Scenario } from '../dsl.js';

/** Aliases: references that can be sent to. */
export const aliases: readonly Scenario[] = [
  {
    name: 'alias.send_by_alias',
    rules: [87],
    elixir: `
      a = :erlang.alias()
      send(a, :via_alias)
      flush()
    `,
    *run() {
      const alias = Process.alias();
      send(alias, 'via_alias');
      return yield* flush();
    },
  },
  {
    name: 'alias.after_unalias_is_dropped',
    rules: [88],
    elixir: `
      a = :erlang.alias()
      r = :erlang.unalias(a)
      send(a, :x)
      {r, :erlang.unalias(a), flush()}
    `,
    *run() {
      const alias = Process.alias();
      const result = Process.unalias(alias);
      send(alias, 'x');
      return [result, Process.unalias(alias), yield* flush()];
    },
  },
  {
    name: 'alias.reply_once',
    rules: [89],
    elixir: `
      a = :erlang.alias([:reply])
      send(a, 1)
      send(a, 2)
      flush()
    `,
    *run() {
      const alias = Process.alias(['reply']);
      send(alias, 1);
      send(alias, 2);
      return yield* flush();
    },
  },
];
