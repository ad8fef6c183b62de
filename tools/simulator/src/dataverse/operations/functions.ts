import type { ServiceAnswer } from '../../service/exchange';
import { metadataId } from '../metadata-api/metadata-id';
import type { PathSegment } from '../addressing/path-segments';
import { answerOf } from '../answers';
import { refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import { organizationRow } from '../reading/organization-settings';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import { optionsOf, type Operation } from './operation';

/** Functions: GET, parameters as aliases. Another method finds no resource. */

const serverVersion = '9.2.25093.00168';

const unbound: Record<string, (operation: Operation, parameters: string) => unknown> = {
  WhoAmI: ({ context }) => ({
    BusinessUnitId: context.caller.businessUnitId,
    UserId: context.caller.user.id,
    OrganizationId: organizationRow(context.database)?.id ?? null,
  }),
  RetrieveVersion: () => ({ Version: serverVersion }),
  RetrieveTotalRecordCount: totalRecordCount,
};

export function unboundFunction(operation: Operation, segment: PathSegment): ServiceAnswer | undefined {
  const run = unbound[segment.name];
  if (run === undefined) return undefined;
  if (operation.method !== 'GET') throw refusals.noResource(`${operation.context.api}/${operation.path}`);
  return functionAnswer(operation.context, segment.name, run(operation, segment.key ?? ''));
}

function functionAnswer(context: RequestContext, name: string, value: unknown): ServiceAnswer {
  return answerOf(
    context,
    JSON.stringify({ '@odata.context': `${context.api}/$metadata#Microsoft.Dynamics.CRM.${name}Response`, ...(value as object) }),
  );
}

function totalRecordCount(operation: Operation, parameters: string): unknown {
  const { database } = operation.context;
  const given = /^EntityNames=(.*)$/.exec(parameters)?.[1] ?? '[]';
  const text = given.startsWith('@') ? (optionsOf(operation).aliases.get(given) ?? '[]') : given;
  const names = [...text.matchAll(/['"]([^'"]*)['"]/g)].map(([, name]) => name as string);
  for (const name of names) if (!database.has(name)) throw refusals.argument(`The entity with a name = '${name}' was not found.`);
  return {
    EntityRecordCountCollection: {
      Count: names.length,
      IsReadOnly: false,
      Keys: names,
      Values: names.map((name) => database.store(name).rows.size),
    },
  };
}

export function boundFunction(operation: Operation, table: Table, row: Row, segment: PathSegment): ServiceAnswer | undefined {
  if (segment.name !== 'Microsoft.Dynamics.CRM.RetrieveUserPrivileges' || table.logicalName !== 'systemuser') return undefined;
  if (operation.method !== 'GET') throw refusals.noResource(`${operation.context.api}/${operation.path}`);
  const { context } = operation;
  const { privileges } = context.database.accessOf(row.id);
  const entries = privileges === 'everything' ? [] : [...privileges];
  const list = entries.map(([name, depth]) => ({
    Depth: depth,
    PrivilegeId: metadataId(`privilege/${name}`),
    PrivilegeName: name,
    BusinessUnitId: context.caller.businessUnitId,
  }));
  return functionAnswer(context, 'RetrieveUserPrivileges', { RolePrivileges: list });
}
