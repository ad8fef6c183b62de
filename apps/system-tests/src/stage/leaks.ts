/** Looks for what must never be seen: known secrets, also in the usual encodings, and anything that is a bearer token by its form. */

const bearer = /\bBearer\s+[\w.~+/=-]{16,}/gi;
/** Access tokens as both simulators give them out, and JSON web tokens. */
const token = /\b(sim\.[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)/g;

/** A secret as it is, and as it may have been written down. */
export const formsOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
  ];
};

const shown = (text: string, at: number): string => text.slice(Math.max(0, at - 120), at + 60);

/** Every place where something secret can be read, with what stands around it. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const known = new Set(secrets.flatMap(formsOf));
  const places = [
    ...[...known].map((form) => text.indexOf(form)),
    ...[bearer, token].flatMap((form) => [...text.matchAll(form)].map(({ index }) => index)),
  ];
  return [...new Set(places.filter((at) => at >= 0))].map((at) => shown(text, at));
}
