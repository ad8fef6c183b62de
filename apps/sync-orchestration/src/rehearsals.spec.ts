import 'reflect-metadata';
import { synchronize } from '@tandem/contracts/jobs';
import { matchMapping } from '@tandem/contracts/match-runs';
import { createReview, readReview, startReview } from '@tandem/contracts/reviews';
import { connectionChanged } from '@tandem/contracts/connection';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

describe('a connection that is rehearsed before it is enabled', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => {
    connectionId = newConnection();
    orchestration.neighbours.rehearsing.add(connectionId);
    orchestration.neighbours.counts.set(`${connectionId} PAYMENT TERMS`, { businessCentral: 3, sales: 0 });
    orchestration.neighbours.options.set(connectionId, { mappings: ['PAYMENT TERMS'] });
  });
  afterEach(() => orchestration.retire());

  const refused = (asked: Promise<unknown>) => expect(asked).rejects.toMatchObject({ kind: 'blocked', code: 'connection.disabled' });

  it('gets previews of matches and dry runs, and its pages are handed out', async () => {
    const { id } = await orchestration.bus.ask(matchMapping, { connectionId, mapping: 'PAYMENT TERMS', dryRun: true });
    expect((await eventually(() => orchestration.taken())).jobId).toBe(id);
  });

  it('gets nothing that would write: no match, no synchronisation, no review', async () => {
    await refused(orchestration.bus.ask(matchMapping, { connectionId, mapping: 'PAYMENT TERMS' }));
    await refused(orchestration.bus.ask(synchronize, { connectionId, mapping: 'PAYMENT TERMS' }));
    await refused(orchestration.bus.ask(createReview, { connectionId }));
  });

  it('is handed no page of a job that writes, even where there is one from before', async () => {
    orchestration.neighbours.rehearsing.delete(connectionId);
    await orchestration.bus.ask(synchronize, { connectionId, mapping: 'PAYMENT TERMS', full: true });
    orchestration.neighbours.rehearsing.add(connectionId);
    const { id } = await orchestration.bus.ask(createReview, { connectionId, dryRun: true });
    await orchestration.bus.ask(startReview, { connectionId, reviewId: id });
    expect((await eventually(() => orchestration.taken())).overlay).toBe(id);
    expect(await orchestration.take()).toBeUndefined();
  });

  it('stops with a person who disables it', async () => {
    const { id } = await orchestration.bus.ask(createReview, { connectionId, dryRun: true });
    await orchestration.bus.ask(startReview, { connectionId, reviewId: id });
    await orchestration.bus.announce(connectionChanged, { connectionId, change: 'disabled' });
    const rows = () =>
      orchestration.rows<{ rehearsing: boolean }>('select rehearsing from connections where connection_id = $1', [connectionId]);
    await eventually(async () => expect(await rows()).toEqual([{ rehearsing: false }]));
    expect((await orchestration.bus.ask(readReview, { connectionId, reviewId: id })).state).toBe('running');
  });
});
