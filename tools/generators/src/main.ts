/** Generates what is written by a rule: the pages of `docs/` from the code, and the first form of a mapping, a use case or a contract. */
import { Command } from 'commander';
import { newContract } from './new/contract';
import { newMapping } from './new/mapping';
import { newUseCase } from './new/use-case';
import { writePages } from './write-pages';

const root = process.cwd();
const program = new Command('generate').showHelpAfterError();

function tell(paths: readonly string[], next: string): void {
  for (const path of paths) console.log(`written: ${path}`);
  console.log(`next: ${next}`);
}

program
  .command('docs')
  .description('write the generated pages of docs/')
  .option('--check', 'only say whether they are up to date', false)
  .action(({ check }: { check: boolean }) => writePages(check));

program
  .command('mapping <name> <businessCentralTable> <salesTable>')
  .description('a table mapping, in the catalogue')
  .action(async (name: string, businessCentral: string, sales: string) =>
    tell(await newMapping(root, { name, businessCentral, sales }), 'say direction, filters, match keys and fields; npm run docs'),
  );

program
  .command('use-case <service> <name> <port> <does>')
  .description('a use case of a service that asks one of its ports')
  .action(async (service: string, name: string, port: string, does: string) =>
    tell(await newUseCase(root, { service, name, port, does }), `make its test pass; wire it in apps/${service}/src/*.module.ts`),
  );

program
  .command('contract <context> <name> <does>')
  .description('a question that a service answers')
  .action(async (context: string, name: string, does: string) =>
    tell(await newContract(root, { context, name, does }), '@Answers it in a controller; npx nx run checks:accept-contracts'),
  );

program.parseAsync().catch((reason: unknown) => {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exitCode = 1;
});
