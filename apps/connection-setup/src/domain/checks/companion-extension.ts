/** The companion extension of Business Central: installed, and not older than this version of Tandem needs. */
import { extensionOutdated } from '../preflight-failures';
import { extensionMissing } from '../setup-failures';
import { CompanionState } from '../systems';
import { isOlder } from '../version';

/** The oldest version that answers everything that is asked. */
export const neededExtensionVersion = '1.0.0.0';

/** @throws Failure `misconfigured` `setup.extensionMissing`, `setup.extensionOutdated` */
export function checkCompanionExtension(state: CompanionState | undefined): CompanionState {
  if (!state) throw extensionMissing();
  if (isOlder(state.extensionVersion, neededExtensionVersion)) throw extensionOutdated(state.extensionVersion, neededExtensionVersion);
  return state;
}
