import { play } from './play';
import { Scenario } from './scenario';
import { Stage } from './stage';

describe('a scenario whose tool is missing', () => {
  const scenario: Scenario = {
    id: 'F-28',
    sentence: 'Clocks differ by two hours: nothing changes',
    length: { real: '±2 h', compressed: 'the same' },
    needs: [{ name: 'faketime', isThere: () => false }],
    run: () => Promise.reject(new Error('It must not run.')),
  };

  it('is not run, and has not passed', async () => {
    const nowhere = undefined as unknown as Stage;
    expect(await play(scenario, { stage: nowhere, seed: 7, say: () => undefined })).toEqual({
      id: 'F-28',
      passed: false,
      seed: 7,
      figures: {},
      verdict: 'not run: faketime',
      problems: [],
    });
  });
});
