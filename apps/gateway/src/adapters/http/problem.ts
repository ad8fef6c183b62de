/** The body of every error: a problem document as RFC 9457 describes it. */
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';

export const problemMediaType = 'application/problem+json';

/** A property of the request that is not right. */
export class ProblemProperty {
  @IsString() property!: string;
  @IsString() message!: string;
}

export class Problem {
  /** `urn:tandem:failure:<code>`. */
  @IsString() type!: string;
  @IsString() title!: string;
  @IsInt() status!: number;
  /** Stable name of the cause; the catalogue of codes is `docs/failures.md`. */
  @IsString() code!: string;
  /** What happened, for a person. */
  @IsString() detail!: string;
  /** What to do about it. */
  @IsString() help!: string;
  /** Names this request in the logs of every service. */
  @IsString() correlationId!: string;
  /** With 400: what is wrong with which property. */
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => ProblemProperty) errors?: ProblemProperty[];
}
