/** Evaluates JavaScript that the visitor typed, for the visitor's own page. @throws as the code does. */
export async function evaluate(code: string): Promise<unknown> {
  const source = `export default (${code.trim() || 'undefined'}\n);`;
  const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {default: unknown};
  return module.default;
}
