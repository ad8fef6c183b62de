/** The order of a full synchronisation, derived from what the mappings refer to. */
import { needsOf, TableMapping } from '../mapping/table-mapping';
import { appliesTo, Variant } from '../mapping/variant';

/** The mappings that exist under a variant. */
export const mappingsUnder = (catalogue: readonly TableMapping[], variant: Variant): TableMapping[] =>
  catalogue.filter((mapping) => appliesTo(mapping.when, variant));

/** The mappings of the variant that must be finished before this one may start; what the variant lacks counts as satisfied. */
export function dependenciesOf(mapping: TableMapping, catalogue: readonly TableMapping[], variant: Variant): string[] {
  const present = new Set(mappingsUnder(catalogue, variant).map(({ name }) => name));
  return needsOf(mapping, variant).filter((need) => present.has(need));
}

/** Waves: each holds the mappings whose needs are all met by earlier waves. A circle is a mistake of the catalogue. */
export function waves(catalogue: readonly TableMapping[], variant: Variant): TableMapping[][] {
  const found: TableMapping[][] = [];
  let open = mappingsUnder(catalogue, variant);
  const done = new Set<string>();
  while (open.length > 0) {
    const wave = open.filter((mapping) => dependenciesOf(mapping, catalogue, variant).every((need) => done.has(need)));
    if (wave.length === 0) throw new Error(`These mappings wait for each other: ${open.map(({ name }) => name).join(', ')}`);
    found.push(wave);
    wave.forEach(({ name }) => done.add(name));
    open = open.filter((mapping) => !wave.includes(mapping));
  }
  return found;
}
