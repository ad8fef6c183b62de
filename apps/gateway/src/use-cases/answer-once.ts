import { asFailure, Failure } from '@tandem/domain/failure';
import { AnsweredRequests, RepeatableRequest } from '../domain/answered-requests';

export interface Answer {
  readonly body: unknown;
  /** True when the request had been carried out before and this is the answer of that time. */
  readonly repeated: boolean;
}

/** Carries a request out once, however often it is sent with the same idempotency key. */
export class AnswerOnce {
  constructor(private readonly requests: AnsweredRequests) {}

  /**
   * Only answers are kept: what was refused has changed nothing and may be tried again under the same key.
   * @throws Failure `rejected` `idempotency.mismatch`, `blocked` `idempotency.inProgress`, and what `carryOut` throws
   */
  async run(request: RepeatableRequest, carryOut: () => Promise<unknown>): Promise<Answer> {
    const repetition = await this.requests.begin(request);
    if (repetition.state === 'answered') return { body: repetition.answer, repeated: true };
    if (repetition.state === 'mismatch') throw mismatch();
    if (repetition.state === 'inProgress') throw inProgress();
    const body = await carryOut().catch((thrown: unknown) => this.free(request, thrown));
    // It has been carried out: to answer matters more than to be able to answer again.
    await this.requests.keep(request, body).catch(() => undefined);
    return { body, repeated: false };
  }

  /** After a lost answer nobody knows whether the request was carried out: its key stays taken for a while. */
  private async free(request: RepeatableRequest, thrown: unknown): Promise<never> {
    if (!answerLost.includes(asFailure(thrown).code)) await this.requests.forget(request).catch(() => undefined);
    throw thrown;
  }
}

const answerLost = ['bus.timeout', 'bus.disconnected'];

const mismatch = (): Failure =>
  new Failure('rejected', 'idempotency.mismatch', 'This Idempotency-Key was used for another request.', {
    help: 'Use a new key for each new request; repeat a key only together with the same method, path and body.',
  });

const inProgress = (): Failure =>
  new Failure('blocked', 'idempotency.inProgress', 'The same request is being carried out at this moment.', {
    help: 'Send it again with the same key a little later; you will get its answer.',
    retryAfterMs: 1_000,
  });
