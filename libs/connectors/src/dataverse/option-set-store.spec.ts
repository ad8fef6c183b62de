import { sales } from '@tandem/domain/tables/sales';
import { localService, LocalService, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { DataverseRecordStore } from './dataverse-record-store';

type Options = Record<string, Map<number, string>>;

/** Choices of four tables, kept as the metadata keeps them. */
const choices = (): Options =>
  Object.fromEntries(['account', 'salesorder', 'quote', 'invoice'].map((table) => [table, new Map([[1, 'Net 30']])]));

const optionsOf = (values: Map<number, string>) =>
  [...values].map(([Value, Label]) => ({ Value, Label: { UserLocalizedLabel: { Label, LanguageCode: 1033 } } }));

describe('the values of an option set', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let store: DataverseRecordStore;
  let options: Options;
  const table = sales.paymentTermsOptions;

  const act = (
    action: string,
    body: { EntityLogicalName: string; Value?: number; Label: { LocalizedLabels: { Label: string }[] } },
  ): Reply => {
    const values = options[body.EntityLogicalName] as Map<number, string>;
    const value = body.Value ?? 100_000_000;
    if (action === 'DeleteOptionValue') values.delete(value);
    else if (action !== 'PublishXml') values.set(value, body.Label.LocalizedLabels[0]?.Label ?? '');
    return action === 'InsertOptionValue' ? { json: { NewOptionValue: value } } : { status: 204 };
  };

  beforeEach(async () => {
    options = choices();
    service = await localService(({ method, decoded, url, body }): Reply => {
      const logicalName = /EntityDefinitions\(LogicalName='(\w+)'\)/.exec(decoded)?.[1];
      if (method === 'GET')
        return {
          json: {
            LogicalName: 'paymenttermscode',
            OptionSet: { Options: optionsOf(options[logicalName ?? ''] as Map<number, string>) },
            GlobalOptionSet: null,
          },
        };
      return act(url.split('/').at(-1) ?? '', JSON.parse(body) as never);
    });
    parts = partsFor(service.url);
    store = new DataverseRecordStore({ ...parts, tables: Object.values(sales) });
  });
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const page = (token: string | null) =>
    store.readPage({ table, columns: ['label'], from: { kind: token === null ? 'baseline' : 'changes', token }, size: 100 });
  const posted = (action: string) => service.requests.filter(({ method, url }) => method === 'POST' && url.endsWith(action));

  it('are rows with value and label', async () =>
    expect(await store.readAll(table, ['label'])).toMatchObject([{ id: '1', modifiedAt: null, values: { value: '1', label: 'Net 30' } }]));

  it('a later read brings what was added, relabelled and deleted since', async () => {
    const { watermark = '' } = await page(null);
    expect(await page(watermark)).toMatchObject({ records: [], deletedIds: [] });
    (options.account as Map<number, string>).set(2, 'Net 60').delete(1);
    const changes = await page(watermark);
    expect(changes.records.map(({ id }) => id)).toEqual(['2']);
    expect(changes.deletedIds).toEqual(['1']);
  });

  it('a new value goes to every mirror under the same number, and all are published once', async () => {
    const [outcome] = await store.create(table, [{ id: null, values: { label: 'Net 14' } }]);
    expect(outcome).toMatchObject({ kind: 'written', id: '100000000' });
    expect(Object.values(options).map((values) => values.get(100_000_000))).toEqual(['Net 14', 'Net 14', 'Net 14', 'Net 14']);
    expect(posted('PublishXml').map(({ body }) => (JSON.parse(body) as { ParameterXml: string }).ParameterXml)).toEqual([
      '<importexportxml><entities><entity>account</entity><entity>salesorder</entity><entity>quote</entity><entity>invoice</entity></entities></importexportxml>',
    ]);
  });

  it('a label that exists is a duplicate, and mirrors that lack it are completed', async () => {
    (options.quote as Map<number, string>).clear();
    expect(await store.create(table, [{ id: null, values: { label: 'net 30' } }])).toMatchObject([{ kind: 'duplicate', id: '1' }]);
    expect(options.quote?.get(1)).toBe('Net 30');
  });

  it('a value is relabelled only under the version that was read', async () => {
    const [record] = await store.readAll(table, ['label']);
    const values = { label: 'Net 31' };
    const outcomes = await store.update(table, [
      { id: '1', version: 'another', values },
      { id: '1', version: record?.version ?? null, values },
      { id: '7', version: null, values },
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'written', 'missing']);
    expect(options.invoice?.get(1)).toBe('Net 31');
  });

  it('nothing is published when nothing changed', async () => {
    await store.update(table, [{ id: '1', version: null, values: { label: 'Net 30' } }]);
    expect(posted('PublishXml')).toEqual([]);
  });

  it('nothing is written when the lease would end first', async () => {
    const [outcome] = await store.create(table, [{ id: null, values: { label: 'Net 14' } }], { covers: () => false });
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'write.notSent' } });
    expect(posted('InsertOptionValue')).toEqual([]);
    expect(posted('PublishXml')).toEqual([]);
  });

  it('what was added before the lease would have ended is published and done: the next try does not add it again', async () => {
    const records = ['Net 14', 'Net 60'].map((label) => ({ id: null, values: { label } }));
    const outcomes = await store.create(table, records, { covers: () => posted('InsertOptionValue').length < 4 });
    expect(outcomes).toMatchObject([{ kind: 'written' }, { kind: 'failed', failure: { code: 'write.notSent' } }]);
    expect(posted('PublishXml')).toHaveLength(1);
  });
});
