import { Failure } from '@tandem/domain/failure';
import { AnsweredRequests, Repetition } from '../domain/answered-requests';
import { AnswerOnce } from './answer-once';

/** A store that loses its database after the request was taken. */
class LostRequests extends AnsweredRequests {
  readonly forgotten: string[] = [];
  begin = (): Promise<Repetition> => Promise.resolve({ state: 'yours' });
  keep = (): Promise<void> => Promise.reject(new Failure('transient', 'database.unavailable', 'The database does not answer.'));
  forget = ({ key }: { key: string }): Promise<void> => Promise.resolve(void this.forgotten.push(key));
}

const request = { principalId: 'token:1', key: 'k', content: 'POST /full-syncs' };

describe('a request with an idempotency key', () => {
  it('that was carried out is answered even where its answer cannot be kept', async () => {
    await expect(new AnswerOnce(new LostRequests()).run(request, () => Promise.resolve({ id: 1 }))).resolves.toEqual({
      body: { id: 1 },
      repeated: false,
    });
  });

  it.each([
    ['frees its key when it was refused', 'connection.disabled', ['k']],
    ['keeps its key when the answer got lost: nobody knows whether it was carried out', 'bus.timeout', []],
  ])('%s', async (_what, code, forgotten) => {
    const requests = new LostRequests();
    const carryOut = () => Promise.reject(new Failure('transient', code, 'It did not work.'));
    await expect(new AnswerOnce(requests).run(request, carryOut)).rejects.toMatchObject({ code });
    expect(requests.forgotten).toEqual(forgotten);
  });
});
