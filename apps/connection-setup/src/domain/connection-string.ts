/**
 * The connection string of the product's own set-up: one text with address, account and a placeholder where the secret goes. It is read into the
 * settings and kept nowhere; the secret itself is entered beside it.
 */
import { Patch } from './patch';
import { placeholderMissing } from './setup-failures';
import { SalesSystem } from './sign-in';

/** Where one of these stands the product puts the secret in. */
const placeholders = ['{PASSWORD}', '{CLIENTSECRET}', '{CERTIFICATE}'];

/** Names of its parts, in any case, and the setting that each stands for. */
const parts: Readonly<Record<string, keyof SalesSystem>> = {
  url: 'url',
  serviceuri: 'url',
  server: 'url',
  username: 'username',
  userid: 'username',
  clientid: 'clientId',
  appid: 'clientId',
  tenantid: 'tenantId',
};

/** What people enter about the Sales organisation. */
export type SalesEntered = Patch<SalesSystem> & { readonly connectionString?: string | null };

/**
 * The settings that were entered, those of the connection string among them; what is entered beside it wins.
 * @throws Failure `rejected` `setup.placeholderMissing`, which does not repeat the text: a secret may stand in it
 */
export function withoutConnectionString({ connectionString, ...entered }: SalesEntered): Patch<SalesSystem> {
  if (!connectionString) return entered;
  if (!placeholders.some((placeholder) => connectionString.toUpperCase().includes(placeholder))) throw placeholderMissing(placeholders);
  return { ...settingsIn(connectionString), ...entered };
}

function settingsIn(connectionString: string): Patch<SalesSystem> {
  const found = connectionString.split(';').flatMap((part) => {
    const [name = '', ...value] = part.split('=');
    const setting = parts[name.replaceAll(' ', '').toLowerCase()];
    return setting && value.length > 0 ? [[setting, value.join('=').trim()]] : [];
  });
  return Object.fromEntries(found) as Patch<SalesSystem>;
}
