/** The version of the Sales organisation: an old one is warned of, not refused. */
import { Failure } from '@tandem/domain/failure';
import { versionWarning } from '../preflight-failures';

/** The first major version whose Web API has everything that Tandem uses. */
const firstKnownMajor = 9;

export const aboutSalesVersion = (version: string): string | Failure =>
  Number.parseInt(version, 10) >= firstKnownMajor ? `Version ${version}` : versionWarning(version);
