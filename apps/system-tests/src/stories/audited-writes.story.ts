/** The audit trail lists every write of the engine, and no other: it is compared with what both systems remember. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { Table } from '@tandem/domain/tables/table';
import { Side } from '@tandem/domain/value';
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

interface Entry {
  readonly service: string;
  readonly sequence: number;
  readonly action: string;
}

interface Writes {
  readonly mapping: string;
  readonly direction: 'toSales' | 'fromSales';
  readonly writes: readonly { readonly operation: string; readonly recordId: string; readonly columns?: readonly string[] }[];
  readonly intact: boolean;
}

const nameThere = ({ storage, name }: Table): string => (storage.kind === 'entity' ? storage.logicalName : name);

/** Tables whose rows have a history of their own; values of option sets are metadata. */
const tablesOn = (side: Side): Set<string> =>
  new Set(catalogue.flatMap((mapping) => (mapping[side].storage.kind === 'optionSet' ? [] : [nameThere(mapping[side])])));

describe('the audit trail', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    const [changed, cleared] = await scene.couplings('CUSTOMER');
    await scene.businessCentral.edit({ table: 'customers', key: changed?.businessCentralId, values: { city: 'Leeds' } });
    await scene.sales.edit({ table: 'account', key: cleared?.salesId, values: { telephone1: '+44 20 7946 0011' } });
    await scene.synchronize('CUSTOMER');
  });

  afterAll(() => scene.close());

  async function audited(): Promise<Writes[]> {
    const entries = await scene.rest.list<Entry>(`/audit?connectionId=${scene.connectionId}`);
    const written = entries.filter(({ action }) => action === 'records.written');
    expect(written.length).toBeGreaterThan(5);
    return Promise.all(
      written.map(({ sequence }) =>
        scene.rest.send<Writes>('GET', `/audit/writes?connectionId=${scene.connectionId}&sequence=${sequence}`),
      ),
    );
  }

  /** Business Central keeps a contact beside each customer and vendor by itself, under the name of whoever has written those. */
  const companyContacts = async (): Promise<Set<string>> =>
    new Set((await scene.businessCentral.rows('contacts')).filter(({ type }) => type === 'Company').map(({ id }) => String(id)));

  it('lists the writes that both systems remember of the engine, each once', async () => {
    const lists = await audited();
    expect(lists.filter(({ intact }) => !intact)).toEqual([]);
    for (const [side, direction] of [
      ['sales', 'toSales'],
      ['businessCentral', 'fromSales'],
    ] as const) {
      const tables = tablesOn(side);
      const byItself = await companyContacts();
      const remembered = (await scene[side].history()).filter(
        ({ writer, table, key }) => writer !== 'a user' && tables.has(table) && !byItself.has(key),
      );
      const mappingsHere = new Set(catalogue.filter((mapping) => tables.has(nameThere(mapping[side]))).map(({ name }) => name));
      const told = lists.filter((list) => list.direction === direction && mappingsHere.has(list.mapping)).flatMap(({ writes }) => writes);
      const asText = ({ operation, key }: { operation: string; key: string }) => `${operation} ${key}`;
      expect(told.map(({ operation, recordId }) => asText({ operation, key: recordId })).sort()).toEqual(remembered.map(asText).sort());
      expect(remembered.length).toBeGreaterThan(0);
    }
  });

  it('names the columns of an update, and is whole', async () => {
    const updates = (await audited()).flatMap(({ writes }) => writes.filter(({ operation }) => operation === 'update'));
    expect(updates.map(({ columns }) => columns)).toEqual(expect.arrayContaining([['address1_city'], ['phoneNumber']]));
    expect(await scene.rest.send('GET', `/audit/verify?connectionId=${scene.connectionId}`)).toMatchObject({ intact: true });
  });
});
