/** Addresses that were entered otherwise than they are kept: shown with the suggestion, which is taken only with the confirmation. */
import { asFailure } from '@tandem/domain/failure';
import { addressFields, AddressRules, readAddress } from '../address';
import { SettingsChange } from '../connection';
import { changeOf, entriesOf } from './draft';

export interface Suggestion {
  /** As in the body: `sales.url`. */
  readonly name: string;
  readonly entered: string;
  readonly suggested: string;
}

/**
 * What is suggested instead of the addresses of a change.
 * @throws Failure `setup.urlInvalid`, `setup.badScheme`, `setup.mustUseHttps`, `setup.hostNotAllowed`: then there is nothing to suggest
 */
export function suggestionsFor(change: SettingsChange, rules: AddressRules): Suggestion[] {
  const entries = entriesOf(change);
  return addressFields.flatMap((field) => {
    const entered = entries.get(field.name);
    if (typeof entered !== 'string') return [];
    const suggested = suggestedFor(() => readAddress(entered, field, rules));
    return suggested === undefined ? [] : [{ name: field.name, entered, suggested }];
  });
}

/** The change with what is suggested in the place of what was entered. */
export const withSuggestions = (change: SettingsChange, suggestions: readonly Suggestion[]): SettingsChange =>
  changeOf([...entriesOf(change), ...suggestions.map(({ name, suggested }) => [name, suggested] as const)]);

function suggestedFor(read: () => string): string | undefined {
  try {
    read();
    return undefined;
  } catch (thrown) {
    const { code, details } = asFailure(thrown);
    if (code !== 'setup.urlReplace') throw thrown;
    return String(details['suggested']);
  }
}
