import {LivePoll} from '../elements/live-poll/live-poll.js';

LivePoll.define();
export type {LivePoll};
