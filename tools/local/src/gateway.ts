/** The platform as its users see it: the REST surface of the gateway, nothing else. */
import { setTimeout as pause } from 'node:timers/promises';
import type { JobView } from '@tandem/contracts/jobs';
import type { ReviewView } from '@tandem/contracts/reviews';

const reviewsThatEnded = ['finished', 'failed', 'cancelled'];
const jobsThatEnded = ['finished', 'failed', 'cancelled', 'superseded'];
const pollMs = 250;

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly help?: string;
}

/** A client of the gateway with the administrator's token. */
export class Gateway {
  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  /** Creates a connection, has it tested and enables it; answers its id. */
  async connect(details: object): Promise<string> {
    const { id } = await this.send<{ id: string }>('POST', '/connections', details);
    await this.send('POST', `/connections/${id}/enable`, {});
    return id;
  }

  /** Plans a full synchronisation of everything and starts it. */
  async startFullSync(connectionId: string): Promise<ReviewView> {
    const review = await this.send<ReviewView>('POST', `/connections/${connectionId}/full-syncs`, {});
    await this.send('POST', `/connections/${connectionId}/full-syncs/${review.id}/start`, {});
    return review;
  }

  /** Watches a review until it has ended; `onChange` sees every view. */
  async watchFullSync(
    { connectionId, id }: Pick<ReviewView, 'connectionId' | 'id'>,
    onChange: (view: ReviewView) => void,
  ): Promise<ReviewView> {
    for (;;) {
      const view = await this.send<ReviewView>('GET', `/connections/${connectionId}/full-syncs/${id}`);
      onChange(view);
      if (reviewsThatEnded.includes(view.state)) return view;
      await pause(pollMs);
    }
  }

  /** One job. */
  job(connectionId: string, jobId: string): Promise<JobView> {
    return this.send('GET', `/connections/${connectionId}/jobs/${jobId}`);
  }

  /** The company of Business Central that a connection was enabled for. */
  async companyOf(connectionId: string): Promise<string> {
    return (await this.send<{ facts?: { companyId: string } }>('GET', `/connections/${connectionId}`)).facts?.companyId ?? '';
  }

  /** Runs mappings through their change feeds, one after the other, and waits for the jobs. */
  async synchronizeChanges(connectionId: string, mappings: readonly string[]): Promise<void> {
    for (const mapping of mappings) {
      await this.send('POST', `/connections/${connectionId}/mappings/${encodeURIComponent(mapping)}/synchronize`, {});
      await this.untilIdle(connectionId, mapping);
    }
  }

  private async untilIdle(connectionId: string, mapping: string): Promise<void> {
    const query = new URLSearchParams({ mapping, limit: '20' }).toString();
    for (;;) {
      const { items } = await this.send<{ items: JobView[] }>('GET', `/connections/${connectionId}/jobs?${query}`);
      if (items.every(({ state }) => jobsThatEnded.includes(state))) return;
      await pause(pollMs);
    }
  }

  /** One request below `/api/v1`; fails where the gateway refuses it. */
  async send<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(refusal(`${method} ${path}`, answer.status, text));
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

function refusal(request: string, status: number, text: string): string {
  try {
    const { code, detail, help } = JSON.parse(text) as Problem;
    return `The gateway refused ${request} (${status} ${code ?? ''}): ${detail ?? text}${help ? ` ${help}` : ''}`;
  } catch {
    return `The gateway refused ${request} (${status}): ${text}`;
  }
}
