import { absent, SetupStep } from '../setup-step';

/** Where the Sales organisation is. */
export const salesAddress: SetupStep = {
  key: 'sales-address',
  title: 'Address of Dynamics 365 Sales',
  explanation: 'The root of the organisation, as the browser shows it. A path is taken off, and only after you have seen what is left.',
  asks: { 'sales.url': 'Root of the organisation, https://contoso.crm4.dynamics.com' },
  waitsFor: [],
  missing: ({ sales }) => absent(['sales.url', sales.url]),
  checks: ['addresses'],
  confirmedBy: 'draft',
};
