import type {App} from './app.ts';
import {requireOperator, requireStaff, type StaffLookup} from './authorization.ts';
import type {Context} from './context.ts';

/** Adds calls of the operator. The token is checked before the body: others learn nothing about the call. */
export function forOperator(context: Context, addCalls: (operator: App) => void): void {
  void context.app.register((operator: App, _options, done) => {
    operator.addHook('onRequest', (request) => requireOperator(request, context));
    forgetReadsAfterCalls(operator, context);
    addCalls(operator);
    done();
  });
}

/** Adds calls of the operator and of the room's own host and operators. */
export function forStaff(context: Context & {readonly roomRules: StaffLookup}, addCalls: (staff: App) => void): void {
  void context.app.register((staff: App, _options, done) => {
    staff.addHook('onRequest', async (request) => void (await requireStaff(request, context)));
    forgetReadsAfterCalls(staff, context);
    addCalls(staff);
    done();
  });
}

/** Forgets the cached reads of the room that a call has changed, before its response. */
function forgetReadsAfterCalls(app: App, {reads}: Context): void {
  app.addHook('onSend', (request, _reply, _payload, done) => {
    const {roomId} = (request.params ?? {}) as {readonly roomId?: string};
    if (request.method !== 'GET' && roomId !== undefined) reads.clear(roomId);
    done();
  });
}
