import { headerOf, type ServiceRequest } from '../../service/exchange';
import { refusals } from '../dataverse-error';

/** What the `Prefer` header asks for. */
export interface Preferences {
  representation: boolean;
  maxPageSize: number | undefined;
  /** Patterns such as `*` or `OData.Community.Display.V1.FormattedValue`; undefined = none. */
  annotations: readonly string[] | undefined;
  trackChanges: boolean;
  continueOnError: boolean;
  /** The preferences as they were sent, to be echoed. */
  applied: readonly string[];
}

const none: Preferences = {
  representation: false,
  maxPageSize: undefined,
  annotations: undefined,
  trackChanges: false,
  continueOnError: false,
  applied: [],
};

/** Reads the header; a preference that the Web API does not have is refused. */
export function preferencesOf(request: Pick<ServiceRequest, 'headers'>): Preferences {
  const header = headerOf(request, 'prefer');
  if (header === undefined) return none;
  const applied = header.match(/(?:[^,"]|"[^"]*")+/g)?.map((part) => part.trim()) ?? [];
  const preferences: Preferences = { ...none, applied };
  for (const preference of applied) apply(preferences, preference);
  return preferences;
}

function apply(preferences: Preferences, preference: string): void {
  const [name = '', value = ''] = split(preference);
  if (name === 'return' && value === 'representation') preferences.representation = true;
  else if (name === 'odata.maxpagesize' && /^[1-9]\d*$/.test(value)) preferences.maxPageSize = Math.min(5000, Number(value));
  else if (name === 'odata.include-annotations' && value !== '')
    preferences.annotations = value.split(',').map((pattern) => pattern.trim());
  else if (name === 'odata.track-changes' && value === '') preferences.trackChanges = true;
  else if (name === 'odata.continue-on-error' && (value === '' || value === 'true')) preferences.continueOnError = true;
  else throw refusals.argument(`The Prefer header value '${preference}' is not supported.`);
}

function split(preference: string): string[] {
  const at = preference.indexOf('=');
  if (at < 0) return [preference];
  return [preference.slice(0, at), preference.slice(at + 1).replace(/^"(.*)"$/, '$1')];
}

/** Whether an annotation of this name was asked for. */
export function wants(preferences: Preferences, annotation: string): boolean {
  return (
    preferences.annotations?.some(
      (pattern) => pattern === '*' || pattern === annotation || (pattern.endsWith('.*') && annotation.startsWith(pattern.slice(0, -1))),
    ) ?? false
  );
}
