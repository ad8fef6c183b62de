/** What the checks ask of the two systems. */
import { Access } from './access';
import { NotificationStep } from './checks/change-notifications';
import { SalesConnectionRow } from './availability-page';

/** Who Tandem is in Sales. */
export interface SalesIdentity {
  readonly userId: string;
  readonly businessUnitId: string;
  readonly organizationId: string;
}

export interface SalesUser {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly licensed: boolean;
  /** An app registration's user: needs no licence. */
  readonly application: boolean;
}

export interface SalesRole {
  readonly name: string;
  /** The role it is a copy of; the same in every environment for the vendor's roles. */
  readonly templateId?: string;
}

export interface SalesCurrency {
  readonly id: string;
  readonly isoCode: string;
}

/** Settings of the organisation. */
export interface SalesSettings {
  readonly baseCurrencyId?: string;
  /** Decimals of money. */
  readonly currencyPrecision: number;
  /** Orders and invoices are meant to be handled by another system. */
  readonly orderIntegration: boolean;
}

/** One Sales organisation, seen with one access. All throw Failures as connectors do. */
export abstract class SalesOrganization {
  /** @throws Failure `misconfigured` `setup.userNotFound`, `setup.userNotActive`, `setup.noRoles` where Sales does not let the account in for that reason */
  abstract identity(): Promise<SalesIdentity>;
  abstract version(): Promise<string>;
  abstract user(id: string): Promise<SalesUser>;
  /** The roles of a user, those of its teams included. */
  abstract rolesOf(userId: string): Promise<SalesRole[]>;
  /** Names of all privileges that the roles of a user give (`prvReadAccount`). */
  abstract privilegesOf(userId: string): Promise<string[]>;
  /** The version of an installed solution. */
  abstract solutionVersion(uniqueName: string): Promise<string | undefined>;
  /** Those of the tables, by logical name, whose changes are tracked. */
  abstract trackedAmong(tables: readonly string[]): Promise<string[]>;
  /** The steps that lead to a service endpoint, by its name; none where it is not there or may not be seen. */
  abstract notificationSteps(endpoint: string): Promise<NotificationStep[]>;
  abstract settings(): Promise<SalesSettings>;
  /** How many orders wait to be taken over. */
  abstract submittedOrders(): Promise<number>;
  /** Active currencies. */
  abstract currencies(): Promise<SalesCurrency[]>;
  /** An owner team by its id. */
  abstract ownerTeam(id: string): Promise<string | undefined>;
  abstract defaultTeamOf(businessUnitId: string): Promise<string | undefined>;
  /** Says whether Sales leaves its orders and invoices to the back office. */
  abstract setOrderIntegration(on: boolean): Promise<void>;
  /** Creates the row of a company, or brings the one that is there to this state. */
  abstract keepConnectionRow(row: SalesConnectionRow): Promise<void>;
  /** Removes the row of a company where there is one. */
  abstract removeConnectionRow(companyId: string): Promise<void>;
}

export interface Company {
  readonly id: string;
  readonly name: string;
}

export interface CompanionState {
  readonly companyId: string;
  readonly localCurrencyCode: string;
  readonly extensionVersion: string;
}

/** One Business Central environment, seen with one access. */
export abstract class BusinessCentralEnvironment {
  abstract companies(): Promise<Company[]>;
  /** The companion extension's state; undefined where the extension is not installed. */
  abstract companionState(companyId: string): Promise<CompanionState | undefined>;
  /** The experience tier of the company: Basic, Essential, Suite, Premium or Custom. */
  abstract experience(companyId: string): Promise<string>;
}

export abstract class ConnectedSystems {
  abstract sales(access: Access): SalesOrganization;
  abstract businessCentral(access: Access): BusinessCentralEnvironment;
}
