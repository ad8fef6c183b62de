/** Reads the certificates that people enter, and keeps what may be shown of them. */
import { SettingsChange } from './connection';
import { SecretChanges } from './secrets';
import { accounts } from './sign-in';

export abstract class Certificates {
  /**
   * When a certificate ends.
   * @throws Failure `rejected` `setup.certificateInvalid` where the text is no certificate with its private key
   */
  abstract expiryOf(pem: string): Date;
}

/**
 * The change with the dates that go with its secrets: a certificate brings its own; a new secret has none until one is entered.
 * @throws Failure `rejected` `setup.certificateInvalid`
 */
export function withExpiries(change: SettingsChange, secrets: SecretChanges, certificates: Certificates): SettingsChange {
  const dated: Record<string, unknown> = { ...change };
  for (const account of accounts) {
    const group = change[account];
    if (!group) continue;
    const certificate = secrets[`${account}.certificate`];
    dated[account] = {
      ...(`${account}.clientSecret` in secrets ? { secretExpiresAt: null } : {}),
      ...group,
      ...(certificate === undefined ? {} : { certificateExpiresAt: certificate && certificates.expiryOf(certificate).toISOString() }),
    };
  }
  return dated as SettingsChange;
}
