import { newConnection } from '../connection';
import { begunBy, namedSettings } from './begun';
import { newSetup } from './setup';
import { dryRun } from './steps/dry-run';
import { fullSynchronisation } from './steps/full-synchronisation';

const connection = newConnection('7a2f0000-0000-4000-8000-000000000000', 'Contoso', new Date('2026-11-02T08:00:00Z'));
const run = { id: '7a2f0000-0000-4000-8000-000000000001', under: namedSettings(connection) };
const setup = { ...newSetup(connection.id), runs: { 'dry-run': run, 'full-synchronisation': run } };
const chosenOtherwise = { ...connection, options: { ...connection.options, mappings: ['CUSTOMER'] } };

describe('what a step has begun', () => {
  it('counts while the settings are those it was begun under', () => expect(begunBy(dryRun, setup, connection)).toBe(run));

  it('counts no more where it is a preview of something that was chosen otherwise since', () => {
    expect(begunBy(dryRun, setup, chosenOtherwise)).toBeUndefined();
  });

  it('counts for good where it has taken place', () => expect(begunBy(fullSynchronisation, setup, chosenOtherwise)).toBe(run));
});
