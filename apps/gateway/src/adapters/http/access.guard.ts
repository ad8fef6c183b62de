import { CanActivate, ExecutionContext } from '@nestjs/common';
import { FastifyRequest } from 'fastify';
import { mayKnow, Principal } from '../../domain/principal';
import { mayAct } from '../../domain/role';
import { Authenticate } from '../../use-cases/authenticate';
import { noteCaller } from './caller';
import { Access, Operation, operationKey, rolesKey } from './operation';
import { RateLimit } from './rate-limit';
import { forbidden, limitedToConnections, tooMany, unauthenticated, unknownConnection } from './refusal';

/** The one door: who are you, may you do this, does the connection exist for you, not too fast. A route without roles lets nobody in. */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly rate: RateLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = (Reflect.getMetadata(rolesKey, context.getHandler()) ?? []) as Access;
    if (access === 'anybody') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.callerOf(request);
    this.count(principal.id);
    if (!mayAct(principal.roles, access)) throw forbidden(access);
    refuseOtherConnections(principal, request, Reflect.getMetadata(operationKey, context.getHandler()) as Operation | undefined);
    noteCaller(request, principal);
    return true;
  }

  private async callerOf(request: FastifyRequest): Promise<Principal> {
    const found = await this.authenticate.run(request.headers.authorization);
    if (!('refused' in found)) return found;
    this.count(`address ${request.ip}`);
    throw unauthenticated(found.refused);
  }

  private count(caller: string): void {
    const waitMs = this.rate.take(caller);
    if (waitMs > 0) throw tooMany(waitMs);
  }
}

function refuseOtherConnections(principal: Principal, request: FastifyRequest, operation: Operation | undefined): void {
  const { connectionId } = request.params as { connectionId?: string };
  if (connectionId && !mayKnow(principal, connectionId)) throw unknownConnection();
  if (operation?.everyConnection && principal.connections) throw limitedToConnections();
}
