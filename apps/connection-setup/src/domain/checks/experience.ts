/** The experience of the company: at least Suite, which Essential and Premium include. */
import { noAccess } from '../setup-failures';

/** `Suite` is what older versions called it; a company with hand-picked application areas says `Custom`. */
const sufficient = new Set(['Essential', 'Suite', 'Premium', 'Custom']);

export function checkExperience(experience: string): string {
  if (!sufficient.has(experience)) throw noAccess(experience);
  return experience;
}
