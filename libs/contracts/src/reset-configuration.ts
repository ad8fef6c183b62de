/** What people may ask about all settings of a connection's mappings at once: go back to the catalogue, with what was there before kept to look at. */
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { request } from './contract';

export class ResetConfiguration {
  @IsUUID() connectionId!: string;
  /** Shows what would change and changes nothing. */
  @IsOptional() @IsBoolean() dryRun?: boolean;
  /** A person has seen what would change and wants it. */
  @IsOptional() @IsBoolean() confirm?: boolean;
  /** How the person is called. */
  @IsString() changedBy!: string;
}

/** The settings of one mapping as they were: what was changed about it, and how often it ran by itself. */
export class ExportedMapping {
  @IsString() mapping!: string;
  @IsInt() version!: number;
  @IsObject() settings!: Record<string, unknown>;
  /** Minutes; absent where nobody has chosen any. */
  @IsOptional() @IsInt() intervalMinutes?: number;
}

/** One setting that goes back to the catalogue. */
export interface ResetDifference {
  readonly mapping: string;
  readonly setting: string;
  readonly before: unknown;
  /** What the catalogue says. */
  readonly after: unknown;
}

export class ConfigurationReset {
  @IsUUID() connectionId!: string;
  /** False with `dryRun`. */
  @IsBoolean() applied!: boolean;
  /** Every setting that people had made, as it was before. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ExportedMapping) exported!: ExportedMapping[];
  /** Ordered by mapping; empty where nothing had been changed. */
  @IsArray() differences!: ResetDifference[];
}

/**
 * Settings of mappings and intervals of schedules go back to the catalogue; couplings stay, and so does whether a schedule runs.
 * @throws Failure `blocked` `setup.confirmReset` where settings would be lost and nobody has confirmed it; `conflict` `mapping.changedMeanwhile`
 */
export const resetConfiguration = request('sync.v1.reset-configuration', { input: ResetConfiguration, output: ConfigurationReset });
