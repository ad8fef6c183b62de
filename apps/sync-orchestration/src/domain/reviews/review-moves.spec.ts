import { endOf, heldUpBy, nextSteps } from './review-moves';
import { LineState, Review, reviewAfter, ReviewLine, ReviewState } from './review';

const line = (mapping: string, changes: Partial<ReviewLine> = {}): ReviewLine => ({
  ...{ mapping, wave: 1, dependsOn: [], direction: 'both', proposed: 'full', recommendation: 'full', excluded: false },
  ...{ counted: { businessCentral: 1, sales: 0 }, state: 'planned', runs: 0, jobs: [], ...changes },
});
const review = (lines: ReviewLine[], state: ReviewState = 'running'): Review => ({
  id: 'r',
  connectionId: 'c',
  state,
  dryRun: false,
  lines,
});
const job = (state: ReviewLine['jobs'][number]['state']) => ({ id: 'j', step: 'toSales' as const, state, failure: null });
const started = (steps: ReturnType<typeof nextSteps>): string[] =>
  steps.flatMap((step) => (step.kind === 'startLine' ? [step.line.mapping] : []));
const stateIn = (steps: ReturnType<typeof nextSteps>, mapping: string): LineState | undefined => {
  const found = steps.find((step) => step.kind === 'line' && step.mapping === mapping);
  return found?.kind === 'line' ? found.state : undefined;
};

describe('what happens next in a review', () => {
  it('lines that depend on nothing start, the others wait', () => {
    const steps = nextSteps(review([line('CURRENCY'), line('CUSTOMER', { dependsOn: ['CURRENCY'] })]));
    expect(started(steps)).toEqual(['CURRENCY']);
    expect(stateIn(steps, 'CUSTOMER')).toBe('waiting');
  });

  it.each<LineState>(['finished', 'excluded', 'nothing'])('a line starts when what it depends on is %s', (state) => {
    expect(
      started(nextSteps(review([line('CURRENCY', { state }), line('CUSTOMER', { dependsOn: ['CURRENCY'], state: 'waiting' })]))),
    ).toEqual(['CUSTOMER']);
  });

  it('a mapping that the review does not list counts as finished', () => {
    expect(started(nextSteps(review([line('CUSTOMER', { dependsOn: ['SALESPEOPLE'] })])))).toEqual(['CUSTOMER']);
  });

  it('a line fails with what it depends on', () => {
    const steps = nextSteps(
      review([line('CURRENCY', { state: 'failed' }), line('CUSTOMER', { dependsOn: ['CURRENCY'], state: 'waiting' })]),
    );
    expect(stateIn(steps, 'CUSTOMER')).toBe('failed');
  });

  it('a line finishes when all its jobs have, whether or not single records failed', () => {
    expect(stateIn(nextSteps(review([line('CURRENCY', { state: 'running', jobs: [job('finished')] })])), 'CURRENCY')).toBe('finished');
    expect(
      stateIn(nextSteps(review([line('CURRENCY', { state: 'running', jobs: [job('finished'), job('running')] })])), 'CURRENCY'),
    ).toBeUndefined();
  });

  it('the review settles when every line has ended', () => {
    expect(nextSteps(review([line('CURRENCY', { state: 'finished' }), line('VENDOR', { state: 'nothing' })]))).toEqual([
      { kind: 'review', state: 'settling' },
    ]);
  });

  it('a paused review takes no step', () => {
    expect(nextSteps(review([line('CURRENCY')], 'paused'))).toEqual([]);
  });

  it('a cancelled review ends when none of its jobs is active', () => {
    expect(nextSteps(review([line('CURRENCY', { state: 'running', jobs: [job('cancelling')] })], 'cancelling'))).toEqual([]);
    const steps = nextSteps(review([line('CURRENCY', { state: 'running', jobs: [job('cancelled')] }), line('CUSTOMER')], 'cancelling'));
    expect(steps.at(-1)).toEqual({ kind: 'review', state: 'cancelled' });
    expect(stateIn(steps, 'CUSTOMER')).toBe('cancelled');
  });

  it('a review with a failed line has failed', () => {
    expect(endOf(review([line('CURRENCY', { state: 'finished' }), line('VENDOR', { state: 'failed' })]))).toBe('failed');
    expect(endOf(review([line('CURRENCY', { state: 'finished' })]))).toBe('finished');
  });

  it('a restarted line takes those along that failed only because of it', () => {
    const lines = [
      line('CURRENCY', { state: 'failed', jobs: [job('failed')] }),
      line('CUSTOMER', { state: 'failed', dependsOn: ['CURRENCY'] }),
      line('CONTACT', { state: 'failed', dependsOn: ['CUSTOMER'] }),
      line('VENDOR', { state: 'failed', dependsOn: [], jobs: [job('failed')] }),
    ];
    expect(heldUpBy('CURRENCY', lines)).toEqual(['CUSTOMER', 'CONTACT']);
  });

  it('only a planned review starts, only an ended or planned one is planned anew', () => {
    expect(reviewAfter('planned', 'start')).toBe('running');
    expect(() => reviewAfter('running', 'reset')).toThrow(expect.objectContaining({ code: 'review.wrongState' }));
  });
});
