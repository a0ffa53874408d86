import {LikeButton} from '../elements/like-button/like-button.js';

LikeButton.define();
export type {LikeButton};
