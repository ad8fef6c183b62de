/** Waiting in tests: asks again until it holds. */

export interface Patience {
  /** How long to go on asking, in milliseconds. */
  readonly withinMs?: number;
  /** How long to pause between two tries, in milliseconds. */
  readonly everyMs?: number;
}

/** Runs `attempt` until it neither throws nor answers false, and returns its answer; else fails with the last reason. */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { withinMs = 5_000, everyMs = 20 }: Patience = {},
): Promise<Exclude<T, false>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      const answer = await attempt();
      if (answer !== false) return answer as Exclude<T, false>;
      if (Date.now() > deadline) throw new Error(`It did not come true within ${withinMs} ms.`);
    } catch (reason) {
      if (Date.now() > deadline) throw reason;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
