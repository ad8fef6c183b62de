import { Agent, request } from 'node:http';
import { integrationApplication } from '../sample/identities';

/** The plainest client that measures can be taken with: node:http with kept connections. */
export class WireClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private token = '';

  constructor(readonly url: string) {}

  async signIn(): Promise<void> {
    const { id } = JSON.parse((await this.send('GET', '/_control/tenant')).body) as { id: string };
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: integrationApplication.clientId,
      client_secret: integrationApplication.secrets[0]?.value ?? '',
      scope: `${this.url}/.default`,
    });
    const answer = await this.send('POST', `/${id}/oauth2/v2.0/token`, { body: form.toString() });
    this.token = (JSON.parse(answer.body) as { access_token: string }).access_token;
  }

  /** `path` below the server's root; an answer of 400 or more is an error. */
  send(
    method: string,
    path: string,
    { body = '', headers = {} }: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const authorization: Record<string, string> = this.token === '' ? {} : { Authorization: `Bearer ${this.token}` };
      const outgoing = request(
        new URL(path, this.url),
        { method, agent: this.agent, headers: { ...authorization, ...headers, 'Content-Length': Buffer.byteLength(body) } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => {
            const answer = { status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
            if (answer.status < 400) resolve(answer);
            else reject(new Error(`${method} ${path} answered ${answer.status} ${answer.body.slice(0, 500)}`));
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
