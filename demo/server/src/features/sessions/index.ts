export {sessionRoutes as register} from './routes.ts';
