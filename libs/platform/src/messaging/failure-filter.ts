import { Catch, RpcExceptionFilter } from '@nestjs/common';
import { asFailure } from '@tandem/domain/failure';
import { Observable, throwError } from 'rxjs';

/** Hands what a message handler threw to the transport as a Failure; the framework's own filter would replace it with a text. */
@Catch()
export class FailureFilter implements RpcExceptionFilter {
  catch(thrown: unknown): Observable<never> {
    return throwError(() => asFailure(thrown));
  }
}
