import {Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection} from '@angular/core';
import {bootstrapApplication} from '@angular/platform-browser';
import 'live-room-elements/define';
import type {LiveError} from 'live-room-elements';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<live-room [apiUrl]="apiUrl" room-id="demo" (live-error)="report($event)"></live-room>`,
})
class App {
  readonly apiUrl = 'http://localhost:8081/api';

  report({detail}: CustomEvent<{error: LiveError}>) {
    console.error(detail.error.code, detail.error.message);
  }
}

bootstrapApplication(App, {providers: [provideZonelessChangeDetection()]});
