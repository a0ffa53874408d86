export {walletRoutes as register} from './routes.ts';
export {readBalance} from './wallets.ts';
