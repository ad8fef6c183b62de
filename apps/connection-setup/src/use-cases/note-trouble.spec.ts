import { FixedClock } from '@tandem/domain/clock';
import { InMemoryConnections } from '../adapters/in-memory-connections';
import { Connection, newConnection, stateOf } from '../domain/connection';
import { ConnectionChange, ConnectionEvents } from '../domain/connection-events';
import { NoteTrouble } from './note-trouble';

class HeardEvents extends ConnectionEvents {
  readonly changes: ConnectionChange[] = [];

  async announce(_connectionId: string, change: ConnectionChange): Promise<void> {
    this.changes.push(change);
  }
}

const now = new Date('2026-11-02T08:00:00Z');
const expired = { code: 'credentials.secretExpired', message: 'The secret has expired.' };

describe('trouble with a connection', () => {
  let connections: InMemoryConnections;
  let events: HeardEvents;
  let noteTrouble: NoteTrouble;
  const running: Connection = { ...newConnection('11111111-1111-4111-8111-111111111111', 'Contoso', now), enabled: true };

  beforeEach(() => {
    connections = new InMemoryConnections();
    events = new HeardEvents();
    noteTrouble = new NoteTrouble({ connections, events, clock: new FixedClock(now) });
  });

  it('is noted with its code and announced once, however many workers report it', async () => {
    await connections.add(running);
    await noteTrouble.run(running.id, expired);
    await noteTrouble.run(running.id, { code: 'access.refused', message: 'Refused.' });
    expect(await connections.get(running.id)).toMatchObject({ reason: 'The secret has expired. (credentials.secretExpired)' });
    expect(events.changes).toEqual(['needsAttention']);
  });

  it('means nothing to a disabled connection', async () => {
    await connections.add({ ...running, enabled: false });
    expect(stateOf(await noteTrouble.run(running.id, expired))).toBe('disabled');
    expect(events.changes).toEqual([]);
  });

  it('gives way to whoever has changed the connection meanwhile', async () => {
    await connections.add(running);
    const get = connections.get.bind(connections);
    connections.get = async (id) => {
      const read = await get(id);
      connections.get = get;
      await connections.save({ ...read, name: 'Contoso Ltd' }, now);
      return read;
    };
    expect(await noteTrouble.run(running.id, expired)).toMatchObject({ name: 'Contoso Ltd', enabled: true });
    expect(events.changes).toEqual([]);
  });

  it('that lets nothing be created any more disables the connection and says why', async () => {
    await connections.add(running);
    await noteTrouble.run(running.id, expired);
    const message = 'Principal user (Id=1, type=8) is missing prvCreateAccount privilege.';
    const noted = await noteTrouble.run(running.id, { code: 'access.privilegeMissing', message });
    expect([stateOf(noted), noted.reason]).toEqual(['disabled', expect.stringContaining('prvCreateAccount')]);
    expect(noted.reason).toContain('setup.autoDisabled');
    expect(events.changes).toEqual(['needsAttention', 'disabled']);
  });
});
