/** A whole service inside the test's process, against real NATS and PostgreSQL. */
import { Type } from '@nestjs/common';
import { Bus } from '../messaging/bus';
import { Log } from '../observability/log';
import { launch, RunningService, ServiceOptions } from '../service/start-service';

export interface ServiceForTest extends RunningService {
  /** The service's own bus; may ask others, and itself. */
  readonly bus: Bus;
  /** Root of the HTTP side. */
  readonly url: string;
  /** Every line that it has logged so far, as it would appear on standard output. */
  readonly lines: readonly string[];
}

export interface ServiceForTestOptions extends ServiceOptions {
  /** At least `NATS_URL`, and a database's variables where the service has one. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts a module as a service; stop it at the end of the test. */
export async function serviceForTest(module: Type, { variables, ...options }: ServiceForTestOptions): Promise<ServiceForTest> {
  const lines: string[] = [];
  const log = new Log({
    service: options.name ?? module.name,
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const service = await launch(module, { ...options, log, variables: { PORT: '0', SHUTDOWN_LIMIT_MS: '2000', ...variables } });
  return { ...service, bus: service.app.get(Bus), url: `http://127.0.0.1:${service.port}`, lines };
}
