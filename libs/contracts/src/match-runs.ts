/** Match-based coupling: the keys of both sides are streamed to the coupling service, which pairs them one to one, and what people ask about such a run. */
import { bulk, listOf, oneOf, optional, shape, text, uuid } from './bulk';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { CouplingScope, scope } from './coupling';
import { request } from './contract';
import { JobView } from './jobs';

export const matchRunStates = ['collecting', 'preview', 'applied', 'reverted'] as const;
export type MatchRunState = (typeof matchRunStates)[number];

/** Begins a run, or begins it anew: keys that were streamed before are forgotten. */
export class BeginMatch extends CouplingScope {
  /** Id of the match job, so that a repeat begins the same run anew. */
  @IsUUID() runId!: string;
  @IsString() mapping!: string;
  /** Number of keys per record; the first is tried first, each is an independent fallback. */
  @IsInt() @Min(1) @Max(20) priorities!: number;
  /** The direction in which matched records synchronise first. */
  @IsIn(['toSales', 'fromSales']) firstDirection!: 'toSales' | 'fromSales';
  /** Pairs are shown and wait for approval; else they are coupled at once. */
  @IsBoolean() preview!: boolean;
}

/** The keys of one record. */
export interface MatchKeys {
  readonly id: string;
  /** One normalised text per priority; null where the record has no usable value. */
  readonly keys: readonly (string | null)[];
  /** How people name the record. */
  readonly label: string;
  /** Of Business Central records. */
  readonly businessKey?: string | null;
}

/** Streams keys of one side; a record that is streamed twice counts once. */
export class AddMatchKeys extends CouplingScope {
  @IsUUID() runId!: string;
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  @IsArray() rows!: MatchKeys[];

  static readonly check = bulk({
    ...scope,
    runId: uuid,
    side: oneOf('businessCentral', 'sales'),
    rows: listOf(shape({ id: text, keys: listOf(optional(text)), label: text })),
  });
}

export class MatchKeysAdded {
  @IsInt() added!: number;
}

/** Both sides are complete: pair them. A repeat answers the same and changes nothing. */
export class FinishMatch extends CouplingScope {
  @IsUUID() runId!: string;
}

/** A record with several possible counterparts, or one of several with the same key. */
export interface AmbiguousMatch {
  readonly side: 'businessCentral' | 'sales';
  readonly id: string;
  readonly label: string;
  readonly candidates: readonly { readonly id: string; readonly label: string }[];
}

export class MatchFinished {
  @IsIn(matchRunStates) state!: MatchRunState;
  /** Pairs found, and coupled unless this is a preview. */
  @IsInt() coupled!: number;
  @IsArray() ambiguous!: AmbiguousMatch[];
  /** Uncoupled records of either side that nothing matched. */
  @IsInt() unmatchedBusinessCentral!: number;
  @IsInt() unmatchedSales!: number;
  /** Records that were left out because they are coupled, claimed or tombstones already. */
  @IsInt() alreadyCoupled!: number;
}

/** Of these uncoupled records, those that the newest match of the mapping found ambiguous: they are not created until a person has coupled them. */
export class ListAmbiguous extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  @IsArray() ids!: string[];

  static readonly check = bulk({ ...scope, mapping: text, side: oneOf('businessCentral', 'sales'), ids: listOf(text) });
}
export class AmbiguousListed {
  @IsArray() matches!: AmbiguousMatch[];
}

export class MatchRunReference {
  @IsUUID() connectionId!: string;
  @IsUUID() runId!: string;
}

/** A pair of a match run. */
export interface MatchPair {
  readonly businessCentralId: string;
  readonly businessCentralLabel: string;
  readonly salesId: string;
  readonly salesLabel: string;
  /** 0 is the first key. A priority of several fields tries all of them, then those that are filled where some are blank, each a key of its own. */
  readonly priority: number;
}

export class MatchRunView extends MatchFinished {
  @IsUUID() id!: string;
  @IsString() mapping!: string;
  /** At most 500 of each; the counts are of all. */
  @IsArray() pairs!: MatchPair[];
  @IsArray() unmatched!: { side: 'businessCentral' | 'sales'; id: string; label: string }[];
  @IsString() startedAt!: string;
}

/** Approves pairs of a preview. */
export class ApproveMatchRun extends MatchRunReference {
  /** Ids of Business Central records; absent: all pairs. */
  @IsOptional() @IsArray() @IsString({ each: true }) businessCentralIds?: string[];
}

export class MatchRunChanged {
  @IsIn(matchRunStates) state!: MatchRunState;
  /** Couplings made, or taken back, by this action. */
  @IsInt() couplings!: number;
  @IsOptional() @IsObject() refused?: Record<string, string>;
}

/** A field to match by. Fields of the same priority must all be equal; a field that is blank in Business Central is no criterion, the others of its priority still are. */
export class MatchCriterion {
  /** Name of a field of the mapping; it need not be enabled. */
  @IsString() field!: string;
  /** The lowest is tried first; each is an independent fallback for what earlier ones have not paired. */
  @IsInt() @Min(0) @Max(100) priority!: number;
  /** Text compares without case where this is absent. */
  @IsOptional() @IsBoolean() caseSensitive?: boolean;
}

/** Pairs the uncoupled records of a mapping by its keys. */
export class MatchMapping {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  /** What to match by, in this match only; the keys of the mapping where it is absent. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => MatchCriterion)
  criteria?: MatchCriterion[];
  /** Afterwards a full run creates what has no counterpart. */
  @IsOptional() @IsBoolean() createUnmatched?: boolean;
  /** Pairs are shown and wait for approval; nothing is coupled or created. */
  @IsOptional() @IsBoolean() dryRun?: boolean;
}

export class MatchStarted {
  /** The run, and the job that carries it out. */
  @IsUUID() id!: string;
  /** In the order in which they run. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => JobView) jobs!: JobView[];
}

/** @throws Failure `rejected` `mapping.notFound`, `match.unknownField`, `match.fieldUnusable`, `match.tooManyCriteria`; `blocked` `match.alreadyRuns`, `connection.disabled` */
export const matchMapping = request('sync.v1.match', { input: MatchMapping, output: MatchStarted });
export const beginMatch = request('coupling.v1.begin-match', { input: BeginMatch, output: MatchKeysAdded });
export const addMatchKeys = request('coupling.v1.add-match-keys', { input: AddMatchKeys, output: MatchKeysAdded });
export const finishMatch = request('coupling.v1.finish-match', { input: FinishMatch, output: MatchFinished, timeoutMs: 60_000 });
export const listAmbiguous = request('coupling.v1.list-ambiguous', { input: ListAmbiguous, output: AmbiguousListed });
/** @throws Failure `rejected` `matchRun.notFound` */
export const readMatchRun = request('coupling.v1.read-match-run', { input: MatchRunReference, output: MatchRunView });
export const approveMatchRun = request('coupling.v1.approve-match-run', {
  input: ApproveMatchRun,
  output: MatchRunChanged,
  timeoutMs: 60_000,
});
/** Takes back the couplings of a run that have not been synchronised since. */
export const revertMatchRun = request('coupling.v1.revert-match-run', {
  input: MatchRunReference,
  output: MatchRunChanged,
  timeoutMs: 60_000,
});
