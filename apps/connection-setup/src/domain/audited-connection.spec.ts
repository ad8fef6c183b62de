import { connectionChange } from './audited-connection';
import { Connection, newConnection } from './connection';

const monday = new Date('2026-11-02T08:00:00.000Z');
const contoso: Connection = { ...newConnection('11111111-1111-4111-8111-111111111111', 'Contoso', monday), sales: { url: 'https://one' } };
const encrypted = (value: string) => ({ wrappedKey: 'a2V5', masterKeyVersion: '1', values: { 'sales.clientSecret': value } });

describe('what the audit trail tells about a connection', () => {
  it.each<[string, Connection | undefined, Connection | undefined, string[]]>([
    ['connection.changed', contoso, { ...contoso, sales: { url: 'https://other' } }, ['sales.url']],
    ['connection.changed', contoso, { ...contoso, secrets: encrypted('eA==') }, ['sales.clientSecret']],
    ['connection.changed', { ...contoso, secrets: encrypted('eA==') }, { ...contoso, secrets: encrypted('eQ==') }, ['sales.clientSecret']],
    ['connection.enabled', contoso, { ...contoso, enabled: true }, ['enabled']],
    ['connection.disabled', { ...contoso, enabled: true }, contoso, ['enabled']],
    ['connection.needsAttention', contoso, { ...contoso, reason: 'The secret has expired.' }, ['reason']],
    ['connection.recovered', { ...contoso, reason: 'The secret has expired.' }, contoso, ['reason']],
  ])('%s names what changed', (action, before, after, fields) => {
    expect(connectionChange(before, after)).toMatchObject({ action, fields });
  });

  it('a new connection has no state before, a deleted one none after', () => {
    expect(connectionChange(undefined, contoso)).toMatchObject({ action: 'connection.created', before: undefined });
    expect(connectionChange(contoso, undefined)).toMatchObject({ action: 'connection.deleted', after: undefined });
  });
});
