/** A request that its caller may repeat without anything happening twice. */
export interface RepeatableRequest {
  /** Who asks; a key means nothing to anyone else. */
  readonly principalId: string;
  /** Value of the `Idempotency-Key` header. */
  readonly key: string;
  /** What is asked: method, path and body as one text. Kept as a digest only. */
  readonly content: string;
}

/**
 * - `yours`: nobody has asked this before; carry it out, then `keep` or `forget`
 * - `answered`: it has been carried out, with this answer
 * - `inProgress`: it is being carried out at this moment
 * - `mismatch`: the key belongs to another request
 */
export type Repetition = { readonly state: 'yours' | 'inProgress' | 'mismatch' } | { readonly state: 'answered'; readonly answer: unknown };

/** Requests with an idempotency key, and what was answered. */
export abstract class AnsweredRequests {
  /** Takes the key for this request if it is free. A taken key whose carrier has been silent for a minute is free again. */
  abstract begin(request: RepeatableRequest): Promise<Repetition>;

  /** Keeps the answer for a day. */
  abstract keep(request: RepeatableRequest, answer: unknown): Promise<void>;

  /** Frees the key: the request was refused and has changed nothing. */
  abstract forget(request: RepeatableRequest): Promise<void>;
}
