/** How to reach one system under one connection: what connection-setup hands out for a short while. */

/** Base address and authorisation of a system. Kept in memory only, never logged. */
export interface ServiceAccess {
  /** Sales: the organisation's root (`https://contoso.crm4.dynamics.com`). Business Central: the environment's root, up to but without `/api`. */
  readonly url: string;
  /** Value of the authorization header. */
  readonly authorization: string;
  /** When the access must be asked for again. */
  readonly expiresAt: Date;
  /** Business Central: SystemId of the company. */
  readonly companyId?: string;
}

export abstract class AccessSource {
  /** Access that is valid now. `refused` is what a service has just refused: another one is fetched, unless that has happened since it was handed out. */
  abstract current(refused?: ServiceAccess): Promise<ServiceAccess>;
}
