import { activeStates, JobMove, jobMoves, JobState, priorityOf, stateAfter } from './job';

const states: JobState[] = ['queued', 'running', 'paused', 'cancelling', 'finished', 'failed', 'cancelled', 'superseded'];

describe('a job', () => {
  it('is paused and resumed', () => {
    expect(stateAfter(stateAfter('running', 'pause'), 'resume')).toBe('running');
  });

  it('that is being cancelled can only become cancelled', () => {
    const possible = (Object.keys(jobMoves) as JobMove[]).filter((move) =>
      (jobMoves[move].from as readonly JobState[]).includes('cancelling'),
    );
    expect(possible).toEqual(['closeCancelled']);
  });

  it('that has ended stays as it is', () => {
    for (const state of states.filter((one) => !activeStates.includes(one)))
      for (const move of Object.keys(jobMoves) as JobMove[])
        expect(() => stateAfter(state, move)).toThrow(expect.objectContaining({ code: 'job.wrongState' }));
  });

  it('may finish while it is paused: the last worker reports what it had in hand', () => {
    expect(stateAfter('paused', 'finish')).toBe('finished');
  });

  it('goes first where a person waits, last where it is part of a review', () => {
    expect(priorityOf('retry', false)).toBeLessThan(priorityOf('stale', false));
    expect(priorityOf('stale', false)).toBeLessThan(priorityOf('needMet', true));
  });
});
