/** The dates on which secrets and certificates stop working: warned of a month before, refused afterwards. */
import { Failure } from '@tandem/domain/failure';
import { Settings } from '../connection';
import { secretExpired, secretExpires } from '../preflight-failures';
import { accounts } from '../sign-in';

const day = 24 * 60 * 60_000;
const warnBeforeMs = 30 * day;

interface Expiry {
  /** As people call it: `client secret of Sales`. */
  readonly what: string;
  readonly at: Date;
}

const systemNames = { sales: 'Sales', businessCentral: 'Business Central', salesOrderUser: 'the sales order user' } as const;

/** Those that are known, the next one first. */
export function expiriesOf(settings: Settings): Expiry[] {
  const known = accounts.flatMap((account) => {
    const { secretExpiresAt, certificateExpiresAt } = settings[account];
    const expiry = (kind: string, at: string | undefined): Expiry[] =>
      at ? [{ what: `${kind} of ${systemNames[account]}`, at: new Date(at) }] : [];
    // A certificate is used instead of the secret.
    return certificateExpiresAt ? expiry('certificate', certificateExpiresAt) : expiry('client secret', secretExpiresAt);
  });
  return known.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/**
 * What to say of the next expiry: a sentence, or a warning in its last month.
 * @throws Failure `misconfigured` `setup.secretExpired`
 */
export function checkExpiries(settings: Settings, now: Date): string | Failure {
  const [next] = expiriesOf(settings);
  if (!next) return 'No expiry date is known';
  const left = next.at.getTime() - now.getTime();
  const on = next.at.toISOString().slice(0, 10);
  if (left <= 0) throw secretExpired(next.what, on);
  return left <= warnBeforeMs ? secretExpires(next.what, on) : `The ${next.what} is good until ${on}`;
}
