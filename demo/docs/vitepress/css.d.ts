/** VitePress bundles stylesheets; the script of the site gets their text. */
declare module '*.css' {
  const text: string;
  export default text;
}
