import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Metrics } from '../observability/metrics';
import { Health } from './health';

/** What the platform asks every service: does it live, can it work, what are its figures. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  /** The process answers. */
  @Get('health/live')
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  /** The database and NATS answer as well; 503 where one does not. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 'up' | 'down'; needs: Record<string, 'up' | 'down'> }> {
    const needs = await this.health.ask();
    const status = Object.values(needs).includes('down') ? 'down' : 'up';
    reply.status(status === 'up' ? 200 : 503);
    return { status, needs };
  }

  /** The figures for Prometheus. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  text(): Promise<string> {
    return this.metrics.text();
  }
}
