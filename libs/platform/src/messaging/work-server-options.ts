import { NatsConnection } from '@nats-io/transport-node';
import { Log } from '../observability/log';
import { MessageMetrics } from './message-metrics';
import { WorkStreams } from './work-streams';

/** What performing stored work needs from its process. */
export interface WorkServerOptions {
  readonly connection: NatsConnection;
  readonly service: string;
  readonly streams: WorkStreams;
  readonly log: Log;
  readonly metrics: MessageMetrics;
  readonly shutdownLimitMs: number;
}
