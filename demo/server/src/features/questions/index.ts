export {questionRoutes as register} from './routes.ts';
