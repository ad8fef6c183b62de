import 'reflect-metadata';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredContracts } from '@tandem/contracts/contract';
import { breaksOf } from './compatibility';
import { ContractSchema, schemaOfContract } from './contract-schema';

/** `nx run checks:accept-contracts` writes down what the contracts promise from now on. */
const accepting = process.env['TANDEM_ACCEPT_CONTRACTS'] === 'true';
const contracts = join(__dirname, '..', '..', '..', '..', 'libs', 'contracts', 'src');
const golden = join(__dirname, '..', '..', 'golden');

for (const file of readdirSync(contracts, { recursive: true, encoding: 'utf8' }))
  if (/(?<!\.spec)\.ts$/.test(file)) jest.requireActual(join(contracts, file));

const fileOf = (subject: string): string => join(golden, `${subject}.schema.json`);
const promised = (): string[] => (existsSync(golden) ? readdirSync(golden).map((file) => file.replace('.schema.json', '')) : []);

function accept(schema: ContractSchema): void {
  mkdirSync(golden, { recursive: true });
  writeFileSync(fileOf(String(schema['subject'])), `${JSON.stringify(schema, null, 2)}\n`);
}

describe('the contracts between services', () => {
  if (accepting) for (const contract of declaredContracts.values()) accept(schemaOfContract(contract));

  it.each([...declaredContracts.values()].map((contract) => [contract.subject, contract] as const))(
    '%s keeps what it has promised',
    (subject, contract) => {
      if (!existsSync(fileOf(subject)))
        throw new Error(`${subject} is new: write its promise down with "npx nx run checks:accept-contracts"`);
      const before = JSON.parse(readFileSync(fileOf(subject), 'utf8')) as ContractSchema;
      expect(breaksOf(before, JSON.parse(JSON.stringify(schemaOfContract(contract))) as ContractSchema)).toEqual([]);
    },
  );

  it('are all still there', () => {
    expect(promised().filter((subject) => !declaredContracts.has(subject))).toEqual([]);
  });
});
