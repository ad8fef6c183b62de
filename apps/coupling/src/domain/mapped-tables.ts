/** The two tables that a mapping couples, by their names in the catalogue: uniqueness of couplings is per table, not per mapping. */
import { mappingNamed } from '@tandem/domain/catalogue/index';
import { Failure } from '@tandem/domain/failure';
import { Side } from '@tandem/domain/value';

export interface MappedTables extends Readonly<Record<Side, string>> {
  readonly mapping: string;
}

/** @throws Failure `rejected` `mapping.unknown` */
export function tablesOf(mapping: string): MappedTables {
  const declared = mappingNamed(mapping);
  if (!declared) {
    const help = 'Use the name of a mapping as the list of mappings shows it, for example CUSTOMER.';
    throw new Failure('rejected', 'mapping.unknown', `There is no mapping "${mapping}".`, { help });
  }
  return { mapping, businessCentral: declared.businessCentral.name, sales: declared.sales.name };
}
