/** Checks the user that item availability is read with on-premises: Business Central lets it in with its access key. */
import { asFailure } from '@tandem/domain/failure';
import { RunCheck } from '../domain/findings';
import { connectionFailed } from '../domain/setup-failures';
import type { BusinessCentralLook } from './inspect-business-central';

export async function inspectWebServiceUser(look: BusinessCentralLook, run: RunCheck): Promise<void> {
  await run(
    'webServiceUser',
    () => isLetIn(look),
    (seen) => (seen ? 'Business Central lets it in' : 'Not needed: availability is not chosen, or read with the app registration'),
  );
}

async function isLetIn({ issuer, systems, webServiceSignIn }: BusinessCentralLook): Promise<boolean> {
  if (!webServiceSignIn) return false;
  try {
    await systems.businessCentral(await issuer.issue(webServiceSignIn)).companies();
    return true;
  } catch (thrown) {
    const failure = asFailure(thrown);
    throw failure.kind === 'bug' ? thrown : connectionFailed('Web-service user of Business Central', failure);
  }
}
