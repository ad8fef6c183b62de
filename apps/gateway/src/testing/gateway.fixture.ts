/** The whole gateway inside a test, with real NATS and PostgreSQL and neighbours that answer as the test says. */
import { connectionSummary } from '@tandem/contracts/connection-access';
import { databaseForTest } from '@tandem/platform/testing/database-for-test';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { gatewayDatabase } from '../adapters/persistence/gateway-database';
import { configureGateway } from '../adapters/http/configure-gateway';
import { GatewayModule } from '../gateway.module';
import { summaryOf } from './connection.fixture';
import { Neighbours } from './neighbours.fixture';

export const administratorToken = 'the-token-of-the-local-administrator';

export interface RequestOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bearer token; the local administrator's where absent, none where null. */
  readonly token?: string | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The shape of an answer is what the tests look at.
  readonly body: Record<string, unknown>;
}

export interface GatewayForTest {
  readonly service: ServiceForTest;
  readonly neighbours: Neighbours;
  readonly nats: LocalNats;
  /** Address of the database with the superuser. */
  readonly databaseUrl: string;
  /** Sends a request and reads the JSON answer. */
  send(path: string, options?: RequestOptions): Promise<Answer>;
  stop(): Promise<void>;
}

export async function gatewayForTest(variables: Readonly<Record<string, string>> = {}): Promise<GatewayForTest> {
  const [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(gatewayDatabase)]);
  const neighbours = await Neighbours.at(nats.url);
  neighbours.answer(connectionSummary, ({ connectionId }) => summaryOf(connectionId));
  const service = await serviceForTest(GatewayModule, {
    name: 'gateway',
    configure: configureGateway,
    variables: { NATS_URL: nats.url, TANDEM_API_TOKEN: administratorToken, ...database.variables, ...variables },
  });
  const stop = async (): Promise<void> => {
    await service.stop();
    await neighbours.leave();
    await Promise.all([nats.stop(), database.drop()]);
  };
  return { service, neighbours, nats, databaseUrl: database.adminUrl, send: (path, options) => send(service.url + path, options), stop };
}

async function send(url: string, { method = 'GET', body, headers = {}, token = administratorToken }: RequestOptions = {}): Promise<Answer> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, { method, headers: { ...authorization, ...content, ...headers }, body: text as string | undefined });
  const answered = await answer.text();
  return { status: answer.status, headers: answer.headers, body: answered ? (JSON.parse(answered) as Record<string, unknown>) : {} };
}
