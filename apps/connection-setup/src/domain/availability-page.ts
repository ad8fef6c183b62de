/** What salespeople's pages in Sales are told: where Business Central is found, and, with item availability, where Tandem answers and people sign in. */
import { Connection } from './connection';

/** What the operator says of this platform; live availability is offered only where all but the scope is given. */
export abstract class AvailabilityPage {
  /** Root of the gateway as browsers reach it. */
  abstract readonly tandemPublicUrl?: string;
  /** Issuer of the tokens of people. */
  abstract readonly oidcIssuer?: string;
  /** The public client that pages sign people in with. */
  abstract readonly oidcPublicClientId?: string;
  abstract readonly oidcPublicScope?: string;
}

/** The row of Sales for one company; what is absent is blank. Holds no secret. */
export interface SalesConnectionRow {
  readonly companyId: string;
  readonly name: string;
  readonly webClientUrl?: string;
  readonly availabilityUrl?: string;
  readonly signInAuthority?: string;
  readonly signInClientId?: string;
  readonly signInScope?: string;
}

export function rowFor({ id, name, options }: Connection, companyId: string, page: AvailabilityPage): SalesConnectionRow {
  const row = { companyId, name, webClientUrl: options.businessCentralWebUrl };
  const { tandemPublicUrl, oidcIssuer, oidcPublicClientId, oidcPublicScope } = page;
  if (!options.itemAvailability || !tandemPublicUrl || !oidcIssuer || !oidcPublicClientId) return row;
  return {
    ...row,
    availabilityUrl: `${tandemPublicUrl.replace(/\/+$/, '')}/api/v1/connections/${id}/item-availability`,
    signInAuthority: oidcIssuer,
    signInClientId: oidcPublicClientId,
    signInScope: oidcPublicScope,
  };
}
