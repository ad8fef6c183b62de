/** What the gateway takes and answers about issues beyond the contracts: grouping, and one issue by its address. */
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { IssueGroup, IssueReference, ListIssues } from '@tandem/contracts/issues';

export class ListOrGroupIssues extends ListIssues {
  /** Answers one entry per cause instead of one per record. */
  @IsOptional() @IsIn(['code']) groupBy?: 'code';
}

export class IssueGroupList {
  /** Largest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => IssueGroup) items!: IssueGroup[];
}

export class AssignIssue extends IssueReference {
  /** Absent: nobody any more. */
  @IsOptional() @IsString() @MaxLength(200) assignee?: string;
}
