import 'reflect-metadata';
import { listReviews } from '@tandem/contracts/reviews';
import { readSurvey, Survey } from '@tandem/contracts/survey';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

describe('a survey of both sides', () => {
  let orchestration: Orchestration;
  let connectionId: string;
  let survey: Survey;

  beforeAll(async () => {
    orchestration = await Orchestration.start();
    connectionId = newConnection();
    const { disabled, counts, samples } = orchestration.neighbours;
    disabled.add(connectionId);
    counts.set(`${connectionId} CUSTOMER`, { businessCentral: 1_000, sales: 400 });
    samples.set(`${connectionId} CUSTOMER`, { sampled: 500, matched: 125 });
    counts.set(`${connectionId} VENDOR`, { businessCentral: 84, sales: 0 });
    survey = await orchestration.bus.ask(readSurvey, { connectionId });
  });
  afterAll(() => orchestration.stop());

  const line = (mapping: string) => survey.lines.find((one) => one.mapping === mapping);

  it('counts both sides, estimates what they have in common and recommends with a reason, before the connection is enabled', () => {
    expect(line('CUSTOMER')).toMatchObject({
      wave: 2,
      counted: { businessCentral: 1_000, sales: 400 },
      estimatedMatches: 250,
      recommendation: 'couple',
      reason: 'Both sides have records: match them first, so that nothing is created twice.',
    });
    expect(line('VENDOR')).toMatchObject({ estimatedMatches: 0, recommendation: 'full' });
    expect(line('CONTACT')).toMatchObject({ estimatedMatches: 0, recommendation: 'nothing' });
  });

  it('plans no review and makes no job', async () => {
    expect((await orchestration.bus.ask(listReviews, { connectionId, limit: 10 })).items).toEqual([]);
    expect(await orchestration.rows('select 1 from jobs where connection_id = $1', [connectionId])).toEqual([]);
  });
});
