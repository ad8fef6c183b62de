/** Checks the Business Central side: sign-in, answer, the company, the companion extension, the experience. */
import { AccessIssuer, SignInRequest } from '../domain/access';
import { checkCompanionExtension } from '../domain/checks/companion-extension';
import { chosenCompany } from '../domain/checks/company';
import { checkExperience } from '../domain/checks/experience';
import { checkEnvironment, Environment } from '../domain/environment';
import { RunCheck } from '../domain/findings';
import { BusinessCentralSystem } from '../domain/sign-in';
import { Company, ConnectedSystems } from '../domain/systems';

export interface BusinessCentralSeen {
  readonly company: Company;
  readonly localCurrencyCode: string;
  readonly extensionVersion: string;
}

interface BusinessCentralLook {
  readonly issuer: AccessIssuer;
  readonly systems: ConnectedSystems;
  readonly signIn: SignInRequest;
  readonly chosen: BusinessCentralSystem;
  /** Where it is known already. */
  readonly environment?: Environment;
}

export async function inspectBusinessCentral(
  { issuer, systems, signIn, chosen, environment }: BusinessCentralLook,
  run: RunCheck,
): Promise<BusinessCentralSeen> {
  const access = await run('businessCentralToken', () => issuer.issue(signIn));
  const central = systems.businessCentral(access);
  const companies = await run(
    'businessCentralAnswers',
    () => central.companies(),
    ({ length }) => (length === 1 ? '1 company' : `${length} companies`),
  );
  const company = await run(
    'company',
    () => chosenCompany(chosen, companies),
    ({ name }) => name,
  );
  await run(
    'businessCentralEnvironment',
    () => checkEnvironment(environment, { companyId: company.id }),
    () => `Company ${company.id}`,
  );
  const { localCurrencyCode, extensionVersion } = await run(
    'companionExtension',
    async () => checkCompanionExtension(await central.companionState(company.id)),
    (state) => `Version ${state.extensionVersion}`,
  );
  await run(
    'experience',
    async () => checkExperience(await central.experience(company.id)),
    (experience) => experience,
  );
  return { company, localCurrencyCode, extensionVersion };
}
