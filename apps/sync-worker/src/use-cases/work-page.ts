/** Works on one page: read, handed on, carried over in chunks, reported. A worker keeps nothing between pages. */
import { PageLease } from '@tandem/contracts/sync';
import { Clock } from '@tandem/domain/clock';
import { asFailure, Failure } from '@tandem/domain/failure';
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { Couplings } from './ports/couplings';
import { followChunk } from './recipe/follow-chunk';
import { settleDeletions } from './recipe/settle-deletions';
import { synchroniseChunk } from './recipe/synchronise-chunk';
import { Heartbeat } from './heartbeat';
import { Lanes } from './lanes';
import { Lease } from '../domain/lease';
import { LeaseLost, Pages } from './ports/pages';
import { Run } from './run';
import { Systems } from './ports/systems';
import { matchPage } from './match-mapping';
import { openRun } from './open-run';
import { chunkSize, piecesOf, readPage } from './read-page';
import { undoPage } from './undo/undo-page';
import { watchedTableOf, watchPage } from './watch-page';

/** Chunks that a worker has on their way at once, of all its pages. */
const chunksAtOnce = 2;

export interface WorkPageParts {
  readonly pages: Pages;
  readonly systems: Systems;
  readonly couplingsOf: (page: PageLease) => Couplings;
  readonly clock: Clock;
  /** Told about bugs, with their stack. */
  readonly onBug: (failure: Failure, page: PageLease) => void;
}

export class WorkPage {
  private readonly lanes = new Lanes(chunksAtOnce);

  constructor(private readonly parts: WorkPageParts) {}

  /** Works on the page to its end. Never throws: what goes wrong is told to sync-orchestration, a lost lease to nobody. */
  async run(page: PageLease): Promise<void> {
    const lease = new Lease(new Date(page.leaseEndsAt), this.parts.clock);
    const read: string[] = [];
    const heartbeat = new Heartbeat(page, lease, this.parts.pages);
    try {
      await this.carryOut(page, { lease, read, heartbeat });
    } catch (thrown) {
      if (!(thrown instanceof LeaseLost) && !lease.isLost) await this.fail(page, asFailure(thrown), read);
    } finally {
      heartbeat.stop();
    }
  }

  private async carryOut(
    page: PageLease,
    { lease, read, heartbeat }: { lease: Lease; read: string[]; heartbeat: Heartbeat },
  ): Promise<void> {
    const { pages, clock } = this.parts;
    const systems = await this.parts.systems.forPage(page);
    const run = await openRun({ page, systems, couplings: this.parts.couplingsOf(page), pages, lease, clock });
    heartbeat.tell(() => (closesBaseline(page) ? {} : run.tally.counters));
    if (page.reason === 'match') await matchPage(run, pages);
    else if (page.reason === 'undo') await undoPage(run);
    else if (watchedTableOf(run)) await watchPage(run, pages);
    else await this.carryOver(run, read);
    await pages.report(page, run.tally.report(systems.takeRequests(), { again: looksAgain(page), settles: page.settles === true }));
  }

  private async carryOver(run: Run, read: string[]): Promise<void> {
    const { records, missing } = await readPage(run, this.parts.pages);
    read.push(...records.map(({ id }) => id));
    await this.inChunks(records, (chunk) => this.chunk(run, chunk));
    await settleDeletions(run, missing, this.parts.pages);
  }

  private async chunk(run: Run, records: readonly StoredRecord[]): Promise<void> {
    if (run.lease.isLost) throw new LeaseLost();
    const chunk = { ...run, arrived: [] };
    await synchroniseChunk(chunk, records);
    await followChunk(chunk);
  }

  /** The first failure ends the page once the chunks in hand have ended. */
  private async inChunks(records: readonly StoredRecord[], work: (chunk: readonly StoredRecord[]) => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    const unlessFailed = (chunk: readonly StoredRecord[]) => async () => {
      if (failures.length === 0) await work(chunk).catch((thrown: unknown) => failures.push(thrown));
    };
    await Promise.all(piecesOf(records, chunkSize).map((chunk) => this.lanes.run(unlessFailed(chunk))));
    if (failures.length > 0) throw failures[0];
  }

  private async fail(page: PageLease, failure: Failure, recordIds: readonly string[]): Promise<void> {
    if (failure.kind === 'bug') this.parts.onBug(failure, page);
    await this.parts.pages.fail(page, failure, recordIds).catch(() => undefined);
  }
}

const closesBaseline = ({ start }: PageLease): boolean => start.kind !== 'ids' && start.closes === true;

/** Records of such a page may have been counted before, under another outcome. */
const looksAgain = (page: PageLease): boolean => page.start.kind === 'ids' || closesBaseline(page);
