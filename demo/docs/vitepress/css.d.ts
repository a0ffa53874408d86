/** VitePress bundles stylesheets. */
declare module '*.css';
