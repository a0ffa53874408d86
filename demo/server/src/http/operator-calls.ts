import type {App, Services} from './app.ts';
import {requireOperator, requireStaff} from './authorization.ts';

/** Calls of the operator. Who calls is looked at before the body: whoever may not run rooms learns nothing about them. */
export function forOperator(app: App, services: Services, addCalls: (operator: App) => void): void {
  void app.register((operator: App, _options, done) => {
    operator.addHook('onRequest', (request) => requireOperator(request, services));
    addCalls(operator);
    done();
  });
}

/** Calls of whoever keeps order in a room: the operator, and the room's own host and operators. */
export function forStaff(app: App, services: Services, addCalls: (staff: App) => void): void {
  void app.register((staff: App, _options, done) => {
    staff.addHook('onRequest', async (request) => void (await requireStaff(request, services)));
    addCalls(staff);
    done();
  });
}
