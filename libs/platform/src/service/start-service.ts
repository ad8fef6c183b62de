/** Starts a service: its environment, its messages, its health and metrics, and its orderly end. */
import 'reflect-metadata';
import { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { declaredEnvironments, EnvironmentProblems, readEnvironment } from '../config/environment';
import { MessageMetrics } from '../messaging/message-metrics';
import { RequestServer } from '../messaging/request-server';
import { WorkServer } from '../messaging/work-server';
import { WorkStreams } from '../messaging/work-streams';
import { Log } from '../observability/log';
import { NestLog } from '../observability/nest-log';
import { ServiceEnvironment } from './service-environment';
import { natsConnection, ServiceModule } from './service.module';
import { stopOnRequest } from './stop-on-request';

export interface ServiceOptions {
  /** Name in logs and queue groups; from the module's class where absent (`SyncWorkerModule` → `sync-worker`). */
  readonly name?: string;
  /** Prepares the HTTP side before it listens (the gateway's routes, filters, documents). */
  readonly configure?: (app: NestFastifyApplication) => void | Promise<void>;
}

export interface LaunchOptions extends ServiceOptions {
  /** The environment variables to read. */
  readonly variables: NodeJS.ProcessEnv;
  /** The log to write; one to standard output where absent. */
  readonly log?: Log;
}

/** A service that answers. */
export interface RunningService {
  readonly name: string;
  /** Port of the HTTP side. */
  readonly port: number;
  readonly app: NestFastifyApplication;
  readonly log: Log;
  /** Takes no more work, finishes what is in hand, closes. */
  stop(): Promise<void>;
}

/**
 * Runs a module as this process's service until it is told to stop; prints one line `{"msg":"ready","service":…,"port":…}` when it answers.
 * Ends the process with code 1 where the environment is not valid or the service cannot start.
 */
export async function startService(module: Type, options: ServiceOptions = {}): Promise<void> {
  try {
    const service = await launch(module, { ...options, variables: process.env });
    stopOnRequest(service);
    service.log.info('ready', { port: service.port });
  } catch (problem) {
    const text =
      problem instanceof EnvironmentProblems ? `The environment of ${nameOf(module, options)} is not valid:\n${problem.message}` : problem;
    console.error(text);
    process.exit(1);
  }
}

/**
 * Starts a module as a service inside this process, without signals and exit codes.
 * @throws EnvironmentProblems with everything that is wrong with the variables
 */
export async function launch(module: Type, options: LaunchOptions): Promise<RunningService> {
  const name = nameOf(module, options);
  const environment = readEnvironment(declaredEnvironments(), options.variables);
  const settings = environment.get(ServiceEnvironment) as ServiceEnvironment;
  const log = options.log ?? new Log({ service: name, level: settings.logLevel });
  const root = ServiceModule.around({ name, environment, log, module });
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  try {
    connectMessages(app, { name, settings, log });
    await options.configure?.(app);
    await app.startAllMicroservices();
    await app.listen(settings.port, settings.host);
  } catch (problem) {
    await app.close().catch(() => undefined);
    throw problem;
  }
  const port = Number(new URL(await app.getUrl()).port);
  return { name, port, app, log, stop: () => app.close() };
}

function connectMessages(
  app: NestFastifyApplication,
  { name, settings, log }: { name: string; settings: ServiceEnvironment; log: Log },
): void {
  const connection = app.get(natsConnection);
  const { shutdownLimitMs } = settings;
  const parts = { connection, service: name, log, metrics: app.get(MessageMetrics), shutdownLimitMs };
  for (const strategy of [new RequestServer(parts), new WorkServer({ ...parts, streams: app.get(WorkStreams) })])
    app.connectMicroservice({ strategy });
}

function nameOf(module: Type, { name }: ServiceOptions): string {
  return (
    name ??
    module.name
      .replace(/Module$/, '')
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
  );
}
