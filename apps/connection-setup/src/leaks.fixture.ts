/** Where a secret might turn up, and in which forms. */
import { Client } from 'pg';

/** What a running service has written so far. */
interface Written {
  readonly database: { readonly adminUrl: string };
  readonly service: { readonly lines: readonly string[] };
  readonly messages: readonly string[];
}

/** The places where one of the secrets turns up in any form: database, log, bus. Empty is good. */
export async function leaksOf(secrets: readonly string[], { database, service, messages }: Written): Promise<string[]> {
  const places = { database: await dump(database.adminUrl), log: service.lines.join('\n'), bus: messages.join('\n') };
  const forms = secrets.flatMap(formsOf);
  return Object.entries(places).flatMap(([place, text]) => forms.filter((form) => text.includes(form)).map((form) => `${place}: ${form}`));
}

/** A secret as text, in hexadecimal and in base64. */
const formsOf = (text: string): string[] => [
  text,
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1),
];

/** Every row of every table as text. */
async function dump(adminUrl: string): Promise<string> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = await tables.reduce<Promise<string[]>>(async (before, { name }) => {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    return [...(await before), ...rows.map(({ row }) => row)];
  }, Promise.resolve([]));
  await client.end();
  return texts.join('\n');
}
