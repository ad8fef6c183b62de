/** The orderly end of a process: on a signal, and when the process that started it has gone. */
import { ServiceEnvironment } from './service-environment';
import type { RunningService } from './start-service';

/** Time beyond the limit for work in hand after which the process ends in any case, in milliseconds. */
const patienceMs = 3_000;

/** Stops the service on SIGTERM and SIGINT, and on the end of standard input where the environment says so. */
export function stopOnRequest(service: RunningService): void {
  const { endWithParent, shutdownLimitMs } = service.app.get(ServiceEnvironment);
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    service.log.info('stopping', { reason });
    setTimeout(() => process.exit(1), shutdownLimitMs + patienceMs).unref();
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        service.log.error('the end was not orderly', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  if (endWithParent)
    process.stdin
      .on('end', () => stop('the process that started this one has gone'))
      .on('error', () => stop('standard input broke'))
      .resume();
}
