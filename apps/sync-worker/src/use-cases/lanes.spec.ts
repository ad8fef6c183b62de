import { Lanes } from './lanes';

/** Work that ends when it is told to. */
function work(begun: string[], name: string) {
  const told = { end: () => undefined as void, fail: (_: Error) => undefined as void };
  const promise = new Promise<void>((resolve, reject) => Object.assign(told, { end: resolve, fail: reject }));
  return { run: () => (begun.push(name), promise), end: () => told.end(), fail: (error: Error) => told.fail(error) };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('lanes', () => {
  const begun: string[] = [];
  const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map((name) => work(begun, name));
  const lanes = new Lanes(2);
  const ends = [first, second, third, fourth].map((each) => lanes.run(each!.run).catch(() => 'failed'));

  it('do no more at once than there are of them', async () => {
    await settled();
    expect(begun).toEqual(['first', 'second']);
  });

  it('go on with whoever came first, as soon as one is free', async () => {
    second!.end();
    await settled();
    expect(begun).toEqual(['first', 'second', 'third']);
  });

  it('are free again after a failure, which is told to whoever asked', async () => {
    first!.fail(new Error('refused'));
    await settled();
    expect(begun).toEqual(['first', 'second', 'third', 'fourth']);
    third!.end();
    fourth!.end();
    expect(await Promise.all(ends)).toEqual(['failed', undefined, undefined, undefined]);
  });
});
