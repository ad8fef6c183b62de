/** What both transports do with a handler: find its declaration, call it in its trace, keep count of what is in hand. */
import { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { HandlerDeclaration } from './handlers';

/** The declaration that a decorator left on a handler. */
export function declarationOf(handler: MessageHandler): HandlerDeclaration {
  return handler.extras as unknown as HandlerDeclaration;
}

/** Calls a handler and waits for its result. */
export async function call(handler: MessageHandler, body: unknown): Promise<unknown> {
  const result: unknown = await handler(body);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}

/** What is being worked on, so that an orderly end can wait for it. */
export class InHand {
  private readonly pieces = new Set<Promise<unknown>>();

  /** Keeps a piece of work in the count until it settles. */
  add(piece: Promise<unknown>): void {
    this.pieces.add(piece);
    const done = (): void => void this.pieces.delete(piece);
    piece.then(done, done);
  }

  /** Waits until nothing is in hand, at most so many milliseconds; true where all was finished. */
  async finish(limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), limitMs)));
    const finished = Promise.allSettled(this.pieces).then(() => true as const);
    return Promise.race([finished, limit]).finally(() => clearTimeout(timer));
  }
}
