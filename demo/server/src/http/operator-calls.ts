import type {App} from './app.ts';
import {requireOperator, requireStaff, type StaffLookup} from './authorization.ts';
import type {Context} from './context.ts';

/** Adds calls of the operator. The token is checked before the body: others learn nothing about the call. */
export function forOperator(context: Context, addCalls: (operator: App) => void): void {
  void context.app.register((operator: App, _options, done) => {
    operator.addHook('onRequest', (request) => requireOperator(request, context));
    addCalls(operator);
    done();
  });
}

/** Adds calls of the operator and of the room's own host and operators. */
export function forStaff(context: Context & {readonly rules: StaffLookup}, addCalls: (staff: App) => void): void {
  void context.app.register((staff: App, _options, done) => {
    staff.addHook('onRequest', async (request) => void (await requireStaff(request, context)));
    addCalls(staff);
    done();
  });
}
