/** How fast requests came, and whether a service's wish for silence was heard. */
import { PassedExchange } from './proxy/passed-exchange';

/** A span of the monotonic clock, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** A refusal reaches the workers that did not receive it over the bus; that long they can't know. */
const wordOfMouthMs = 250;

const tooMany = 429;

export function paceOf(exchanges: readonly PassedExchange[], { from, until }: Span): { accepted: number; refused: number } {
  const within = exchanges.filter(({ sentAt }) => sentAt >= from && sentAt < until);
  const refused = within.filter(({ status }) => status === tooMany).length;
  return { accepted: within.length - refused, refused };
}

/** Requests sent between a refusal and the end of the pause that it asked for. */
export function sentDuringPauses(exchanges: readonly PassedExchange[], { from, until }: Span): number {
  const pauses = exchanges.flatMap(({ status, answeredAt = 0, retryAfter = 0, sentAt }) =>
    status === tooMany && sentAt >= from && sentAt < until
      ? [{ from: answeredAt + wordOfMouthMs, until: answeredAt + retryAfter * 1_000 }]
      : [],
  );
  return exchanges.filter(({ sentAt }) => pauses.some((pause) => sentAt > pause.from && sentAt < pause.until)).length;
}
