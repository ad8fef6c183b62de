/** What people may ask about records that can't go on, or did in a way that somebody should know. */
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { request } from './contract';
import { NeedView, RecordIssueKind, recordIssueKinds } from './findings';

/**
 * - `open`: somebody or something must act
 * - `settled`: the record went well later
 * - `dismissed`: a person knows and does not want to see it again; opened anew when the record fails in another way
 */
export const issueStates = ['open', 'settled', 'dismissed'] as const;
export type IssueState = (typeof issueStates)[number];

/** An issue as people see it. One per record, direction and mapping. */
export class IssueView {
  @IsUUID() id!: string;
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  /** Id on the direction's source side. */
  @IsString() recordId!: string;
  /** How people name the record (`10000 Adatum Corporation`). */
  @IsOptional() @IsString() label?: string;
  @IsIn(recordIssueKinds) kind!: RecordIssueKind;
  @IsString() code!: string;
  @IsString() message!: string;
  @IsObject() details!: Record<string, unknown>;
  /** What must be coupled first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => NeedView) needs!: NeedView[];
  @IsIn(issueStates) state!: IssueState;
  /** A person's choice per field, not carried out yet. */
  @IsOptional() @IsObject() choices?: Record<string, 'businessCentral' | 'sales'>;
  @IsOptional() @IsString() assignee?: string;
  /** How many times in a row the record ended like this. */
  @IsInt() occurrences!: number;
  /** The record is on its way to be looked at again. */
  @IsBoolean() due!: boolean;
  @IsOptional() @IsUUID() jobId?: string;
  @IsOptional() @IsUUID() reviewId?: string;
  @IsString() firstSeenAt!: string;
  @IsString() lastSeenAt!: string;
  @IsOptional() @IsString() closedAt?: string;
}

/** Which issues. Everything that is given must hold. */
export class IssueFilter {
  @IsOptional() @IsIn(recordIssueKinds) kind?: RecordIssueKind;
  @IsOptional() @IsString() code?: string;
  @IsOptional() @IsString() mapping?: string;
  @IsOptional() @IsIn(['toSales', 'fromSales']) direction?: 'toSales' | 'fromSales';
  /** `open` where it is absent. */
  @IsOptional() @IsIn(issueStates) state?: IssueState;
  @IsOptional() @IsString() recordId?: string;
  @IsOptional() @IsUUID() jobId?: string;
  /** With a dry run's review: the issues the real run would open. */
  @IsOptional() @IsUUID() reviewId?: string;
  @IsOptional() @IsString() assignee?: string;
  /** In label or message, without case. */
  @IsOptional() @IsString() @MaxLength(200) text?: string;
}

export class ListIssues extends IssueFilter {
  @IsUUID() connectionId!: string;
  @IsInt() @Min(1) @Max(500) limit!: number;
  @IsOptional() @IsString() cursor?: string;
}

export class IssueList {
  /** Last seen first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => IssueView) items!: IssueView[];
  @IsOptional() @IsString() nextCursor?: string;
}

export class GroupIssues extends IssueFilter {
  @IsUUID() connectionId!: string;
}

/** Issues with one cause. */
export class IssueGroup {
  @IsIn(recordIssueKinds) kind!: RecordIssueKind;
  @IsString() code!: string;
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsInt() count!: number;
  @IsString() firstSeenAt!: string;
  @IsString() lastSeenAt!: string;
  /** The newest of them. */
  @ValidateNested() @Type(() => IssueView) sample!: IssueView;
}

export class IssueGroups {
  /** Largest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => IssueGroup) groups!: IssueGroup[];
}

export class IssueReference {
  @IsUUID() connectionId!: string;
  @IsUUID() issueId!: string;
}

/** Issues to act on: by id, or all open ones that a filter names. */
export class ChooseIssues {
  @IsUUID() connectionId!: string;
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) ids?: string[];
  @IsOptional() @ValidateNested() @Type(() => IssueFilter) filter?: IssueFilter;
}

export class AssignIssues extends ChooseIssues {
  /** Absent: nobody any more. */
  @IsOptional() @IsString() @MaxLength(200) assignee?: string;
}

/** A person decides a conflict: whose value stays, field by field. */
export class ResolveIssue extends IssueReference {
  /** Field (as it is named in the issue's details) → the side whose value stays. */
  @IsObject() choices!: Record<string, 'businessCentral' | 'sales'>;
}

export class IssuesChanged {
  @IsInt() issues!: number;
}

export const listIssues = request('sync.v1.list-issues', { input: ListIssues, output: IssueList });
export const groupIssues = request('sync.v1.group-issues', { input: GroupIssues, output: IssueGroups });
/** @throws Failure `rejected` `issue.notFound` */
export const readIssue = request('sync.v1.read-issue', { input: IssueReference, output: IssueView });
/** The records are looked at again at once. */
export const retryIssues = request('sync.v1.retry-issues', { input: ChooseIssues, output: IssuesChanged });
export const dismissIssues = request('sync.v1.dismiss-issues', { input: ChooseIssues, output: IssuesChanged });
export const assignIssues = request('sync.v1.assign-issues', { input: AssignIssues, output: IssuesChanged });
/** @throws Failure `rejected` `issue.notFound`, `issue.notAConflict`, `issue.unknownField`, `issue.unknownSide` */
export const resolveIssue = request('sync.v1.resolve-issue', { input: ResolveIssue, output: IssueView });
