import 'reflect-metadata';
import { grantAccess, GrantAccess, GrantedAccess } from '@tandem/contracts/connection-access';
import { RequestContract } from '@tandem/contracts/contract';
import { Failure } from '@tandem/domain/failure';
import { Bus } from '@tandem/platform/messaging/bus';
import { seal } from '@tandem/platform/sealing/seal';
import { BusAccess } from './bus-access';

const connectionId = '11111111-1111-4111-8111-111111111111';
const disabled = new Failure('blocked', 'connection.notEnabled', 'It is not enabled.');

/** Answers for connection-setup, and remembers what it was asked. */
class Setup extends Bus {
  readonly asked: GrantAccess[] = [];
  lifeMs = 300_000;
  isDisabled = false;

  async ask<Input extends object, Output extends object>(contract: RequestContract<Input, Output>, input: Input): Promise<Output> {
    if (contract.subject !== grantAccess.subject) throw new Error(`Nobody should ask ${contract.subject}.`);
    const question = input as object as GrantAccess;
    this.asked.push(question);
    if (this.isDisabled) throw disabled;
    const access: GrantedAccess = {
      accessId: `access ${this.asked.length}`,
      url: 'https://contoso.crm4.dynamics.com',
      authorization: `Bearer ${this.asked.length}`,
      expiresAt: new Date(Date.now() + this.lifeMs).toISOString(),
    };
    return { access: seal(question.publicKey, access) } as object as Output;
  }

  announce = (): Promise<void> => Promise.resolve();
  wake = (): Promise<void> => Promise.resolve();
}

describe('access that a worker holds', () => {
  let setup: Setup;
  let access: BusAccess;

  beforeEach(() => {
    setup = new Setup();
    access = new BusAccess(setup, connectionId, 'sales');
  });

  const authorizations = async (count: number): Promise<string[]> =>
    (await Promise.all(Array.from({ length: count }, () => access.current()))).map(({ authorization }) => authorization);

  it('is asked for once, however many requests need it', async () => {
    expect(new Set(await authorizations(10))).toEqual(new Set(['Bearer 1']));
  });

  it('is asked for anew before it ends, and used once however short it lasts', async () => {
    await access.current();
    setup.lifeMs = 0;
    const before = setup.asked.length;
    access.withdraw();
    await access.current();
    expect(setup.asked.length - before).toBeLessThanOrEqual(2);
  });

  it('is asked for anew, once for all, by those whose access was refused', async () => {
    const refused = await access.current();
    const renewed = await Promise.all(Array.from({ length: 5 }, () => access.current(refused)));
    expect(new Set(renewed.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer 2']));
    expect(setup.asked.map(({ refusedAccessId }) => refusedAccessId)).toEqual([undefined, 'access 1']);
  });

  it('is gone as soon as the connection is stopped: the next request asks first, and is refused', async () => {
    await access.current();
    setup.isDisabled = true;
    access.withdraw();
    await expect(access.current()).rejects.toBe(disabled);
  });

  it('does not count where the connection was stopped while it was on its way', async () => {
    const asking = access.current();
    setup.isDisabled = true;
    access.withdraw();
    await expect(asking).rejects.toBe(disabled);
  });

  it('is there again once the connection is enabled', async () => {
    setup.isDisabled = true;
    await expect(access.current()).rejects.toBe(disabled);
    setup.isDisabled = false;
    expect(await authorizations(3)).toEqual(['Bearer 2', 'Bearer 2', 'Bearer 2']);
  });
});
