/** A person who steers a full synchronisation over REST, and what must hold for each answer: what the state allows is done, anything else is refused by name. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { ConnectionByRest } from './connection-by-rest';

type ReviewState = ReviewView['state'];

/** From which states a review may be asked, and where it stands afterwards. */
const moves = {
  pause: { from: ['running', 'settling'], to: ['paused'] },
  resume: { from: ['paused'], to: ['running', 'settling', 'finished', 'failed'] },
  cancel: { from: ['planned', 'running', 'settling', 'paused'], to: ['cancelling', 'cancelled'] },
} as const satisfies Record<string, { from: readonly ReviewState[]; to: readonly ReviewState[] }>;

export type Move = keyof typeof moves;

/** States that a review leaves only when somebody starts it once more. */
export const ended: readonly ReviewState[] = ['finished', 'failed', 'cancelled'];

/** The code of a refusal, `done` where there was none. */
export async function codeOf(asking: Promise<unknown>): Promise<string> {
  return asking.then(
    () => 'done',
    (thrown: unknown) => /\((\d{3} \S*)\)/.exec(String(thrown))?.[1] ?? String(thrown),
  );
}

const isRefusal = (code: string): boolean => /^4\d\d \S+\.\S+$/.test(code);

export class Operator {
  readonly problems: string[] = [];
  /** How many wishes were fulfilled, and how many refused. */
  done = 0;
  refused = 0;

  constructor(
    private readonly connection: ConnectionByRest,
    private readonly reviewId: string,
  ) {}

  async state(): Promise<ReviewState> {
    return (await this.connection.send<ReviewView>('GET', `full-syncs/${this.reviewId}`)).state;
  }

  /** Asks the review to move. */
  async move(move: Move): Promise<void> {
    const before = await this.state();
    const code = await codeOf(this.connection.send('POST', `full-syncs/${this.reviewId}/${move}`, {}));
    const after = await this.state();
    const { from, to } = moves[move] as { from: readonly ReviewState[]; to: readonly ReviewState[] };
    this.count(code, move);
    if (code === 'done' && !from.includes(before)) this.problems.push(`a review that was ${before} was told to ${move}, and did`);
    if (code === 'done' && !to.includes(after)) this.problems.push(`after ${move} a review that was ${before} is ${after}`);
    if (code !== 'done' && from.includes(after)) this.problems.push(`a review that is ${after} refused to ${move}: ${code}`);
    if (ended.includes(before) && after !== before) this.problems.push(`a review that was ${before} became ${after}`);
  }

  /** Anything else that people do meanwhile: done, or refused with a reason. */
  async ask<T>(what: string, asking: Promise<T>): Promise<void> {
    this.count(await codeOf(asking), what);
  }

  private count(code: string, what: string): void {
    if (code === 'done') this.done++;
    else this.refused++;
    if (code !== 'done' && !isRefusal(code)) this.problems.push(`${what} was answered with ${code}`);
  }
}
