/** The version of the Sales organisation: one that might not work is warned of, not refused. */
import { Failure } from '@tandem/domain/failure';
import { versionWarning } from '../preflight-failures';

/** As the product judges it: later than 6, and not 7.1. */
function isValid(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 6 && !(major === 7 && minor === 1);
}

export const aboutSalesVersion = (version: string): string | Failure =>
  isValid(version) ? `Version ${version} is valid` : versionWarning(version);
