export {setPin, unpinComment} from './pins.ts';
export {pinRoutes as register} from './routes.ts';
