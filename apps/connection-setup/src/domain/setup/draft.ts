/**
 * What has been entered and not confirmed yet. The draft of a connection is one change to it, in the form that `PATCH` takes; each step owns the part that it
 * asks for, so that a step confirmed and the same part sent by hand are one and the same change.
 */
import { SettingsChange } from '../connection';
import { EncryptedSecrets, SecretChanges, SecretName, secretNames } from '../secrets';
import { Setup } from './setup';
import { SetupStep } from './setup-step';

/** Settings by their names in the body (`sales.url`), null clears. */
export type Entries = ReadonlyMap<string, unknown>;

/** Every setting that a change names. */
export const entriesOf = (change: SettingsChange): Entries =>
  new Map(
    Object.entries(change).flatMap(([group, content]): [string, unknown][] =>
      typeof content === 'object' && content !== null
        ? Object.entries(content).flatMap(([name, value]): [string, unknown][] =>
            value === undefined ? [] : [[`${group}.${name}`, value]],
          )
        : content === undefined
          ? []
          : [[group, content]],
    ),
  );

/** The change that consists of these settings. */
export function changeOf(entries: Iterable<readonly [string, unknown]>): SettingsChange {
  const change: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of entries) {
    const [group = '', property = ''] = name.split('.');
    change[group] = { ...change[group], [property]: value };
  }
  return change as SettingsChange;
}

/** Whether a setting belongs to a step. */
export const asksFor = ({ asks = {} }: SetupStep, name: string): boolean => Object.hasOwn(asks, name);

/** The settings of a change that a step does not ask for. */
export const strangersIn = (step: SetupStep, change: SettingsChange): string[] =>
  [...entriesOf(change).keys()].filter((name) => !asksFor(step, name));

/** The part of a draft that belongs to a step. */
export const partOf = (step: SetupStep, draft: SettingsChange): SettingsChange =>
  changeOf([...entriesOf(draft)].filter(([name]) => asksFor(step, name)));

/** The draft with another part for a step. */
export const withPart = (step: SetupStep, draft: SettingsChange, part: SettingsChange): SettingsChange =>
  changeOf([...[...entriesOf(draft)].filter(([name]) => !asksFor(step, name)), ...entriesOf(part)]);

/** Names of the secrets that were entered for a step. */
export const enteredSecrets = (step: SetupStep, secrets: EncryptedSecrets | null): SecretName[] =>
  secretNames.filter((name) => asksFor(step, name) && secrets?.values[name] !== undefined);

/** Secret changes that forget everything entered for a step. */
export const forgetSecretsOf = (step: SetupStep): SecretChanges =>
  Object.fromEntries(secretNames.filter((name) => asksFor(step, name)).map((name) => [name, null]));

/** Whether something was entered for a step. */
export const isDrafted = (step: SetupStep, { draft, secrets }: Setup): boolean =>
  entriesOf(partOf(step, draft)).size > 0 || enteredSecrets(step, secrets).length > 0;

/** Names of everything that was entered for a step. */
export const enteredNames = (step: SetupStep, { draft, secrets }: Setup): string[] => [
  ...entriesOf(partOf(step, draft)).keys(),
  ...enteredSecrets(step, secrets),
];

/** All that was entered for a step, secrets as they are stored. */
export const contentOf = (step: SetupStep, { draft, secrets }: Setup): unknown => [
  step.key,
  partOf(step, draft),
  enteredSecrets(step, secrets).map((name) => secrets?.values[name]),
];
