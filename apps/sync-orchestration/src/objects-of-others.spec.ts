import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { declaredContracts, RequestContract } from '@tandem/contracts/contract';
import { passGuard } from '@tandem/contracts/deletion-guard';
import { listGuards } from '@tandem/contracts/guards';
import { listIssues } from '@tandem/contracts/issues';
import { createReview } from '@tandem/contracts/reviews';
import { reportPage } from '@tandem/contracts/sync';
import { asFailure } from '@tandem/domain/failure';
import { getMetadataStorage } from 'class-validator';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

/** The properties that name an object of a connection. */
const namesOfObjects = ['jobId', 'reviewId', 'issueId', 'guardId', 'ids'] as const;
type Objects = Readonly<Record<(typeof namesOfObjects)[number], unknown>>;

const nothing = { counters: {}, due: [], settledIds: [], requests: { sales: 0, businessCentral: 0 } };

/** Answers that tell of nothing. */
const empty = [{ items: [] }, { groups: [] }, { issues: 0 }, expect.stringMatching(/\.notFound$/)] as unknown[];

/** What the questions take beside. */
const beside = {
  limit: 10,
  mapping: 'CUSTOMER',
  decidedBy: 'Mallory',
  assignee: 'Mallory',
  excluded: true,
  choices: { displayName: 'sales' },
};

const propertiesOf = ({ input }: RequestContract): string[] => [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(input, '', false, false)
      .map(({ propertyName }) => propertyName),
  ),
];

/** Questions that people ask about an object of a connection; `synchronize` takes ids of records, which are nobody's. */
const questions = [...declaredContracts.values()].filter(
  (contract): contract is RequestContract =>
    contract.kind === 'request' &&
    contract.subject.startsWith('sync.') &&
    contract.subject !== 'sync.v1.synchronize' &&
    propertiesOf(contract).includes('connectionId') &&
    namesOfObjects.some((name) => propertiesOf(contract).includes(name)),
);

describe('an object of another connection', () => {
  let orchestration: Orchestration;
  let mine: string;
  let theirs: string;
  let objects: Objects;

  beforeAll(async () => {
    orchestration = await Orchestration.start({ variables: { SWEEP_MS: '60000', SLOW_SWEEP_MS: '60000' } });
    [mine, theirs] = [newConnection(), newConnection()];
    objects = await objectsOf(theirs);
    await orchestration.bus.ask(createReview, { connectionId: mine });
  });
  afterAll(() => orchestration.stop());

  async function objectsOf(connectionId: string): Promise<Objects> {
    const { bus, neighbours } = orchestration;
    neighbours.coupledCustomers.set(connectionId, 1_000);
    const job = await orchestration.startOne(connectionId, 'CUSTOMER', { direction: 'toSales', ids: [randomUUID()] });
    const { pageId, token } = await orchestration.taken();
    const deletions = Array.from({ length: 51 }, (_, at) => ({ recordId: `customer-${at}` }));
    await bus.ask(passGuard, { pageId, token, policy: 'deleteCounterpart', deletions });
    const conflict = {
      recordId: 'customer-1',
      kind: 'conflict' as const,
      code: 'conflict.field',
      message: 'Both sides.',
      details: {},
      needs: [],
    };
    await bus.ask(reportPage, { ...nothing, pageId, token, issues: [conflict] });
    const review = await bus.ask(createReview, { connectionId });
    const [issue] = (await bus.ask(listIssues, { connectionId, limit: 1 })).items;
    const [guard] = (await bus.ask(listGuards, { connectionId, limit: 1 })).items;
    return { jobId: job.id, reviewId: review.id, issueId: issue!.id, guardId: guard!.id, ids: [issue!.id] };
  }

  const states = (): Promise<unknown[]> =>
    orchestration.rows(
      `select 'job' as what, id, row_to_json(t)::text as state from jobs t where connection_id = $1
       union all select 'review', id, row_to_json(t)::text from reviews t where connection_id = $1
       union all select 'issue', id, row_to_json(t)::text from issues t where connection_id = $1
       union all select 'guard', id, row_to_json(t)::text from guards t where connection_id = $1 order by what, id`,
      [theirs],
    );

  /** What comes of a question about their objects below my connection. */
  async function outcomeOf(contract: RequestContract, named: Objects): Promise<unknown> {
    const properties = propertiesOf(contract);
    const all = { ...beside, ...named, connectionId: mine };
    const input = Object.fromEntries(Object.entries(all).filter(([name]) => properties.includes(name)));
    return orchestration.bus.ask(contract, input).catch((thrown: unknown) => asFailure(thrown).code);
  }

  it('is asked about by every question that takes one', () => {
    expect(questions.length).toBeGreaterThan(18);
    expect(questions.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['sync.v1.read-job', 'sync.v1.undo-review', 'sync.v1.resolve-issue', 'sync.v1.approve-guard']),
    );
  });

  it.each(questions.map((contract) => [contract.subject, contract] as const))(
    'is not there for %s, as if it did not exist',
    async (_subject, contract) => {
      const before = await states();
      const outcome = await outcomeOf(contract, objects);
      const unknown = { jobId: randomUUID(), reviewId: randomUUID(), issueId: randomUUID(), guardId: randomUUID(), ids: [randomUUID()] };
      expect(outcome).toEqual(await outcomeOf(contract, unknown));
      expect(empty).toContainEqual(outcome);
      expect(await states()).toEqual(before);
      expect(before).toHaveLength(4);
    },
  );
});
