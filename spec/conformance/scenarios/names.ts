import { after, on, P, type Pid, Process, receive, self, send, spawn } from '../../../lib/index.js';
import { down, flush, idle, label, puppet, rescueIt, type Scenario, tell } from '../dsl.js';

/** A process that sends what it gets to another, with its own label. */
function echo(to: Pid, name: string): Pid {
  return spawn(function* () {
    for (;;) send(to, [name, yield* receive(P.any)]);
  });
}

/** Names that change hands. */
export const names: readonly Scenario[] = [
  {
    name: 'register.handed_over_by_unregister',
    rules: [78, 81, 86],
    elixir: `
      me = self()
      echo = fn echo, name -> receive do m -> send(me, {name, m}); echo.(echo, name) end end
      [a, b] = for name <- [:a, :b], do: spawn(fn -> echo.(echo, name) end)
      Process.register(a, :conf_handed)
      send(:conf_handed, 1)
      Process.unregister(:conf_handed)
      between = Process.whereis(:conf_handed)
      Process.register(b, :conf_handed)
      send(:conf_handed, 2)
      {between, Enum.sort(flush())}
    `,
    *run() {
      const [a, b] = [echo(self(), 'a'), echo(self(), 'b')];
      Process.register(a, 'conf_handed');
      send('conf_handed', 1);
      Process.unregister('conf_handed');
      const between = Process.whereis('conf_handed');
      Process.register(b, 'conf_handed');
      send('conf_handed', 2);
      return [between, (yield* flush()).sort()];
    },
  },
  {
    name: 'register.successor_takes_the_name_on_DOWN',
    rules: [12, 80],
    elixir: `
      me = self()
      for _ <- 1..10 do
        p = idle()
        Process.register(p, :conf_heir)
        heir = spawn(fn ->
          ref = Process.monitor(p)
          send(me, :watching)
          receive do {:DOWN, ^ref, _, _, _} -> send(me, {:took, Process.register(self(), :conf_heir)}) end
          Process.sleep(:infinity)
        end)
        receive do :watching -> Process.exit(p, :kill) end
        took = receive do {:took, took} -> took end
        same = Process.whereis(:conf_heir) == heir
        Process.exit(heir, :kill)
        {took, same, down_of(heir)}
      end
    `,
    *run() {
      const me = self();
      const heard: unknown[] = [];
      for (let n = 0; n < 10; n++) {
        const p = idle();
        Process.register(p, 'conf_heir');
        const heir = spawn(function* () {
          const ref = Process.monitor(p);
          send(me, 'watching');
          yield* receive(['DOWN', ref, P.any, P.any, P.any]);
          send(me, ['took', Process.register(self(), 'conf_heir')]);
          yield* Process.sleep(Infinity);
        });
        yield* receive('watching');
        Process.exit(p, 'kill');
        const [, took] = yield* receive(['took', P.any]);
        const same = Process.whereis('conf_heir') === heir;
        Process.exit(heir, 'kill');
        heard.push([took, same, yield* down(Process.monitor(heir))]);
      }
      return heard;
    },
  },
  {
    name: 'register.one_of_those_who_race_wins',
    rules: [85],
    elixir: `
      me = self()
      racers = for n <- 1..4 do
        spawn(fn ->
          receive do :go -> :ok end
          jitter()
          send(me, {n, elem(rescue_it(fn -> Process.register(self(), :conf_race) end), 0)})
          Process.sleep(:infinity)
        end)
      end
      Enum.each(racers, &send(&1, :go))
      results = for _ <- racers, do: (receive do {_, result} -> result end)
      Enum.sort(results)
    `,
    outcomes: [[':raised', ':raised', ':raised', ':returned']],
    *run() {
      const me = self();
      const racers = [1, 2, 3, 4].map((n) =>
        spawn(function* () {
          yield* receive('go');
          yield;
          const result = yield* rescueIt(() => Process.register(self(), 'conf_race'));
          send(me, [n, Array.isArray(result) ? result[0] : result]);
          yield* Process.sleep(Infinity);
        }),
      );
      for (const racer of racers) send(racer, 'go');
      const results: unknown[] = [];
      for (const _ of racers) results.push((yield* receive([P.number, P.any]))[1]);
      return results.sort();
    },
  },
  {
    name: 'register.dead_process_is_refused',
    rules: [79, 84],
    elixir: `
      p = idle()
      ref = Process.monitor(p)
      Process.exit(p, :kill)
      down(ref)
      {elem(rescue_it(fn -> Process.register(p, :conf_dead) end), 0), Process.whereis(:conf_dead)}
    `,
    *run() {
      const p = idle();
      const ref = Process.monitor(p);
      Process.exit(p, 'kill');
      yield* down(ref);
      const result = yield* rescueIt(() => Process.register(p, 'conf_dead'));
      return [Array.isArray(result) ? result[0] : result, Process.whereis('conf_dead')];
    },
  },
  {
    name: 'register.unregister_of_a_free_name_fails',
    rules: [83],
    elixir: `elem(rescue_it(fn -> Process.unregister(:conf_nobody) end), 0)`,
    *run() {
      const result = yield* rescueIt(() => Process.unregister('conf_nobody'));
      return Array.isArray(result) ? result[0] : result;
    },
  },
  {
    name: 'register.name_shows_in_info_while_it_lasts',
    rules: [78, 113],
    elixir: `
      p = idle()
      Process.register(p, :conf_seen)
      named = Process.info(p, :registered_name)
      Process.unregister(:conf_seen)
      {named, Process.info(p, :registered_name), :conf_seen in Process.registered()}
    `,
    run() {
      const p = idle();
      Process.register(p, 'conf_seen');
      const named = Process.info(p, 'registeredName');
      Process.unregister('conf_seen');
      return [named, Process.info(p, 'registeredName'), Process.registered().includes('conf_seen')];
    },
  },
  {
    name: 'register.messages_by_name_and_by_pid_keep_their_order',
    rules: [1, 82],
    elixir: `
      p = puppet()
      Process.register(p, :conf_both)
      for n <- 1..3, do: (send(:conf_both, {:name, n}); send(p, {:pid, n}))
      tell(p, fn -> flush() end)
    `,
    *run() {
      const p = yield* puppet();
      Process.register(p, 'conf_both');
      for (const n of [1, 2, 3]) {
        send('conf_both', ['name', n]);
        send(p, ['pid', n]);
      }
      return yield* tell(p, () => flush());
    },
  },
  {
    name: 'register.a_name_given_up_takes_a_second_one',
    rules: [78, 79],
    elixir: `
      p = idle() |> label("p")
      Process.register(p, :conf_one)
      Process.unregister(:conf_one)
      Process.register(p, :conf_two)
      {Process.whereis(:conf_one), Process.whereis(:conf_two)}
    `,
    run() {
      const p = label(idle(), 'p');
      Process.register(p, 'conf_one');
      Process.unregister('conf_one');
      Process.register(p, 'conf_two');
      return [Process.whereis('conf_one'), Process.whereis('conf_two')];
    },
  },
  {
    name: 'register.timer_finds_the_owner_of_its_hour',
    rules: [104],
    elixir: `
      me = self()
      echo = fn echo, name -> receive do m -> send(me, {name, m}); echo.(echo, name) end end
      [a, b] = for name <- [:a, :b], do: spawn(fn -> echo.(echo, name) end)
      Process.register(a, :conf_hour)
      Process.send_after(:conf_hour, :tick, 20)
      Process.unregister(:conf_hour)
      Process.register(b, :conf_hour)
      receive do m -> m after 500 -> :nothing end
    `,
    *run() {
      const [a, b] = [echo(self(), 'a'), echo(self(), 'b')];
      Process.register(a, 'conf_hour');
      Process.sendAfter('conf_hour', 'tick', 20);
      Process.unregister('conf_hour');
      Process.register(b, 'conf_hour');
      return yield* receive(
        on(P.any, (message) => message),
        after(500, () => 'nothing'),
      );
    },
  },
];
