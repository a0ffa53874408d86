export {healthRoutes as register} from './routes.ts';
