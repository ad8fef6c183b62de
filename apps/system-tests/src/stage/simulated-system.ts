/** One simulated system as its users and its operator handle it: edits, rows as they are, the history of writes. */

/** A row as the simulator keeps it. */
export type Row = Readonly<Record<string, unknown>>;

/** What a user does: without `key` a new row, `remove` deletes. */
export interface Edit {
  readonly table: string;
  readonly key?: string;
  readonly values?: Row;
  readonly remove?: boolean;
}

/** A committed write. */
export interface CommittedWrite {
  readonly sequence: number;
  readonly table: string;
  readonly key: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly writer: string;
  readonly columns: readonly string[];
}

const pageSize = 5_000;

/** The control API of a simulator. */
export class SimulatedSystem {
  constructor(readonly url: string) {}

  /** Everything as after a start, with the sample and what is to be made up; Sales without Tandem's solution where that is `false`. */
  async reset(generate: Readonly<Record<string, number>> = {}, more: { readonly solution?: boolean } = {}): Promise<void> {
    await this.send('POST', 'reset', { sample: true, generate, ...more });
  }

  /** The application that the system knows under a name, with its secret. */
  async application(name: string): Promise<{ clientId: string; clientSecret: string }> {
    type Registration = { readonly name: string; readonly clientId: string; readonly secrets: readonly { readonly value: string }[] };
    const { registrations } = await this.send<{ registrations: Registration[] }>('GET', 'registrations');
    const found = registrations.find((registration) => registration.name === name);
    if (!found) throw new Error(`No application is called ${name}.`);
    return { clientId: found.clientId, clientSecret: found.secrets[0]?.value ?? '' };
  }

  /** A user on-premises, who signs in with name and password: in Sales with roles, in Business Central with a web services access key as well. */
  async userOnPremises(name: string, user: { password: string; roles?: readonly string[] } | { accessKey: string }): Promise<void> {
    await this.send('PUT', `${'accessKey' in user ? 'users' : 'on-premises-users'}/${encodeURIComponent(name)}`, user);
  }

  /** Gives an application another secret. */
  async setSecret(name: string, value: string): Promise<void> {
    type Registration = { readonly name: string; readonly clientId: string };
    const { registrations } = await this.send<{ registrations: Registration[] }>('GET', 'registrations');
    const { clientId, ...rest } = registrations.find((registration) => registration.name === name)!;
    await this.send('PUT', `registrations/${clientId}`, { ...rest, secrets: [{ value }] });
  }

  /** Another company of Business Central, with its set-up and no records. */
  async addCompany(company: { readonly id: string; readonly name: string }): Promise<void> {
    await this.send('POST', 'companies', company);
  }

  /** What a security role of Sales allows: privilege → depth. */
  async setRole(name: string, privileges: Readonly<Record<string, string | undefined>>): Promise<void> {
    await this.send('PUT', `roles/${encodeURIComponent(name)}`, { privileges });
  }

  /** Id of the Entra tenant. */
  async tenantId(): Promise<string> {
    return (await this.send<{ id: string }>('GET', 'tenant')).id;
  }

  /** The history begins anew. */
  async forgetHistory(): Promise<void> {
    await this.send('DELETE', 'history');
  }

  /** How long every answer takes, in milliseconds. */
  async setLatency(latency: { readonly fixed: number }): Promise<void> {
    await this.send('PATCH', 'latency', latency);
  }

  /** Some requests are worked on so many milliseconds late. */
  async slowDown(id: string, match: object, milliseconds: number): Promise<void> {
    await this.send('PUT', `faults/${id}`, { match, action: { kind: 'slow', milliseconds, before: true } });
  }

  /** Some requests are refused with this status. */
  async refuse(id: string, match: object, status: number): Promise<void> {
    await this.send('PUT', `faults/${id}`, { match, action: { kind: 'answer', status } });
  }

  /** How many requests a fault has struck. */
  async struck(id: string): Promise<number> {
    const { faults } = await this.send<{ faults: { id: string; struck: number }[] }>('GET', 'faults');
    return faults.find((fault) => fault.id === id)?.struck ?? 0;
  }

  async removeFault(id: string): Promise<void> {
    await this.send('DELETE', `faults/${id}`);
  }

  /** Users edit rows. */
  async edit(...edits: readonly Edit[]): Promise<void> {
    await this.send('POST', 'edits', { edits: edits.map((edit) => ({ writer: 'a user', ...edit })) });
  }

  /** A user edits a row right before the next request whose body contains this is worked on. */
  async editBefore(bodyContains: string, edit: Edit): Promise<void> {
    const action = { kind: 'edit', when: 'before', edits: [{ writer: 'a user', ...edit }] };
    await this.send('PUT', 'faults/edit-before', { match: { bodyContains }, action, times: 1 });
  }

  /** Every row of a table. */
  async rows(table: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let after: string | undefined = ''; after !== undefined;) {
      const query: string = `count=${pageSize}${after ? `&after=${encodeURIComponent(after)}` : ''}`;
      const page: { rows: Row[]; next?: string } = await this.send('GET', `rows/${table}?${query}`);
      rows.push(...page.rows);
      after = page.next;
    }
    return rows;
  }

  /** One row, or null. */
  async row(table: string, key: string): Promise<Row | null> {
    return (await this.send<{ row: Row | null }>('GET', `rows/${table}/${key}`)).row;
  }

  /** The rows whose column has this value. */
  async where(table: string, column: string, value: unknown): Promise<Row[]> {
    return (await this.rows(table)).filter((row) => row[column] === value);
  }

  /** Writes after the given one, of users and of Tandem. */
  async history(since = 0): Promise<CommittedWrite[]> {
    const { entries } = await this.send<{ entries: CommittedWrite[] }>('GET', `history?since=${since}&count=10000`);
    return entries;
  }

  /** Sequence of the last write. */
  async now(): Promise<number> {
    return (await this.history()).at(-1)?.sequence ?? 0;
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const content = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {};
    const answer = await fetch(`${this.url}/_control/${path}`, { method, ...content });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
