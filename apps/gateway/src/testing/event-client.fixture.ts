/** A client of Server-Sent Events that keeps all it hears. */
export interface HeardEvent {
  readonly id: string;
  readonly name: string;
  readonly data: Record<string, unknown>;
}

export class EventClient {
  readonly events: HeardEvent[] = [];
  readonly comments: string[] = [];
  closed = false;

  private constructor(private readonly abort: AbortController) {}

  static async open(url: string, { token, lastEventId }: { token: string; lastEventId?: string }): Promise<EventClient> {
    const abort = new AbortController();
    const known = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, ...known }, signal: abort.signal });
    if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    const client = new EventClient(abort);
    void client.listen(answer.body.pipeThrough(new TextDecoderStream()));
    return client;
  }

  close(): Promise<void> {
    this.abort.abort();
    return Promise.resolve();
  }

  private async listen(texts: AsyncIterable<string>): Promise<void> {
    let rest = '';
    try {
      for await (const text of texts) {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        blocks.forEach((block) => this.hear(block));
      }
    } catch {
      // Closed by the test.
    }
    this.closed = true;
  }

  private hear(block: string): void {
    if (block.startsWith(':')) return void this.comments.push(block.slice(1).trim());
    const fields = Object.fromEntries(
      block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    if (fields.data)
      this.events.push({ id: fields.id ?? '', name: fields.event ?? '', data: JSON.parse(fields.data) as Record<string, unknown> });
  }
}
