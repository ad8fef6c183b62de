/** Checks the Business Central side: sign-in, answer, the company, the companion extension, the experience. */
import { AccessIssuer, SignInRequest } from '../domain/access';
import { checkCompanionExtension } from '../domain/checks/companion-extension';
import { chosenCompany } from '../domain/checks/company';
import { checkExperience } from '../domain/checks/experience';
import { checkEnvironment, Environment } from '../domain/environment';
import { RunCheck } from '../domain/findings';
import { BusinessCentralSystem } from '../domain/sign-in';
import { Company, ConnectedSystems } from '../domain/systems';
import { inspectWebServiceUser } from './inspect-web-service-user';

export interface BusinessCentralSeen {
  readonly company: Company;
  readonly localCurrencyCode: string;
  readonly extensionVersion: string;
}

export interface BusinessCentralLook {
  readonly issuer: AccessIssuer;
  readonly systems: ConnectedSystems;
  readonly signIn: SignInRequest;
  /** Where availability is read with a user of its own. */
  readonly webServiceSignIn?: SignInRequest;
  readonly chosen: BusinessCentralSystem;
  /** Where it is known already. */
  readonly environment?: Environment;
}

export async function inspectBusinessCentral(look: BusinessCentralLook, run: RunCheck): Promise<BusinessCentralSeen> {
  const { issuer, systems, signIn, chosen, environment } = look;
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
    ({ name }) => ({ message: name, choices: companies.map((each) => each.name) }),
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
  await inspectWebServiceUser(look, run);
  return { company, localCurrencyCode, extensionVersion };
}
