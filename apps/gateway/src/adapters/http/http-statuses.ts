/** Refusals that the HTTP layer makes by itself, by status: what they are called and what helps. */
import { RefusalText } from './refusal';

const texts: Readonly<Record<number, RefusalText>> = {
  400: {
    code: 'request.malformed',
    detail: 'The request cannot be read.',
    help: 'Check that the body is one well-formed JSON object and that the address is encoded correctly.',
  },
  404: { code: 'route.notFound', detail: 'There is nothing at this address.', help: '/api/docs lists every address.' },
  405: {
    code: 'route.methodNotAllowed',
    detail: 'This address does not take that method.',
    help: 'Use one of the methods named in the Allow header.',
  },
  413: { code: 'request.tooLarge', detail: 'The body is larger than 1 MB.', help: 'Send less at a time.' },
  414: { code: 'request.addressTooLong', detail: 'The address is too long.', help: 'Move long lists into the body of a POST.' },
  415: { code: 'request.mediaType', detail: 'The body is not JSON.', help: 'Send "Content-Type: application/json".' },
  503: { code: 'gateway.stopping', detail: 'The gateway is stopping.', help: 'Send the request again in a few seconds.' },
};

/** The text for a status that the HTTP layer answered with by itself. */
export function textOf(status: number): RefusalText {
  return texts[status] ?? (status < 500 ? { ...texts[400]!, detail: 'The request was refused.' } : unexpected);
}

/** What is said about anything that is not expected: nothing of its inside. */
export const unexpected: RefusalText = {
  code: 'bug.unexpected',
  detail: 'Something unexpected happened.',
  help: 'Try again; if it stays, give the correlation id to whoever runs Tandem.',
};
