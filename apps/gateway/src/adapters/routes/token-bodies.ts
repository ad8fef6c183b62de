/** API tokens as the REST surface shows them. The text of a token is in one answer only: the one that creates it. */
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { ApiToken } from '../../domain/api-token';
import { Role, roles } from '../../domain/role';

export class CreateTokenRequest {
  /** What the token is for. */
  @IsString() @Length(1, 100) name!: string;
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(roles.length) @IsIn(roles, { each: true }) roles!: Role[];
  /** Only these connections exist for the token's holder; all where absent. */
  @IsOptional() @IsArray() @ArrayNotEmpty() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) connections?: string[];
  /** When it ends, UTC ISO 8601; never where absent. */
  @IsOptional() @IsISO8601({ strict: true }) expiresAt?: string;
}

export class TokenReference {
  @IsUUID() tokenId!: string;
}

export class TokenView {
  @IsUUID() id!: string;
  @IsString() name!: string;
  @IsArray() @IsIn(roles, { each: true }) roles!: Role[];
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) connections?: string[];
  @IsString() createdBy!: string;
  @IsISO8601() createdAt!: string;
  @IsOptional() @IsISO8601() expiresAt?: string;
  @IsOptional() @IsISO8601() lastUsedAt?: string;
}

export class CreatedToken extends TokenView {
  /** Shown this once: only a digest is kept. */
  @IsString() token!: string;
}

export class TokenList {
  /** Newest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => TokenView) items!: TokenView[];
}

/** Who is calling and what they may do. */
export class Me {
  @IsString() id!: string;
  @IsString() name!: string;
  @IsArray() @IsIn(roles, { each: true }) roles!: Role[];
  /** The connections the caller may know of; all where absent. */
  @IsOptional() @IsArray() @IsUUID(undefined, { each: true }) connections?: string[];
  @IsOptional() @IsISO8601() expiresAt?: string;
}

export function toView({ createdAt, expiresAt, lastUsedAt, connections, roles: held, ...rest }: ApiToken): TokenView {
  return {
    ...rest,
    roles: [...held],
    connections: connections ? [...connections] : undefined,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString(),
  };
}
