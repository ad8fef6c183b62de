import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { solutionPackage, uniqueName } from './solution-package';
import { solutionVersion } from './solution-version';

const folder = join(__dirname, '../source');
const unpacked = (version = '0.1.0.0'): Map<string, string> =>
  new Map(Object.entries(unzipSync(solutionPackage(folder, version))).map(([path, bytes]) => [path, strFromU8(bytes)]));

/** Every first group of the expression in the text. */
const all = (text: string, expression: RegExp): string[] => [...text.matchAll(expression)].map(([, found]) => found as string);

describe('the package of the sales solution', () => {
  const files = unpacked();
  const manifest = files.get('solution.xml') ?? '';
  const customizations = files.get('customizations.xml') ?? '';
  const entities = customizations.split('<Entity>').slice(1);
  const entity = (name: string): string => entities.find((text) => text.includes(`<entity Name="${name}"`)) ?? '';
  const roles = customizations.split('<Role ').slice(1);
  const role = (name: string): string => roles.find((text) => text.includes(`name="${name}"`)) ?? '';

  it('holds what Dataverse looks for, and the availability page', () => {
    expect([...files.keys()]).toEqual([
      'WebResources/tandem_availability.html',
      'WebResources/tandem_availability.js',
      '[Content_Types].xml',
      'customizations.xml',
      'solution.xml',
    ]);
  });

  it('bears its unique name', () => expect(manifest).toContain(`<UniqueName>${uniqueName}</UniqueName>`));

  it('bears the version of package.json as four numbers', () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as { version: string };
    expect(unpacked(solutionVersion(version)).get('solution.xml')).toContain(`<Version>${version}.0</Version>`);
    expect(solutionVersion('1.2.3-rc.1')).toBe('1.2.3.0');
    expect(() => solutionVersion('1.2')).toThrow(/no version/);
  });

  it('is the same, byte for byte, whenever it is packed', () => {
    expect(Buffer.compare(solutionPackage(folder, '0.1.0.0'), solutionPackage(folder, '0.1.0.0'))).toBe(0);
    expect(Buffer.compare(solutionPackage(folder, '0.1.0.0'), solutionPackage(folder, '0.2.0.0'))).not.toBe(0);
  });

  it('names every content type that it uses', () => {
    const known = all(files.get('[Content_Types].xml') ?? '', /Extension="(\w+)"/g);
    for (const path of files.keys()) expect(known).toContain(path.split('.').at(-1));
  });

  it('lists exactly the tables, roles and pages that it customizes', () => {
    const tables = all(customizations, /<entity Name="(\w+)"/g).map((name) => name.toLowerCase());
    expect(all(manifest, /type="1" schemaName="(\w+)"/g).sort()).toEqual(tables.sort());
    expect(all(manifest, /type="20" id="(\{[^"]+)"/g)).toEqual(all(customizations, /<Role id="(\{[^"]+)"/g));
    expect(all(manifest, /type="61" schemaName="([^"]+)"/g)).toEqual(all(customizations, /<Name>(tandem_\/[^<]+)</g));
    expect(all(manifest, /type="92" id="(\{[^"]+)"/g)).toEqual(all(customizations, /SdkMessageProcessingStepId="(\{[^"]+)"/g));
    expect(all(manifest, /type="95" id="(\{[^"]+)"/g)).toEqual(all(customizations, /ServiceEndpointId="(\{[^"]+)"/g));
  });

  it('registers one endpoint for creations, changes and deletions of what people edit in Sales', () => {
    const [endpoint] = all(customizations, /ServiceEndpointId="(\{[^"]+)"/g);
    const steps = customizations.split('<SdkMessageProcessingStep ').slice(1);
    const registered = steps.map((step) => `${/Name="Tandem: (\w+)/.exec(step)?.[1]} ${/<PrimaryEntity>(\w+)</.exec(step)?.[1]}`);
    for (const table of ['account', 'contact', 'product', 'opportunity', 'quote', 'salesorder'])
      expect(registered).toEqual(expect.arrayContaining(['Create', 'Update', 'Delete'].map((message) => `${message} ${table}`)));
    for (const step of steps) {
      expect(step).toContain(`<EventHandler>${endpoint}</EventHandler>`);
      // After the change, in the background: nobody in Sales waits for Tandem.
      expect(step).toMatch(/<Mode>1<\/Mode>[^]*<Stage>40<\/Stage>/);
    }
  });

  it('marks the records of a company on every table that companies share', () => {
    const shared = ['Account', 'Contact', 'Product', 'PriceLevel', 'Opportunity', 'Quote', 'SalesOrder', 'Invoice'];
    for (const name of shared) expect(entity(name)).toContain('<LogicalName>tandem_companyid</LogicalName>');
    for (const name of ['QuoteDetail', 'SalesOrderDetail', 'InvoiceDetail'])
      expect(entity(name)).toContain('<LogicalName>tandem_businesscentrallinenumber</LogicalName>');
  });

  it('makes keys only of columns that exist, and within one company', () => {
    for (const text of entities) {
      const keys = text.split('<EntityKey>').slice(1);
      for (const key of keys) {
        const columns = all(key, /<AttributeName>(\w+)</g);
        expect(columns[0]).toBe('tandem_companyid');
        for (const column of columns.filter((name) => name.startsWith('tandem_')))
          expect(text).toContain(`<LogicalName>${column}</LogicalName>`);
      }
    }
    expect(all(entity('Account'), /<AttributeName>(\w+)</g)).toEqual(['tandem_companyid', 'accountnumber', 'customertypecode']);
  });

  it('tracks changes of every table that it touches', () => {
    for (const text of entities) expect(text).toContain('<ChangeTrackingEnabled>1</ChangeTrackingEnabled>');
  });

  it('lets the integration user synchronise, but not customize, and the salesperson only read', () => {
    expect(role('Tandem Integration User')).toContain('prvCreateAccount');
    expect(role('Tandem Integration User')).not.toMatch(/prv(WriteAttribute|PublishCustomization|ImportCustomization)/);
    expect(role('Tandem Integration Administrator')).toContain('prvWriteAttribute');
    expect(all(role('Product Availability User'), /RolePrivilege name="(prv[A-Z][a-z]+)/g)).toEqual([
      'prvRead',
      'prvRead',
      'prvRead',
      'prvReadtandem',
    ]);
  });

  it('holds no secret and no place to keep one', () => {
    for (const text of files.values()) expect(text).not.toMatch(/password|secret_|client_secret|accesskey|api_?key/i);
  });
});
