import { mappingNamed } from '@tandem/domain/catalogue/index';
import { Failure } from '@tandem/domain/failure';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';

/**
 * The mapping of the catalogue with this name.
 * @throws Failure `rejected` `mapping.notFound`
 */
export function knownMapping(name: string): TableMapping {
  const mapping = mappingNamed(name);
  if (mapping) return mapping;
  throw new Failure('rejected', 'mapping.notFound', `There is no mapping ${name}.`, { help: 'Ask for the list of mappings.' });
}
