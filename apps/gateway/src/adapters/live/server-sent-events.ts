/** The wire form of Server-Sent Events on a response that stays open. */
import { FastifyReply } from 'fastify';

export interface SentEvent {
  readonly id: number;
  readonly name: string;
  readonly body: object;
}

const mostUnsentBytes = 1_048_576;
const reconnectMs = 2_000;

export class ServerSentEvents {
  private constructor(private readonly reply: FastifyReply) {}

  /** Takes the response over and sends its head. */
  static open(reply: FastifyReply): ServerSentEvents {
    const headers = {
      ...reply.getHeaders(),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    };
    reply.hijack();
    reply.raw.writeHead(200, headers as Record<string, string>);
    reply.raw.write(`retry: ${reconnectMs}\n\n`);
    return new ServerSentEvents(reply);
  }

  /** Sends an event. A client that does not keep up is dropped: it comes back and goes on where it stopped. */
  send({ id, name, body }: SentEvent): void {
    this.write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(body)}\n\n`);
  }

  /** Shows that the stream lives; middle men close silent ones. */
  heartbeat(): void {
    this.write(': heartbeat\n\n');
  }

  /** Calls back once, when the client or we have closed; at once where that has happened. */
  onClose(callback: () => void): void {
    if (this.reply.raw.closed) callback();
    else this.reply.raw.once('close', callback);
  }

  close(): void {
    this.reply.raw.end();
  }

  private write(text: string): void {
    if (this.reply.raw.writableEnded || this.reply.raw.destroyed) return;
    if (this.reply.raw.writableLength > mostUnsentBytes) this.reply.raw.destroy();
    else this.reply.raw.write(text);
  }
}
