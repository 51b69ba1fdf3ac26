/** What a world may be told. */
export interface WorldOptions {
  /** Steps after which a schedule is given up. */
  readonly maxSteps: number;
  /** Whether what is sent stays in transit until a step of its own. */
  readonly delays: boolean;
  /** Whether time may pass while processes can run. */
  readonly timeRaces: boolean;
  /** How many processes may be ended from nowhere. */
  readonly kills: number;
}
