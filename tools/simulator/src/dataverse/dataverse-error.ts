/** A refusal of the Web API: HTTP status, the hexadecimal code (or "" and "0x0" of the OData layer) and the message. */
export class DataverseError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

const productionError = (entitySet: string, inner: string) =>
  `Error identified in Payload provided by the user for Entity :'${entitySet}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: ${inner}`;

/** The refusals that several parts give, by their names in the error table (wire/dataverse.md section 9). */
export const refusals = {
  noRow: (table: string, id: string) => new DataverseError(404, '0x80040217', `${table} With Id = ${id} Does Not Exist`),
  noRowByKey: (table: string) =>
    new DataverseError(404, '0x80060891', `A record with the specified key values does not exist in ${table} entity`),
  noSegment: (segment: string) => new DataverseError(404, '0x8006088a', `Resource not found for the segment '${segment}'.`),
  noResource: (uri: string) => new DataverseError(404, '', `No HTTP resource was found that matches the request URI '${uri}'.`),
  noProperty: (name: string, table: string) =>
    new DataverseError(400, '0x0', `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table}'.`),
  invalidProperty: (name: string, table: string) =>
    new DataverseError(
      400,
      '0x0',
      `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${table}'. ---> Microsoft.OData.ODataException: The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.${table}'. Make sure to only use property names that are defined by the type.`,
    ),
  payload: (entitySet: string, inner: string) => new DataverseError(400, '0x80048d19', productionError(entitySet, inner)),
  shape: (message: string) => new DataverseError(400, '0x80060888', message),
  syntax: (message: string) => new DataverseError(400, '0x0', message),
  argument: (message: string) => new DataverseError(400, '0x80040203', message),
  method: (method: string) => new DataverseError(405, '0x0', `The requested resource does not support http method '${method}'.`),
  duplicateKey: () => new DataverseError(412, '0x80040237', 'A record with matching key values already exists.'),
  staleVersion: () =>
    new DataverseError(412, '0x80060882', "The version of the existing record doesn't match the RowVersion property provided."),
} as const;
