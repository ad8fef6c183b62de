/** What an administrator of a Sales organisation does for Tandem: import its solution and give roles to its users. */
import { Failure } from '@tandem/domain/failure';
import { Access } from './access';
import { Company, SalesRole } from './systems';

/** The solution that Tandem brings along. */
export interface SolutionPackage {
  readonly uniqueName: string;
  /** Four numbers. */
  readonly version: string;
  readonly archive: Uint8Array;
}

export abstract class SolutionPackages {
  /** @throws Failure `misconfigured` `setup.solutionFileMissing` where there is none, or another than was built */
  abstract current(): Promise<SolutionPackage>;
}

/** An import that goes on in Sales by itself. */
export interface StartedImport {
  readonly operationId: string;
  readonly jobId: string;
}

export type ImportProgress =
  | { readonly kind: 'running'; readonly percent: number }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface IntegrationAccount {
  readonly clientId?: string;
  readonly username?: string;
}

/** One Sales organisation, seen by its administrator. All throw Failures as connectors do. */
export abstract class SalesAdministration {
  /** The roles of the administrator. */
  abstract ownRoles(): Promise<SalesRole[]>;
  abstract installedVersion(uniqueName: string): Promise<string | undefined>;
  /** @throws Failure `blocked` `solution.importRunning` */
  abstract begin(archive: Uint8Array): Promise<StartedImport>;
  abstract progress(started: StartedImport): Promise<ImportProgress>;
  /** Makes what was imported visible. */
  abstract publish(): Promise<void>;
  /**
   * Gives the user of an account these roles.
   * @throws Failure `misconfigured` `setup.userNotFound`, `setup.userNotActive`, `setup.userNotLicensed`, `setup.roleMissing`
   */
  abstract assignRoles(account: IntegrationAccount, roleNames: readonly string[]): Promise<void>;
  /**
   * The id of the team that owns the rows of a company, in a business unit of the company's own; both are created where they are missing.
   * @throws Failure `misconfigured` `setup.roleMissing` where the unit lacks the role that lets the team own rows
   */
  abstract ownerTeamOf(company: Company): Promise<string>;
}

export abstract class SalesAdministrations {
  abstract with(access: Access): SalesAdministration;
}
