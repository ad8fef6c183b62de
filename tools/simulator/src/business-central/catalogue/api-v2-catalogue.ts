/** The entity sets of API v2.0 as the catalogue lists them: names and flags, no types. */
import { readShippedFile } from '../../service/shipped-files';

export interface ApiV2Set {
  entity: string;
  sourceTable: string;
  allow: { InsertAllowed?: string; ModifyAllowed?: string; DeleteAllowed?: string; Editable?: string };
  key: string;
  fields: Array<{ name: string; readOnly?: boolean }>;
  nav: Array<{ name: string; entity: string; set: string; multiplicity: string }>;
  actions: string[];
}

export function readApiV2Catalogue(): Map<string, ApiV2Set> {
  const catalogue = readShippedFile('catalogues/bc-apiv2-entities.json') as { entitySets: Record<string, ApiV2Set> };
  return new Map(Object.entries(catalogue.entitySets));
}
