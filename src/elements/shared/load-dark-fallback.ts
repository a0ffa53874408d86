/** For browsers without `light-dark()` alone: Chromium before 123, Firefox before 120, Safari before 17.5. */
export const loadDarkFallback = () => import('./dark-fallback.js');
