/** What both sides hold, before anything is decided: counts, estimated matches and a recommendation for every mapping. */
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, IsUUID, ValidateNested } from 'class-validator';
import { request } from './contract';
import { Recommendation, recommendations, SideCounts } from './reviews';

/** One mapping of a survey. */
export class SurveyLine {
  @IsString() mapping!: string;
  /** Place in the order; lines of one wave do not depend on each other. */
  @IsInt() wave!: number;
  /** Mappings that come before. */
  @IsArray() @IsString({ each: true }) dependsOn!: string[];
  @IsIn(['toSales', 'fromSales', 'both']) direction!: 'toSales' | 'fromSales' | 'both';
  @ValidateNested() @Type(() => SideCounts) counted!: SideCounts;
  /** How many records exist on both sides already, reckoned from a sample of up to 500 records of Business Central. */
  @IsInt() estimatedMatches!: number;
  @IsIn(recommendations) recommendation!: Recommendation;
  /** Why that is recommended, in a sentence. */
  @IsString() reason!: string;
}

/** A survey of a connection. Nothing is written to either system, and nothing is kept. */
export class Survey {
  @IsUUID() connectionId!: string;
  /** In the order of the waves. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => SurveyLine) lines!: SurveyLine[];
}

export class ReadSurvey {
  @IsUUID() connectionId!: string;
}

/**
 * Counts both sides now. The connection need not be enabled, but its checks must have passed once.
 * @throws Failure `blocked` `connection.notTested`; `transient` or `misconfigured` as the systems answer
 */
export const readSurvey = request('sync.v1.read-survey', { input: ReadSurvey, output: Survey, timeoutMs: 60_000 });
