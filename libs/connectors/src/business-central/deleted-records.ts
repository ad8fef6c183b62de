/** Reads which rows were deleted, from the log that the companion writes. */
import { queryString, textLiteral } from '../odata/query';
import { CompanyClient } from './company-client';

/** Ids of the rows of a table (its AL name) whose deletion has a row version in the range; without `below` up to now. */
export const deletedSince = async (client: CompanyClient, alTable: string, range: { after: bigint; below?: bigint }): Promise<string[]> => {
  const bound = range.below === undefined ? '' : ` and systemRowVersion lt ${range.below}`;
  const $filter = `tableName eq ${textLiteral(alTable)} and systemRowVersion gt ${range.after}${bound}`;
  const path = (await client.path('deletedRecords')) + queryString({ $select: 'recordId', $filter, $orderby: 'systemRowVersion' });
  return (await client.getAll({ path })).map((row) => String(row.recordId));
};
