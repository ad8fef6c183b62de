/** Importing Tandem's solution into Dynamics 365 Sales with an administrator's account that is used for this once. */
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { request } from './contract';
import { Sealed } from './sealed';

/**
 * An account that holds the roles System Administrator and System Customizer: an app registration with its secret or certificate, or on-premises a user
 * with password. The token authority is the connection's. Holds secrets in clear and therefore crosses the bus only as `Sealed<…>`; stored nowhere.
 */
export class AdministratorAccount {
  /** Entra tenant; the connection's where absent. */
  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9.-]{1,253}$/) tenantId?: string;

  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9._~-]{1,100}$/) clientId?: string;

  /** Write-only. */
  @IsOptional() @IsString() @Length(1, 1_000) clientSecret?: string;

  /** Certificate and private key as PEM, one after the other; used instead of a secret. Write-only. */
  @IsOptional() @IsString() @Length(1, 20_000) certificate?: string;

  /** On-premises: `DOMAIN\user` or `user@domain`. */
  @IsOptional() @IsString() @Length(1, 250) username?: string;

  /** Write-only. */
  @IsOptional() @IsString() @Length(1, 1_000) password?: string;
}

export class ImportSolution {
  @IsUUID() connectionId!: string;

  @ValidateNested() @Type(() => Sealed) administrator!: Sealed<AdministratorAccount>;
}

export class SolutionImportReference {
  @IsUUID() connectionId!: string;
}

export const solutionImportStates = ['running', 'succeeded', 'failed'] as const;

/** Why an import has failed, and what to do. */
export class SolutionImportProblem {
  @IsString() code!: string;
  @IsString() message!: string;
  @IsString() help!: string;
}

/** The latest import of a connection. */
export class SolutionImportView {
  @IsUUID() connectionId!: string;

  @IsIn(solutionImportStates) state!: (typeof solutionImportStates)[number];

  /** How far the import in Sales is, 0 to 100. */
  @IsInt() @Min(0) @Max(100) percent!: number;

  /** Version of Tandem's package, four numbers. */
  @IsString() version!: string;

  /** The version that was there before; absent where there was none. */
  @IsOptional() @IsString() previousVersion?: string;

  /** Whether anything is imported: what is installed in this or a later version stays. */
  @IsBoolean() needed!: boolean;

  /** The roles that were given to the accounts of the connection. */
  @IsArray() @IsString({ each: true }) assignedRoles!: string[];

  @IsOptional() @ValidateNested() @Type(() => SolutionImportProblem) problem?: SolutionImportProblem;

  @IsISO8601() startedAt!: string;

  @IsISO8601() changedAt!: string;
}

/** Signs in as the administrator, checks the account and begins; the rest goes on by itself and is read with `solutionImport`. */
export const importSolution = request('connection.v1.import-solution', {
  input: ImportSolution,
  output: SolutionImportView,
  timeoutMs: 60_000,
});
export const solutionImport = request('connection.v1.solution-import', { input: SolutionImportReference, output: SolutionImportView });
