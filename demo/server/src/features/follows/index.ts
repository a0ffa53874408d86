export {followRoutes as register} from './routes.ts';
export {isFollowing} from './follows.ts';
