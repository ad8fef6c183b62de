/** What one story plays with: both systems as after a start, and a connection of its own that is enabled. */
import type { CouplingItem } from '@tandem/contracts/couplings';
import type { IssueView } from '@tandem/contracts/issues';
import type { JobsStarted, JobView } from '@tandem/contracts/jobs';
import type { ReviewView } from '@tandem/contracts/reviews';
import { defaultVariant } from '@tandem/domain/mapping/variant';
import { eventually } from '@tandem/platform/testing/eventually';
import { Verdict, verdictOn } from '../../../../tools/faults/src/oracle/judge';
import { observe } from '../../../../tools/faults/src/oracle/observe';
import { Seen } from '../../../../tools/faults/src/oracle/seen';
import { demoConnection } from '../../../../tools/local/src/demo-connection';
import { Rest } from './rest';
import { SimulatedSystem } from './simulated-system';
import { Stage } from './stage';

export interface SceneOptions {
  /** Rows that the simulators make up besides the samples. */
  readonly generate?: { readonly sales?: Readonly<Record<string, number>>; readonly businessCentral?: Readonly<Record<string, number>> };
  /** Options of the connection. */
  readonly options?: { readonly ownership?: 'person' | 'team'; readonly mappings?: readonly string[] };
}

/** Connections have names of their own. */
let opened = 0;

/** Patience with a loaded machine. */
export const patient = { withinMs: 90_000, everyMs: 100 };

const reviewsThatEnded = ['finished', 'failed', 'cancelled'];
const jobsThatEnded = ['finished', 'failed', 'cancelled', 'superseded'];

export class Scene {
  private constructor(
    readonly stage: Stage,
    readonly connectionId: string,
    private readonly ownership: 'person' | 'team',
  ) {}

  /** Resets both systems and connects them; what enabling writes into Sales is no part of the story. */
  static async open(stage: Stage, { generate = {}, options = {} }: SceneOptions = {}): Promise<Scene> {
    await Promise.all([stage.sales.reset(generate.sales), stage.businessCentral.reset(generate.businessCentral)]);
    const scene = await Scene.connect(stage, { options });
    await stage.sales.forgetHistory();
    return scene;
  }

  /** One more connection between the same systems as they are, of another company. */
  static beside(stage: Stage, { companyName }: { readonly companyName: string }): Promise<Scene> {
    return Scene.connect(stage, { companyName, options: {} });
  }

  private static async connect(
    stage: Stage,
    { companyName, options }: { readonly companyName?: string; readonly options: NonNullable<SceneOptions['options']> },
  ): Promise<Scene> {
    const demo = await demoConnection(stage.stack.simulators);
    const businessCentral = { ...demo.businessCentral, ...(companyName && { companyName }) };
    const details = { ...demo, businessCentral, name: `Story ${++opened}`, options };
    const { id } = await stage.rest.send<{ id: string }>('POST', '/connections', details);
    await stage.rest.send('POST', `/connections/${id}/enable`, {});
    return new Scene(stage, id, options.ownership ?? 'person');
  }

  /** Deletes the connection; nothing of it runs any more. */
  async close(): Promise<void> {
    await this.rest.send('POST', this.path('/disable'), {});
    await this.rest.send('DELETE', this.path(''));
  }

  get rest(): Rest {
    return this.stage.rest;
  }

  get sales(): SimulatedSystem {
    return this.stage.sales;
  }

  get businessCentral(): SimulatedSystem {
    return this.stage.businessCentral;
  }

  /** A path below the connection. */
  path(below: string): string {
    return `/connections/${this.connectionId}${below}`;
  }

  /** Plans a full synchronisation of everything. */
  planFullSync(body: { dryRun?: boolean } = {}): Promise<ReviewView> {
    return this.rest.send('POST', this.path('/full-syncs'), body);
  }

  review(id: string): Promise<ReviewView> {
    return this.rest.send('GET', this.path(`/full-syncs/${id}`));
  }

  /** Starts, pauses, resumes, cancels a review. */
  tell(id: string, action: 'start' | 'pause' | 'resume' | 'cancel'): Promise<ReviewView> {
    return this.rest.send('POST', this.path(`/full-syncs/${id}/${action}`), {});
  }

  /** Waits until a review has ended. */
  whenEnded(id: string): Promise<ReviewView> {
    return eventually(async () => {
      const review = await this.review(id);
      return reviewsThatEnded.includes(review.state) && review;
    }, patient);
  }

  /** A whole full synchronisation; fails where it does not come to its end. */
  async fullSync(body: { dryRun?: boolean } = {}): Promise<ReviewView> {
    const { id } = await this.planFullSync(body);
    await this.tell(id, 'start');
    const review = await this.whenEnded(id);
    if (review.state !== 'finished') throw new Error(`The full synchronisation ended as ${review.state}: ${JSON.stringify(review.lines)}`);
    return review;
  }

  /** Synchronises a mapping now, and waits until the jobs have ended. */
  async synchronize(mapping: string, body: object = {}): Promise<void> {
    await this.rest.send<JobsStarted>('POST', this.path(`/mappings/${encodeURIComponent(mapping)}/synchronize`), body);
    await this.untilIdle();
  }

  /** Waits until nothing runs on the connection. */
  async untilIdle(): Promise<void> {
    await eventually(async () => {
      const { items } = await this.rest.send<{ items: JobView[] }>('GET', this.path('/jobs?limit=50'));
      return items.every(({ state, runAgain }) => jobsThatEnded.includes(state) && !runAgain);
    }, patient);
  }

  /** Couplings, of a mapping where one is named. */
  couplings(mapping?: string): Promise<CouplingItem[]> {
    return this.rest.list(this.path(`/couplings?state=coupled${mapping ? `&mapping=${encodeURIComponent(mapping)}` : ''}`));
  }

  /** The coupling of a record of Business Central, by its business key. */
  async coupled(mapping: string, businessKey: string): Promise<{ businessCentralId: string; salesId: string; id: string }> {
    const found = (await this.couplings(mapping)).find((coupling) => coupling.businessKey === businessKey);
    if (!found?.businessCentralId || !found.salesId) throw new Error(`${mapping} ${businessKey} is not coupled.`);
    return { id: found.id, businessCentralId: found.businessCentralId, salesId: found.salesId };
  }

  /** Open issues that a filter names. */
  issues(filter: Readonly<Record<string, string>> = {}): Promise<IssueView[]> {
    return this.rest.list(this.path(`/issues?${new URLSearchParams({ state: 'open', ...filter }).toString()}`));
  }

  /** What can be seen from outside: rows and histories of both systems, and what REST lists. */
  observe(): Promise<Seen> {
    return observe({
      connectionId: this.connectionId,
      gatewayUrl: new URL(this.rest.url).origin,
      token: this.rest.token,
      salesUrl: this.sales.url,
      businessCentralUrl: this.businessCentral.url,
    });
  }

  /** The oracle's verdict on that. */
  async judge(): Promise<Verdict> {
    return verdictOn(await this.observe(), { ...defaultVariant, ownership: this.ownership });
  }
}
