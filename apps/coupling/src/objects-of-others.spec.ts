import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { coupleRecords, listCouplings, readCoupling, uncoupleMany, uncoupleRecords } from '@tandem/contracts/couplings';
import { RequestContract } from '@tandem/contracts/contract';
import {
  addMatchKeys,
  approveMatchRun,
  beginMatch,
  finishMatch,
  MatchRunReference,
  readMatchRun,
  revertMatchRun,
} from '@tandem/contracts/match-runs';
import { asFailure } from '@tandem/domain/failure';
import { DatabaseForTest, databaseForTest } from '@tandem/platform/testing/database-for-test';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { couplingSchema } from './adapters/coupling-schema';
import { CouplingModule } from './coupling.module';

describe('a coupling or match run of another connection', () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const runId = randomUUID();
  let nats: LocalNats;
  let database: DatabaseForTest;
  let service: ServiceForTest;
  let couplingId: string;

  beforeAll(async () => {
    [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(couplingSchema)]);
    service = await serviceForTest(CouplingModule, { name: 'coupling', variables: { NATS_URL: nats.url, ...database.variables } });
    const pair = { businessCentralId: randomUUID(), salesId: randomUUID(), mapping: 'CUSTOMER', initialSync: 'none' as const };
    couplingId = (await service.bus.ask(coupleRecords, { connectionId: theirs, ...pair })).id;
    await preview();
  });
  afterAll(async () => {
    await service?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });

  /** A match run with one pair that waits for approval. */
  async function preview(): Promise<void> {
    const { bus } = service;
    const run = { connectionId: theirs, runId };
    await bus.ask(beginMatch, { ...run, mapping: 'CUSTOMER', priorities: 1, firstDirection: 'toSales', preview: true });
    for (const side of ['businessCentral', 'sales'] as const)
      await bus.ask(addMatchKeys, { ...run, side, rows: [{ id: randomUUID(), keys: ['10000'], label: 'Adatum', businessKey: '10000' }] });
    await bus.ask(finishMatch, run);
  }

  const refusal = (asked: Promise<unknown>): Promise<string> => asked.then(JSON.stringify, (thrown: unknown) => asFailure(thrown).code);

  it('is not read', async () => {
    expect(await refusal(service.bus.ask(readCoupling, { connectionId: mine, couplingId }))).toBe('coupling.unknown');
    expect((await service.bus.ask(listCouplings, { connectionId: mine, limit: 10 })).items).toEqual([]);
  });

  it('is not taken apart, nor forgotten', async () => {
    expect(await refusal(service.bus.ask(uncoupleRecords, { connectionId: mine, couplingId, forget: true }))).toBe('coupling.unknown');
    const many = await service.bus.ask(uncoupleMany, { connectionId: mine, couplingIds: [couplingId] });
    expect(many).toEqual({ uncoupled: 0, inProgress: 0, unchanged: 1 });
    expect(await service.bus.ask(readCoupling, { connectionId: theirs, couplingId })).toMatchObject({ state: 'coupled' });
  });

  it.each<RequestContract<MatchRunReference, object>>([readMatchRun, approveMatchRun, revertMatchRun])(
    'is not there for $subject',
    async (contract) => {
      expect(await refusal(service.bus.ask(contract, { connectionId: mine, runId }))).toBe('matchRun.notFound');
      expect(await service.bus.ask(readMatchRun, { connectionId: theirs, runId })).toMatchObject({ state: 'preview', pairs: [{}] });
    },
  );
});
