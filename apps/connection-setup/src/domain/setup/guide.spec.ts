import { checks } from '../findings';
import { guide, stepCalled } from './guide';

const keys = guide.map(({ key }) => key);

describe('the guide', () => {
  it('has steps with names of their own, each of which waits for earlier ones only', () => {
    expect(new Set(keys).size).toBe(keys.length);
    const tooLate = guide.flatMap(({ waitsFor }, at) =>
      waitsFor.map(({ key }) => keys.indexOf(key)).filter((place) => place < 0 || place >= at),
    );
    expect(tooLate).toEqual([]);
  });

  it('asks for no setting twice: what all steps take is the body of one change by hand', () => {
    const asked = guide.flatMap(({ asks = {} }) => Object.keys(asks));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('leaves no check without a step that speaks about it, besides enabling, which speaks about all', () => {
    const spoken = new Set(guide.filter(({ work }) => work !== 'enabling').flatMap((step) => step.checks));
    const unspoken = Object.values(checks)
      .flat()
      .filter((check) => !spoken.has(check));
    expect(unspoken).toEqual(['salesEnvironment']);
  });

  it('asks for something exactly where a draft is confirmed', () => {
    for (const { key, asks, confirmedBy } of guide) expect([key, asks !== undefined]).toEqual([key, confirmedBy === 'draft']);
  });

  it('says of a step that it does not have which it has', () => {
    expect(() => stepCalled('dessert')).toThrow(expect.objectContaining({ code: 'setupStep.notFound' }));
  });
});
