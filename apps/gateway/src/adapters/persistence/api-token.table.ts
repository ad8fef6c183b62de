import { EntitySchema } from 'typeorm';
import { ApiToken } from '../../domain/api-token';
import { Role } from '../../domain/role';

/** A row of `api_tokens`. */
export interface ApiTokenRow {
  id: string;
  name: string;
  digest: Buffer;
  roles: string[];
  connections: string[] | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

export const apiTokenTable = new EntitySchema<ApiTokenRow>({
  name: 'api_tokens',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    digest: { type: 'bytea', unique: true },
    roles: { type: 'text', array: true },
    connections: { type: 'uuid', array: true, nullable: true },
    createdBy: { name: 'created_by', type: 'text' },
    createdAt: { name: 'created_at', type: 'timestamptz' },
    expiresAt: { name: 'expires_at', type: 'timestamptz', nullable: true },
    lastUsedAt: { name: 'last_used_at', type: 'timestamptz', nullable: true },
  },
});

export const toRow = (token: ApiToken, digest: Buffer): ApiTokenRow => ({
  ...token,
  digest,
  roles: [...token.roles],
  connections: token.connections ? [...token.connections] : null,
});

export const fromRow = ({ digest: _digest, roles, ...row }: ApiTokenRow): ApiToken => ({ ...row, roles: roles as Role[] });
