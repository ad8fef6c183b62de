import { Cursor } from '@tandem/domain/ports/record-store';
import { businessCentral } from '@tandem/domain/tables/business-central';
import { localService, LocalService, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { BusinessCentralRecordStore } from './business-central-record-store';

const noSuchApi: Reply = {
  status: 404,
  json: {
    error: {
      code: 'BadRequest_ResourceNotFound',
      message: "Resource not found for the segment 'tandem'.  CorrelationId:  7d4a3c1e-0000-4000-8000-000000000001.",
    },
  },
};

describe('Business Central without the companion extension', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let store: BusinessCentralRecordStore;

  beforeEach(async () => {
    service = await localService(({ url }): Reply => {
      if (url.includes('/api/tandem/')) return noSuchApi;
      return {
        headers: { date: 'Fri, 01 May 2026 12:00:00 GMT' },
        json: { value: [{ '@odata.etag': 'W/"1"', id: 'a', displayName: 'A', lastModifiedDateTime: '2026-05-01T10:00:00Z' }] },
      };
    });
    parts = partsFor(service.url, { companyId: 'c1' });
    store = new BusinessCentralRecordStore(parts);
  });
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const page = (from: Cursor) => store.readPage({ table: businessCentral.customers, columns: ['displayName', 'faxNo'], from, size: 10 });

  it('is read by the stamps of API v2.0, and says that deletions stay unknown', async () => {
    const read = await page({ kind: 'baseline', token: null });
    expect(read).toMatchObject({
      records: [{ id: 'a', modifiedAt: '2026-05-01T10:00:00Z', values: { displayName: 'A' } }],
      deletionsUnknown: true,
    });
    expect(read.records[0]?.values).not.toHaveProperty('faxNo');
    expect(service.requests.at(-1)?.decoded).toBe('/api/v2.0/companies(c1)/customers?$orderby=lastModifiedDateTime');
  });

  it('reads changes with an overlap, because rows may be committed late', async () => {
    const { watermark = '' } = await page({ kind: 'baseline', token: null });
    await page({ kind: 'changes', token: watermark });
    expect(service.requests.at(-1)?.decoded).toContain('$filter=lastModifiedDateTime gt 2026-05-01T11:59:00.000Z&');
  });

  it('asks for a new baseline when a watermark is of the companion', async () => {
    await expect(page({ kind: 'changes', token: '{"after":"5"}' })).rejects.toMatchObject({ code: 'watermark.expired' });
  });

  it('says of a table that API v2.0 lacks what to install', async () => {
    const read = store.readPage({
      table: businessCentral.shippingAgents,
      columns: ['code'],
      from: { kind: 'baseline', token: null },
      size: 10,
    });
    await expect(read).rejects.toMatchObject({ kind: 'misconfigured', code: 'companion.missing' });
  });
});
