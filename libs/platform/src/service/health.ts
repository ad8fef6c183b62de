/** Whether a service can work: each of its needs is asked. */

const patienceMs = 2_000;

/** What a service needs in order to work, each with a way to ask for it. */
export class Health {
  private readonly needs = new Map<string, () => Promise<unknown>>();

  /** Adds a need; the question rejects where it is not met. */
  require(name: string, ask: () => Promise<unknown>): void {
    this.needs.set(name, ask);
  }

  /** Each need with `up` or `down`. Reasons go nowhere but the log: the answer is public. */
  async ask(): Promise<Record<string, 'up' | 'down'>> {
    const answers = [...this.needs].map(async ([name, ask]) => [name, await isMet(ask)] as const);
    return Object.fromEntries(await Promise.all(answers));
  }
}

async function isMet(ask: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => (timer = setTimeout(() => resolve('down'), patienceMs)));
  const met = ask().then(
    () => 'up' as const,
    () => 'down' as const,
  );
  return Promise.race([met, late]).finally(() => clearTimeout(timer));
}
