import { defaultOptions } from '../options';
import { SalesUser } from '../systems';
import { aboutNotifications } from './change-notifications';
import { checkCompanionExtension } from './companion-extension';
import { chosenCompany } from './company';
import { checkCurrencies } from './currencies';
import { checkExperience } from './experience';
import { checkSalesPrivileges, requiredPrivileges } from './sales-privileges';
import { checkSalesRoles } from './sales-roles';
import { checkSalesSolution } from './sales-solution';
import { checkSalesUser } from './sales-user';
import { aboutSalesVersion } from './sales-version';

const refusal = (code: string) => expect.objectContaining({ code });
const integration: SalesUser = { id: 'u', name: 'Tandem Integration', disabled: false, licensed: false, application: true };
const administrator = { name: 'Systemadministrator', templateId: '627090ff-40a3-4053-8790-584edc5be201' };
const tandemRoles = [{ name: 'Tandem Integration Administrator' }, { name: 'Tandem Integration User' }];

describe('the integration user', () => {
  it('may be an application without a licence', () => expect(checkSalesUser(integration)).toBe(integration));
  it('must be enabled', () => expect(() => checkSalesUser({ ...integration, disabled: true })).toThrow(refusal('setup.userNotActive')));
  it('must have a licence where it is a person', () => {
    expect(() => checkSalesUser({ ...integration, application: false })).toThrow(refusal('setup.userNotLicensed'));
  });
});

describe('the roles of the integration user', () => {
  it('may be those of Tandem', () => expect(() => checkSalesRoles('Tandem', tandemRoles)).not.toThrow());

  it('may be those of the vendor, known by their templates in every language', () => {
    const vendors = [
      { name: 'Integrationsadministrator', templateId: '8c8d4f51-a72b-e511-80d9-3863bb349780' },
      { name: 'Integrationsbenutzer', templateId: '6f960e32-a72b-e511-80d9-3863bb349780' },
    ];
    expect(() => checkSalesRoles('Tandem', vendors)).not.toThrow();
  });

  it('must be there', () => expect(() => checkSalesRoles('Tandem', [])).toThrow(refusal('setup.noRoles')));

  it('must be both of them', () => {
    expect(() => checkSalesRoles('Tandem', [{ name: 'Tandem Integration User' }])).toThrow(
      expect.objectContaining({ code: 'setup.missingBCRoles', message: expect.stringContaining('Tandem Integration Administrator') }),
    );
  });

  it('must not be System Administrator, whatever the role is called', () => {
    expect(() => checkSalesRoles('Tandem', [...tandemRoles, administrator])).toThrow(refusal('setup.userIsAdmin'));
  });
});

describe('the company', () => {
  const cronus = { id: 'AAAA', name: 'CRONUS International Ltd.' };
  const other = { id: 'bbbb', name: 'My Company' };

  it('is found by its id or by its name, whatever the case', () => {
    expect(chosenCompany({ companyId: 'aaaa' }, [other, cronus])).toBe(cronus);
    expect(chosenCompany({ companyName: 'cronus international ltd.' }, [other, cronus])).toBe(cronus);
  });

  it('need not be chosen where there is only one', () => expect(chosenCompany({}, [cronus])).toBe(cronus));
  it('must be chosen where there are several', () =>
    expect(() => chosenCompany({}, [cronus, other])).toThrow(refusal('setup.companyMissing')));

  it('must exist; those that do are named', () => {
    expect(() => chosenCompany({ companyName: 'Fabrikam' }, [cronus, other])).toThrow(
      expect.objectContaining({ code: 'setup.companyMissing', details: expect.objectContaining({ companies: [cronus.name, other.name] }) }),
    );
  });
});

describe('the experience of the company', () => {
  it.each(['Essential', 'Suite', 'Premium', 'Custom'])('%s is enough', (experience) =>
    expect(checkExperience(experience)).toBe(experience),
  );
  it('Basic is not', () => expect(() => checkExperience('Basic')).toThrow(refusal('setup.noAccess')));
});

describe('the currencies', () => {
  const [pound, dollar] = [
    { id: '1', isoCode: 'GBP' },
    { id: '2', isoCode: 'USD' },
  ] as const;
  const settings = { baseCurrencyId: '2', currencyPrecision: 2, orderIntegration: false };

  it('are the local one of Business Central and the base one of Sales', () => {
    expect(checkCurrencies('GBP', settings, [dollar, pound])).toEqual({ local: pound, base: dollar });
  });

  it('must include the local currency', () =>
    expect(() => checkCurrencies('GBP', settings, [dollar])).toThrow(refusal('setup.lcyMissing')));
  it('must include the base currency', () =>
    expect(() => checkCurrencies('GBP', settings, [pound])).toThrow(refusal('setup.baseCurrencyUnknown')));
});

describe('the privileges of the integration user', () => {
  const names = requiredPrivileges(defaultOptions);

  it('are to read, create and write where a mapping writes, and to read where it only reads', () => {
    expect(names).toEqual(expect.arrayContaining(['prvReadAccount', 'prvCreateAccount', 'prvWriteAccount', 'prvWriteAttribute']));
    expect(names.filter((name) => /systemuser/i.test(name))).toEqual([]);
  });

  it('are fewer where fewer mappings take part', () =>
    expect(requiredPrivileges({ ...defaultOptions, mappings: ['CURRENCY'] })).not.toContain('prvReadAccount'));

  it('include to change the organisation only where orders are handed over', () => {
    expect(names).not.toContain('prvWriteOrganization');
    expect(requiredPrivileges({ ...defaultOptions, salesOrderIntegration: 'legacy' })).toContain('prvWriteOrganization');
  });

  it('may be spelled as Sales spells them', () => {
    const held = names.map((name) => name.toUpperCase());
    expect(checkSalesPrivileges('Tandem', held, defaultOptions)).toBe(held);
  });

  it('are named where they lack', () => {
    const held = names.filter((name) => name !== 'prvWriteAccount');
    expect(() => checkSalesPrivileges('Tandem', held, defaultOptions)).toThrow(
      expect.objectContaining({ code: 'setup.privilegesMissing', details: expect.objectContaining({ missing: ['prvWriteAccount'] }) }),
    );
  });
});

describe('the solution in Sales', () => {
  it.each(['0.1.0.0', '0.1.0', '0.2', '1.0.0.0', '10.0'])('%s is new enough', (version) =>
    expect(checkSalesSolution(version)).toBe(version),
  );
  it('may be too old', () => expect(() => checkSalesSolution('0.0.9.9')).toThrow(refusal('setup.solutionOutdated')));
  it('must be there', () => expect(() => checkSalesSolution(undefined)).toThrow(refusal('setup.solutionMissing')));
});

describe('the companion extension', () => {
  const state = (extensionVersion: string) => ({ companyId: 'c', localCurrencyCode: 'GBP', extensionVersion });

  it('may be newer than needed', () => expect(checkCompanionExtension(state('1.2.0.0'))).toEqual(state('1.2.0.0')));
  it('may be too old', () => expect(() => checkCompanionExtension(state('0.9.0.0'))).toThrow(refusal('setup.extensionOutdated')));
  it('must be there', () => expect(() => checkCompanionExtension(undefined)).toThrow(refusal('setup.extensionMissing')));
});

describe('the version of Sales', () => {
  it.each(['9.2.25093.00168', '8.2', '7.0.1', '10.0'])('%s is valid', (version) =>
    expect(aboutSalesVersion(version)).toBe(`Version ${version} is valid`),
  );
  it.each(['7.1.0.1', '7.1', '6.1.4', 'unknown'])('%s might not work', (version) =>
    expect(aboutSalesVersion(version)).toMatchObject({ code: 'setup.versionWarning' }),
  );
});

describe('the web hooks of the solution', () => {
  const steps = (table: string, enabled = true) => ['Create', 'Update', 'Delete'].map((message) => ({ table, message, enabled }));

  it('tell of every table whose changes are followed, but not of users', () =>
    expect(aboutNotifications(['account', 'systemuser'], steps('account'))).toBe('Registered for account'));
  it('may be switched off', () =>
    expect(aboutNotifications(['account', 'contact'], [...steps('account'), ...steps('contact', false)])).toContain('off for contact'));
  it('are warned of where one kind of change is not told', () =>
    expect(aboutNotifications(['account'], steps('account').slice(1))).toMatchObject({ code: 'setup.webhooksMissing' }));
});
