/** People go on working in both systems: what they do arrives on the other side, and nothing of it is lost silently. */
import { eventually } from '@tandem/platform/testing/eventually';
import { CommittedWrite, Edit, Row, SimulatedSystem } from '../stage/simulated-system';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

/** The user whom an edit is made by, where it matters. */
const isOurs = ({ writer }: CommittedWrite): boolean => writer !== 'a user';

describe('when people edit records', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
  });

  afterAll(() => scene.close());

  const customer = async (number: string) => {
    const ids = await scene.coupled('CUSTOMER', number);
    return {
      ...ids,
      inBusinessCentral: (values: Row): Edit => ({ table: 'customers', key: ids.businessCentralId, values }),
      inSales: (values: Row): Edit => ({ table: 'account', key: ids.salesId, values }),
      rows: async () => ({
        businessCentral: await scene.businessCentral.row('customers', ids.businessCentralId),
        sales: await scene.sales.row('account', ids.salesId),
      }),
    };
  };

  const ourWritesTo = async (system: SimulatedSystem, key: string, since: number) =>
    (await system.history(since)).filter((write) => write.key === key && isOurs(write));

  it('different fields of one record, changed on both sides, meet', async () => {
    const { inBusinessCentral, inSales, rows } = await customer('10000');
    await scene.businessCentral.edit(inBusinessCentral({ addressLine1: '1 New Street' }));
    await scene.sales.edit(inSales({ telephone1: '+44 20 7946 0001' }));
    await scene.synchronize('CUSTOMER');
    await eventually(async () => {
      const { businessCentral, sales } = await rows();
      expect(businessCentral).toMatchObject({ addressLine1: '1 New Street', phoneNumber: '+44 20 7946 0001' });
      expect(sales).toMatchObject({ address1_line1: '1 New Street', telephone1: '+44 20 7946 0001' });
    }, patient);
  });

  it('the same field, changed to different values on both sides, is a conflict that is listed, and both keep what they have', async () => {
    const { inBusinessCentral, inSales, rows, businessCentralId, salesId } = await customer('20000');
    await scene.businessCentral.edit(inBusinessCentral({ city: 'Leeds' }));
    await scene.sales.edit(inSales({ address1_city: 'York' }));
    await scene.synchronize('CUSTOMER');
    const conflicts = await scene.issues({ mapping: 'CUSTOMER', kind: 'conflict' });
    expect(conflicts.map(({ recordId }) => recordId)).toContain(businessCentralId);
    for (const { recordId, details } of conflicts) {
      expect([businessCentralId, salesId]).toContain(recordId);
      expect(details).toMatchObject({
        fields: ['address1_city'],
        values: {
          address1_city: {
            agreed: { businessCentral: expect.any(String) as string, sales: expect.any(String) as string },
            businessCentral: 'Leeds',
            sales: 'York',
          },
        },
        changedAt: { businessCentral: expect.any(String) as string, sales: expect.any(String) as string },
      });
    }
    const { businessCentral, sales } = await rows();
    expect([businessCentral?.['city'], sales?.['address1_city']]).toEqual(['Leeds', 'York']);
  });

  it('a conflict ends as a person decides it', async () => {
    const { rows, businessCentralId } = await customer('20000');
    const issue = (await scene.issues({ mapping: 'CUSTOMER', kind: 'conflict' })).find(({ recordId }) => recordId === businessCentralId);
    await scene.rest.send('POST', scene.path(`/issues/${issue?.id}/resolve`), { choices: { address1_city: 'sales' } });
    await eventually(async () => {
      const { businessCentral, sales } = await rows();
      expect([businessCentral?.['city'], sales?.['address1_city']]).toEqual(['York', 'York']);
      expect(await scene.issues({ mapping: 'CUSTOMER', kind: 'conflict' })).toEqual([]);
    }, patient);
  });

  it('a change in Sales is written to Business Central once, and does not come back', async () => {
    const { inSales, rows, businessCentralId, salesId } = await customer('30000');
    const since = { sales: await scene.sales.now(), businessCentral: await scene.businessCentral.now() };
    await scene.sales.edit(inSales({ websiteurl: 'https://fine-art.example.com' }));
    await scene.synchronize('CUSTOMER');
    expect((await rows()).businessCentral).toMatchObject({ website: 'https://fine-art.example.com' });
    await scene.synchronize('CUSTOMER');
    await scene.synchronize('CUSTOMER', { full: true });
    expect(await ourWritesTo(scene.businessCentral, businessCentralId, since.businessCentral)).toHaveLength(1);
    expect(await ourWritesTo(scene.sales, salesId, since.sales)).toEqual([]);
  });

  it('what only Business Central may say is put right in Sales when the record next travels, and that is listed', async () => {
    const { inBusinessCentral, inSales, rows, businessCentralId } = await customer('40000');
    const before = (await rows()).sales?.['creditlimit'];
    await scene.sales.edit(inSales({ creditlimit: 123_456 }));
    await scene.businessCentral.edit(inBusinessCentral({ phoneNumber: '+44 20 7946 0004' }));
    await scene.synchronize('CUSTOMER');
    expect((await rows()).sales).toMatchObject({ creditlimit: before, telephone1: '+44 20 7946 0004' });
    const [issue] = await scene.issues({ kind: 'overwritten', recordId: businessCentralId });
    expect(issue?.details).toMatchObject({ lost: { creditlimit: 123_456 } });
  });

  it('a primary contact is written once the contact is coupled', async () => {
    const { businessCentralId, rows } = await customer('10000');
    const person = await scene.coupled(
      'CONTACT',
      String((await scene.businessCentral.row('customers', businessCentralId))?.['primaryContactNo']),
    );
    expect((await rows()).sales?.['_primarycontactid_value']).toBe(person.salesId);
  });

  it('a primary contact that takes no part is cleared in Sales, and comes back when the customer names another one', async () => {
    const { inBusinessCentral, rows, businessCentralId } = await customer('10000');
    const person = (await scene.businessCentral.row('customers', businessCentralId))?.['primaryContactNo'];
    const [company] = await scene.businessCentral.where('contacts', 'type', 'Company');
    await scene.businessCentral.edit(inBusinessCentral({ primaryContactNo: company?.['number'] }));
    await scene.synchronize('CUSTOMER');
    await eventually(async () => expect((await rows()).sales?.['_primarycontactid_value'] ?? null).toBeNull(), patient);
    await scene.businessCentral.edit(inBusinessCentral({ primaryContactNo: person }));
    await scene.synchronize('CUSTOMER');
    const { salesId } = await scene.coupled('CONTACT', String(person));
    await eventually(async () => expect((await rows()).sales?.['_primarycontactid_value']).toBe(salesId), patient);
  });

  describe('a record whose salesperson is not coupled', () => {
    const waiting = () => scene.issues({ mapping: 'VENDOR', kind: 'waiting' });

    it('waits, and says what for', async () => {
      const issues = await waiting();
      expect(issues.length).toBeGreaterThan(50);
      for (const { message, needs } of issues) {
        expect(message).toContain('SALESPEOPLE RB');
        expect(needs).toContainEqual({ mapping: 'SALESPEOPLE', by: 'businessKey', value: 'RB' });
      }
    });

    it('goes on by itself as soon as a person has coupled the salesperson', async () => {
      const [salesperson] = await scene.businessCentral.where('salespeople', 'code', 'RB');
      const waitingBefore = (await waiting()).map(({ recordId }) => recordId);
      const newcomer = {
        fullname: 'Robin Bettencourt',
        firstname: 'Robin',
        lastname: 'Bettencourt',
        internalemailaddress: 'robin@contoso.com',
      };
      const [unit] = await scene.sales.rows('businessunit');
      await scene.sales.edit({
        table: 'systemuser',
        values: { ...newcomer, isdisabled: false, islicensed: true, _businessunitid_value: unit?.['businessunitid'] },
      });
      const [user] = await scene.sales.where('systemuser', 'internalemailaddress', newcomer.internalemailaddress);
      const pair = { mapping: 'SALESPEOPLE', businessCentralId: salesperson?.['id'], salesId: user?.['systemuserid'] };
      await scene.rest.send('POST', scene.path('/couplings'), pair);
      await eventually(async () => {
        const coupled = new Set((await scene.couplings('VENDOR')).map(({ businessCentralId }) => businessCentralId));
        expect(waitingBefore.filter((id) => !coupled.has(id))).toEqual([]);
      }, patient);
      const [vendor] = await scene.couplings('VENDOR');
      expect(await scene.sales.row('account', vendor?.salesId ?? '')).toMatchObject({ _ownerid_value: user?.['systemuserid'] });
      await eventually(async () => expect(await waiting()).toEqual([]), patient);
    });

    it('and so do its people, and then its primary contact', async () => {
      const [vendor] = await scene.businessCentral.where('vendors', 'number', '10000');
      await eventually(async () => {
        const { salesId } = await scene.coupled('VENDOR', '10000');
        const person = await scene.coupled('CONTACT', String(vendor?.['primaryContactNo']));
        expect(await scene.sales.row('account', salesId)).toMatchObject({ _primarycontactid_value: person.salesId });
      }, patient);
    });

    it('and in the end both systems say the same', async () => {
      await scene.untilIdle();
      expect((await scene.judge()).problems).toEqual([]);
    });
  });
});
