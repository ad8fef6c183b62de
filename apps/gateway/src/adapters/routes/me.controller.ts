import { Controller, Get } from '@nestjs/common';
import type { Principal } from '../../domain/principal';
import { Caller } from '../http/caller';
import { Describes, Roles } from '../http/operation';
import { Me } from './token-bodies';
import { v1 } from './version-1';

/** Who is calling. */
@Controller(v1('me'))
export class MeController {
  @Get()
  @Roles('viewer')
  @Describes({ summary: 'Shows who is calling and what they may do', answer: Me })
  read(@Caller() { id, name, roles, connections, expiresAt }: Principal): Me {
    return { id, name, roles: [...roles], connections: connections ? [...connections] : undefined, expiresAt: expiresAt?.toISOString() };
  }
}
