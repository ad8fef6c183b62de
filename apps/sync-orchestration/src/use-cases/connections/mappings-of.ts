/** The mappings that take part under a connection, as an administrator has changed them. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { Failure } from '@tandem/domain/failure';
import { effectiveMapping } from '@tandem/domain/mapping/effective-mapping';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { mappingsUnder } from '@tandem/domain/sync/waves';
import { ConnectionCard } from '../../domain/connections/connection-card';
import { SettingsVersion } from '../../domain/connections/mapping-settings';

/** Those that exist under the connection's variant and were chosen. */
export function mappingsOf(card: Pick<ConnectionCard, 'variant' | 'chosenMappings'>, stored: readonly SettingsVersion[]): TableMapping[] {
  const settings = new Map(stored.map((version) => [version.mapping, version.settings]));
  return mappingsUnder(catalogue, card.variant)
    .filter(({ name }) => card.chosenMappings === null || card.chosenMappings.includes(name))
    .map((entry) => effectiveMapping(entry, settings.get(entry.name) ?? {}));
}

/** @throws Failure `rejected` `mapping.notFound` */
export function mappingCalled(name: string, mappings: readonly TableMapping[]): TableMapping {
  const found = mappings.find((mapping) => mapping.name === name);
  if (found) return found;
  const names = mappings.map((mapping) => mapping.name).join(', ');
  throw new Failure('rejected', 'mapping.notFound', `This connection has no mapping ${name}.`, { help: `Its mappings are ${names}.` });
}
