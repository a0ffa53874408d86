import type {App} from './app.ts';
import {requireOperator, requireStaff, type StaffLookup} from './authorization.ts';
import type {Context} from './context.ts';

/** Adds calls of the operator. The token is checked before the body, so that other callers learn nothing about the call. */
export function forOperator(context: Context, addCalls: (operator: App) => void): void {
  void context.app.register((operator: App, _options, done) => {
    operator.addHook('onRequest', (request) => requireOperator(request, context));
    clearReadsAfterCalls(operator, context);
    addCalls(operator);
    done();
  });
}

/** Adds calls of the operator and of the staff of the room in the path. */
export function forStaff(context: Context & {readonly roomRules: StaffLookup}, addCalls: (staff: App) => void): void {
  void context.app.register((staff: App, _options, done) => {
    staff.addHook('onRequest', async (request) => void (await requireStaff(request, context)));
    clearReadsAfterCalls(staff, context);
    addCalls(staff);
    done();
  });
}

/** Clears the cached reads of the room that a call has changed, before the response is sent. */
function clearReadsAfterCalls(app: App, {reads}: Context): void {
  app.addHook('onSend', (request, _reply, _payload, done) => {
    const {roomId} = (request.params ?? {}) as {readonly roomId?: string};
    if (request.method !== 'GET' && roomId !== undefined) reads.clear(roomId);
    done();
  });
}
