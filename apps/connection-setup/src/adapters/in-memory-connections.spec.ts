import { behavesLikeConnections } from './connections.contract';
import { InMemoryConnections } from './in-memory-connections';

describe('connections in memory', () => behavesLikeConnections(() => new InMemoryConnections()));
