/** A refusal that belongs to HTTP itself (401, 404, 405, 412 …), where a Failure would belong to the business. */
export interface InvalidProperty {
  /** Path of the property (`sales.url`). */
  readonly property: string;
  /** What is wrong with it, one sentence. */
  readonly message: string;
}

export interface RefusalText {
  readonly code: string;
  readonly detail: string;
  /** What the caller can do about it. */
  readonly help: string;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly text: RefusalText,
    readonly extras: { readonly errors?: readonly InvalidProperty[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(text.detail);
  }
}

/** The request does not have the form that the operation asks for. */
export const invalidRequest = (errors: readonly InvalidProperty[]): Refusal =>
  new Refusal(
    400,
    {
      code: 'request.invalid',
      detail: `The request is not valid: ${errors.map(({ message }) => message).join('; ')}.`,
      help: 'Correct the properties listed under "errors"; /api/docs describes what each operation takes.',
    },
    { errors },
  );

/** Nobody is known to be calling. */
export const unauthenticated = (detail: string): Refusal =>
  new Refusal(
    401,
    {
      code: 'authentication.required',
      detail,
      help: 'Send "Authorization: Bearer <token>" with an API token or a token of your identity provider.',
    },
    { headers: { 'www-authenticate': 'Bearer realm="tandem"' } },
  );

/** The caller is known and may not do this. */
export const forbidden = (roles: readonly string[]): Refusal =>
  new Refusal(403, {
    code: 'authorization.roleMissing',
    detail: `This needs the role ${roles.join(' or ')}.`,
    help: 'Ask an administrator for the role, or use a token that has it. GET /api/v1/me shows the roles you have.',
  });

/** The caller may know of some connections, and this is about all. */
export const limitedToConnections = (): Refusal =>
  new Refusal(403, {
    code: 'authorization.limitedToConnections',
    detail: 'This is about every connection, and your token is limited to some.',
    help: 'Use a token that is not limited to connections.',
  });

/** The connection does not exist, or does not exist for this caller. */
export const unknownConnection = (): Refusal =>
  new Refusal(404, {
    code: 'connection.notFound',
    detail: 'There is no such connection.',
    help: 'GET /api/v1/connections lists the connections you may see.',
  });

/** Too many requests. */
export const tooMany = (waitMs: number): Refusal =>
  new Refusal(
    429,
    {
      code: 'rate.limited',
      detail: 'Too many requests in a short time.',
      help: 'Wait for the seconds named in Retry-After, and spread requests out.',
    },
    { headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) } },
  );
