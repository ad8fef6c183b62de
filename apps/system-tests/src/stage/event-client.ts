/** A client of Server-Sent Events that keeps all it hears. */
export interface HeardEvent {
  readonly id: number;
  readonly name: string;
  readonly body: Record<string, unknown>;
}

export class EventClient {
  readonly events: HeardEvent[] = [];

  private constructor(private readonly abort: AbortController) {}

  /** Listens from now on, or from behind the last event that is known. */
  static async open(url: string, { token, lastEventId }: { token: string; lastEventId?: number }): Promise<EventClient> {
    const abort = new AbortController();
    const known = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, ...known }, signal: abort.signal });
    if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    const client = new EventClient(abort);
    void client.listen(answer.body.pipeThrough(new TextDecoderStream()));
    return client;
  }

  close(): void {
    this.abort.abort();
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
      // Closed by the story.
    }
  }

  private hear(block: string): void {
    const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
    const body = fields.get('data');
    if (!body) return;
    this.events.push({ id: Number(fields.get('id')), name: fields.get('event') ?? '', body: JSON.parse(body) as Record<string, unknown> });
  }
}
