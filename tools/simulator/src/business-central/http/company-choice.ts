/** Which company a request means: in the path, by ?company= (id or name), by the header `Company`, or the only one there is. */
import type { Database } from '../store/database';
import type { Company } from '../store/company';
import { guidKey, parseSegment } from './segment';
import { WireError } from './wire-error';
import type { Call } from './call';

export interface Choice {
  readonly company: Company;
  /** Segments below the company. */
  readonly rest: readonly string[];
}

const notFound = (name: string): WireError => new WireError(404, 'Internal_CompanyNotFound', `The company '${name}' cannot be found.`);

export function chooseCompany(database: Database, call: Call): Choice {
  const { segments } = call.address;
  const { name, key } = parseSegment(segments[0] ?? '');
  if (name === 'companies' && key !== undefined) {
    const id = guidKey(key);
    const company = database.companies.find((candidate) => candidate.id === id);
    if (!company) throw notFound(id);
    return { company, rest: segments.slice(1) };
  }
  return { company: named(database, call.query.get('company') ?? headerName(call)), rest: segments };
}

function headerName({ headers }: Call): string | null {
  const header = headers['company'];
  return header === undefined ? null : decoded(String(header));
}

/** Names with letters beyond Latin-1 come percent-encoded; what cannot be decoded is meant as it stands. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** By id or by name; without a name only a single company can be meant. */
export function named(database: Database, name: string | null): Company {
  const { companies } = database;
  const company =
    name === null
      ? companies.length === 1
        ? companies[0]
        : undefined
      : companies.find((each) => each.id === name.toLowerCase() || each.name === name);
  if (!company) throw notFound(name ?? '');
  return company;
}
