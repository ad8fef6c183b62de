/** Who may import whom: between projects by their tags, inside a service by its folders. */

const framework = ['@nestjs/*', 'typeorm', 'pg', '@nats-io/*'];

const dependencies = [
  { sourceTag: 'kind:domain', onlyDependOnLibsWithTags: ['kind:domain'], allowedExternalImports: ['fast-check'] },
  {
    sourceTag: 'kind:contracts',
    onlyDependOnLibsWithTags: ['kind:domain', 'kind:contracts'],
    allowedExternalImports: ['class-validator', 'class-transformer', 'reflect-metadata'],
  },
  { sourceTag: 'kind:connectors', onlyDependOnLibsWithTags: ['kind:domain', 'kind:connectors'], bannedExternalImports: framework },
  { sourceTag: 'kind:platform', onlyDependOnLibsWithTags: ['kind:domain', 'kind:contracts', 'kind:platform'] },
  { sourceTag: 'kind:service', onlyDependOnLibsWithTags: ['kind:domain', 'kind:contracts', 'kind:connectors', 'kind:platform'] },
  { sourceTag: 'service:gateway', notDependOnLibsWithTags: ['kind:connectors'] },
  { sourceTag: 'service:sync-orchestration', notDependOnLibsWithTags: ['kind:connectors'] },
  { sourceTag: 'kind:tool', onlyDependOnLibsWithTags: ['kind:domain', 'kind:contracts', 'kind:connectors', 'kind:platform', 'kind:tool'] },
  { sourceTag: 'kind:system-tests', onlyDependOnLibsWithTags: ['kind:domain', 'kind:contracts', 'kind:platform', 'kind:tool'] },
];

const between = (allow) => ['error', { enforceBuildableLibDependency: false, allow, depConstraints: dependencies }];

/** Tools and system tests are not shipped; they may reach into each other by relative paths. */
const tools = ['^(\\.\\./)+(tools/)?[a-z-]+/src/[a-z]'];

/** Rules between projects. */
export const moduleBoundaries = [
  { files: ['apps/**/*.ts', 'libs/**/*.ts'], rules: { '@nx/enforce-module-boundaries': between([]) } },
  { files: ['tools/**/*.ts', 'apps/system-tests/**/*.ts'], rules: { '@nx/enforce-module-boundaries': between(tools) } },
];

const forbid = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** Tests of the kernel may generate cases; the kernel itself takes nothing but digests from outside. */
const pure = { regex: '^(node:(?!crypto$)|fast-check$)', message: 'The shared kernel is pure.' };

const outsideOfDomain = {
  regex: '^(?!@tandem/domain/|\\.\\.?/)|^\\.\\./(.*/)?(adapters|use-cases)/|^\\.\\./(config|main|.*\\.module)$',
  message: 'domain/ imports only @tandem/domain and itself.',
};
const adapters = { regex: '(^|/)adapters/', message: 'Only the module wires adapters; everyone else asks a port.' };
const technology = {
  regex: '^(@nestjs/|typeorm|pg$|@nats-io/|fastify|undici|rxjs)',
  message: 'A use case is a plain class; technology stays in adapters.',
};
const whatTestsMay = ['**/*.spec.ts', '**/*.fixture.ts'];

/** Rules between the folders of a service. */
export const serviceLayers = [
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: whatTestsMay,
    rules: forbid([pure]),
  },
  {
    files: ['apps/*/src/**/*.ts'],
    ignores: [...whatTestsMay, 'apps/*/src/adapters/**', 'apps/*/src/*.module.ts', 'apps/*/src/main.ts', 'apps/system-tests/**'],
    rules: forbid([adapters]),
  },
  { files: ['apps/*/src/use-cases/**/*.ts'], ignores: whatTestsMay, rules: forbid([adapters, technology]) },
  { files: ['apps/*/src/domain/**/*.ts'], ignores: whatTestsMay, rules: forbid([outsideOfDomain]) },
];
