/** The secrets of a connection: their names, how they are taken out of what people send, and the port that encrypts them. */

export const secretNames = [
  'sales.clientSecret',
  'sales.certificate',
  'sales.password',
  'businessCentral.clientSecret',
  'businessCentral.certificate',
  'businessCentral.password',
  'businessCentral.accessKey',
  'webService.accessKey',
  'salesOrderUser.clientSecret',
  'salesOrderUser.certificate',
  'salesOrderUser.password',
] as const;
export type SecretName = (typeof secretNames)[number];

/** Secrets in clear: in memory, for as long as they are used. */
export type Secrets = { readonly [Name in SecretName]?: string };

/** Secrets to set, or with null to forget. */
export type SecretChanges = { readonly [Name in SecretName]?: string | null };

/** Secrets as they are stored. */
export interface EncryptedSecrets {
  /** The connection's data key, wrapped by the master key. Base64. */
  readonly wrappedKey: string;
  /** Which master key has wrapped it. */
  readonly masterKeyVersion: string;
  /** Each encrypted with the data key for its connection and name. Base64. */
  readonly values: { readonly [Name in SecretName]?: string };
}

export abstract class SecretCipher {
  /**
   * What is to be stored after the changes; null where nothing is left.
   * @throws Failure `setup.encryption` where the master key can't be used
   */
  abstract encrypt(connectionId: string, changes: SecretChanges, stored: EncryptedSecrets | null): Promise<EncryptedSecrets | null>;
  /**
   * The stored secrets in clear.
   * @throws Failure `misconfigured` `secrets.masterKeyMissing` where their master key is not at hand
   */
  abstract decrypt(connectionId: string, stored: EncryptedSecrets | null): Promise<Secrets>;
}

type Groups = { readonly [group: string]: unknown };

/** Takes the secrets out of the groups of a body: what is left may be stored as it is. A group that is cleared (null) clears its secrets. */
export function takeSecrets<Body extends Groups>(body: Body): { rest: Body; secrets: SecretChanges } {
  const rest: Record<string, unknown> = { ...body };
  const secrets: Record<string, string | null> = {};
  for (const name of secretNames) {
    const [group, property] = name.split('.') as [string, string];
    const content = rest[group];
    if (content === null) secrets[name] = null;
    if (typeof content !== 'object' || content === null) continue;
    const { [property]: secret, ...others } = content as Record<string, unknown>;
    rest[group] = others;
    if (typeof secret === 'string' || secret === null) secrets[name] = secret;
  }
  return { rest: rest as Body, secrets };
}
