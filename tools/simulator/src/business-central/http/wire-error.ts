/** A refusal as Business Central words it: HTTP status, code of its family, message with the correlation id at its end. */
import { randomUUID } from 'node:crypto';

export class WireError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** `correlation`: the CorrelationId that the message ends with. */
  body(correlation: string = randomUUID()): string {
    return JSON.stringify({ error: { code: this.code, message: `${this.message}  CorrelationId:  ${correlation}.` } });
  }
}

export const badRequest = (message: string, code = 'BadRequest'): WireError => new WireError(400, code, message);
export const readOnlyControl = (name: string): WireError => badRequest(`Control '${name}' is read-only.`, 'BadRequest_InvalidOperation');
export const dialog = (message: string): WireError => badRequest(message, 'Application_DialogException');
export const resourceNotFound = (segment: string): WireError =>
  new WireError(404, 'BadRequest_ResourceNotFound', `Resource not found for the segment '${segment}'.`);
export const methodNotAllowed = (): WireError =>
  new WireError(405, 'BadRequest_MethodNotAllowed', "'The request method is not allowed on this resource.'");
export const recordNotFound = (table: string, key: string): WireError =>
  new WireError(404, 'Internal_RecordNotFound', `The ${table} does not exist. Identification fields and values: ${key}`);
export const alreadyExists = (table: string, key: string): WireError =>
  new WireError(
    409,
    'Internal_EntityWithSameKeyExists',
    `The record in table ${table} already exists. Identification fields and values: ${key}`,
  );
export const entityChanged = (): WireError => new WireError(409, 'Request_EntityChanged', 'Another user has already changed the record.');
export const unknownProperty = (name: string, entity: string): WireError =>
  badRequest(`Could not find a property named '${name}' on type 'Microsoft.NAV.${entity}'.`);
