import { headers } from '@nats-io/transport-node';
import { inTrace } from '../observability/trace-context';
import { traceHeaders, traceOf } from './wire';

const data = new Uint8Array();
const anna = { subject: 'user:änna\r\nX: y', roles: ['admin'] };

describe('the headers of a message', () => {
  it('carry who asked, whatever is in the name', () => {
    const sent = inTrace({ correlationId: 'request-1', traceparent: '', actor: anna }, () => traceHeaders());
    expect(traceOf({ data, headers: sent })).toMatchObject({ correlationId: 'request-1', actor: anna });
  });

  it('name nobody where Tandem works by itself', () => {
    const sent = inTrace({ correlationId: 'sweep', traceparent: '' }, () => traceHeaders());
    expect(traceOf({ data, headers: sent }).actor).toBeUndefined();
  });

  it('that cannot be read name nobody', () => {
    const sent = headers();
    sent.set('Tandem-Actor', '%');
    expect(traceOf({ data, headers: sent }).actor).toBeUndefined();
  });
});
