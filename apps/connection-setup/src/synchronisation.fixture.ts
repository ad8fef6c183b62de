/** A hand that plays sync-orchestration and coupling: it answers on the bus what the guide asks the synchronisation. */
import { connect, NatsConnection, Subscription } from '@nats-io/transport-node';
import { RequestContract } from '@tandem/contracts/contract';
import { RunCounters } from '@tandem/contracts/jobs';
import { createReview, readReview, ReviewLine, ReviewView, startReview } from '@tandem/contracts/reviews';
import { readSurvey } from '@tandem/contracts/survey';

const nothing: RunCounters = {
  ...{ seen: 0, inserted: 0, modified: 0, deleted: 0, unchanged: 0, waiting: 0, conflict: 0, failed: 0, skipped: 0 },
  ...{ coupled: 0, uncoupled: 0, merged: 0, overwritten: 0 },
};

export const reviewId = '7a2f0000-0000-4000-8000-0000000000aa';

export class PlayedSynchronisation {
  private readonly answered = new Map<string, Subscription>();
  /** How the review stands. */
  review: Pick<ReviewView, 'state'> & Partial<ReviewView> = { state: 'planned' };
  readonly started: string[] = [];

  private constructor(private readonly connection: NatsConnection) {}

  /** @param servers address of the bus */
  static async at(servers: string): Promise<PlayedSynchronisation> {
    const played = new PlayedSynchronisation(await connect({ servers }));
    played.answer(createReview, () => played.view());
    played.answer(readReview, () => played.view());
    played.answer(startReview, ({ reviewId: started }) => {
      played.started.push(started);
      played.review = { state: 'running' };
      return played.view();
    });
    played.answer(readSurvey, ({ connectionId }) => ({ connectionId, lines: [] }));
    await played.connection.flush();
    return played;
  }

  /** Does not answer this question any more. */
  async silence({ subject }: RequestContract): Promise<void> {
    this.answered.get(subject)?.unsubscribe();
    await this.connection.flush();
  }

  leave(): Promise<void> {
    return this.connection.close();
  }

  private answer<Input extends object, Output extends object>(
    contract: RequestContract<Input, Output>,
    body: (asked: Input) => Output,
  ): void {
    const callback = (_: unknown, message: { json: <T>() => T; respond: (text: string) => boolean }) =>
      void message.respond(JSON.stringify(body(message.json<Input>())));
    this.answered.set(contract.subject, this.connection.subscribe(contract.subject, { callback }));
  }

  private view(): ReviewView {
    const lines: ReviewLine[] = [];
    const empty = { counters: nothing, requests: { sales: 0, businessCentral: 0 }, recordsPerSecond: 0, due: 0, revision: 1 };
    const connectionId = '7a2f0000-0000-4000-8000-0000000000ab';
    return { id: reviewId, connectionId, dryRun: true, lines, createdAt: '2026-11-02T08:00:00Z', ...empty, ...this.review };
  }
}
