import { disableConnection, getConnection } from '@tandem/contracts/connection';
import { readReview } from '@tandem/contracts/reviews';
import { BothSystems } from './both-systems.fixture';
import { PlayedSynchronisation, reviewId } from './synchronisation.fixture';
import { Walk } from './walk.fixture';

let systems: BothSystems;
let played: PlayedSynchronisation;
let walk: Walk;
let walks = 0;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);
afterAll(() => systems?.stop());

/** A connection that is entered by hand, with everything confirmed up to the dry run; rows belong to a team, so that nobody has to be paired. */
beforeEach(async () => {
  played = await PlayedSynchronisation.at(systems.running.variables['NATS_URL'] ?? '');
  walk = await Walk.begin(systems, `Run ${++walks}`);
  const { name: _name, ...body } = await systems.body({ options: { ownership: 'team' } });
  await systems.change(walk.connectionId, body);
  await walk.confirm('choice-of-mappings');
  await walk.enter('survey');
  await walk.confirm('survey');
});
afterEach(() => played.leave());

const connection = () => systems.running.bus.ask(getConnection, { connectionId: walk.connectionId });

describe('a dry run that the guide has begun', () => {
  it('reads both systems before the connection is enabled', async () => {
    await expect(systems.access(walk.connectionId, 'sales')).resolves.toMatchObject({ authorization: expect.stringMatching(/^Bearer /) });
    expect(await walk.enter('dry-run')).toMatchObject({ state: 'open', canBeConfirmed: false, run: { state: 'running', id: reviewId } });
    expect(played.started).toEqual([reviewId]);
    expect(await connection()).toMatchObject({ enabled: false, state: 'disabled' });
  });

  it('fails where the review fails, with what to do, and is begun anew by running the check again', async () => {
    await walk.enter('dry-run');
    played.review = { state: 'failed' };
    expect(await walk.step('dry-run')).toMatchObject({
      state: 'failed',
      run: { problem: { code: 'setup.runEnded', remedy: expect.stringContaining('again') } },
    });
    played.review = { state: 'planned' };
    expect(await walk.enter('dry-run')).toMatchObject({ state: 'open', run: { state: 'running' } });
  });

  it('shows what it is held up by', async () => {
    await walk.enter('dry-run');
    played.review = { state: 'running', attention: { code: 'access.refused', message: 'Sales refuses the token.' } };
    expect(await walk.step('dry-run')).toMatchObject({ run: { state: 'running', problem: { code: 'access.refused' } } });
  });

  it('is unknown while the synchronisation does not answer; the rest of the guide is there', async () => {
    await walk.enter('dry-run');
    await played.silence(readReview);
    const { steps } = await walk.read();
    expect(steps.find(({ key }) => key === 'dry-run')).toMatchObject({ state: 'open', run: { state: 'unknown' }, canBeConfirmed: false });
    expect(steps.find(({ key }) => key === 'company')).toMatchObject({ state: 'done' });
  });

  it('counts no more once something else is chosen', async () => {
    await walk.enter('dry-run');
    played.review = { state: 'finished' };
    expect(await walk.confirm('dry-run')).toMatchObject({ state: 'done' });
    await walk.take('choice-of-mappings', { options: { mappings: ['CURRENCY'] } });
    expect(await walk.step('dry-run')).toMatchObject({ state: 'open', waitsFor: ['survey'] });
  });
});

describe('a connection that is rehearsed', () => {
  it('gives access no more once somebody disables it', async () => {
    await systems.running.bus.ask(disableConnection, { connectionId: walk.connectionId });
    await expect(systems.access(walk.connectionId, 'sales')).rejects.toMatchObject({ code: 'connection.notEnabled' });
  });

  it('is enabled with the guide, and its full synchronisation is planned and then started', async () => {
    await walk.enter('dry-run');
    played.review = { state: 'finished' };
    await walk.confirm('dry-run');
    expect(await walk.confirm('enable')).toMatchObject({ state: 'done' });
    played.review = { state: 'planned' };
    expect(await walk.enter('full-synchronisation')).toMatchObject({ state: 'open', canBeConfirmed: true });
    played.started.length = 0;
    expect(await walk.confirm('full-synchronisation')).toMatchObject({ run: { state: 'running' } });
    expect(played.started).toEqual([reviewId]);
  });

  it('is not rehearsed where a check fails', async () => {
    const { clientId = '' } = walk.parts.accounts.sales ?? {};
    await systems.sales.control('PUT', `users/${clientId}`, { roles: [] });
    await expect(walk.enter('survey')).rejects.toMatchObject({ code: expect.stringMatching(/^setup\.(noRoles|stepNotReady)$/) });
    await systems.sales.control('POST', 'reset', {});
  });
});
