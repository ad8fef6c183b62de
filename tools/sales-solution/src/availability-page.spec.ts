import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

const script = readFileSync(join(__dirname, '../source/WebResources/tandem_availability.js'), 'utf8');
const lineId = '0f5b7e7e-3a53-4a0e-8f3a-1c2d3e4f5a6b';
const product = { productid: 'b1d2c3e4-0000-4000-8000-000000000001', name: 'Desk', productnumber: '1896-S', quantityonhand: 7.5 };
const settings = {
  tandem_availabilityurl: 'https://tandem.example/api/v1/connections/1/item-availability',
  tandem_signinauthority: 'https://login.example',
  tandem_signinclientid: 'availability-page',
};

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials?: string;
}

interface Page {
  readonly texts: Record<string, string>;
  readonly sent: Sent[];
  readonly liveIsOffered: () => boolean;
  readonly liveQuantity: (url: string, productId: string, token?: string) => Promise<unknown>;
}

const until = async (isSo: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 100 && !isSo(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Opens the page as a form of Sales does; `connections` are the rows of tandem_connection. */
async function opened(search: string, connections: readonly object[] = [], line: object = { productid: product }): Promise<Page> {
  const texts: Record<string, string> = {};
  const sent: Sent[] = [];
  const button = { hidden: true, addEventListener: () => undefined };
  const element = (id: string) => ({
    set textContent(text: string) {
      texts[id] = text;
    },
  });
  const fetch = (url: string, { headers = {}, credentials }: Partial<Sent> = {}) => {
    sent.push({ url, headers, credentials });
    const body = url.includes('tandem_connections')
      ? { value: connections }
      : url.startsWith('https://tandem')
        ? { quantity: 3, unit: 'PCS' }
        : line;
    return Promise.resolve({ ok: true, json: () => Promise.resolve(body) });
  };
  const window: { tandemAvailability?: Page } = {};
  const document = { getElementById: (id: string) => (id === 'ask-live' ? button : element(id)) };
  runInNewContext(script, {
    window,
    document,
    fetch,
    URLSearchParams,
    location: { search, origin: 'https://contoso.crm4.dynamics.com', pathname: '/' },
  });
  await until(() => texts.status !== undefined || sent.some(({ url }) => url.includes('tandem_connections')));
  await new Promise((resolve) => setImmediate(resolve));
  return { texts, sent, liveIsOffered: () => !button.hidden, liveQuantity: (window.tandemAvailability as Page).liveQuantity };
}

describe('the availability page on an order line', () => {
  it('shows what is on hand of the product of the line', async () => {
    const { texts, sent } = await opened(`?typename=salesorderdetail&id=%7B${lineId.toUpperCase()}%7D`);
    expect(texts).toEqual({ product: '1896-S Desk', 'on-hand': '7.5' });
    expect(sent[0]?.url).toContain(`/api/data/v9.2/salesorderdetails(${lineId})?`);
    expect(sent[0]?.url).toContain('quantityonhand');
  });

  it('reads Sales in the session of whoever looks at it, without any credential', async () => {
    const { sent } = await opened(`?typename=quotedetail&id=${lineId}`, [settings]);
    expect(sent).toHaveLength(2);
    for (const { headers, credentials } of sent) {
      expect(Object.keys(headers)).not.toContain('Authorization');
      expect(credentials).toBe('same-origin');
    }
  });

  it('offers a live answer only where the connection says who people sign in to', async () => {
    const line = `?typename=salesorderdetail&id=${lineId}`;
    expect((await opened(line, [settings])).liveIsOffered()).toBe(true);
    expect((await opened(line, [{ ...settings, tandem_signinclientid: null }])).liveIsOffered()).toBe(false);
    expect((await opened(line)).liveIsOffered()).toBe(false);
  });

  it('asks for the connection of the company that the product belongs to', async () => {
    const ofCompany = { productid: { ...product, tandem_companyid: '7a2f0000-0000-4000-8000-000000000003' } };
    const { sent } = await opened(`?typename=quotedetail&id=${lineId}`, [settings], ofCompany);
    expect(decodeURIComponent(sent[1]?.url ?? '')).toContain("$filter=tandem_companyid eq '7a2f0000-0000-4000-8000-000000000003'");
  });

  it("asks Tandem with the salesperson's own token and never without one", async () => {
    const { liveQuantity, sent } = await opened(`?typename=salesorderdetail&id=${lineId}`, [settings]);
    await expect(liveQuantity(settings.tandem_availabilityurl, product.productid)).rejects.toThrow('Sign in');
    expect(sent.some(({ url }) => url.startsWith('https://tandem'))).toBe(false);
    expect(await liveQuantity(settings.tandem_availabilityurl, product.productid, 'token-of-the-salesperson')).toEqual({
      quantity: 3,
      unit: 'PCS',
    });
    expect(sent.at(-1)).toMatchObject({ headers: { Authorization: 'Bearer token-of-the-salesperson' }, credentials: 'omit' });
  });

  it('says so where the line is new or a write-in', async () => {
    expect((await opened('?typename=salesorderdetail')).texts.status).toContain('Save the line first');
    expect((await opened(`?typename=account&id=${lineId}`)).texts.status).toContain('Save the line first');
    expect((await opened(`?typename=salesorderdetail&id=${lineId}`, [], { productid: null })).texts.status).toContain('no product');
  });
});
