import type { ServiceAnswer } from '../../service/exchange';
import { wants } from '../access/preferences';
import { errorAnswer } from '../answers';
import { DataverseError } from '../dataverse-error';
import { dispatch } from './dispatch';
import type { Operation } from './operation';

/** Carries out one operation; a refusal becomes its error answer. */
export function runOperation(operation: Operation): ServiceAnswer {
  try {
    return dispatch(operation);
  } catch (error) {
    if (error instanceof DataverseError)
      return errorAnswer(error, wants(operation.context.preferences, 'Microsoft.PowerApps.CDS.HelpLink'));
    throw error;
  }
}
