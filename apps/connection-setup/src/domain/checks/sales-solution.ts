/** Tandem's own solution in Sales: installed, and not older than this version of Tandem needs. */
import { solutionMissing, solutionOutdated } from '../preflight-failures';

export const solutionName = 'tandem_salesintegration';
/** The oldest version that has every column and key in use. */
export const neededSolutionVersion = '0.1.0.0';

/** @throws Failure `misconfigured` `setup.solutionMissing`, `setup.solutionOutdated` */
export function checkSalesSolution(installed: string | undefined): string {
  if (installed === undefined) throw solutionMissing();
  if (isOlder(installed, neededSolutionVersion)) throw solutionOutdated(installed, neededSolutionVersion);
  return installed;
}

/** Whether a version of up to four numbers comes before another. */
function isOlder(version: string, than: string): boolean {
  const [numbers, limits] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = limits.findIndex((limit, place) => (numbers[place] ?? 0) !== limit);
  return at >= 0 && (numbers[at] ?? 0) < (limits[at] ?? 0);
}
