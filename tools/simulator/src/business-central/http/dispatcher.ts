/** Carries out one operation: finds company and target, runs it in a transaction, and turns refusals into their answers. */
import type { Api } from '../catalogue/entity-set';
import type { Database } from '../store/database';
import type { Transaction } from '../store/transaction';
import type { RecordGate } from '../write/record-gate';
import { runAction } from './actions';
import { Call, CompanyCall, Reply, jsonReply } from './call';
import { readCompanies } from './companies';
import { chooseCompany } from './company-choice';
import { metadataDocument, serviceDocument } from './documents-of-api';
import { readCollection, readCount, readEntity } from './reading';
import { Sets, Target, findTarget } from './target';
import { WireError, methodNotAllowed } from './wire-error';
import { WriteContext, createEntity, deleteEntity, modifyEntity } from './writing';

export class Dispatcher {
  constructor(
    private readonly database: Database,
    private readonly gate: RecordGate,
  ) {}

  /** `within`: the transaction of a whole batch; without it the operation commits by itself. */
  run(call: Call, within?: Transaction): Reply {
    const transaction = within ?? this.database.begin(call.writer);
    try {
      const reply = this.carryOut(call, transaction);
      if (!within) this.database.commit(transaction);
      return reply;
    } catch (error) {
      if (!within) transaction.rollback();
      if (error instanceof WireError) return jsonReply(error.status, error.body());
      throw error;
    }
  }

  private carryOut(call: Call, transaction: Transaction): Reply {
    const { segments, api } = call.address;
    const first = segments[0] ?? '';
    if (segments.length === 0) return this.document(call, serviceDocument(call, this.setsOf(call)));
    if (first === '$metadata') return this.document(call, metadataDocument(this.setsOf(call)));
    if (/^companies(\([^)]*\))?$/.test(first) && segments.length === 1) return readCompanies(this.database, call);
    if (api === 'automation') throw methodNotAllowed();
    const { company, rest } = chooseCompany(this.database, call);
    const companyCall: CompanyCall = { ...call, company };
    const target = findTarget(this.setsOf(call), company, rest);
    return this.onTarget({ call: companyCall, sets: this.setsOf(call), transaction, gate: this.gate }, target);
  }

  private setsOf({ address }: Call): Sets {
    return this.database.model.sets[(address.api === 'companion' ? 'companion' : 'v2.0') satisfies Api];
  }

  private document(call: Call, reply: Reply): Reply {
    if (call.method !== 'GET') throw methodNotAllowed();
    return reply;
  }

  private onTarget(context: WriteContext, target: Target): Reply {
    const { call, sets } = context;
    const { method } = call;
    if (target.kind === 'action') return method === 'POST' ? runAction(context, target, this.database) : refuse();
    if (target.kind === 'count') return method === 'GET' ? readCount(call, sets, target.set, target.parent) : refuse();
    if (target.kind === 'collection') {
      if (method === 'GET') return readCollection(call, sets, target.set, target.parent);
      return method === 'POST' ? createEntity(context, target.set, target.parent) : refuse();
    }
    if (method === 'GET') return readEntity(call, sets, target.set, target.row);
    if (method === 'PATCH') return modifyEntity(context, target.set, target.row);
    return method === 'DELETE' ? deleteEntity(context, target.set, target.row) : refuse();
  }
}

function refuse(): never {
  throw methodNotAllowed();
}
