/** Sends requests to one service under one connection: authorised, within the budget, repeated where that is harmless. */
import { setTimeout as wait } from 'node:timers/promises';
import { ServiceAccess } from '@tandem/domain/ports/service-access';
import { RemainingAllowance } from '@tandem/domain/ports/service-budget';
import { WritePermit } from '@tandem/domain/ports/record-store';
import { Failure } from '@tandem/domain/failure';
import { Answer, Exchange, HttpRequest } from './exchange';
import { RetryPolicy } from './retry-policy';
import { ServiceParts } from './service-parts';

/** A request below the root of the service, or one of its own links (`link`), which is followed as it is. */
export interface ServiceRequest {
  readonly method: HttpRequest['method'];
  readonly path?: string;
  readonly link?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ServiceClientParts extends ServiceParts {
  /** The absolute address that paths are below, without a slash at its end. */
  readonly rootOf: (access: ServiceAccess) => string;
  /** Headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** What an answer says is left of the service's limits. */
  readonly allowanceIn?: (answer: Answer) => RemainingAllowance | undefined;
}

interface Sending {
  readonly request: ServiceRequest;
  readonly repeatable: boolean;
  readonly permit?: WritePermit;
}

/** What came of sending once, and the access it was sent with. */
interface Attempt {
  readonly exchange: Exchange;
  readonly access?: ServiceAccess;
}

export class ServiceClient {
  private readonly retries: RetryPolicy;

  constructor(private readonly parts: ServiceClientParts) {
    this.retries = parts.retries ?? new RetryPolicy();
  }

  /** Access that is valid now, for callers that need its address or company. */
  access(): Promise<ServiceAccess> {
    return this.parts.access.current();
  }

  /** Sends what may be sent twice; answers with the last answer, whatever its status. Throws a `transient` or `misconfigured` Failure where there is none. */
  async read(request: ServiceRequest): Promise<Answer> {
    const exchange = await this.exchange({ request, repeatable: true });
    if (exchange.kind === 'unanswered') throw exchange.failure;
    return exchange;
  }

  /**
   * Sends a write: again only where the service refused it unseen or certainly saw nothing of it. Without a permit that covers the request's
   * whole time nothing is sent (`write.notSent`).
   */
  write(request: ServiceRequest, permit?: WritePermit): Promise<Exchange> {
    return this.exchange({ request, repeatable: false, permit });
  }

  private async exchange(sending: Sending): Promise<Exchange> {
    let renewed = false;
    for (let attempt = 1; ; attempt++) {
      const { exchange, access } = await this.attempt(sending);
      if (exchange === notSent) return exchange;
      if (exchange.kind === 'answer' && exchange.status === 401 && !renewed) {
        renewed = true;
        await this.parts.access.current(access);
        continue;
      }
      const verdict = this.retries.judge(exchange, attempt, sending.repeatable);
      if (verdict.kind === 'finish') {
        if (verdict.holdMs) this.parts.budget.pause(verdict.holdMs);
        return exchange;
      }
      if (verdict.forAll) this.parts.budget.pause(verdict.waitMs);
      else await wait(verdict.waitMs);
    }
  }

  private attempt(sending: Sending): Promise<Attempt> {
    const isOver = (): boolean => sending.permit?.covers(this.parts.transport.settings.timeoutMs) === false;
    const send = async (): Promise<Attempt> => {
      const access = await this.parts.access.current();
      if (isOver()) return { exchange: notSent };
      const exchange = await this.parts.transport.send(this.addressed(sending.request, access));
      this.observe(exchange);
      return { exchange, access };
    };
    return this.parts.budget.run(send, { isOver, answer: { exchange: notSent } });
  }

  private observe(exchange: Exchange): void {
    const { allowanceIn, budget } = this.parts;
    if (allowanceIn && exchange.kind === 'answer' && exchange.status !== 429) budget.observe(allowanceIn(exchange) ?? unlimited);
  }

  private addressed(request: ServiceRequest, access: ServiceAccess): HttpRequest {
    const { method, body } = request;
    const headers = { ...this.parts.headers, ...request.headers, authorization: access.authorization };
    const url = request.link
      ? verbatim(request.link, this.parts.transport.guard.checkLink(request.link, access.url))
      : `${this.parts.rootOf(access)}/${request.path ?? ''}`;
    return { method, url, headers, body };
  }
}

/** Links are followed as they were given: parsing one anew may encode it differently. */
const verbatim = (link: string, checked: URL): string => (/^[\x21-\x7e]+$/.test(link) ? link : checked.href);

/** A service that has stopped telling what is left is trusted again. */
const unlimited: RemainingAllowance = {};

const notSent: Exchange = {
  kind: 'unanswered',
  sent: false,
  failure: new Failure('transient', 'write.notSent', 'The write was not sent because the lease on its page would have ended first.', {
    help: 'Nothing to do; the page is taken again.',
  }),
};
