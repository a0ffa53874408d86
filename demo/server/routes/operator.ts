import type {App, Services} from '../app.ts';
import {requireOperator} from '../bearer.ts';

/** Calls of the operator. Who calls is looked at before the body: whoever may not run rooms learns nothing about them. */
export function forOperator(app: App, services: Services, addCalls: (operator: App) => void): void {
  void app.register((operator: App, _options, done) => {
    operator.addHook('onRequest', (request) => requireOperator(request, services));
    addCalls(operator);
    done();
  });
}
