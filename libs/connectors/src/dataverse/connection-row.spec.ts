import { localService, LocalService, ReceivedRequest, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { DataverseConnectionRows } from './connection-row';

const company = '7a2f0000-0000-4000-8000-000000000003';
const row = '93f09edc-bf89-51fb-9234-2d8db3bb69f6';

describe('the row of a connection in Dataverse', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let rows: DataverseConnectionRows;
  let present: object[];
  let written: Reply;

  beforeEach(async () => {
    [present, written] = [[], { status: 204 }];
    const answer = ({ method }: ReceivedRequest): Reply => (method === 'GET' ? { json: { value: present } } : written);
    service = await localService((request) => answer(request));
    parts = partsFor(service.url);
    rows = new DataverseConnectionRows(parts);
  });
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const last = () => service.requests.at(-1);

  it('is created where the company has none; what is absent is blank', async () => {
    await rows.keep({ companyId: company, name: 'Contoso' });
    expect(last()).toMatchObject({ method: 'POST', url: '/api/data/v9.2/tandem_connections' });
    expect(JSON.parse(last()?.body ?? '')).toMatchObject({ tandem_companyid: company, tandem_name: 'Contoso', tandem_availabilityurl: null });
  });

  it('is changed where it is there, and never created by that', async () => {
    present = [{ tandem_connectionid: row }];
    await rows.keep({ companyId: company, name: 'Contoso' });
    expect(last()).toMatchObject({ method: 'PATCH', url: `/api/data/v9.2/tandem_connections(${row})`, headers: { 'if-match': '*' } });
  });

  it('is removed where it is there', async () => {
    await rows.remove(company);
    expect(last()?.method).toBe('GET');
    present = [{ tandem_connectionid: row }];
    await rows.remove(company);
    expect(last()).toMatchObject({ method: 'DELETE', url: `/api/data/v9.2/tandem_connections(${row})` });
  });

  it('a refusal is told', async () => {
    written = { status: 403, json: { error: { code: '0x80040220', message: 'missing prvCreatetandem_Connection' } } };
    await expect(rows.keep({ companyId: company, name: 'Contoso' })).rejects.toMatchObject({ code: 'access.privilegeMissing' });
  });
});
