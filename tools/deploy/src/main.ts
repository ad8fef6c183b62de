/** Prepares the database of a deployment: for each schema given on the command line an owner role and a runtime role. Safe to run at every deployment. */
import 'reflect-metadata';
import { EnvironmentProblems, readEnvironment } from '@tandem/platform/config/environment';
import { provision } from '@tandem/platform/persistence/provision';
import { ProvisioningEnvironment } from './config';

async function main(schemas: readonly string[]): Promise<void> {
  const settings = readEnvironment([ProvisioningEnvironment], process.env).get(ProvisioningEnvironment) as ProvisioningEnvironment;
  const { databaseAdminUrl, databaseOwnerPassword: ownerPassword, databaseRuntimePassword: runtimePassword } = settings;
  await provision(
    databaseAdminUrl,
    schemas.map((schema) => ({ schema, ownerPassword, runtimePassword })),
  );
  console.log(`Prepared: ${schemas.join(', ')}`);
}

main(process.argv.slice(2)).catch((problem: unknown) => {
  console.error(problem instanceof EnvironmentProblems ? problem.message : problem);
  process.exit(1);
});
