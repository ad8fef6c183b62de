/** The guide as people get to see it: ids masked, secrets only as being there or not. */
import { SetupStepView, SetupView } from '@tandem/contracts/setup';
import { AddressRules } from '../domain/address';
import { SecretName, secretNames } from '../domain/secrets';
import { enteredSecrets, entriesOf, partOf } from '../domain/setup/draft';
import { Setup } from '../domain/setup/setup';
import { SetupStep } from '../domain/setup/setup-step';
import { Standing, StepSeen } from '../domain/setup/standing';
import { suggestionsFor } from '../domain/setup/suggestions';
import { SetupSeen } from '../use-cases/setup/see-setup';
import { masked } from './connection-view';

export function toSetupView({ connection, setup, steps, standings }: SetupSeen, addresses: AddressRules): SetupView {
  const views = steps.map((seen) => toStepView(seen, standings.get(seen.step.key), { setup, addresses }));
  const next = views.find(({ state }) => state === 'open' || state === 'failed')?.key;
  return { connectionId: connection.id, version: setup.version, state: next ? 'open' : 'done', next, steps: views };
}

interface Around {
  readonly setup: Setup;
  readonly addresses: AddressRules;
}

function toStepView(seen: StepSeen, standing: Standing | undefined, { setup, addresses }: Around): SetupStepView {
  const { step, isDrafted, findings, run } = seen;
  const { state = 'open', waitsFor = [], missing = [], canBeConfirmed = false } = standing ?? {};
  const confirmation = setup.confirmations[step.key];
  return {
    ...{ key: step.key, title: step.title, explanation: step.explanation, state, canBeConfirmed },
    asks: Object.entries(step.asks ?? {}).map(([name, meaning]) => ({ name, meaning, isSecret: isSecret(name) })),
    asksAdministrator: step.confirmedBy === 'administrator',
    entered: isDrafted ? enteredIn(step, setup) : undefined,
    suggestions: isDrafted ? suggestionsFor(partOf(step, setup.draft), addresses) : [],
    missing: [...missing],
    findings: findings.map((finding) => ({ ...finding })),
    waitsFor: [...waitsFor],
    run: run && { ...run, results: run.results && [...run.results] },
    confirmed: confirmation && { by: confirmation.by, at: confirmation.at.toISOString() },
  };
}

const isSecret = (name: string): boolean => secretNames.includes(name as SecretName);

const isMasked = (name: string): boolean => name.endsWith('.clientId') || name.endsWith('.tenantId');

function enteredIn(step: SetupStep, { draft, secrets }: Setup): Record<string, unknown> {
  const shown = [...entriesOf(partOf(step, draft))].map(([name, value]) => [name, isMasked(name) ? masked(String(value)) : value]);
  return Object.fromEntries([...shown, ...enteredSecrets(step, secrets).map((name) => [name, true])]);
}
