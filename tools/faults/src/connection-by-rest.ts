/** One connection as the REST surface shows it. */
import type { IssueView } from '@tandem/contracts/issues';
import type { JobView } from '@tandem/contracts/jobs';
import { Gateway } from '../../local/src/gateway';

type CoupledPair = Readonly<Record<'businessCentralId' | 'salesId', string>>;

const jobsThatEnded = ['finished', 'failed', 'cancelled', 'superseded'];

export class ConnectionByRest {
  constructor(
    private readonly gateway: Gateway,
    readonly id: string,
  ) {}

  /** One request below the connection. */
  send<T>(method: string, path: string, body?: object): Promise<T> {
    return this.gateway.send<T>(method, `/connections/${this.id}/${path}`, body);
  }

  /** Issues that a query names. */
  async issues(query: string): Promise<IssueView[]> {
    return (await this.send<{ items: IssueView[] }>('GET', `issues?limit=500&${query}`)).items;
  }

  /** How many jobs have not ended. */
  async openJobs(): Promise<number> {
    const { items } = await this.send<{ items: JobView[] }>('GET', 'jobs?limit=200');
    return items.filter(({ state }) => !jobsThatEnded.includes(state)).length;
  }

  /** Of these records of a mapping, on either side, those that are neither coupled nor listed as an issue. */
  async unaccounted(mapping: string, ids: Iterable<string>): Promise<string[]> {
    const query = { mapping, limit: '500' };
    const couplings = await this.all<CoupledPair>('couplings', { ...query, state: 'coupled' });
    const issues = await this.all<{ recordId: string }>('issues', { ...query, state: 'open' });
    const coupled = couplings.flatMap(({ businessCentralId, salesId }) => [businessCentralId, salesId]);
    const known = new Set([...coupled, ...issues.map(({ recordId }) => recordId)]);
    return [...ids].filter((id) => !known.has(id));
  }

  private async all<T>(list: string, query: Readonly<Record<string, string>>): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: Record<string, string> = {}; ;) {
      const parameters = new URLSearchParams({ ...query, ...cursor }).toString();
      const page = await this.send<{ items: T[]; nextCursor?: string | null }>('GET', `${list}?${parameters}`);
      items.push(...page.items);
      if (!page.nextCursor) return items;
      cursor = { cursor: page.nextCursor };
    }
  }
}
