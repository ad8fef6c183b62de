import { readSampleRows } from '../../service/shipped-files';
import type { AppRegistration } from '../../service/entra/app-registrations';
import { metadataId } from '../metadata-api/metadata-id';
import type { Database } from '../storage/database';
import * as identities from './identities';
import { ownRowsReader, privilegesOfRole, roleTemplates, solutionRoles } from './roles';
import { SampleWriter } from './sample-writer';
import { solutionVersion } from './solution-version';

/** What every organisation has, sample or not: itself, its business unit, currencies, roles, application users, units, messages; Tandem's solution where it is there. */

export const organizationId = metadataId('organization');
export const rootBusinessUnitId = metadataId('businessunit/root');
export const defaultTeamId = metadataId('team/root');
export const systemUserId = metadataId('systemuser/SYSTEM');

export function seedOrganization(database: Database, { solution }: { solution: boolean }): void {
  const writer = new SampleWriter(database, systemUserId);
  const currencies = readSampleRows('sales/transactioncurrency.json');
  const base = currencies.find(({ isocurrencycode }) => isocurrencycode === 'USD') ?? {};
  for (const currency of currencies) writer.insert('transactioncurrency', String(currency.transactioncurrencyid), currency);
  writer.insert('organization', organizationId, organization(String(base.transactioncurrencyid)));
  writer.insert('businessunit', rootBusinessUnitId, { name: 'CRONUS Sales', _transactioncurrencyid_value: base.transactioncurrencyid });
  writer.insert('systemuser', systemUserId, {
    fullname: 'SYSTEM',
    lastname: 'SYSTEM',
    domainname: 'SYSTEM',
    isdisabled: true,
    accessmode: 3,
    _businessunitid_value: rootBusinessUnitId,
  });
  seedDefaultTeam(writer);
  seedRoles(database, writer, solution);
  seedApplicationUsers(database, writer, solution);
  for (const schedule of readSampleRows('sales/uomschedule.json')) writer.insert('uomschedule', String(schedule.uomscheduleid), schedule);
  for (const unit of readSampleRows('sales/uom.json')) writer.insert('uom', String(unit.uomid), unit);
  seedMessages(database, writer);
  seedSolutions(writer, solution);
  if (solution) seedNotifications(writer);
  writer.commit();
}

/** Every business unit has a team of its own name, which all its users belong to; it can't be deleted. */
function seedDefaultTeam(writer: SampleWriter): void {
  writer.insert('team', defaultTeamId, {
    name: 'CRONUS Sales',
    teamtype: 0,
    isdefault: true,
    _businessunitid_value: rootBusinessUnitId,
    _administratorid_value: systemUserId,
  });
}

function organization(baseCurrencyId: string): Record<string, unknown> {
  return {
    name: 'CRONUS Sales',
    _basecurrencyid_value: baseCurrencyId,
    basecurrencyprecision: 2,
    basecurrencysymbol: '$',
    currencydecimalprecision: 2,
    pricingdecimalprecision: 2,
    expirechangetrackingindays: 7,
    createproductswithoutparentinactivestate: false,
    issopintegrationenabled: false,
  };
}

export function roleId(name: string): string {
  return metadataId(`role/${name}`);
}

function seedRoles(database: Database, writer: SampleWriter, solution: boolean): void {
  const added = [...(solution ? solutionRoles : []), ownRowsReader];
  const published = readSampleRows('sales/role.json').map(({ roleid, name }) => ({ id: String(roleid), name: String(name) }));
  for (const { id, name } of [...published, ...added.map((name) => ({ id: roleId(name), name }))]) {
    writer.insert('role', id, {
      name,
      _businessunitid_value: rootBusinessUnitId,
      _parentrootroleid_value: id,
      ...(name in roleTemplates ? { _roletemplateid_value: roleTemplates[name] } : {}),
    });
    database.setRolePrivileges(id, privilegesOfRole(database.schema, name));
  }
}

const integrationRoles = ['Tandem Integration Administrator', 'Tandem Integration User'];

function seedApplicationUsers(database: Database, writer: SampleWriter, hasSolution: boolean): void {
  const integration = hasSolution ? integrationRoles : [];
  const add = (registration: AppRegistration, roles: readonly string[], isdisabled = false) => {
    const id = applicationUserId(registration);
    writer.insert('systemuser', id, { ...applicationUser(registration), isdisabled });
    joinDefaultTeam(database, id);
    grantRoles(database, id, roles);
  };
  add(identities.integrationApplication, integration);
  add(identities.administratorApplication, ['System Administrator', 'System Customizer']);
  add(identities.rolelessApplication, []);
  add(identities.mightyApplication, [...integration, 'System Administrator']);
  add(identities.disabledApplication, integration, true);
  add(identities.ownRowsApplication, [ownRowsReader]);
}

export function joinDefaultTeam(database: Database, userId: string): void {
  database.link(database.association('teammembership_association'), defaultTeamId, userId);
}

export function applicationUserId({ clientId }: AppRegistration): string {
  return metadataId(`systemuser/${clientId}`);
}

export function applicationUser({ clientId, name }: AppRegistration): Record<string, unknown> {
  const account = `${name.toLowerCase().replaceAll(' ', '-')}@contoso.com`;
  return {
    firstname: '#',
    lastname: name,
    fullname: `# ${name}`,
    domainname: account,
    internalemailaddress: account,
    applicationid: clientId.toLowerCase(),
    azureactivedirectoryobjectid: metadataId(`entra/${clientId}`),
    accessmode: 4,
    islicensed: false,
    _businessunitid_value: rootBusinessUnitId,
  };
}

/** Gives a user roles by name; a name that does not exist is a mistake of the caller. */
export function grantRoles(database: Database, userId: string, names: readonly string[]): void {
  const nameColumn = database.schema.table('role').columns.get('name');
  for (const name of names) {
    const role = nameColumn === undefined ? undefined : database.store('role').find(nameColumn, name)[0];
    if (role === undefined) throw new Error(`There is no role '${name}'.`);
    database.link(database.association('systemuserroles_association'), userId, role.id);
  }
}

/** Tables without the bulk messages, as on the real service. */
const withoutBulk = new Set(['systemuser', 'team', 'businessunit', 'transactioncurrency', 'uom', 'uomschedule', 'orderclose']);

/** Messages that steps are registered on; their ids are the same in every organisation. */
export const eventMessages = {
  Create: '9ebdbb1b-ea3e-db11-86a7-000a3a5473e8',
  Update: '20bebb1b-ea3e-db11-86a7-000a3a5473e8',
  Delete: 'a1bdbb1b-ea3e-db11-86a7-000a3a5473e8',
} as const;

/** The id of the filter of a message for one table. */
export const filterId = (message: string, table: string): string => metadataId(`sdkmessagefilter/${message}/${table}`);

function seedMessages(database: Database, writer: SampleWriter): void {
  for (const [message, id] of Object.entries(eventMessages)) {
    writer.insert('sdkmessage', id, { name: message });
    for (const { logicalName, changeTracking } of database.schema.tables.values())
      if (changeTracking)
        writer.insert('sdkmessagefilter', filterId(message, logicalName), { _sdkmessageid_value: id, primaryobjecttypecode: logicalName });
  }
  for (const message of ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple']) {
    const id = metadataId(`sdkmessage/${message}`);
    writer.insert('sdkmessage', id, { name: message });
    for (const { logicalName, changeTracking } of database.schema.tables.values()) {
      if (!changeTracking || withoutBulk.has(logicalName)) continue;
      writer.insert('sdkmessagefilter', filterId(message, logicalName), {
        _sdkmessageid_value: id,
        primaryobjecttypecode: logicalName,
      });
    }
  }
}

/** What Tandem's solution brings to tell of changes, switched off as an import leaves it. */
function seedNotifications(writer: SampleWriter): void {
  const endpoint = metadataId('serviceendpoint/tandem');
  writer.insert('serviceendpoint', endpoint, {
    name: 'Tandem change notifications',
    url: 'https://tandem.invalid/api/v1/webhooks/sales',
    contract: 8,
    authtype: 5,
  });
  for (const table of ['account', 'contact', 'product', 'opportunity', 'quote', 'salesorder'])
    for (const [message, id] of Object.entries(eventMessages))
      writer.insert('sdkmessageprocessingstep', metadataId(`step/${message}/${table}`), {
        name: `Tandem: ${message} of ${table}`,
        _sdkmessageid_value: id,
        _sdkmessagefilterid_value: filterId(message, table),
        _eventhandler_value: endpoint,
        ...{ mode: 1, stage: 40, rank: 1, asyncautodelete: true, statecode: 1, statuscode: 2 },
      });
}

function seedSolutions(writer: SampleWriter, hasSolution: boolean): void {
  const publisher = metadataId('publisher/tandem');
  writer.insert('publisher', publisher, {
    uniquename: 'tandem',
    friendlyname: 'Tandem',
    customizationprefix: 'tandem',
    customizationoptionvalueprefix: 10_000,
  });
  const solution = (uniquename: string, friendlyname: string, ismanaged: boolean, version = '1.0.0.0') =>
    writer.insert('solution', metadataId(`solution/${uniquename}`), {
      uniquename,
      friendlyname,
      version,
      ismanaged,
      isvisible: true,
      installedon: '2026-01-01T00:00:00Z',
      _publisherid_value: publisher,
    });
  solution('Default', 'Default Solution', false);
  if (hasSolution) solution('tandem_salesintegration', 'Tandem Sales Integration', true, solutionVersion());
}
