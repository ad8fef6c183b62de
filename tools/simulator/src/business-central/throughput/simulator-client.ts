/** The few HTTP calls that the measurement makes, on a handful of connections that stay open. */
import { Agent, request } from 'node:http';
import { integrationApplication } from '../access/demo-identities';
import { onlineResource } from '../business-central-service';

export interface Site {
  readonly root: string;
  readonly company: string;
  readonly authorization: string;
}

export class SimulatorClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(private readonly url: string) {}

  send(method: string, target: string, headers: Record<string, string> = {}, body = ''): Promise<string> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        target,
        { method, agent: this.agent, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  async control(method: string, path: string, body: object = {}): Promise<Record<string, unknown>> {
    return JSON.parse(await this.send(method, `${this.url}/_control/${path}`, {}, JSON.stringify(body))) as Record<string, unknown>;
  }

  async findSite(): Promise<Site> {
    const authorization = `Bearer ${await this.accessToken()}`;
    const root = `${this.url}/v2.0/production/api/tandem/integration/v1.0`;
    const { value } = JSON.parse(await this.send('GET', `${root}/companies`, { authorization })) as { value: Array<{ id: string }> };
    return { root, authorization, company: value[0]?.id ?? '' };
  }

  close(): void {
    this.agent.destroy();
  }

  private async accessToken(): Promise<string> {
    const { id } = await this.control('GET', 'tenant');
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: integrationApplication.clientId,
      scope: `${onlineResource}/.default`,
    });
    form.set('client_secret', integrationApplication.secrets[0]?.value ?? '');
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await this.send('POST', `${this.url}/${String(id)}/oauth2/v2.0/token`, type, form.toString());
    return (JSON.parse(answer) as { access_token: string }).access_token;
  }
}
