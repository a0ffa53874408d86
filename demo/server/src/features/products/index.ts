export {productRoutes as register} from './routes.ts';
export {insertProducts, listProducts} from './products.ts';
export type {NewProduct} from './product-shape.ts';
