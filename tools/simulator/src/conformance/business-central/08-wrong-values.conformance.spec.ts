import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Json, Site, companyId, startSite } from './business-central.fixture';

type Catalogue = Record<string, { fields?: Array<{ name: string }>; properties?: Array<{ name: string }> }>;

const read = (name: string) =>
  (JSON.parse(readFileSync(join(__dirname, '../../../data/catalogues', name), 'utf8')) as { entitySets: Catalogue }).entitySets;

const values = [null, 'x', 5, 0.5, true, '2026-01-01', '0c0ffee0-0000-4000-8000-00000000dead', '', {}, []];

describe('Business Central wire, section 8: a value of any kind in any field', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.each([
    ['API v2.0', 'v2.0', 'bc-apiv2-entities.json'],
    ['the companion API', 'tandem/integration/v1.0', 'companion-entities.json'],
  ])('8 is accepted or refused by %s, never a server error', async (_name, api, file) => {
    const operations = Object.entries(read(file)).flatMap(([set, { fields, properties }]) =>
      (fields ?? properties ?? []).flatMap(({ name }) =>
        values.map((value) => ({ method: 'POST', url: `companies(${companyId})/${set}`, body: { [name]: value } })),
      ),
    );
    const failed: Json[] = [];
    for (let at = 0; at < operations.length; at += 100) {
      const { status, json } = await site.post(`/v2.0/production/api/${api}/$batch`, { requests: operations.slice(at, at + 100) });
      expect(status).toBe(200);
      failed.push(...json.responses.filter((response) => Number(response['status']) >= 500 && Number(response['status']) !== 501));
    }
    expect(failed).toEqual([]);
  });
});
