/** The assisted setup of a connection: a guide of steps that can be left and taken up again. Nothing takes effect before its step is confirmed. */
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ConnectionReference, Finding } from './connection';
import { ConnectionChanges } from './connection-body';
import { request } from './contract';
import { Sealed } from './sealed';
import { AdministratorAccount } from './solution-import';

export const setupStepStates = ['open', 'done', 'failed', 'notNeeded'] as const;
export type SetupStepState = (typeof setupStepStates)[number];

/** A setting that a step takes. */
export class SetupQuestion {
  /** As in the body of `PATCH /connections/{id}` (`sales.url`). */
  @IsString() name!: string;
  @IsString() meaning!: string;
  /** Write-only. */
  @IsBoolean() isSecret!: boolean;
}

/** An address that was entered otherwise than it is kept; confirming the step takes the suggestion. */
export class SetupSuggestion {
  @IsString() name!: string;
  @IsString() entered!: string;
  @IsString() suggested!: string;
}

export class SetupProblem {
  @IsString() code!: string;
  @IsString() cause!: string;
  @IsString() remedy!: string;
}

/** What a step has begun: an import, a match, a survey, a review. */
export class SetupRun {
  /** `ready`: it has ended and waits for the confirmation; `unknown`: it can't be told at the moment. */
  @IsIn(['running', 'ready', 'done', 'failed', 'unknown']) state!: 'running' | 'ready' | 'done' | 'failed' | 'unknown';
  @IsOptional() @IsUUID() id?: string;
  @IsOptional() @IsInt() @Min(0) @Max(100) percent?: number;
  @IsOptional() @IsString() message?: string;
  /** Pairs of a match, lines of a survey. */
  @IsOptional() @IsArray() @IsString({ each: true }) results?: string[];
  @IsOptional() @ValidateNested() @Type(() => SetupProblem) problem?: SetupProblem;
  /** Where all of it can be read, below `/api/v1/connections/{id}/`. */
  @IsOptional() @IsString() path?: string;
}

export class SetupConfirmation {
  @IsString() by!: string;
  @IsISO8601() at!: string;
}

export class SetupStepView {
  /** As in the address. */
  @IsString() key!: string;
  @IsString() title!: string;
  @IsString() explanation!: string;
  @IsIn(setupStepStates) state!: SetupStepState;
  @ValidateNested({ each: true }) @Type(() => SetupQuestion) asks!: SetupQuestion[];
  /** Whether an administrator's account comes with the confirmation. */
  @IsBoolean() asksAdministrator!: boolean;
  /** What was entered and is not confirmed yet: ids show their last four characters, secrets only that they are there. */
  @IsOptional() @IsObject() entered?: Record<string, unknown>;
  @ValidateNested({ each: true }) @Type(() => SetupSuggestion) suggestions!: SetupSuggestion[];
  /** What is still to be entered, named as in the body. */
  @IsArray() @IsString({ each: true }) missing!: string[];
  /** What the step's checks have found; with a draft, about the connection as it would be. */
  @IsArray() findings!: Finding[];
  /** Steps that must be done before. */
  @IsArray() @IsString({ each: true }) waitsFor!: string[];
  @IsBoolean() canBeConfirmed!: boolean;
  @IsOptional() @ValidateNested() @Type(() => SetupRun) run?: SetupRun;
  @IsOptional() @ValidateNested() @Type(() => SetupConfirmation) confirmed?: SetupConfirmation;
}

export class SetupView {
  @IsUUID() connectionId!: string;
  /** Grows with whatever is entered or confirmed: the ETag of `If-Match`. */
  @IsInt() version!: number;
  @IsIn(['open', 'done']) state!: 'open' | 'done';
  /** The first step that is neither done nor unneeded. */
  @IsOptional() @IsString() next?: string;
  @ValidateNested({ each: true }) @Type(() => SetupStepView) steps!: SetupStepView[];
}

/** One step of the guide. */
export class SetupStepReference extends ConnectionReference {
  @IsString() @Length(1, 50) @Matches(/^[a-z-]+$/) step!: string;
  /** The version of the guide that was read; another one now refuses (`connection.changedMeanwhile`). */
  @IsOptional() @IsInt() version?: number;
}

export class EnterSetupStep extends SetupStepReference {
  @ValidateNested() @Type(() => Sealed) input!: Sealed<ConnectionChanges>;
}

export class ConfirmSetupStep extends SetupStepReference {
  @IsOptional() @ValidateNested() @Type(() => Sealed) administrator?: Sealed<AdministratorAccount>;
}

/** Reads the guide; looks at both systems where nothing recent is known of them. */
export const readSetup = request('connection.v1.read-setup', { input: ConnectionReference, output: SetupView, timeoutMs: 60_000 });
/** Keeps what was entered for a step and runs its check. @throws Failure `setupStep.notFound`, `setup.notOfThisStep`, `setup.stepNotReady` */
export const enterSetupStep = request('connection.v1.enter-setup-step', { input: EnterSetupStep, output: SetupView, timeoutMs: 120_000 });
/** Lets a step take effect. @throws Failure `setupStep.notFound`, `setup.stepNotReady` */
export const confirmSetupStep = request('connection.v1.confirm-setup-step', {
  input: ConfirmSetupStep,
  output: SetupView,
  timeoutMs: 120_000,
});
