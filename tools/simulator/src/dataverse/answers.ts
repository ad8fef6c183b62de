import { randomUUID } from 'node:crypto';
import type { ServiceAnswer } from '../service/exchange';
import type { DataverseError } from './dataverse-error';
import type { Preferences } from './access/preferences';

/** The form of every answer of the Web API. */

const jsonType = 'application/json; odata.metadata=minimal';

interface AnswerParts {
  status?: number;
  headers?: Record<string, string>;
  contentType?: string;
  rowsRead?: number;
  rowsWritten?: number;
}

/** An answer with a body. */
export function answerOf(
  { preferences }: { preferences: Preferences },
  body: string,
  { status = 200, headers, contentType = jsonType, rowsRead, rowsWritten }: AnswerParts = {},
): ServiceAnswer {
  return { status, headers: { 'Content-Type': contentType, ...standardHeaders(preferences), ...headers }, body, rowsRead, rowsWritten };
}

/** 204, or another status without a body. */
export function silentAnswer({ preferences }: { preferences: Preferences }, parts: AnswerParts = {}): ServiceAnswer {
  return {
    status: parts.status ?? 204,
    headers: { ...standardHeaders(preferences), ...parts.headers },
    body: '',
    rowsWritten: parts.rowsWritten,
  };
}

function standardHeaders(preferences: Preferences): Record<string, string> {
  const headers: Record<string, string> = { 'OData-Version': '4.0', REQ_ID: randomUUID() };
  if (preferences.applied.length > 0) headers['Preference-Applied'] = preferences.applied.join(',');
  return headers;
}

/** An error; with all annotations asked for it carries the details that the Web API adds. */
export function errorAnswer(error: DataverseError, detailed: boolean): ServiceAnswer {
  const details = detailed
    ? {
        '@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus': '0',
        '@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode': '2146233088',
        '@Microsoft.PowerApps.CDS.HelpLink': `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${error.code}&client=platform`,
        '@Microsoft.PowerApps.CDS.TraceText': '',
        '@Microsoft.PowerApps.CDS.InnerError.Message': error.message,
      }
    : {};
  const body = JSON.stringify({ error: { code: error.code, message: error.message, ...details } });
  return {
    status: error.status,
    headers: { 'Content-Type': jsonType, 'OData-Version': '4.0', REQ_ID: randomUUID(), ...error.headers },
    body,
  };
}
