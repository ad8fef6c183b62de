import { Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/connection';
import { NewConnection } from '@tandem/contracts/connection-body';
import { readSchedules, Schedules } from '@tandem/contracts/jobs';
import { ConfigurationReset, resetConfiguration } from '@tandem/contracts/reset-configuration';
import { listReviews } from '@tandem/contracts/reviews';
import { Bus } from '@tandem/platform/messaging/bus';
import { mayKnow, type Principal } from '../../domain/principal';
import { Caller } from '../http/caller';
import { ReadVersion } from '../http/entity-tag';
import { Input } from '../http/input';
import { Asks, Describes, Roles } from '../http/operation';
import { ChangeConnectionRequest, ConnectionWithReview, ResetConfigurationRequest, ScheduledJobs } from './connection-inputs';
import { SealedBodies } from './sealed-bodies';
import { v1 } from './version-1';

/** What is nice to know must not keep anybody waiting for the connection itself. */
const atOnce = { timeoutMs: 1_000 };

/** Connections between a Sales organisation and a Business Central company. Secrets go in and never come out. */
@Controller(v1('connections'))
export class ConnectionsController {
  constructor(
    private readonly bus: Bus,
    private readonly bodies: SealedBodies,
  ) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listConnections, 'Lists connections')
  async list(@Input() input: contract.ListConnections, @Caller() caller: Principal): Promise<contract.ConnectionList> {
    const { items, nextCursor } = await this.bus.ask(contract.listConnections, input);
    return { items: items.filter(({ id }) => mayKnow(caller, id)), nextCursor };
  }

  @Post()
  @Roles('admin')
  @Describes({
    summary: 'Creates a connection',
    input: NewConnection,
    answer: contract.ConnectionView,
    status: 201,
    starts: true,
    everyConnection: true,
    versioned: 'read',
    location: '/api/v1/connections/:id',
  })
  create(@Input() input: NewConnection): Promise<contract.ConnectionView> {
    return this.bodies.deliver(input, (connection) => this.bus.ask(contract.createConnection, { connection }));
  }

  @Get(':connectionId')
  @Roles('viewer')
  @Asks(contract.getConnection, 'Reads a connection; secrets are left out', { answer: ConnectionWithReview, versioned: 'read' })
  async get(@Input() input: contract.ConnectionReference): Promise<ConnectionWithReview> {
    const [connection, latestReviewId, schedules] = await Promise.all([
      this.bus.ask(contract.getConnection, input),
      this.latestReviewId(input),
      this.bus.ask(readSchedules, input, atOnce).catch(() => undefined),
    ]);
    const scheduledJobs = schedules && scheduledJobsOf(schedules, connection);
    return { ...connection, latestReviewId, ...(scheduledJobs ? { scheduledJobs } : {}) };
  }

  @Patch(':connectionId')
  @Roles('admin')
  @Describes({
    summary: 'Changes a connection: what is absent stays, null clears',
    input: ChangeConnectionRequest,
    answer: contract.ConnectionView,
    versioned: 'write',
  })
  change(@Input() { connectionId, ...body }: ChangeConnectionRequest, @ReadVersion() version?: number): Promise<contract.ConnectionView> {
    return this.bodies.deliver(body, (changes) => this.bus.ask(contract.changeConnection, { connectionId, changes, version }));
  }

  @Delete(':connectionId')
  @Roles('admin')
  @Asks(contract.deleteConnection, 'Deletes a connection; what runs is cancelled first')
  delete(@Input() input: contract.ConnectionReference): Promise<contract.ConnectionDeleted> {
    return this.bus.ask(contract.deleteConnection, input);
  }

  @Post(':connectionId/test')
  @Roles('operator')
  @Asks(contract.testConnection, 'Tests a connection: each check with its cause and remedy', { starts: true })
  test(@Input() input: contract.ConnectionReference): Promise<contract.ConnectionTested> {
    return this.bus.ask(contract.testConnection, input);
  }

  @Post(':connectionId/enable')
  @Roles('admin')
  @Asks(contract.enableConnection, 'Tests a connection and lets its jobs run', { starts: true, versioned: 'read' })
  enable(@Input() input: contract.ConnectionReference): Promise<contract.ConnectionView> {
    return this.bus.ask(contract.enableConnection, input);
  }

  @Post(':connectionId/disable')
  @Roles('admin')
  @Asks(contract.disableConnection, 'Stops everything that runs on a connection', { starts: true, versioned: 'read' })
  disable(@Input() input: contract.ConnectionReference): Promise<contract.ConnectionView> {
    return this.bus.ask(contract.disableConnection, input);
  }

  @Post(':connectionId/accept-environment')
  @Roles('admin')
  @Asks(contract.acceptEnvironment, 'Lets a disabled connection belong to the organisation and company it leads to now', {
    starts: true,
    versioned: 'read',
  })
  acceptEnvironment(@Input() input: contract.ConnectionReference): Promise<contract.ConnectionView> {
    return this.bus.ask(contract.acceptEnvironment, input);
  }

  @Post(':connectionId/reset-configuration')
  @Roles('admin')
  @Describes({
    summary:
      'Lets all mappings be again what the catalogue says; answers with an export of what there was before and the differences; couplings stay',
    input: ResetConfigurationRequest,
    answer: ConfigurationReset,
    starts: true,
  })
  resetConfiguration(@Input() input: ResetConfigurationRequest, @Caller() { name }: Principal): Promise<ConfigurationReset> {
    return this.bus.ask(resetConfiguration, { ...input, changedBy: name });
  }

  /** A connection can be read, and repaired, while the service that knows of reviews is down. */
  private async latestReviewId({ connectionId }: contract.ConnectionReference): Promise<string | undefined> {
    const reviews = await this.bus.ask(listReviews, { connectionId, limit: 1 }, atOnce).catch(() => undefined);
    return reviews?.items[0]?.id;
  }
}

const scheduledJobsOf = ({ items }: Schedules, { enabled }: contract.ConnectionView): ScheduledJobs =>
  enabled ? { active: items.filter((schedule) => schedule.enabled).length, total: items.length } : { active: 0, total: 0 };
