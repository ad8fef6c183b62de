/** The privileges of the integration user: read on every table of Sales that takes part, create and write where Tandem writes. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { Options } from '../options';
import { privilegesMissing } from '../preflight-failures';

/** Privileges beyond the mapped tables. That users and roles can be read has been seen before these are looked at. */
const always = [
  ...['prvReadOrganization', 'prvReadTransactionCurrency'],
  // The row that tells people's pages where Business Central and Tandem are found.
  ...['Read', 'Create', 'Write', 'Delete'].map((verb) => `prv${verb}tandem_Connection`),
];

/** To say that orders are left to the back office. */
const toHandOrdersOver = 'prvWriteOrganization';

type Chosen = Pick<Options, 'mappings' | 'salesOrderIntegration'>;

/** Names of the privileges that the chosen options need; those of all mappings where none are chosen. */
export function requiredPrivileges({ mappings: chosen, salesOrderIntegration }: Chosen): string[] {
  const mappings = catalogue.filter(({ name }) => !chosen || chosen.includes(name));
  const ofOptions = salesOrderIntegration === 'legacy' ? [toHandOrdersOver] : [];
  return [
    ...new Map([...always, ...ofOptions, ...mappings.flatMap(privilegesOf)].map((name) => [name.toLowerCase(), name])).values(),
  ].sort();
}

/** @throws Failure `misconfigured` `setup.privilegesMissing`, which names each of them */
export function checkSalesPrivileges(user: string, held: readonly string[], options: Chosen): readonly string[] {
  const names = new Set(held.map((name) => name.toLowerCase()));
  const missing = requiredPrivileges(options).filter((name) => !names.has(name.toLowerCase()));
  if (missing.length > 0) throw privilegesMissing(user, missing);
  return held;
}

const nameIn = (logicalName: string): string => `${logicalName.charAt(0).toUpperCase()}${logicalName.slice(1)}`;

function privilegesOf({ sales: { storage }, direction }: TableMapping): string[] {
  if (storage.kind === 'optionSet') return direction === 'fromSales' ? [] : ['prvWriteAttribute'];
  if (storage.kind !== 'entity' || storage.logicalName === 'systemuser') return [];
  const verbs = direction === 'fromSales' ? ['Read'] : ['Read', 'Create', 'Write'];
  return verbs.map((verb) => `prv${verb}${nameIn(storage.logicalName)}`);
}
