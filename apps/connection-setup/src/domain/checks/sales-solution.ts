/** Tandem's own solution in Sales: installed, and not older than this version of Tandem needs. */
import { solutionMissing, solutionOutdated } from '../preflight-failures';
import { isOlder } from '../version';

export const solutionName = 'tandem_salesintegration';
/** The oldest version that has every column and key in use. */
export const neededSolutionVersion = '0.1.0.0';

/** @throws Failure `misconfigured` `setup.solutionMissing`, `setup.solutionOutdated` */
export function checkSalesSolution(installed: string | undefined): string {
  if (installed === undefined) throw solutionMissing();
  if (isOlder(installed, neededSolutionVersion)) throw solutionOutdated(installed, neededSolutionVersion);
  return installed;
}
