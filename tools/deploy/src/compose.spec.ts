import 'reflect-metadata';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { declaredEnvironments, EnvironmentClass, propertiesOf, readEnvironment, variableOf } from '@tandem/platform/config/environment';
import { DatabaseEnvironment } from '@tandem/platform/persistence/database-environment';
import { ServiceEnvironment } from '@tandem/platform/service/service-environment';
import { services as localServices } from '../../local/src/services';
import { ProvisioningEnvironment } from './config';

interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly dockerfile?: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly container_name?: string;
  readonly ports?: readonly string[];
}

const root = join(__dirname, '..', '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Readonly<{ services: Record<string, ComposeService> }>;
const example = new Map(
  read('.env.example')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line))
    .map((line) => line.split(/=(.*)/s) as [string, string]),
);
const apps = readdirSync(join(root, 'apps')).filter((name) => existsSync(join(root, 'apps', name, 'src', 'main.ts')) && name !== 'console');

/** The environment classes that a service declares in its config.ts. */
function ownEnvironment(app: string): EnvironmentClass[] {
  const file = join(root, 'apps', app, 'src', 'config.ts');
  if (!existsSync(file)) return [];
  const before = declaredEnvironments();
  jest.requireActual(file);
  return declaredEnvironments().filter((declared) => !before.includes(declared));
}

const environments = new Map(
  apps.map((app) => {
    const database = localServices.find(({ name }) => name === app)?.schema ? [DatabaseEnvironment] : [];
    return [app, [ServiceEnvironment, ...database, ...ownEnvironment(app)]] as const;
  }),
);

/** The variables as docker compose would hand them over, with the values of `.env.example`. */
function resolved(service: ComposeService): Record<string, string> {
  const fill = (text: string): string =>
    text.replace(/\$\{([A-Z_]+)(?::[-?]([^}]*))?\}/g, (_, name: string, otherwise = '') => example.get(name) ?? otherwise);
  return Object.fromEntries(Object.entries(service.environment ?? {}).map(([name, value]) => [name, fill(String(value))]));
}

function serviceOf(name: string): ComposeService {
  const service = compose.services[name];
  if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
}

describe('docker-compose.yml', () => {
  it.each(apps)('runs %s with a check of its health', (app) => {
    const service = serviceOf(app);
    const words = (service.command ?? []).filter((word: string) => !word.startsWith('--'));
    expect(words).toEqual(['node', `dist/apps/${app}/main.js`]);
    expect(service.healthcheck?.test.join(' ')).toContain('/health/ready');
  });

  it.each(apps)('gives %s an environment that it accepts, and no variable that it does not know', (app) => {
    const classes = environments.get(app) ?? [];
    const known = classes.flatMap(propertiesOf).map(variableOf);
    expect(Object.keys(serviceOf(app).environment ?? {}).filter((name) => !known.includes(name))).toEqual([]);
    expect(() => readEnvironment(classes, resolved(serviceOf(app)))).not.toThrow();
  });

  it.each(apps)('starts %s when NATS is healthy and the database is prepared', (app) => {
    expect(serviceOf(app).depends_on).toMatchObject({
      nats: { condition: 'service_healthy' },
      'prepare-database': { condition: 'service_completed_successfully' },
    });
  });

  it('prepares schema and roles of every service that has a database', () => {
    const { command = [], ...service } = serviceOf('prepare-database');
    const schemas = localServices.flatMap(({ schema }) => schema ?? []);
    expect(command.slice(2).sort()).toEqual([...schemas].sort());
    expect(() => readEnvironment([ProvisioningEnvironment], resolved(service))).not.toThrow();
  });

  it('lets workers be scaled: no fixed name, no port of the host', () => {
    const { container_name: name, ports } = serviceOf('sync-worker');
    expect([name, ports]).toEqual([undefined, undefined]);
  });

  it('opens the gateway to the outside, and nothing else', () => {
    expect(Object.keys(compose.services).filter((name) => serviceOf(name).ports)).toEqual(['gateway']);
  });

  it('builds from a Dockerfile that exists', () => {
    const files = Object.values(compose.services).flatMap(({ build }) => build?.dockerfile ?? []);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('checks the health of everything that stays up', () => {
    expect(Object.entries(compose.services).filter(([name, { healthcheck }]) => !healthcheck && name !== 'prepare-database')).toEqual([]);
  });

  it('asks for nothing that .env.example does not explain', () => {
    const asked = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(asked)].filter((name) => !example.has(name))).toEqual([]);
  });
});
