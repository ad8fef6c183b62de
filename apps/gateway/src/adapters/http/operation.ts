/** What a route says about itself: who may call it, what it takes, what it answers. Guard, validation and OpenAPI document all read it. */
import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { RequestContract, Schema } from '@tandem/contracts/contract';
import { Role } from '../../domain/role';

export const rolesKey = 'tandem.roles';
export const operationKey = 'tandem.operation';

/** Who may call a route: those who hold one of the roles, or anybody. */
export type Access = readonly Role[] | 'anybody';

/** Lets callers in who hold, or whose role includes, one of these. */
export const Roles = (...roles: [Role, ...Role[]]): MethodDecorator => SetMetadata(rolesKey, roles);

/** Lets anybody in. Only for what tells nothing about the business. */
export const Public = (): MethodDecorator => SetMetadata(rolesKey, 'anybody');

export interface Operation {
  readonly summary: string;
  /** Everything the operation takes: properties named in the path come from there, the others from the query or, with POST, PUT and PATCH, from the body. */
  readonly input?: Schema<object>;
  /** What it answers; several where the input decides which. */
  readonly answer?: Schema<object> | readonly Schema<object>[];
  /** 200 where absent. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Where the answer decides: the property that only an answer with status 202 has. */
  readonly acceptedWith?: string;
  /** Starts something: a repeated `Idempotency-Key` gets the first answer. */
  readonly starts?: boolean;
  /** Answers with an `ETag` made of the answer's `version`; `write` takes `If-Match` as well. */
  readonly versioned?: 'read' | 'write';
  /** Is about all connections: a caller who may know of some only is refused. */
  readonly everyConnection?: boolean;
  /** Answers with a stream of events. */
  readonly stream?: boolean;
  /** Address of what was made, with the answer's properties in it (`/api/v1/connections/:id`). */
  readonly location?: string;
}

/** Describes a route. */
export const Describes = (operation: Operation): MethodDecorator =>
  applyDecorators(SetMetadata(operationKey, operation), HttpCode(operation.status ?? 200));

/** Describes a route that asks another service: what it takes and answers is the contract's. */
export const Asks = <Input extends object, Output extends object>(
  { input, output }: RequestContract<Input, Output>,
  summary: string,
  extras: Partial<Operation> = {},
): MethodDecorator => Describes({ summary, input, answer: output, ...extras });
