import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from './services';

const apps = join(__dirname, '..', '..', '..', 'apps');
const notServices = ['system-tests', 'console'];

/** The schema that a service's own code names. */
function schemaIn(app: string): string | undefined {
  const sources = globSync(join(apps, app, 'src', '**', '*.ts')).filter((file) => !file.endsWith('.spec.ts'));
  return sources.map((file) => /\bschema: '(\w+)'/.exec(readFileSync(file, 'utf8'))?.[1]).find((schema) => schema !== undefined);
}

describe('the list of services', () => {
  it('names every service of the workspace', () => {
    expect(services.map(({ name }) => name).sort()).toEqual(
      readdirSync(apps)
        .filter((name) => !notServices.includes(name))
        .sort(),
    );
  });

  it.each(services.map(({ name, schema }) => [name, schema] as const))('knows the schema that %s owns', (name, schema) => {
    expect(schema).toBe(schemaIn(name));
  });
});
