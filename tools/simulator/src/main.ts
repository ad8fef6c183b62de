import { parseArguments } from './command-line';
import { createSimulator } from './create-simulator';
import { startServer } from './service/server';

/** Starts one simulator; with `END_WITH_PARENT=true` it ends when its standard input does, so that none outlives whoever started it. Usage:
 * `--service dataverse|business-central [--port N] [--host H] [--no-sample] [--no-solution] [--generate customers=100,seed=7]`. */
async function main(): Promise<void> {
  const settings = parseArguments(process.argv.slice(2));
  const { core, service } = createSimulator(settings);
  const server = await startServer(core, service, settings);
  const stop = () => process.exit(0);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.env['END_WITH_PARENT'] === 'true') process.stdin.on('end', stop).on('error', stop).resume();
  if (settings.generate !== undefined) service.generate(settings.generate);
  process.stdout.write(`${JSON.stringify({ ready: true, service: settings.service, url: server.url })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
