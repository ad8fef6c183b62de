/** Which findings speak about a step: those of its checks, once each refusal is put where it belongs. */
import { Check, Finding } from '../findings';
import { SetupStep } from './setup-step';

/** Sales answers such an account, and turns it away: the sign-in is right, the user is not. */
const aboutTheUser: Readonly<Record<string, Check>> = {
  'setup.userNotFound': 'salesUser',
  'setup.userNotActive': 'salesUser',
  'setup.noRoles': 'salesRoles',
};

/** The findings with what Sales says about the user put under the checks of the user. */
export function attributed(findings: readonly Finding[]): readonly Finding[] {
  const turnedAway = findings.find(({ check, code }) => check === 'salesAnswers' && code !== undefined && code in aboutTheUser);
  if (!turnedAway) return findings;
  const about = aboutTheUser[turnedAway.code ?? ''];
  return findings.map((finding) => {
    if (finding === turnedAway) return { check: finding.check, side: finding.side, state: 'passed' };
    return finding.check === about ? { ...turnedAway, check: about } : finding;
  });
}

export const findingsOf = ({ checks }: SetupStep, findings: readonly Finding[]): Finding[] =>
  attributed(findings).filter(({ check }) => checks.includes(check));

export const hasFailed = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === 'failed');

/** Whether something is wrong that must be put right before the step can be confirmed. */
export const isHeldUp = ({ putRightLater = [] }: SetupStep, findings: readonly Finding[]): boolean =>
  hasFailed(findings.filter(({ code }) => code === undefined || !putRightLater.includes(code)));

export const havePassed = (findings: readonly Finding[]): boolean =>
  findings.every(({ state }) => state === 'passed' || state === 'warned');
