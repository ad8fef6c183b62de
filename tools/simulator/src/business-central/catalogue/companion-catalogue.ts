/** The companion API's property list as its file states it. */
import type { EdmType } from '../store/column';
import { readShippedFile } from '../../service/shipped-files';

export interface CompanionProperty {
  name: string;
  alField: string;
  type: EdmType;
  maxLength?: number;
  code?: boolean;
  readOnly?: boolean;
  writeOnceOnPost?: boolean;
  writeOnly?: boolean;
  references?: string;
  values?: string[];
}

export interface CompanionSet {
  set: string;
  entity: string;
  alTable: string;
  key: string[];
  businessKey: string[];
  methods: Array<'GET' | 'POST' | 'PATCH' | 'DELETE'>;
  boundActions: string[];
  systemRowVersionOf: 'own' | string[];
  properties: CompanionProperty[];
  navigation?: Array<{ name: string; entity: string; set: string; multiplicity: string }>;
}

export function readCompanionCatalogue(): CompanionSet[] {
  const catalogue = readShippedFile('catalogues/companion-entities.json') as { entitySets: Record<string, CompanionSet> };
  return Object.values(catalogue.entitySets);
}
