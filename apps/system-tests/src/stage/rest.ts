/** The REST surface as a client sees it; whatever it answers is kept for the story about secrets. */

/** What the gateway answered. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface RestOptions {
  /** Root of the gateway. */
  readonly url: string;
  readonly token: string;
  /** Hears every answer as it stood on the wire. */
  readonly keep: (text: string) => void;
}

export class Rest {
  constructor(private readonly options: RestOptions) {}

  get url(): string {
    return `${this.options.url}/api/v1`;
  }

  get token(): string {
    return this.options.token;
  }

  /** The same surface for somebody else. */
  as(token: string): Rest {
    return new Rest({ ...this.options, token });
  }

  /** Asks, whatever the answer. */
  async ask<Body = Record<string, unknown>>(method: string, path: string, body?: object): Promise<Answer<Body>> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await answer.text();
    this.options.keep(`${method} ${path} ${answer.status}\n${JSON.stringify([...answer.headers])}\n${text}\n`);
    return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : undefined) as Body };
  }

  /** Asks, and fails where the gateway refuses. */
  async send<Body>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await this.ask<Body>(method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path} was refused (${answer.status}): ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** All items of a list. */
  async list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query: string = `${path.includes('?') ? '&' : '?'}limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const page: { items: Item[]; nextCursor?: string | null } = await this.send('GET', path + query);
      items.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    }
    return items;
  }
}
