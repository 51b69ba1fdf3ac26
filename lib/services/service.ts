/** A service that has streams to end when its runtime stops. */
export abstract class StreamingService {
  /** @internal Ends all streams. */
  abstract complete(): void;
}
