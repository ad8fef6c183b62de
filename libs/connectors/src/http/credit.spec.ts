import { Credit } from './credit';

describe('the credit that a service gives', () => {
  const spentAll = (credit: Credit): number => {
    let calls = 0;
    for (; credit.isLeft && calls < 1_000; calls++) credit.spend();
    return calls;
  };

  it('has no end where the service says nothing', () => expect(spentAll(new Credit())).toBe(1_000));

  it('is the number of requests that are left, less those under way', () => {
    const credit = new Credit();
    credit.learn({ requests: 10 }, 4);
    expect(spentAll(credit)).toBe(6);
  });

  it('is the execution time that is left, in calls of the usual length', () => {
    const credit = new Credit();
    credit.finish(500);
    credit.learn({ requests: 6_000, seconds: 2 }, 0);
    expect(spentAll(credit)).toBe(4);
  });

  it('after a pause it is one call, until an answer says more or a service that never says anything has answered', () => {
    const credit = new Credit();
    credit.probe();
    expect(spentAll(credit)).toBe(1);
    credit.finish(5);
    expect(spentAll(credit)).toBe(1_000);
    credit.learn({ requests: 5 }, 0);
    credit.probe();
    credit.finish(5);
    expect(spentAll(credit)).toBe(1);
  });
});
