/** How often things are looked at again that go wrong by themselves. */
export abstract class Times {
  /** How long access is used before it must be asked for again, in milliseconds; as often it is looked at where it leads. */
  abstract readonly accessForMs: number;
  /** How long a connection is left in peace after its checks, in milliseconds. */
  abstract readonly checkEveryMs: number;
}
