/** A simulator as a scenario uses it: what its users do, how the weather is, what has happened. */
import type { FaultRule } from '../../simulator/src/service/fault-rule';
import type { LimitSettings } from '../../simulator/src/service/limit-settings';
import type { Tally } from '../../simulator/src/service/counters';
import type { RowEdit } from '../../simulator/src/service/controlled-rows';
import { Write } from './oracle/seen';

export interface Counted {
  readonly total: Tally;
  readonly operations: Readonly<Record<string, Tally>>;
}

type Row = Readonly<Record<string, unknown>>;

const pageSize = 5_000;

export class SimulatorControl {
  constructor(readonly url: string) {}

  /** Everything as after a start, with made-up rows beside the sample; nothing has happened yet. */
  async reset(generate: Readonly<Record<string, number>>): Promise<void> {
    await this.ask('POST', 'reset', { sample: true, generate });
  }

  /** What users do, one after the other; answers the keys of the rows. */
  async edit(edits: readonly RowEdit[]): Promise<string[]> {
    const { written } = await this.ask<{ written: { key: string }[] }>('POST', 'edits', { edits });
    return written.map(({ key }) => key);
  }

  /** Transactions that begin now, take their row version and are not seen before they are released; answers their ids. */
  async hold(edits: readonly RowEdit[]): Promise<string[]> {
    const { held } = await this.ask<{ held: { id: string }[] }>('POST', 'held-writes', { edits });
    return held.map(({ id }) => id);
  }

  async release(heldId: string): Promise<void> {
    await this.ask('POST', `held-writes/${heldId}/release`, {});
  }

  async setFault({ id, ...rule }: FaultRule): Promise<void> {
    await this.ask('PUT', `faults/${id}`, rule);
  }

  async removeFault(id: string): Promise<void> {
    await this.ask('DELETE', `faults/${id}`);
  }

  /** How many requests a fault has struck so far. */
  async struck(id: string): Promise<number> {
    const { faults } = await this.ask<{ faults: { id: string; struck: number }[] }>('GET', 'faults');
    return faults.find((fault) => fault.id === id)?.struck ?? 0;
  }

  async limit(settings: Partial<LimitSettings>): Promise<void> {
    await this.ask('PATCH', 'limits', settings);
  }

  /** Tokens for this address are accepted as well: a proxy's. */
  async acceptAddress(resource: string): Promise<void> {
    await this.ask('POST', 'resources', { resource });
  }

  /** The service forgets where change feeds of a table stand (only Sales). */
  async expireDeltaTokens(table: string): Promise<void> {
    await this.ask('POST', `delta-tokens/${table}/expire`, {});
  }

  /** Every application gets this secret instead of its own, and what was signed in so far no longer counts. */
  async replaceSecrets(value: string): Promise<void> {
    const { registrations } = await this.ask<{ registrations: { clientId: string }[] }>('GET', 'registrations');
    for (const { clientId, ...rest } of registrations)
      await this.ask('PUT', `registrations/${clientId}`, { ...rest, secrets: [{ value }] });
    await this.revokeTokens();
  }

  /** What was signed in so far no longer counts: each request with it is answered 401. */
  async revokeTokens(): Promise<void> {
    await this.ask('DELETE', 'tokens');
  }

  /** The same rows under another organisation id, as after a copy to a sandbox (only Sales). */
  async moveOrganization(organizationId: string): Promise<void> {
    await this.ask('PUT', 'organization', { organizationId });
  }

  /** How often somebody has tried to sign in. */
  async signIns(): Promise<number> {
    return (await this.counters()).operations['token']?.requests ?? 0;
  }

  counters(): Promise<Counted> {
    return this.ask('GET', 'counters');
  }

  /** All rows of a table as they are. */
  async rows(table: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let after = ''; ;) {
      const page = await this.ask<{ rows: Row[]; next?: string }>('GET', `rows/${table}?count=${pageSize}${after}`);
      rows.push(...page.rows);
      if (page.next === undefined) return rows;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  /** One row, or null. */
  async row(table: string, key: string): Promise<Row | null> {
    return (await this.ask<{ row: Row | null }>('GET', `rows/${table}/${key}`)).row;
  }

  /** Committed writes after a sequence number, in the order of commit. */
  async history(since = 0): Promise<Write[]> {
    const { entries } = await this.ask<{ entries: Write[] }>('GET', `history?since=${since}&count=1000000`);
    return entries;
  }

  /** How many writes have been committed. */
  async writes(): Promise<number> {
    return (await this.ask<{ length: number }>('GET', 'history?count=0')).length;
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/_control/${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The simulator refused ${method} ${path}: ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
