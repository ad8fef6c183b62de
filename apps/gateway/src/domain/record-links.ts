/** Addresses at which a person opens a record in its own application. */
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { Table } from '@tandem/domain/tables/table';

/** What must be known about a connection; an address that is absent gives no link. */
export interface LinkRoots {
  /** The Sales organisation's root. */
  readonly salesUrl?: string;
  /** Root of Business Central's web client. */
  readonly businessCentralUrl?: string;
  readonly companyName?: string;
}

export interface LinkedRecord {
  readonly salesId?: string;
  readonly businessCentralId?: string;
  readonly businessKey?: string;
}

export interface RecordLinks {
  readonly sales?: string;
  readonly businessCentral?: string;
}

/** Pages of Business Central that show one record, by table (base application). */
const pageOfTable: Readonly<Record<string, number>> = {
  Customer: 21,
  Vendor: 26,
  Contact: 5050,
  'Salesperson/Purchaser': 5116,
  Currency: 495,
  'Payment Terms': 4,
  'Shipment Method': 11,
  'Shipping Agent': 428,
};

/** The links of a coupled pair. Values of option sets have no page of their own in Sales. */
export function linksOf({ sales, businessCentral }: TableMapping, roots: LinkRoots, record: LinkedRecord): RecordLinks {
  return { sales: salesLink(sales, roots, record), businessCentral: businessCentralLink(businessCentral, roots, record) };
}

function salesLink({ storage }: Table, { salesUrl }: LinkRoots, { salesId }: LinkedRecord): string | undefined {
  if (storage.kind !== 'entity' || !salesUrl || !salesId) return undefined;
  return address(salesUrl, 'main.aspx', { pagetype: 'entityrecord', etn: storage.logicalName, id: salesId });
}

/** The web client finds the record by its number or code: it takes no SystemId. */
function businessCentralLink({ storage, businessKey }: Table, roots: LinkRoots, record: LinkedRecord): string | undefined {
  const page = storage.kind === 'companionSet' ? pageOfTable[storage.alTable] : undefined;
  if (storage.kind !== 'companionSet' || !page || !roots.businessCentralUrl || !record.businessKey) return undefined;
  const field = businessKey[0] === 'number' ? 'No.' : 'Code';
  const filter = `'${storage.alTable}'.'${field}' IS '${record.businessKey.replaceAll("'", "''")}'`;
  return address(roots.businessCentralUrl, '', {
    ...(roots.companyName ? { company: roots.companyName } : {}),
    page: String(page),
    filter,
  });
}

function address(root: string, path: string, parameters: Readonly<Record<string, string>>): string {
  return `${root.replace(/\/+$/, '')}/${path}?${new URLSearchParams(parameters).toString().replaceAll('+', '%20')}`;
}
