import { Client } from 'pg';

/** The content of every table of a database, as text. */
export async function dumpOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const parts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      parts.push(name, ...rows.map(({ line }) => line));
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}
