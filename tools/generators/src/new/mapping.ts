/** A new table mapping: its file, and its line in the table of contents. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { businessCentral } from '@tandem/domain/tables/business-central';
import { Columns } from '@tandem/domain/tables/table';
import { sales } from '@tandem/domain/tables/sales';
import { constantName, fileName } from './names';
import { newFile, replaceFile } from './new-file';

export interface MappingWish {
  /** The product's name: `ITEM-PRODUCT`. */
  readonly name: string;
  /** Names of declared tables: `customers`, `accounts`. */
  readonly businessCentral: string;
  readonly sales: string;
}

const contents = 'libs/domain/src/catalogue/index.ts';

/** The first text of a table that may be written: something to begin with. */
function firstText(side: Readonly<Record<string, { readonly columns: Columns }>>, table: string): string {
  const declared = side[table];
  if (!declared) throw new Error(`There is no table ${table}; declared are ${Object.keys(side).join(', ')}.`);
  const texts = Object.entries(declared.columns).filter(([, { kind, access }]) => (kind === 'text' || kind === 'code') && !access);
  if (!texts[0]) throw new Error(`The table ${table} has no text that could be written.`);
  return texts[0][0];
}

function mappingFile(wish: MappingWish): string {
  const [own, other] = [firstText(businessCentral, wish.businessCentral), firstText(sales, wish.sales)];
  return `/** ${wish.businessCentral} of Business Central → ${wish.sales} of Sales. */
    import { defineTableMapping } from '../mapping/table-mapping';
    import { businessCentral } from '../tables/business-central';
    import { sales } from '../tables/sales';

    export const ${constantName(wish.name)} = defineTableMapping({
      name: '${wish.name}',
      businessCentral: businessCentral.${wish.businessCentral},
      sales: sales.${wish.sales},
      direction: 'toSales',
      matchOn: [[['${own}', '${other}']]],
      label: { businessCentral: ['${own}'], sales: ['${other}'] },
      fields: (f) => [f.toSales('${own}', '${other}')],
    });`;
}

/** The table of contents with one mapping more, its import in its place. */
function withMapping(page: string, name: string): string {
  const line = `import { ${constantName(name)} } from './${fileName(name)}';`;
  const imports = page.match(/^import \{ \w+ \} from '\.\/.*;$/gm) ?? [];
  const sorted = [...imports, line].sort((one, other) => one.localeCompare(other));
  return page
    .replace(imports.join('\n'), sorted.join('\n'))
    .replace(/(const catalogue: readonly TableMapping\[\] = \[[^\]]*?),?\s*\];/, `$1, ${constantName(name)}];`);
}

/** Answers the paths of what was written. @throws Error where a table is not declared, or the mapping exists */
export async function newMapping(root: string, wish: MappingWish): Promise<string[]> {
  const file = await newFile(root, `libs/domain/src/catalogue/${fileName(wish.name)}.ts`, mappingFile(wish));
  return [file, await replaceFile(root, contents, withMapping(readFileSync(join(root, contents), 'utf8'), wish.name))];
}
